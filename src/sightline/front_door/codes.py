"""The code sets of the front door. Stored in capitals, shown in plain English, never reused."""

from django.db.models import TextChoices

from sightline.common.lawful_basis import Article6Basis as Article6Basis
from sightline.common.lawful_basis import SpecialCategoryCondition as SpecialCategoryCondition


class Source(TextChoices):
    """Who was worried: source of referral as the children in need census codes it."""

    FAMILY = "1A", "Family member, relative or carer"
    ACQUAINTANCE = "1B", "Acquaintance, neighbour or childminder"
    SELF = "1C", "The child themselves"
    OTHER_INDIVIDUAL = "1D", "Another individual"
    SCHOOL = "2A", "School"
    EDUCATION_SERVICE = "2B", "Education service"
    GP = "3A", "GP"
    HEALTH_VISITOR = "3B", "Health visitor"
    SCHOOL_NURSE = "3C", "School nurse"
    OTHER_PRIMARY_HEALTH = "3D", "Other primary health service"
    EMERGENCY_DEPARTMENT = "3E", "Accident and emergency department"
    OTHER_HEALTH = "3F", "Other health service"
    HOUSING = "4", "Housing"
    SOCIAL_CARE = "5A", "Council social care, such as adults' services"
    OTHER_COUNCIL_SERVICE = "5B", "Another council department"
    OTHER_AUTHORITY = "5C", "Another local authority"
    EARLY_HELP = "5D", "Early help"
    POLICE = "6", "Police"
    OTHER_LEGAL_AGENCY = "7", "Court, probation, immigration, Cafcass or prison"
    OTHER = "8", "Other, such as a voluntary organisation"
    ANONYMOUS = "9", "Anonymous"
    UNKNOWN = "10", "Unknown"


class SourceNotSpecified(TextChoices):
    """A source of which another system's list told the group alone. Never chosen by a person who takes a contact."""

    INDIVIDUAL = "1", "Individual, not said which"
    HEALTH = "3", "Health service, not said which"
    COUNCIL = "5", "Council service, not said which"


EVERY_SOURCE = [*Source.choices, *SourceNotSpecified.choices]


class SourceGroup(TextChoices):
    """The groups under which the Department for Education publishes sources."""

    INDIVIDUAL = "INDIVIDUAL", "Individual"
    SCHOOLS = "SCHOOLS", "Schools"
    EDUCATION_SERVICES = "EDUCATION_SERVICES", "Education services"
    HEALTH = "HEALTH", "Health services"
    HOUSING = "HOUSING", "Housing"
    COUNCIL = "COUNCIL", "Council services"
    POLICE = "POLICE", "Police"
    OTHER_LEGAL_AGENCY = "OTHER_LEGAL_AGENCY", "Other legal agency"
    OTHER = "OTHER", "Other"
    ANONYMOUS = "ANONYMOUS", "Anonymous"
    UNKNOWN = "UNKNOWN", "Unknown"


_GROUPS = {
    "1": SourceGroup.INDIVIDUAL,
    "2A": SourceGroup.SCHOOLS,
    "2B": SourceGroup.EDUCATION_SERVICES,
    "3": SourceGroup.HEALTH,
    "4": SourceGroup.HOUSING,
    "5": SourceGroup.COUNCIL,
    "6": SourceGroup.POLICE,
    "7": SourceGroup.OTHER_LEGAL_AGENCY,
    "8": SourceGroup.OTHER,
    "9": SourceGroup.ANONYMOUS,
    "10": SourceGroup.UNKNOWN,
}

SOURCE_GROUPS: dict[str, SourceGroup] = {
    source: _GROUPS.get(source) or _GROUPS[source[0]] for source, _ in EVERY_SOURCE
}

PROFESSIONAL_SOURCES = frozenset(
    source
    for source, group in SOURCE_GROUPS.items()
    if group not in (SourceGroup.INDIVIDUAL, SourceGroup.ANONYMOUS, SourceGroup.UNKNOWN)
)


class Channel(TextChoices):
    REFERRAL_FORM = "REFERRAL_FORM", "Referral form"
    TELEPHONE = "TELEPHONE", "Telephone"
    POLICE_NOTIFICATION = "POLICE_NOTIFICATION", "Police vulnerable person notification"
    EMAIL = "EMAIL", "E-mail"
    OUT_OF_HOURS = "OUT_OF_HOURS", "Out-of-hours team"
    PUBLIC_FORM = "PUBLIC_FORM", "Public form"
    IN_PERSON = "IN_PERSON", "In person"
    IMPORTED = "IMPORTED", "Brought in from a case system extract"


class ContactType(TextChoices):
    CONCERN = "CONCERN", "Concern about a child"
    INFORMATION_REQUEST = "INFORMATION_REQUEST", "Request for information"
    MISSING_NOTIFICATION = "MISSING_NOTIFICATION", "Missing child notification"
    POLICE_VPRF = "POLICE_VPRF", "Police vulnerable person referral"
    NOTIFICATION_OTHER_LA = "NOTIFICATION_OTHER_LA", "Notification from another authority"
    PRIVATE_FOSTERING = "PRIVATE_FOSTERING", "Private fostering notification"
    ADVICE_LINE = "ADVICE_LINE", "Advice line"


class Concern(TextChoices):
    NEGLECT = "NEG", "Neglect"
    PHYSICAL = "PHY", "Physical abuse"
    SEXUAL = "SAB", "Sexual abuse"
    EMOTIONAL = "EMO", "Emotional abuse"
    DOMESTIC_ABUSE = "DA", "Domestic abuse"
    EXPLOITATION = "CE", "Child exploitation"
    MENTAL_HEALTH = "MH", "Mental health"
    SUBSTANCE_MISUSE = "SUB", "Substance misuse"
    DISABILITY = "DIS", "Disability"
    YOUNG_CARER = "YC", "Young carer"
    HOUSING = "HOUS", "Housing"
    ATTENDANCE = "ATT", "School attendance"
    RADICALISATION = "RAD", "Radicalisation"
    HARMFUL_SEXUAL_BEHAVIOUR = "HSB", "Harmful sexual behaviour"
    FGM = "FGM", "Female genital mutilation"
    UNBORN = "UNBORN", "Unborn child"
    PRIVATE_FOSTERING = "PF", "Private fostering"
    OTHER = "OTH", "Other"


class State(TextChoices):
    RECEIVED = "RECEIVED", "New"
    SCREENING = "SCREENING", "In triage"
    INFORMATION_REQUESTED = "INFORMATION_REQUESTED", "Checks out"
    AWAITING_SIGN_OFF = "AWAITING_SIGN_OFF", "Awaiting sign-off"
    DECIDED = "DECIDED", "Decided, feedback due"
    CLOSED = "CLOSED", "Closed"
    DUPLICATE = "DUPLICATE", "Duplicate"
    LINKED_TO_OPEN_CASE = "LINKED_TO_OPEN_CASE", "Passed to the open case"
    WITHDRAWN = "WITHDRAWN", "Withdrawn"
    OUTCOME_NOT_SUPPLIED = "OUTCOME_NOT_SUPPLIED", "Outcome not supplied"


UNDECIDED = (State.RECEIVED, State.SCREENING, State.INFORMATION_REQUESTED, State.AWAITING_SIGN_OFF)
SET_ASIDE = (State.DUPLICATE, State.WITHDRAWN)
"""Ended without a decision: readable, and in no figure."""


class Lane(TextChoices):
    FRONT_DOOR = "FRONT_DOOR", "Front door"
    EARLY_HELP_HUB = "EARLY_HELP_HUB", "Early Help Hub"
    INFORMATION = "INFORMATION", "Information requests and missing notices"
    OTHER_AREA = "OTHER_AREA", "Children of other areas"


class Rag(TextChoices):
    RED = "RED", "Red"
    AMBER = "AMBER", "Amber"
    GREEN = "GREEN", "Green"
    BLUE = "BLUE", "Blue"


class Outcome(TextChoices):
    """What was decided. The first four are the national set; the rest are local and map onto it."""

    NFA = "NFA", "No further action"
    INFO_ADVICE = "INFO_ADVICE", "Information and advice given"
    EH_REFERRAL = "EH_REFERRAL", "Early help"
    CSC_REFERRAL = "CSC_REFERRAL", "Referral to children's social care"
    SIGNPOST = "SIGNPOST", "Signposted to another service"
    OPEN_CASE_FORWARDED = "OPEN_CASE_FORWARDED", "Passed to the worker of the open case"
    OTHER_LA = "OTHER_LA", "Passed to another local authority"
    INFO_REQUEST_ANSWERED = "INFO_REQUEST_ANSWERED", "Request for information answered"


class Alteration(TextChoices):
    RAISED = "RAISED", "Raised"
    SAME = "SAME", "Same level"
    LOWERED = "LOWERED", "Lowered"
    NOT_COMPARABLE = "NOT_COMPARABLE", "Not comparable"


class AlterationReason(TextChoices):
    NEW_INFORMATION = "NEW_INFORMATION", "Checks brought new information"
    HISTORY = "HISTORY", "The child's history weighs more"
    PROTECTIVE = "PROTECTIVE", "Protective factors found"
    ALREADY_SUPPORTED = "ALREADY_SUPPORTED", "Help is already in place"
    THRESHOLD_MISREAD = "THRESHOLD_MISREAD", "Level of need guidance read differently"
    CONSENT = "CONSENT", "Consent given or refused"
    OTHER = "OTHER", "Another reason"


class AgainReason(TextChoices):
    """Why a child came back: reason of a re-contact or a re-referral (local set)."""

    NEW_CONCERN = "NEW_CONCERN", "New concern"
    SAME_CONCERN_UNRESOLVED = "SAME_CONCERN_UNRESOLVED", "Same concern, not resolved"
    EH_NOT_ENGAGED = "EH_NOT_ENGAGED", "Family did not take up early help"
    CLOSED_TOO_EARLY = "CLOSED_TOO_EARLY", "Closed too early"
    RISK_INCREASED = "RISK_INCREASED", "Risk has increased"
    MOVED_AREA = "MOVED_AREA", "Family moved"
    MULTI_AGENCY_GAP = "MULTI_AGENCY_GAP", "Gap between agencies"
    UNKNOWN = "UNKNOWN", "Not known"


class Consent(TextChoices):
    ASKED_GIVEN = "ASKED_GIVEN", "Asked and given"
    ASKED_REFUSED = "ASKED_REFUSED", "Asked and refused"
    NOT_ASKED_RISK = "NOT_ASKED_RISK", "Not asked, because asking would raise the risk"
    NOT_ASKED_NOT_NEEDED = "NOT_ASKED_NOT_NEEDED", "Not asked, because not needed"
    WITHDRAWN = "WITHDRAWN", "Given and withdrawn"


class Competence(TextChoices):
    NOT_RELEVANT = "NOT_RELEVANT", "The child's own consent does not matter here"
    COMPETENT = "COMPETENT", "The child understands and may consent (Gillick; Fraser for contraception)"
    NOT_COMPETENT = "NOT_COMPETENT", "The child does not understand enough to consent"
    NOT_ASSESSED = "NOT_ASSESSED", "Not assessed yet"


class NeglectTool(TextChoices):
    YES = "YES", "Yes, the tool is attached"
    NO = "NO", "No"
    NOT_APPLICABLE = "NOT_APPLICABLE", "Not applicable"


class CheckState(TextChoices):
    ASKED = "ASKED", "Asked"
    ANSWERED = "ANSWERED", "Answered"
    WITHDRAWN = "WITHDRAWN", "Withdrawn"


class Sensitivity(TextChoices):
    SHAREABLE = "SHAREABLE", "May be shared with the family"
    NOT_FAMILY = "NOT_FAMILY", "For professionals only"
    HUB_ONLY = "HUB_ONLY", "Stays inside the front door"


class SignOff(TextChoices):
    NOT_NEEDED = "NOT_NEEDED", "Not needed"
    AWAITING = "AWAITING", "Awaiting another manager"
    SIGNED_OFF = "SIGNED_OFF", "Signed off"
    RETURNED = "RETURNED", "Returned with a question"


class FeedbackMethod(TextChoices):
    SIGHTLINE = "SIGHTLINE", "Through Sightline"
    TELEPHONE = "TELEPHONE", "Telephone"
    EMAIL = "EMAIL", "E-mail without names"
    LETTER = "LETTER", "Letter"


class Reply(TextChoices):
    NONE_YET = "NONE_YET", "No reply yet"
    AGREES = "AGREES", "Agrees"
    DISAGREES = "DISAGREES", "Disagrees"


class MatchStatus(TextChoices):
    LINKED = "LINKED", "This is the same child"
    UNSURE = "UNSURE", "Not sure yet"

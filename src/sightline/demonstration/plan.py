"""The plan of the demonstration: its people and what happens to them, as plain data. Nothing here is a database row."""

from dataclasses import dataclass, field
from datetime import date, datetime

from sightline.timescales.ages import age_on


@dataclass(eq=False, slots=True)
class Involvement:
    """One service works with one child."""

    service: str
    from_on: date
    to_on: date | None
    team: str = ""
    worker_name: str = ""

    def is_open_on(self, day: date) -> bool:
        return self.from_on <= day and (self.to_on is None or self.to_on > day)


@dataclass(eq=False, slots=True)
class Child:
    """A child, born or expected. One known before birth keeps the day on which the birth was expected."""

    number: int
    family: "Family"
    born_on: date | None = None
    expected_on: date | None = None
    sex: str = "U"
    given_name: str = ""
    family_name: str = ""
    other_names: str = ""
    ethnicity: str = "NOBT"
    disabilities: list[str] = field(default_factory=list)
    first_language: str = ""
    interpreter_needed: bool = False
    communication_need: str = ""
    school: str = ""
    men_in_life: str = "NOT_ASKED"
    men_in_life_note: str = ""
    references: list[tuple[str, str]] = field(default_factory=list)
    involvements: list[Involvement] = field(default_factory=list)
    known_since: datetime | None = None
    restricted_because: str = ""
    # Kept while planning: the days of referral, and the days on which somebody was in contact.
    referred_on: list[date] = field(default_factory=list)
    busy_on: set[date] = field(default_factory=set)

    def is_unborn_on(self, day: date) -> bool:
        return self.born_on is None or day < self.born_on

    def is_expected_on(self, day: date) -> bool:
        """Whether the child is not yet born and the pregnancy is known."""
        return self.is_unborn_on(day) and self.expected_on is not None and 0 < (self.expected_on - day).days < 200

    def is_minor_on(self, day: date) -> bool:
        return self.born_on is not None and (age_on(self.born_on, day) or 0) < 18 and self.born_on <= day

    def is_open_on(self, day: date) -> bool:
        """Whether children's social care works with the child on the day."""
        return any(each.is_open_on(day) and each.service in OPEN_CASE for each in self.involvements)


OPEN_CASE = ("CHILD_IN_NEED", "CHILD_PROTECTION", "CARED_FOR")


@dataclass(eq=False, slots=True)
class Adult:
    """A grown-up in a family, and what they are to each child."""

    number: int
    given_name: str
    family_name: str
    born_on: date | None
    telephone: str = ""


@dataclass(eq=False, slots=True)
class Tie:
    """What an adult is to a child."""

    child: Child
    adult: Adult
    kind: str
    parental_responsibility: str
    from_on: date | None = None
    to_on: date | None = None


@dataclass(eq=False, slots=True)
class Home:
    """One address and who lives there, from and to."""

    lines: str
    postcode: str
    ward: str
    members: list[tuple[Child | Adult, date | None, date | None]]
    protected_because: str = ""


@dataclass(eq=False, slots=True, repr=False)
class Family:
    """Brothers and sisters, the youngest first, and the adults around them. `pull` is how often they come to notice."""

    number: int
    pull: float
    children: list[Child]
    adults: list[Adult] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    homes: list[Home] = field(default_factory=list)
    known_since: datetime | None = None
    known_by: str = ""

    def of_age(self, day: date) -> list[Child]:
        """The children under 18 on the day, and a child expected then if the pregnancy is known."""
        return [each for each in self.children if each.is_minor_on(day) or each.is_expected_on(day)]


@dataclass(eq=False, slots=True)
class Decision:
    """What a manager decided of one contact; `signed_off` where the Early Help Hub decided first."""

    at: datetime
    by: str
    outcome: str
    level: str
    alteration_reason: str
    rationale: str
    working_well: str
    lived_experience: str
    history_considered: bool
    earlier_nfas_seen: int | None
    neglect_tool: str
    again_reason: str
    needs_sign_off: bool = False
    signed_off_at: datetime | None = None
    signed_off_by: str = ""
    # A decision that was put right later names what it should have said.
    corrected_to: str = ""
    corrected_level: str = ""
    corrected_at: datetime | None = None
    corrected_because: str = ""

    @property
    def takes_effect_at(self) -> datetime | None:
        """When the clock stops; None while it waits for another manager."""
        return self.signed_off_at if self.needs_sign_off else self.at

    @property
    def final_outcome(self) -> str:
        return self.corrected_to or self.outcome


@dataclass(eq=False, slots=True)
class Check:
    """A question to an agency, and its answer where it has answered."""

    asked_of: str
    question: str
    asked_at: datetime
    asked_by: str
    answered_at: datetime | None = None
    answered_by: str = ""
    answer: str = ""
    analysis: str = ""
    sensitivity: str = ""


@dataclass(slots=True)
class Described:
    """A child in the words of whoever was worried; what they did not say is empty."""

    given_name: str = ""
    family_name: str = ""
    born_on: date | None = None
    expected_on: date | None = None
    address: str = ""
    postcode: str = ""
    school: str = ""


@dataclass(eq=False, slots=True)
class Contact:
    """One child in one contact event."""

    child: Child
    event: "Event"
    converts: bool = False
    decided_on: date | None = None
    # Whether the front door found the child in its register: yes, not sure, or nobody has looked yet.
    matched: str = "LINKED"
    described: Described = field(default_factory=Described)
    primary_concern: str = ""
    concerns: list[str] = field(default_factory=list)
    level_as_referred: str = ""
    neglect_tool: str = ""
    neglect_tool_completed_on: date | None = None
    rag: str = ""
    rag_reason: str = ""
    triaged_at: datetime | None = None
    triaged_by: str = ""
    outcome: str = ""
    decision: Decision | None = None
    feedback_at: datetime | None = None
    feedback_by: str = ""
    feedback_method: str = ""
    feedback_text: str = ""
    checks: list[Check] = field(default_factory=list)
    notes: list[tuple[datetime, str, str]] = field(default_factory=list)
    escalated: tuple[datetime, str, str] | None = None
    ends_as: str = ""  # DUPLICATE or WITHDRAWN


@dataclass(eq=False, slots=True)
class Event:
    """One communication that reaches the front door, about one child or several."""

    number: int
    received_on: date
    kind: str
    contacts: list[Contact] = field(default_factory=list)
    group: str = ""
    source: str = ""
    contact_type: str = ""
    channel: str = ""
    lane: str = ""
    reference: str = ""
    received_at: datetime | None = None
    recorded_at: datetime | None = None
    recorded_by: str = ""
    referrer_agency: str = ""
    referrer_name: str = ""
    referrer_role: str = ""
    referrer_telephone: str = ""
    referrer_email: str = ""
    text: str = ""
    consent: str = ""
    consent_reason: str = ""
    competence: str = "NOT_RELEVANT"
    competence_note: str = ""
    article_6_basis: str = ""
    special_category_condition: str = ""
    law_enforcement: bool = False
    acknowledged_at: datetime | None = None
    # Who sent it through the referrers' own entrance, where that is how it came.
    sent_by: str = ""
    is_live: bool = False

    @property
    def size(self) -> int:
        return len(self.contacts)


@dataclass(eq=False, slots=True)
class HandOver:
    """One thing that the night tells the morning."""

    written_at: datetime
    written_by: str
    what_happened: str
    to_do: str
    contact: Contact | None = None
    read_at: datetime | None = None
    read_by: str = ""


@dataclass(eq=False, slots=True, repr=False)
class Plan:
    """Everything that is written: families and events, the latter in the order of their receipt."""

    families: list[Family]
    events: list[Event]
    hand_overs: list[HandOver]

    @property
    def contacts(self) -> list[Contact]:
        return [contact for event in self.events for contact in event.contacts]

    @property
    def children(self) -> list[Child]:
        return [child for family in self.families for child in family.children]

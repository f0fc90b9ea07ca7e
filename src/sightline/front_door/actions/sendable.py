"""What may be sent through the referrers' entrance: by whom, about whom, and in how many words."""

import re
from dataclasses import replace
from typing import Any

from sightline.front_door import codes, levels
from sightline.front_door.actions.receiving import ChildInContact, NewContact
from sightline.front_door.actions.refusals import Impossible, Incomplete
from sightline.front_door.models import Contact, ContactEvent
from sightline.register.models import Agency
from sightline.register.names import tidy
from sightline.timescales.zone import local_date

MOST_CHILDREN = 12
LONGEST_TEXT = 60_000

_HEALTH = (
    codes.Source.GP,
    codes.Source.HEALTH_VISITOR,
    codes.Source.SCHOOL_NURSE,
    codes.Source.OTHER_PRIMARY_HEALTH,
    codes.Source.EMERGENCY_DEPARTMENT,
    codes.Source.OTHER_HEALTH,
)
Kind = Agency.Kind
# Which sources of the children in need census an agency of each kind can be; of several, the sender says which.
SOURCES: dict[str, tuple[codes.Source, ...]] = {
    Kind.COUNCIL: (
        codes.Source.SOCIAL_CARE,
        codes.Source.EARLY_HELP,
        codes.Source.EDUCATION_SERVICE,
        codes.Source.HOUSING,
        codes.Source.OTHER_COUNCIL_SERVICE,
    ),
    Kind.INTEGRATED_CARE_BOARD: _HEALTH,
    Kind.HEALTH_PROVIDER: _HEALTH,
    Kind.POLICE: (codes.Source.POLICE,),
    Kind.EDUCATION: (codes.Source.SCHOOL, codes.Source.EDUCATION_SERVICE),
    Kind.PUBLIC_HEALTH: (*_HEALTH, codes.Source.OTHER_COUNCIL_SERVICE),
    Kind.SUBSTANCE_MISUSE: (codes.Source.OTHER_HEALTH, codes.Source.OTHER),
    Kind.PROBATION: (codes.Source.OTHER_LEGAL_AGENCY,),
    Kind.HOUSING: (codes.Source.HOUSING,),
    Kind.YOUTH_JUSTICE: (codes.Source.OTHER_COUNCIL_SERVICE,),
    Kind.OTHER_AUTHORITY: (codes.Source.OTHER_AUTHORITY,),
}

PUBLIC_SOURCES = (
    codes.Source.FAMILY,
    codes.Source.ACQUAINTANCE,
    codes.Source.SELF,
    codes.Source.OTHER_INDIVIDUAL,
    codes.Source.ANONYMOUS,
)


def sources_of(kind: str) -> tuple[codes.Source, ...]:
    """Which sources of referral an agency of this kind can be."""
    return SOURCES.get(kind, (codes.Source.OTHER,))


def contact_types_of(kind: str) -> tuple[codes.ContactType, ...]:
    """Which kinds of contact an agency of this kind may send, the commonest first."""
    everybody = (codes.ContactType.CONCERN, codes.ContactType.PRIVATE_FOSTERING)
    if kind == Kind.POLICE:
        return (codes.ContactType.POLICE_VPRF, *everybody, codes.ContactType.MISSING_NOTIFICATION)
    if kind == Kind.OTHER_AUTHORITY:
        return (*everybody, codes.ContactType.NOTIFICATION_OTHER_LA)
    return everybody


_TOGETHER = re.compile(r"\S\s+(and|plus)\s+\S|[&/+;\n]", re.IGNORECASE)
_DATE = re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b")


def check_one_child(*, given_name: str = "", family_name: str = "", dates: str = "") -> None:
    """Refuses two children in one row: each has a clock, a decision and an answer of their own."""
    several_names = any(_TOGETHER.search(name) for name in (given_name, family_name))
    several_names = several_names or ("," in given_name and family_name.strip() != "")
    several_dates = len(_DATE.findall(f"{given_name} {family_name} {dates}")) > 1
    if several_names or several_dates:
        raise Incomplete(
            "Put each child in a row of their own. Each child has their own decision, and you are told about each."
        )


def described(contact: NewContact) -> NewContact:
    """The contact as words alone: nobody matched, names without signs that mislead, text that can be kept."""
    return replace(
        contact,
        referral_text=readable(contact.referral_text),
        referrer_name=tidy(contact.referrer_name),
        children=[
            replace(
                each,
                child=None,
                again_reason="",
                given_name=tidy(each.given_name),
                family_name=tidy(each.family_name),
                address=tidy(each.address),
                school=tidy(each.school),
            )
            for each in contact.children
        ],
    )


def readable(text: str) -> str:
    """Text without the control characters that a database cannot keep or a reader cannot see."""
    return "".join(c for c in text.replace("\r\n", "\n") if c in "\n\t" or (ord(c) >= 32 and ord(c) != 127))


def with_a_name(described: ChildInContact) -> ChildInContact:
    """A neighbour may not know the name of the child they worry about: where to find the child is enough."""
    known = described.given_name or described.family_name or described.expected_on
    return described if known else replace(described, given_name="Not known")


def check_can_be_sent(contact: NewContact) -> None:
    """Refuses more than can be kept, two children in one row, and what no ladder or calendar has."""
    if len(contact.children) > MOST_CHILDREN:
        raise Impossible(f"One referral holds up to {MOST_CHILDREN} children. Send the others in a second one.")
    if len(contact.referral_text) > LONGEST_TEXT:
        raise Impossible(f"The text is longer than {LONGEST_TEXT:,} characters. Shorten it, or send the rest by hand.")
    _check_lengths(ContactEvent, contact, _EVENT_TEXTS, whose="")
    received_on = local_date(contact.received_at)
    ladder = levels.ladder_on(received_on)
    for number, child in enumerate(contact.children, start=1):
        check_one_child(given_name=child.given_name, family_name=child.family_name)
        _check_lengths(Contact, child, _CHILD_TEXTS, whose=f"Child {number}: ")
        if child.level_as_referred and ladder.rank(child.level_as_referred) is None:
            raise Impossible(f"Child {number}: that level of need is not on the ladder. Choose one that is.")
        if child.neglect_tool_completed_on and child.neglect_tool_completed_on > received_on:
            raise Impossible(f"Child {number}: the neglect screening tool is dated in the future. Check its date.")


# Field of the model: attribute of what is sent, and what a refusal calls it.
_EVENT_TEXTS = {
    "referrer_name": ("referrer_name", "your name"),
    "referrer_role": ("referrer_role", "your role"),
    "referrer_telephone": ("referrer_telephone", "your telephone number"),
    "consent_reason": ("consent_reason", "the reason about consent"),
    "competence_note": ("competence_note", "the note about competence"),
}
_CHILD_TEXTS = {
    "described_given_name": ("given_name", "the first name"),
    "described_family_name": ("family_name", "the family name"),
    "described_address": ("address", "the address"),
    "described_postcode": ("postcode", "the postcode"),
    "described_school": ("school", "the school"),
}


def _check_lengths(model: Any, said: Any, texts: dict[str, tuple[str, str]], *, whose: str) -> None:
    for field, (name, called) in texts.items():
        longest = model._meta.get_field(field).max_length
        if len(getattr(said, name)) > longest:
            raise Impossible(f"{whose}{called} is longer than {longest} characters. Shorten it.")

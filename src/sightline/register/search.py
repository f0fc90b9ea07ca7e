"""Finding a child: forgiving of typing mistakes and of the order of names, by any reference or a part of it.

The search runs through one function of the database that applies the access policy and gives back
numbers only (migration 0003). Restricted children are never among them; those who take contacts learn
that a record is held, and whom to ring, by the full NHS number or by name and date of birth.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db import connection

from sightline.common.access import Permission
from sightline.common.forms.dates import in_words
from sightline.common.forms.identifiers import is_nhs_number
from sightline.register.models import Child, ExternalReference, HouseholdMember, Staff
from sightline.register.typed import Typed, described, read

MOST = 25


class Confidence(StrEnum):
    """How sure one may be, in a word."""

    STRONG = "Strong match"
    LIKELY = "Likely match"
    POSSIBLE = "Possible match"
    WEAK = "Weak match"

    @property
    def colour(self) -> str:
        return {"STRONG": "green", "LIKELY": "teal", "POSSIBLE": "yellow", "WEAK": "grey"}[self.name]


@dataclass(frozen=True)
class Found:
    """A child who may be the one looked for; what agrees, what speaks against it, and how sure one may be."""

    child: Child
    score: float
    evidence: list[str]
    confidence: Confidence
    against: list[str]
    address: str = ""
    age: int | None = None

    @property
    def born(self) -> str:
        """When the child was or will be born, in words."""
        if self.child.born_on:
            years = f" ({self.age} year{'' if self.age == 1 else 's'})" if self.age is not None else ""
            return f"Born {in_words(self.child.born_on)}{years}"
        if self.child.expected_on:
            return f"Not yet born, expected {in_words(self.child.expected_on)}"
        return "Date of birth not supplied"


@dataclass(frozen=True)
class Held:
    """A record that this person may not open, and whom to ring about it."""

    child_id: int
    ask: Staff


_WORDS = {
    "NAME": "Name the same",
    "NAME_LIKE": "Name alike",
    "NAME_PART": "Part of the name alike",
    "BORN": "Date of birth the same",
    "BORN_SWAPPED": "Date of birth the same with day and month changed over",
    "BORN_NEAR": "Date of birth one digit different",
    "EXPECTED": "Expected about this date",
    "YEAR": "Born in this year",
    "POSTCODE": "Postcode the same",
    "POSTCODE_PART": "Postcode begins the same",
    "UNBORN": "Not yet born",
}


def find(query_text: str, staff: Staff, *, on: date) -> list[Found]:
    """The children whom what was typed may mean, the most likely first; `on` is today."""
    return matching(read(query_text, on=on), staff, on=on)


def possible_matches(
    *,
    staff: Staff,
    on: date,
    given_name: str = "",
    family_name: str = "",
    other_names: str = "",
    born_on: date | None = None,
    expected_on: date | None = None,
    postcode: str = "",
    references: Sequence[str] = (),
) -> list[Found]:
    """The children of the register who may be the child described, the most likely first."""
    typed = described(
        on=on,
        given_name=given_name,
        family_name=family_name,
        other_names=other_names,
        born_on=born_on,
        expected_on=expected_on,
        postcode=postcode,
        references=tuple(references),
    )
    return matching(typed, staff, on=on)


def matching(typed: Typed, staff: Staff, *, on: date) -> list[Found]:
    """The children who agree with what was typed. Weak ones are left out where better ones were found."""
    if typed.says_nothing:
        return []
    rows = _ask_database(typed)
    ids = [child_id for child_id, _, _ in rows]
    children = Child.objects.visible_to(staff).select_related("school").in_bulk(ids)
    homes = addresses(ids, on=on)
    found = [
        Found(
            child=children[child_id],
            score=score,
            evidence=[_in_words(code, typed) for code in sorted(agrees, key=_place) if code != "BORN_DIFFERS"],
            confidence=_confidence(set(agrees), typed),
            against=_against(agrees, children[child_id]),
            address=homes.get(child_id, ""),
            age=children[child_id].age(on),
        )
        for child_id, score, agrees in rows
        if child_id in children
    ]
    better = [each for each in found if each.confidence in (Confidence.STRONG, Confidence.LIKELY)]
    return [each for each in found if each.confidence != Confidence.WEAK] if better else found


def held(typed: Typed, staff: Staff) -> list[Held]:
    """The restricted records that must not be made a second time: for those who take contacts, by a full key only."""
    if not staff.may(Permission.RECEIVE_CONTACTS):
        return []
    number = next((part for part in typed.parts if is_nhs_number(part)), "")
    return held_by(ExternalReference.Kind.NHS_NUMBER, number, words=typed.words, born_on=typed.born_on)


def held_by(kind: str, number: str, *, words: Sequence[str] = (), born_on: date | None = None) -> list[Held]:
    """The restricted records of the acting person's agency with this whole number, or this name and date of birth."""
    if not number and not (words and born_on):
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "select child_id, ask_id from sightline_held_children(%s::text[], %s::date, %s, %s)",
            [list(words), born_on, kind, number],
        )
        rows = cursor.fetchall()
    people = Staff.objects.in_bulk([ask_id for _, ask_id in rows])
    return [Held(child_id, people[ask_id]) for child_id, ask_id in rows]


def addresses(child_ids: Iterable[int], *, on: date) -> dict[int, str]:
    """Where these children live on the day `on`, as a list may show it: a protected address is withheld."""
    rows = (
        HouseholdMember.objects.filter(child__in=list(child_ids))
        .on(on)
        .order_by("child_id", "from_on", "pk")
        .values_list("child_id", "household__address__is_protected", *_LINES)
    )
    return {
        child_id or 0: "Withheld" if is_protected else ", ".join(filter(None, lines))
        for child_id, is_protected, *lines in rows
    }


_LINES = ("household__address__lines", "household__address__postcode")


def _ask_database(typed: Typed) -> list[tuple[int, float, list[str]]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select child_id, score, agrees from sightline_find_children("
            "%s::text[], %s::date, %s::date, %s::date[], %s::int, %s::text, %s::text[], %s, %s)",
            [
                list(typed.words),
                typed.born_on,
                typed.swapped,
                list(typed.near),
                typed.year,
                typed.postcode or None,
                list(typed.parts),
                typed.unborn,
                MOST,
            ],
        )
        return cursor.fetchall()


def _place(code: str) -> int:
    """Names first, then dates, addresses, numbers."""
    return list(_WORDS).index(code) if code in _WORDS else len(_WORDS)


def _in_words(code: str, typed: Typed) -> str:
    if code == "NAME" and len(typed.words) == 1:
        return "One name the same"
    if code.startswith("REFERENCE"):
        what, kind = code.split(":")
        name = ExternalReference.Kind(kind).label
        return f"{name} the same" if what == "REFERENCE" else f"Part of the {_in_a_sentence(name)} the same"
    return _WORDS[code]


def _in_a_sentence(name: str) -> str:
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def _confidence(agrees: set[str], typed: Typed) -> Confidence:
    """Strong: a whole number, or name and date of birth. Each step down lacks one of them or has it only alike."""
    several = len(typed.words) > 1 or "UNBORN" in agrees
    same = "NAME" in agrees and several
    alike = same or ("NAME_LIKE" in agrees and several)
    some = bool(agrees & {"NAME", "NAME_LIKE", "NAME_PART"})
    nearly = bool(agrees & {"BORN_SWAPPED", "BORN_NEAR", "EXPECTED", "POSTCODE"})
    born = "BORN" in agrees
    if any(code.startswith("REFERENCE:") for code in agrees) or (same and born):
        return Confidence.STRONG
    if (alike and born) or (same and nearly) or (some and born and "POSTCODE" in agrees):
        return Confidence.LIKELY
    part = any(code.startswith("REFERENCE_PART:") for code in agrees)
    if (alike and nearly) or (same and "BORN_DIFFERS" not in agrees) or (some and (born or nearly)) or part:
        return Confidence.POSSIBLE
    return Confidence.WEAK


def _against(agrees: Sequence[str], child: Child) -> list[str]:
    differs = "BORN_DIFFERS" in agrees and child.born_on
    return [f"Date of birth different: {in_words(differs)}"] if differs else []

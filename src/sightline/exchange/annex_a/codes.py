"""What Annex A's codes mean here. The words that authorities write for each stand in the tables beside this file."""

from functools import cache
from pathlib import Path

from sightline.front_door.codes import EVERY_SOURCE
from sightline.intake.values import Unclear, text
from sightline.intake.wording import Wording, wording
from sightline.intake.workbook import Cell
from sightline.register.models import Child

SEXES = {"F": Child.Sex.FEMALE, "M": Child.Sex.MALE, "U": Child.Sex.UNKNOWN, "N": Child.Sex.UNKNOWN}
"""The list's own code to the register's. "Neither" (N) has no code in the returns from 2024-25; the row keeps it."""
NO_SEX, NO_ETHNICITY = Child.Sex.UNKNOWN, Child.Ethnicity.NOBT
LABELS: dict[str, dict[str, str]] = {
    "sexes.csv": {"F": "Female", "M": "Male", "U": "Not stated", "N": "Neither"},
    "ethnicities.csv": dict(Child.ETHNICITIES),
    "sources.csv": dict(EVERY_SOURCE),
    "referral_nfa.csv": {"YES": "Yes", "NO": "No", "UNKNOWN": "Not known"},
}
_ASK = {
    "sexes.csv": "Use “a) Male”, “b) Female”, “c) Not stated/recorded” or “d) Neither”.",
    "ethnicities.csv": "Use the codes of the national returns, such as “a) WBRI” or “s) NOBT”.",
    "sources.csv": "Use the codes of the national returns, such as “e) 2A: Schools” or “q) 6: Police”.",
    "referral_nfa.csv": "Use “a) Yes” or “b) No”.",
}


@cache
def words(table: str) -> Wording:
    return wording(Path(__file__).with_name(table))


def code(cell: Cell, *, table: str) -> str | None:
    """The code that a cell means; None where it is empty. Raises Unclear for what is not known."""
    written = text(cell)
    if written is None:
        return None
    found = words(table).code(written)
    if found is None:
        raise Unclear(f"This is not a code that is known here. {_ASK[table]}")
    return found


def same_ethnic_group(one: str, other: str) -> bool:
    """Whether two codes of ethnicity can both be right: one of them tells the group alone."""
    groups = Child.EthnicGroup.values
    return (one in groups or other in groups) and one[0] == other[0]


def finer_ethnicity(one: str, other: str) -> str:
    """Of two codes that can both be right, the one that says more."""
    return other if one in Child.EthnicGroup.values else one

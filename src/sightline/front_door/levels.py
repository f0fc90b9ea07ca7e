"""The local ladder of need. Steps are dated data: guidance renewed in January 2023 keeps the older years readable."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Level:
    """One step: its code as stored, its place on the ladder, its name and what it means."""

    code: str
    rank: int
    name: str
    meaning: str


@dataclass(frozen=True)
class Ladder:
    """The steps in force from a day on."""

    in_force_from: date
    authority: str
    levels: tuple[Level, ...]

    def rank(self, code: str) -> int | None:
        return next((level.rank for level in self.levels if level.code == code), None)

    def choices(self) -> list[tuple[str, str]]:
        return [(level.code, f"Level {level.code}: {level.name}") for level in self.levels]


_FOUR_STEPS = (
    Level("1", 1, "Universal", "Needs are met by the family and by services that every child has."),
    Level("2", 2, "Early help", "Some extra help from one or a few agencies, agreed with the family."),
    Level("3", 3, "Targeted early help", "Several or complex needs: a lead practitioner and one plan."),
    Level("4", 4, "Statutory", "A child in need or at risk of significant harm: a social worker leads."),
)

LADDERS = (
    Ladder(date(2018, 4, 1), "Local level of need guidance", _FOUR_STEPS),
    Ladder(date(2023, 1, 1), "Local level of need guidance, renewed January 2023", _FOUR_STEPS),
)


def ladder_on(day: date) -> Ladder:
    """The ladder in force on `day`."""
    return max((ladder for ladder in LADDERS if ladder.in_force_from <= day), key=lambda each: each.in_force_from)

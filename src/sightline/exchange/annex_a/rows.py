"""One row of list 1 or 3 as it was understood, and the reasons against it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sightline.exchange.annex_a.codes import LABELS
from sightline.exchange.annex_a.lists import AGE, BIRTH, CHILD, ETHNICITY, NFA, SEX, AnnexAList
from sightline.intake.account import Refusal, SheetAccount
from sightline.intake.headings import Headings
from sightline.intake.workbook import Row

UNBORN = "Unborn"
"""Stands among a row's values for an age of -1; the age itself grows by itself and is not compared."""


@dataclass(eq=False)
class ListedRow:
    """A row of a list. `said` is what its cells mean, by column; `why` collects the reasons to refuse it."""

    of: AnnexAList
    sheet: SheetAccount
    row: Row
    headings: Headings
    said: dict[str, Any] = field(default_factory=dict)
    why: list[Refusal] = field(default_factory=list)
    about: int | None = None
    """The kept row of an earlier extract that this row may be, while nobody has said so."""

    @property
    def case_number(self) -> str | None:
        return self.said.get(CHILD)

    @property
    def happened_on(self) -> date | None:
        return self.said.get(self.of.event)

    @property
    def day(self) -> date:
        """The day of the event, of a row that stands."""
        assert self.happened_on is not None, "a row without a date is refused when it is read"
        return self.happened_on

    @property
    def source(self) -> str:
        """The source; where the list does not say, it is unknown (code 10)."""
        return self.said.get(self.of.source) or "10"

    @property
    def birth(self) -> date | None:
        return self.said.get(BIRTH)

    @property
    def is_unborn(self) -> bool:
        return self.said.get(AGE) == -1

    @property
    def ended_without_assessment(self) -> bool | None:
        return {"YES": True, "NO": False}.get(self.said.get(NFA) or "")

    def refuse(self, column: str, reason: str) -> None:
        """Notes a reason against the row, with the value as the cell shows it."""
        place = self.headings.places.get(column)
        cell = self.row.cell(place) if place is not None else None
        shown = f"{cell:%d/%m/%Y}" if isinstance(cell, date) else "" if cell is None else str(cell)
        self.why.append(Refusal(self.row.number, column, shown[:200], reason))

    def says_otherwise(self, before: Mapping[str, str]) -> list[str]:
        """The columns in which the row differs from what it said before."""
        now = self.values()
        return [column for column in {**before, **now} if before.get(column) != now.get(column)]

    def values(self) -> dict[str, str]:
        """What the row says, by column, as it is kept and compared: all but the identity and the age."""
        said = {
            column: value.isoformat() if isinstance(value, date) else str(value)
            for column, value in self.said.items()
            if value is not None and column not in (CHILD, AGE, self.of.event, self.of.source)
        }
        return said | ({UNBORN: "yes"} if self.is_unborn else {})


def in_words(column: str, value: str | None) -> str | None:
    """A kept value as an account shows it."""
    if not value:
        return None
    if column == UNBORN:
        return "-1"
    if column == BIRTH:
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    return _labels(column).get(value, value)


def _labels(column: str) -> dict[str, str]:
    tables = {SEX: "sexes.csv", ETHNICITY: "ethnicities.csv", NFA: "referral_nfa.csv"}
    if column.endswith("Source"):
        return LABELS["sources.csv"]
    return LABELS[tables[column]] if column in tables else {}

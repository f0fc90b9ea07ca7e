"""The account of an import: what became of every row, and of everything that was not read."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sightline.register.names import tidy

LONGEST_VALUE = 80
"""A refused value is shown as far as this: enough to find it, not enough to fill the screen."""
SHOWN = 20
"""How many refusals and changes of one sheet a person is shown; the JSON form has them all."""


@dataclass(frozen=True)
class Refusal:
    """One reason why a row was not taken. `row` is the sheet's own number, headings included."""

    row: int
    column: str
    value: str
    reason: str

    def to_json(self) -> dict[str, Any]:
        return {"row": self.row, "column": self.column, "value": self.value, "reason": self.reason}


@dataclass(frozen=True)
class Change:
    """One thing that a corrected file says otherwise than before. `note` where it was not simply taken over."""

    row: int | None
    column: str
    was: str | None
    now: str | None
    note: str = ""

    def to_json(self) -> dict[str, Any]:
        said = {"row": self.row, "column": self.column, "was": self.was, "now": self.now}
        return said | ({"note": self.note} if self.note else {})


@dataclass
class Coverage:
    """How many of the rows that went in say anything in a column that may be empty."""

    supplied: int = 0
    expected: int = 0


@dataclass
class SheetAccount:
    """What became of the rows of one sheet: rows = loaded + unchanged + refused; updated ones are among the loaded."""

    name: str
    rows: int = 0
    loaded: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0
    absent: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    coverage: dict[str, Coverage] = field(default_factory=dict)

    def load(self, rows: int = 1) -> None:
        """Rows that went in as something new."""
        self.rows += rows
        self.loaded += rows

    def update(self, changes: list[Change]) -> None:
        """One row that was in already and now says something else."""
        self.load()
        self.updated += 1
        self.changes += changes

    def leave(self, rows: int = 1) -> None:
        """Rows that were in already, word for word."""
        self.rows += rows
        self.unchanged += rows

    def refuse(self, refusals: list[Refusal]) -> None:
        """One row that was not taken, for one reason or several."""
        self.rows += 1
        self.refused += 1
        self.refusals += refusals

    def cover(self, column: str, *, supplied: bool) -> None:
        """One row that went in and says, or does not say, something in a column that may be empty."""
        covered = self.coverage.setdefault(column, Coverage())
        covered.expected += 1
        covered.supplied += supplied

    def adds_up(self) -> bool:
        return self.rows == self.loaded + self.unchanged + self.refused and self.updated <= self.loaded

    def to_json(self) -> dict[str, Any]:
        counts = ("name", "rows", "loaded", "updated", "unchanged", "refused", "absent")
        return {
            **{name: getattr(self, name) for name in counts},
            "refusals": [refusal.to_json() for refusal in self.refusals],
            "changes": [change.to_json() for change in self.changes],
            "coverage": {
                column: {"supplied": covered.supplied, "expected": covered.expected}
                for column, covered in self.coverage.items()
            },
        }


@dataclass(frozen=True)
class Skipped:
    """A sheet or a column that was not read, and why."""

    name: str
    why: str


@dataclass
class Account:
    """What an import did, or with `dry_run` would have done."""

    dry_run: bool
    sheets: list[SheetAccount] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)

    def sheet(self, name: str) -> SheetAccount:
        """Opens the account of one more sheet."""
        self.sheets.append(SheetAccount(name))
        return self.sheets[-1]

    def skip(self, name: str, why: str) -> None:
        self.skipped.append(Skipped(name, why))

    @property
    def refused(self) -> int:
        return sum(sheet.refused for sheet in self.sheets)

    def to_json(self) -> dict[str, Any]:
        """Contract C2, with each sheet's coverage beside it."""
        return {
            "dry_run": self.dry_run,
            "sheets": [sheet.to_json() for sheet in self.sheets],
            "skipped": [{"name": each.name, "why": each.why} for each in self.skipped],
        }

    def to_text(self) -> str:
        """For a person at a terminal: counts, the first refusals and changes of each sheet, and what was not read."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        yield "Nothing was changed: this is what would happen." if self.dry_run else "What happened:"
        yield f"{'sheet':<32} {'rows':>7} {'loaded':>7} {'updated':>8} {'unchanged':>10} {'refused':>8} {'absent':>7}"
        for sheet in self.sheets:
            yield (
                f"{seen(sheet.name):<32} {sheet.rows:>7,} {sheet.loaded:>7,} {sheet.updated:>8,}"
                f" {sheet.unchanged:>10,} {sheet.refused:>8,} {sheet.absent:>7,}"
            )
        for sheet in self.sheets:
            yield from _shown(f"Refused in {seen(sheet.name)}", [_refusal_line(each) for each in sheet.refusals])
            yield from _shown(f"Changed in {seen(sheet.name)}", [_change_line(each) for each in sheet.changes])
            yield from _shown(f"Not supplied in {seen(sheet.name)}", _gaps(sheet))
        yield from _shown("Not read", [f"{seen(each.name)}: {each.why}" for each in self.skipped])


def seen(value: object) -> str:
    """A value as an account shows it: nothing that steers a terminal or turns the text round, and not too long."""
    text = tidy(str(value))
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"


def _refusal_line(refusal: Refusal) -> str:
    shown = f" “{seen(refusal.value)}”" if refusal.value else ""
    return f"row {refusal.row}, {seen(refusal.column)}{shown}: {refusal.reason}"


def _change_line(change: Change) -> str:
    where = f"row {change.row}, " if change.row else ""
    note = f" ({change.note})" if change.note else ""
    return f"{where}{seen(change.column)}: {_or_nothing(change.was)} → {_or_nothing(change.now)}{note}"


def _or_nothing(value: str | None) -> str:
    return f"“{seen(value)}”" if value else "not supplied"


def _gaps(sheet: SheetAccount) -> list[str]:
    return [
        f"{seen(column)}: {covered.expected - covered.supplied:,} of {covered.expected:,} rows"
        for column, covered in sheet.coverage.items()
        if covered.supplied < covered.expected
    ]


def _shown(heading: str, lines: list[str]) -> Iterator[str]:
    if not lines:
        return
    yield ""
    yield f"{heading}:"
    yield from (f"  {line}" for line in lines[:SHOWN])
    if len(lines) > SHOWN:
        yield f"  … and {len(lines) - SHOWN:,} more (--format json lists them all)"

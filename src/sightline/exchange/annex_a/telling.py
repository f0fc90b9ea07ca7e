"""What a load did, told row by row."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sightline.exchange.annex_a.children import Plan
from sightline.exchange.annex_a.lists import AGE, BIRTH, ETHNICITY, LISTS, SEX
from sightline.exchange.annex_a.matching import Known
from sightline.exchange.annex_a.rows import UNBORN, ListedRow, in_words
from sightline.intake.account import Change
from sightline.intake.models import ExtractRow
from sightline.register.models import Child

GONE = "an earlier extract had this row and this one has not; it is flagged, and the record stays"
_OF_A_CHILD = {"sex": SEX, "ethnicity": ETHNICITY, "born_on": BIRTH, "expected_on": BIRTH}


@dataclass
class Outcome:
    """What became of a row that stood."""

    is_new: bool = False
    is_changed: bool = False
    changes: list[Change] = field(default_factory=list)

    def change(self, changes: Iterable[Change]) -> None:
        """Adds what a row says otherwise; of two words about one column, the row's own stands."""
        own = list(changes)
        told = {change.column for change in own}
        self.changes = [each for each in self.changes if each.column not in told] + own
        self.is_changed = bool(self.changes) and not self.is_new


def tell(
    rows: Sequence[ListedRow],
    outcomes: Mapping[ListedRow, Outcome],
    *,
    absent: Mapping[int, Sequence[ExtractRow]],
    newly_absent: Mapping[int, Sequence[ExtractRow]],
) -> None:
    """Enters every row into the account of its sheet, in the order of the workbook; then what is absent, by list."""
    for row in rows:
        if row.why:
            row.sheet.refuse(row.why)
            continue
        outcome = outcomes[row]
        if outcome.is_new:
            row.sheet.load()
            row.sheet.changes += outcome.changes
        elif outcome.is_changed:
            row.sheet.update(outcome.changes)
        else:
            row.sheet.leave()
            row.sheet.changes += outcome.changes
        for column in row.of.columns:
            if column.may_lack:
                row.sheet.cover(column.name, supplied=row.said.get(column.name) is not None)
    for listed in LISTS:
        sheet = next((row.sheet for row in rows if row.of is listed), None)
        if sheet:
            sheet.absent = len(absent[listed.number])
            sheet.changes += [
                Change(None, listed.event, f"{each.happened_on:%d/%m/%Y}", None, GONE)
                for each in newly_absent[listed.number]
            ]


def filled(row: ListedRow, child: Child, plan: Plan) -> list[Change]:
    """What the lists add to a child's record, or change on it, told with the child's first row."""
    changes = []
    for name, value in plan.changes.items():
        column, was = _OF_A_CHILD[name], getattr(child, name)
        if column == BIRTH:
            was, value = was.isoformat() if was else "", value.isoformat()
        changes.append(Change(row.row.number, column, in_words(column, was), in_words(column, value)))
    return changes


def not_taken_over(row: ListedRow, child: Child, plan: Plan) -> list[Change]:
    """What the lists say of a child and the register does not take over, told when a row first comes in."""
    here = {SEX: child.sex, ETHNICITY: child.ethnicity, BIRTH: child.born_on or child.expected_on}
    listed = row.values()
    return [
        Change(
            row.row.number, column, in_words(column, str(here[column] or "")), in_words(column, listed[column]), note
        )
        for column, note in plan.notes.items()
        if column in listed
    ]


def said_otherwise(known: Known, notes: Mapping[str, str]) -> list[Change]:
    """What a known row says otherwise than before, column by column; with a note where it was not taken over."""
    row, kept = known.row, known.kept
    now = row.values()
    columns = {column: (kept.values.get(column), now.get(column)) for column in row.says_otherwise(kept.values)}
    if kept.source != row.source:
        columns[row.of.source] = (kept.source, row.source)
    changes = [
        Change(
            row.row.number,
            AGE if column == UNBORN else column,
            in_words(column, was),
            in_words(column, says),
            notes.get(column, ""),
        )
        for column, (was, says) in columns.items()
    ]
    if kept.happened_on != row.happened_on:
        before, after = f"{kept.happened_on:%d/%m/%Y}", f"{row.happened_on:%d/%m/%Y}"
        changes.append(Change(row.row.number, row.of.event, before, after, notes.get(row.of.event, "")))
    if kept.absent_since:
        changes.append(Change(row.row.number, row.of.event, "absent from an earlier extract", "there again"))
    return changes

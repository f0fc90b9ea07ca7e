"""Loading an agency's person list: headings found, rows understood or refused, delivered, and all of it told (C2)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from sightline.common.actor import on_behalf_of
from sightline.exchange.people import columns as heads
from sightline.exchange.people.columns import COLUMNS, FORMAT, readers
from sightline.intake.account import Account, Change, Refusal, SheetAccount
from sightline.intake.actions import keep_delivered_rows, remember_headings
from sightline.intake.headings import Headings, find_headings, plain
from sightline.intake.mapping import remembered
from sightline.intake.models import ExtractRow
from sightline.intake.values import Unclear
from sightline.intake.workbook import CannotRead, Limits, Row, Sheet, open_workbook
from sightline.register.actions.bulk.delivering import Delivered, ListedPerson, deliver_people
from sightline.register.models import Agency, Staff
from sightline.register.names import searchable
from sightline.timescales.zone import local_date

FIELD_OF = {
    heads.GIVEN: "given_name",
    heads.FAMILY: "family_name",
    heads.OTHER: "other_names",
    heads.BORN: "born_on",
    heads.EXPECTED: "expected_on",
    heads.SEX: "sex",
    heads.NHS: "nhs_number",
    heads.UPN: "upn",
    heads.ADDRESS: "address",
    heads.POSTCODE: "postcode",
    heads.SCHOOL: "school_id",
}
COLUMN_OF = {field: column for column, field in FIELD_OF.items()} | {"external_id": heads.NUMBER}
GONE = "an earlier list had this person and this one has not; it is flagged, and the record stays"
KEPT = "not taken over: the record says otherwise, and not from an earlier list"
UNKNOWN_SCHOOL = "no school of this name is among the agencies; left empty"


@dataclass(eq=False)
class _Read:
    """A row of the list: its cells as understood, by column; `why` collects the reasons to refuse it."""

    sheet: SheetAccount
    row: Row
    headings: Headings
    said: dict[str, Any] = field(default_factory=dict)
    why: list[Refusal] = field(default_factory=list)

    def refuse(self, column: str, reason: str) -> None:
        place = self.headings.places.get(column)
        cell = self.row.cell(place) if place is not None else None
        shown = f"{cell:%d/%m/%Y}" if isinstance(cell, date) else "" if cell is None else str(cell)
        self.why.append(Refusal(self.row.number, column, shown[:200], reason))


@transaction.atomic
def load(
    path: Path,
    *,
    agency: Agency,
    dry_run: bool,
    by: Staff,
    at: datetime,
    headings: Mapping[str, str] | None = None,
    limits: Limits | None = None,
) -> Account:
    """Loads `agency`'s list of people, or with `dry_run` says what would happen.

    Accepted rows go in together; the same list again changes nothing; who is missing from it is flagged, never
    deleted. What was there before is not told: whoever delivers may not look in. Raises CannotRead, NotYours.
    """
    told = dict(headings or {})
    _check_columns(told)
    account = Account(dry_run=dry_run)
    with on_behalf_of(agency.pk):
        mapping = remembered(agency.pk, FORMAT) | told
    with open_workbook(path, limits=limits) as workbook:
        read = [row for sheet in workbook.sheets for row in _sheet(sheet, account, mapping, today=local_date(at))]
    if not account.sheets:
        names = ", ".join(f"“{column.name}”" for column in COLUMNS)
        raise CannotRead(f"No sheet of this file is a list of people. Its headings would be {names}.")
    with on_behalf_of(agency.pk):
        kept = {
            row.values.get("external_id", ""): row
            for row in ExtractRow.objects.filter(agency=agency).of(FORMAT, FORMAT).order_by("pk")
        }
    schools = {searchable(name): pk for name, pk in Agency.objects.filter(kind="EDU").values_list("name", "pk")}
    standing = [row for row in read if not row.why]
    people = [_person(row, schools, kept) for row in standing]
    outcomes = deliver_people(people, agency=agency, by=by, at=at)
    for row, person, outcome in zip(standing, people, outcomes, strict=True):
        _tell(row, person, outcome)
    for row in read:
        if row.why:
            row.sheet.refuse(row.why)
    _remember(read, people, outcomes, kept, account, agency=agency, by=by, at=at)
    with on_behalf_of(agency.pk):
        remember_headings(FORMAT, told, by=by, at=at, agency_id=agency.pk)
    if dry_run:
        transaction.set_rollback(True)
    return account


def _check_columns(told: Mapping[str, str]) -> None:
    known = {column.name for column in COLUMNS}
    for column, heading in told.items():
        if column not in known or not plain(heading):
            names = ", ".join(f"“{name}”" for name in sorted(known))
            raise CannotRead(f"There is no column “{column}” in a list of people. Its columns are {names}.")


def _sheet(sheet: Sheet, account: Account, mapping: Mapping[str, str], *, today: date) -> Iterator[_Read]:
    if sheet.is_hidden:
        account.skip(sheet.name, "The sheet is hidden. Unhide it if it is meant, or delete it.")
        return
    first = next(iter(sheet.rows()), None)
    if first is None:
        account.skip(sheet.name, "The sheet is empty.")
        return
    found = find_headings(sheet.rows(), COLUMNS, remembered=mapping)
    if found is None:
        account.skip(sheet.name, "The sheet has no headings of a list of people.")
        return
    for heading in found.unread:
        account.skip(f"{sheet.name}: {heading}", "It is no column of a list of people.")
    own = account.sheet(sheet.name)
    understood = readers(today=today)
    for row in sheet.rows():
        if row.number > found.row:
            yield _understood(_Read(own, row, found), understood)


def _understood(read: _Read, understood: Mapping[str, Any]) -> _Read:
    found = read.headings
    for column in found.missing:
        read.refuse(column, f"The sheet has no such column among its headings in row {found.row}. Add it.")
    for column, candidates in found.doubtful.items():
        several = " or ".join(f"“{each}”" for each in candidates)
        read.refuse(column, f'Which heading is it: {several}? Say --heading "its heading={column}".')
    if read.why:
        return read
    for column, place in found.places.items():
        try:
            read.said[column] = understood[column](read.row.cell(place))
        except Unclear as unclear:
            read.refuse(column, str(unclear))
    if not read.why and not read.said.get(heads.NUMBER):
        read.refuse(heads.NUMBER, "The row has no number, so that it could not be known again. Give it one.")
    return read


def _person(read: _Read, schools: Mapping[str, int], kept: Mapping[str, ExtractRow]) -> ListedPerson:
    facts = {FIELD_OF[column]: value for column, value in read.said.items() if column in FIELD_OF}
    if said := facts.get("school_id"):
        facts["school_id"] = schools.get(searchable(said))
    external_id = read.said[heads.NUMBER]
    before = kept.get(external_id)
    return ListedPerson(
        external_id=external_id, facts=facts, before=_from_kept(before.values) if before is not None else None
    )


def _tell(read: _Read, person: ListedPerson, outcome: Delivered) -> None:
    if outcome.refused:
        name, reason = outcome.refused
        read.refuse(COLUMN_OF[name], reason)
        return
    number = read.row.number
    notes = [Change(number, COLUMN_OF[name], None, None, KEPT) for name in outcome.kept]
    if read.said.get(heads.SCHOOL) and not person.facts.get("school_id"):
        notes.append(Change(number, heads.SCHOOL, None, None, UNKNOWN_SCHOOL))
    changes = [Change(number, COLUMN_OF[name], None, None, "changed") for name in outcome.changed]
    if outcome.is_new:
        read.sheet.load()
        read.sheet.changes += notes
    elif changes:
        read.sheet.update(changes + notes)
    else:
        read.sheet.leave()
        read.sheet.changes += notes
    for column in COLUMNS:
        if column.may_lack:
            read.sheet.cover(column.name, supplied=read.said.get(column.name) is not None)


def _remember(
    read: Sequence[_Read],
    people: Sequence[ListedPerson],
    outcomes: Sequence[Delivered],
    kept: Mapping[str, ExtractRow],
    account: Account,
    *,
    agency: Agency,
    by: Staff,
    at: datetime,
) -> None:
    """Keeps what each row said, so that the next list is compared with this one; flags who is missing."""
    new, changed = [], []
    for person, outcome in zip(people, outcomes, strict=True):
        if outcome.refused or outcome.child_id is None:
            continue
        values = _to_keep(person)
        row = kept.get(person.external_id)
        if row is None:
            new.append(
                ExtractRow(
                    format=FORMAT,
                    list_name=FORMAT,
                    child_id=outcome.child_id,
                    happened_on=local_date(at),
                    source="LIST",
                    ordinal=1,
                    record_id=outcome.child_id,
                    values=values,
                )
            )
        elif row.values != values or row.absent_since:
            row.values, row.absent_since, row.read_at = values, None, at
            changed.append(row)
    mentioned = {row.said.get(heads.NUMBER) for row in read}
    absent = [row for external_id, row in kept.items() if external_id not in mentioned]
    newly = [row for row in absent if row.absent_since is None]
    for row in newly:
        row.absent_since = at
    first = account.sheets[0]
    first.absent = len(absent)
    first.changes += [Change(None, heads.NUMBER, row.values.get("external_id"), None, GONE) for row in newly]
    with on_behalf_of(agency.pk):
        keep_delivered_rows(new, [*changed, *newly], agency_id=agency.pk, by=by, at=at)


def _to_keep(person: ListedPerson) -> dict[str, Any]:
    said = {name: value for name, value in person.facts.items() if value is not None}
    return {"external_id": person.external_id} | {
        name: value.isoformat() if isinstance(value, date) else value for name, value in said.items()
    }


def _from_kept(values: Mapping[str, Any]) -> dict[str, Any]:
    dates = {name: date.fromisoformat(values[name]) for name in ("born_on", "expected_on") if values.get(name)}
    return {**values, **dates}

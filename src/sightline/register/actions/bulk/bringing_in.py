"""Children of whom another system's list tells a number, a sex, an ethnicity and a birth, but no name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from sightline.common import audit
from sightline.common.access import Permission
from sightline.common.many import Row, each_of, keep_audit, lay_in, number, put_back, row_number, whose
from sightline.common.refusals import NotYours
from sightline.register.actions import checking
from sightline.register.actions.references import checked_number
from sightline.register.actions.refusals import AlreadyRecorded, Impossible
from sightline.register.models import Child, ExternalReference, Staff
from sightline.timescales.zone import local_date

LISTED = ("sex", "ethnicity", "born_on", "expected_on")
"""What a list tells of a child, and may tell otherwise later."""


@dataclass(frozen=True, kw_only=True)
class ListedChild(Row):
    """A child new to the register, with the number of the case system and what else the list tells."""

    case_number: str
    sex: str = Child.Sex.UNKNOWN
    ethnicity: str = Child.Ethnicity.NOBT
    born_on: date | None = None
    expected_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class ListedChange(Row):
    """What a list tells otherwise of a child: fields of LISTED."""

    child: Child
    changes: Mapping[str, Any]


@transaction.atomic
def bring_in_children(rows: Sequence[ListedChild], *, by: Staff, at: datetime) -> dict[str, Child]:
    """Adds children whose names are not supplied; gives each by its case number. Raises RowRefused, and adds none.

    The caller has looked for the numbers in the register (`register.listed`): they are the search that comes first.
    """
    people = whose(rows, Permission.EDIT_CHILDREN, by=by)
    checking.one_at_a_time("add a child", by.agency_id)
    children: dict[str, Child] = {}
    taken = _numbers_held([row.case_number for row in rows], agency_id=by.agency_id)
    for count, row, person, moment in each_of(rows, by=by, at=at):
        with row_number(count):
            case_number = checked_number(ExternalReference.Kind.CASE_SYSTEM, row.case_number)
            if case_number in taken or case_number in children:
                raise AlreadyRecorded("Another child in the register has this case system number.")
            children[case_number] = _new_child(row, by=person, at=moment)
    references = [
        ExternalReference(
            child=child,
            agency_id=child.agency_id,
            kind=ExternalReference.Kind.CASE_SYSTEM,
            value=case_number,
            recorded_by=child.recorded_by,
            recorded_at=child.recorded_at,
        )
        for case_number, child in children.items()
    ]
    number(list(children.values()))
    number(references)
    lay_in(list(children.values()))
    lay_in(references)
    entries = [
        audit.described("added a child", child, by=child.recorded_by, at=child.recorded_at, fields=["references"])
        for child in children.values()
    ]
    keep_audit(entries, people=people, at=at)
    return children


@transaction.atomic
def change_listed_children(rows: Sequence[ListedChange], *, by: Staff, at: datetime) -> None:
    """Changes what a corrected list tells otherwise of children. Raises RowRefused, and then changes none."""
    people = whose(rows, Permission.EDIT_CHILDREN, by=by)
    held = (
        Child.objects.visible_to(by)
        .select_for_update(of=("self",))
        .order_by("pk")
        .in_bulk(sorted({row.child.pk for row in rows}))
    )
    entries = []
    for count, row, person, moment in each_of(rows, by=by, at=at):
        with row_number(count):
            if row.child.pk not in held:
                raise NotYours("There is no such record, or not one that you may open.")
            child = held[row.child.pk]
            for name in LISTED:
                setattr(child, name, row.changes.get(name, getattr(child, name)))
            _check(child, today=local_date(moment))
        child.version += 1
        entries.append(
            audit.described("changed a child's details", child, by=person, at=moment, fields=sorted(row.changes))
        )
    put_back(list(held.values()), (*LISTED, "version"))
    keep_audit(entries, people=people, at=at)


def _new_child(row: ListedChild, *, by: Staff, at: datetime) -> Child:
    child = Child(
        agency_id=by.agency_id,
        sex=row.sex,
        ethnicity=row.ethnicity,
        born_on=row.born_on,
        expected_on=row.expected_on,
        recorded_by=by,
        recorded_at=at,
    )
    _check(child, today=local_date(at))
    return child


def _check(child: Child, *, today: date) -> None:
    """Refuses codes that are none and a birth in the future.

    An expected date may have passed and a listed child be grown by now, since lists lag behind; how old the child
    was at the time of the event is the business of the verb that keeps the event.
    """
    if child.sex not in Child.Sex or child.ethnicity not in dict(Child.ETHNICITIES):
        raise Impossible("Choose one of the choices listed.")
    if child.born_on and child.born_on > today:
        raise Impossible("The date of birth is in the future. Check the year.")


def _numbers_held(numbers: Sequence[str], *, agency_id: int) -> set[str]:
    return set(
        ExternalReference.objects.filter(
            agency_id=agency_id, kind=ExternalReference.Kind.CASE_SYSTEM, value__in=sorted(set(numbers))
        ).values_list("value", flat=True)
    )

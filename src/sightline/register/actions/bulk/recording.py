"""Many families come into the register at once."""

from collections.abc import Hashable, Iterable, Sequence
from datetime import date, datetime

from django.db import transaction

from sightline.common.access import Permission
from sightline.common.many import each_of, keep_audit, row_number, whose
from sightline.register.actions import checking
from sightline.register.actions.bulk.families import Family
from sightline.register.actions.bulk.keeping import Kept
from sightline.register.actions.bulk.rows import FamilyRow
from sightline.register.actions.refusals import AlreadyRecorded, HeldRecord
from sightline.register.models import Child, ExternalReference, Restriction, Staff
from sightline.register.names import searchable
from sightline.register.search import held_by
from sightline.timescales.zone import local_date


@transaction.atomic
def record_people(rows: Sequence[FamilyRow], *, by: Staff, at: datetime) -> dict[Hashable, Child]:
    """Records many families; gives every child by the key of its row. Raises RowRefused, and then keeps none."""
    people = whose(rows, Permission.EDIT_CHILDREN, by=by)
    kept = Kept(rows)
    for count, row, person, moment in each_of(rows, by=by, at=at):
        with row_number(count):
            Family(row, kept, by=person, at=moment, today=local_date(at)).record()
    checking.one_at_a_time("add a child", by.agency_id)
    _refuse_held(kept)
    _refuse_second_records(kept.children, agency_id=by.agency_id)
    _refuse_taken_numbers(kept.references, agency_id=by.agency_id)
    kept.keep()
    keep_audit(list(kept.deeds(people)), people=people, at=at)
    return kept.by_key


def _refuse_held(kept: Kept) -> None:
    """Raises HeldRecord where a restricted record of one of the children exists. Asked only where any is restricted."""
    if not Restriction.objects.in_force().exists():
        return
    for child in kept.children:
        words, birth = _name_and_birth(child)
        for held in held_by("", "", words=list(words), born_on=birth):
            raise HeldRecord(child_id=held.child_id, ask=held.ask)
    for reference in kept.references:
        for held in held_by(reference.kind, reference.value):
            raise HeldRecord(child_id=held.child_id, ask=held.ask)


def _refuse_second_records(children: Iterable[Child], *, agency_id: int) -> None:
    """Raises AlreadyRecorded where a name and date of birth stand twice, among the rows or in the register."""
    rows = [_name_and_birth(child) for child in children]
    there = Child.objects.filter(agency_id=agency_id, became=None).values_list(
        "given_name", "family_name", "born_on", "expected_on"
    )
    seen = {
        (_sorted_name(given, family), born_on or expected_on)
        for given, family, born_on, expected_on in there.iterator(chunk_size=5000)
    }
    for count, row in enumerate(rows, start=1):
        if row in seen and row[1] is not None:
            raise AlreadyRecorded(
                f"Child {count} of the rows: a child of this name and date of birth is already in the register."
            )
        seen.add(row)


def _name_and_birth(child: Child) -> tuple[tuple[str, ...], date | None]:
    return _sorted_name(child.given_name, child.family_name), child.born_on or child.expected_on


def _sorted_name(given: str, family: str) -> tuple[str, ...]:
    return tuple(sorted(searchable(given, family).split()))


def _refuse_taken_numbers(references: Sequence[ExternalReference], *, agency_id: int) -> None:
    """Raises AlreadyRecorded where one number is two children's, among the rows or in the register."""
    there = ExternalReference.objects.filter(agency_id=agency_id).values_list("kind", "value")
    seen = set(there.iterator(chunk_size=5000)) if references else set()
    for count, reference in enumerate(references, start=1):
        if (reference.kind, reference.value) in seen:
            raise AlreadyRecorded(f"Number {count} of the rows is already another child's.")
        seen.add((reference.kind, reference.value))

"""What the bulk verbs share: whose row it is, which row was refused, and many contacts held at once."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sightline.common.access import Permission
from sightline.common.refusals import Refused, must_hold
from sightline.front_door.models import Contact
from sightline.register.models import Staff


@dataclass(frozen=True, kw_only=True)
class Row:
    """One record of many. `by` and `at` where the row itself says who did it and when."""

    by: Staff | None = None
    at: datetime | None = None


RowT = TypeVar("RowT", bound=Row)


class RowRefused(Refused):
    """One row cannot stand, so none does. `number` counts from 1; `refusal` is the single verb's own."""

    def __init__(self, number: int, refusal: Refused) -> None:
        super().__init__(f"Row {number}: {refusal}")
        self.number, self.refusal = number, refusal


def whose(rows: Iterable[Row], permission: Permission, *, by: Staff) -> dict[int, Staff]:
    """Everybody in whose name a row stands, by id, each found to hold the permission."""
    people = {row.by.pk: row.by for row in rows if row.by} | {by.pk: by}
    for person in people.values():
        must_hold(person, permission)
    return people


def each_of(rows: Sequence[RowT], *, by: Staff, at: datetime) -> Iterator[tuple[int, RowT, Staff, datetime]]:
    """Every row with its number, and who did it when."""
    for number, row in enumerate(rows, start=1):
        yield number, row, row.by or by, row.at or at


@contextmanager
def row_number(number: int) -> Iterator[None]:
    """Names the row in whatever is refused inside."""
    try:
        yield
    except Refused as refusal:
        raise RowRefused(number, refusal) from refusal


def held(contacts: Iterable[int], *fields: str) -> dict[int, Contact]:
    """The contacts as they stand now, held for this transaction, with the fields named only."""
    return (
        Contact.objects.select_for_update(of=("self",))
        .select_related("event")
        .only("agency", "state", "version", "event__source", *fields)
        .order_by()
        .in_bulk(sorted(set(contacts)))
    )

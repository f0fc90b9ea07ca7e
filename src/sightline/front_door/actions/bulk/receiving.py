"""Many contacts reach the front door at once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q

from sightline.common.access import Permission
from sightline.common.many import Deed, Row, deed, each_of, keep_audit, lay_in, number, row_number, whose
from sightline.front_door.actions.matching import NO_EARLIER_CONTACT, set_what_follows
from sightline.front_door.actions.receiving import NewContact, check_is_possible, lane_of, new_contact, new_event
from sightline.front_door.models import Contact, ContactEvent
from sightline.register.models import Child, HouseholdMember, Involvement, Staff
from sightline.timescales.rules import months_after


@dataclass(frozen=True, kw_only=True)
class ContactRow(Row):
    """One contact event; its reference where it already has one."""

    contact: NewContact
    reference: str = ""


class Recorded(NamedTuple):
    """What one row became: the event, and a contact for each child in it, in their order."""

    event: ContactEvent
    contacts: list[Contact]


@transaction.atomic
def record_contacts(rows: Sequence[ContactRow], *, by: Staff, at: datetime) -> list[Recorded]:
    """Records many contact events as `receive` records one, in the order given.

    Raises RowRefused, and then keeps none.
    """
    people = whose(rows, Permission.RECEIVE_CONTACTS, by=by)
    recorded = [
        Recorded(_event(count, row, person, moment), []) for count, row, person, moment in each_of(rows, by=by, at=at)
    ]
    number([each.event for each in recorded])
    for (event, contacts), row in zip(recorded, rows, strict=True):
        contacts.extend(_contacts(event, row.contact))
    every_contact = [contact for each in recorded for contact in each.contacts]
    number(every_contact)
    _follow_up(recorded, rows)
    lay_in([each.event for each in recorded])
    lay_in(every_contact)
    keep_audit([entry for each in recorded for entry in _entries(each)], people=people, at=at)
    return recorded


def _entries(recorded: Recorded) -> Iterable[Deed]:
    by, at = recorded.event.recorded_by, recorded.event.recorded_at
    yield deed("received a contact", recorded.event, by=by, at=at)
    for contact in recorded.contacts:
        yield deed("received a contact about a child", contact, by=by, at=at)


def _event(count: int, row: ContactRow, by: Staff, at: datetime) -> ContactEvent:
    with row_number(count):
        check_is_possible(row.contact, at=at)
    event = new_event(row.contact, front_door=by.agency, by=by, at=at, reference=row.reference)
    event.recorded_at = at
    return event


def _contacts(event: ContactEvent, contact: NewContact) -> Iterable[Contact]:
    for described in contact.children:
        each = new_contact(event, described, lane=contact.lane or lane_of(contact.contact_type), by=event.recorded_by)
        each.recorded_at = event.recorded_at
        yield each


def _follow_up(recorded: Sequence[Recorded], rows: Sequence[ContactRow]) -> None:
    """What the register and earlier contacts say of each child: first asked of the database, then of these rows."""
    known = History({child.child.pk for row in rows for child in row.contact.children if child.child})
    for each, row in zip(recorded, rows, strict=True):
        for contact, described in zip(each.contacts, row.contact.children, strict=True):
            if described.child:
                contact.child = described.child
                set_what_follows(
                    contact,
                    ward=known.ward(described.child.pk, contact.received_on),
                    is_on_open_case=known.is_on_open_case(described.child.pk, contact.received_on),
                    earlier_contact_id=known.earlier_contact_id(contact),
                )
        for contact in each.contacts:
            known.add(contact)


class _Earlier(NamedTuple):
    received_at: datetime
    pk: int
    received_on: date
    event_id: int


class History:
    """Wards, open cases and earlier contacts of many children, asked for at once."""

    def __init__(self, children: set[int]) -> None:
        self._wards: dict[int, list[tuple[date | None, date | None, str]]] = defaultdict(list)
        self._open: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
        self._earlier: dict[int, list[_Earlier]] = defaultdict(list)
        members = HouseholdMember.objects.filter(child_id__any_of=children).order_by("pk")
        for child, from_on, to_on, ward in members.values_list(
            "child_id", "from_on", "to_on", "household__address__ward"
        ):
            self._wards[child].append((from_on, to_on, ward))
        cases = Involvement.objects.filter(child_id__any_of=children).open_case()
        for child, opened_on, closed_on in cases.values_list("child_id", "from_on", "to_on"):
            self._open[child].append((opened_on, closed_on))
        self._person = _persons(children)
        same = children | self._person.keys()
        contacts = Contact.objects.filter(Q(child_id__any_of=same) & ~Q(state__in=NO_EARLIER_CONTACT)).order_by()
        for child, at, key, on, event in contacts.values_list(
            "child_id", "received_at", "pk", "received_on", "event_id"
        ):
            if child is not None:
                self._earlier[self._of(child)].append(_Earlier(at, key, on, event))

    def ward(self, child: int, day: date) -> str:
        for from_on, to_on, ward in self._wards[child]:
            if (from_on is None or from_on <= day) and (to_on is None or to_on > day):
                return ward
        return ""

    def is_on_open_case(self, child: int, day: date) -> bool:
        return any(from_on <= day and (to_on is None or to_on > day) for from_on, to_on in self._open[child])

    def earlier_contact_id(self, contact: Contact) -> int | None:
        since = months_after(contact.received_on, -12)
        earlier = [
            each
            for each in self._earlier[self._of(contact.child_id or 0)]
            if each.received_on >= since
            and each.received_at < contact.received_at
            and each.event_id != contact.event_id
        ]
        return max(earlier).pk if earlier else None

    def add(self, contact: Contact) -> None:
        if contact.child_id:
            self._earlier[self._of(contact.child_id)].append(
                _Earlier(contact.received_at, contact.pk, contact.received_on, contact.event_id)
            )

    def _of(self, child: int) -> int:
        """Under which number the child's contacts stand: every record confirmed to be the child has the same."""
        return self._person.get(child, child)


def _persons(children: set[int]) -> dict[int, int]:
    """For each record that is one of several of a child, and for those others: the first of them."""
    confirmed = Child.objects.filter(person__isnull=False)
    firsts = set(confirmed.filter(pk__any_of=children).values_list("person_id", flat=True))
    return dict(confirmed.filter(person_id__any_of=firsts).values_list("pk", "person_id")) if firsts else {}

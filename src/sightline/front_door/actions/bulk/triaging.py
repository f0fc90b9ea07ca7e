"""Many contacts are given their priority at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from sightline.common.access import Permission
from sightline.common.many import Row, deed, each_of, keep_audit, put_back, row_number, whose
from sightline.front_door.actions.bulk.holding import held
from sightline.front_door.actions.taking_up import events_of, take_up_many
from sightline.front_door.actions.triaging import check_priority, set_priority
from sightline.front_door.models import Contact
from sightline.register.models import Staff


@dataclass(frozen=True, kw_only=True)
class TriageRow(Row):
    """One contact's priority and the reason for it."""

    contact: Contact
    rag: str
    reason: str


_READ = (
    *("received_at", "decide_by", "rag", "rag_reason", "rag_by", "rag_rule", "rag_rule_version", "owner"),
    *("event", "came_in"),
)
_WRITTEN = ("rag", "rag_reason", "rag_by", "rag_rule", "rag_rule_version", "urgent_at", "owner", "state", "version")


@transaction.atomic
def triage_contacts(rows: Sequence[TriageRow], *, by: Staff, at: datetime) -> None:
    """Sets many priorities as `triage` sets one, in the order given. Raises RowRefused, and then changes none."""
    people = whose(rows, Permission.TRIAGE_CONTACTS, by=by)
    contacts = held((row.contact.pk for row in rows), *_READ, "urgent_at")
    entries = []
    taken_up: dict[int, datetime] = {}
    for count, row, person, moment in each_of(rows, by=by, at=at):
        contact = contacts[row.contact.pk]
        with row_number(count):
            check_priority(contact, reason=row.reason)
        contact.version += 1
        set_priority(contact, row.rag, reason=row.reason, by=person)
        taken_up |= {event: moment for event in events_of(contact) if event not in taken_up}
        entries.append(
            deed("triaged a contact", contact, by=person, at=moment, fields=["rag", "rag_reason", "state", "owner"])
        )
    put_back(list(contacts.values()), _WRITTEN)
    take_up_many(taken_up)
    keep_audit(entries, people=people, at=at)

"""Contacts that came with another system's list, corrected by a later list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from sightline.common import audit
from sightline.common.access import Permission
from sightline.common.many import Row, each_of, keep_audit, lay_in, number, put_back, row_number, whose
from sightline.front_door import codes
from sightline.front_door.actions.correcting import plain
from sightline.front_door.actions.receiving import start_clock
from sightline.front_door.actions.refusals import Impossible, Incomplete
from sightline.front_door.models import Contact, Correction
from sightline.register.models import Staff

LISTED = ("source", "received_at")
"""What a list tells of a contact, and may tell otherwise later."""


@dataclass(frozen=True, kw_only=True)
class ContactChange(Row):
    """What a list tells otherwise of a contact: fields of LISTED."""

    contact: Contact
    changes: Mapping[str, Any]


@transaction.atomic
def correct_listed_contacts(rows: Sequence[ContactChange], *, reason: str, by: Staff, at: datetime) -> list[Correction]:
    """Corrects many contacts as `correct_contact` corrects one, each field with its own correction.

    Only contacts that a list brought, one child to an event. Raises RowRefused, and then corrects none.
    """
    people = whose(rows, Permission.TRIAGE_CONTACTS, by=by)
    if not reason.strip():
        raise Incomplete("Say why the records were wrong.")
    contacts = (
        Contact.objects.select_for_update(of=("self",))
        .select_related("event")
        .order_by()
        .in_bulk(sorted({row.contact.pk for row in rows}))
    )
    corrections: list[Correction] = []
    whose_correction: list[tuple[Staff, datetime]] = []
    for count, row, person, moment in each_of(rows, by=by, at=at):
        contact = contacts[row.contact.pk]
        with row_number(count):
            _check(contact, row.changes, at=moment)
        contact.version += 1
        for field, says in row.changes.items():
            corrections.append(_corrected(contact, field, says, reason=reason, by=person, at=moment))
            whose_correction.append((person, moment))
    number(corrections)
    lay_in(corrections)
    put_back(list(contacts.values()), ("received_at", "received_on", "version"))
    put_back([contact.event for contact in contacts.values()], LISTED)
    entries = [
        audit.described("corrected a contact", correction, by=person, at=moment, fields=[correction.field])
        for correction, (person, moment) in zip(corrections, whose_correction, strict=True)
    ]
    keep_audit(entries, people=people, at=at)
    return corrections


def _check(contact: Contact, changes: Mapping[str, Any], *, at: datetime) -> None:
    if not contact.event.from_extract:
        raise Impossible("The contact was recorded here, not by a list. Correct it on its own page.")
    if set(changes) - set(LISTED) or changes.get("source", contact.event.source) not in codes.SOURCE_GROUPS:
        raise Impossible("A list tells of a contact its source, by the codes known, and when it was received.")
    received_at = changes.get("received_at", contact.received_at)
    if received_at > at:
        raise Impossible("The contact would be received in the future. Check the date.")
    if contact.decided_at and contact.decided_at < received_at:
        raise Impossible("The contact would be received after it was decided. Check the date.")


def _corrected(contact: Contact, field: str, says: Any, *, reason: str, by: Staff, at: datetime) -> Correction:
    said = getattr(contact.event, field)
    setattr(contact.event, field, says)
    if field == "received_at":
        start_clock(contact, says)
    return Correction(
        contact=contact,
        agency_id=contact.agency_id,
        field=field,
        said=plain(said),
        says=plain(says),
        reason=reason,
        at=at,
        recorded_by=by,
        recorded_at=at,
    )

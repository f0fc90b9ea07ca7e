"""From the night to the morning: what the next shift must know."""

from datetime import datetime

from django.db import transaction

from sightline.common import audit
from sightline.common.access import Permission
from sightline.common.refusals import must_hold
from sightline.front_door.actions.refusals import Incomplete
from sightline.front_door.models import Contact, HandOver
from sightline.register.models import Child, Staff


@transaction.atomic
def hand_over(
    *,
    what_happened: str,
    to_do: str = "",
    child: Child | None = None,
    contact: Contact | None = None,
    by: Staff,
    at: datetime,
) -> HandOver:
    """Writes one thing for the next shift."""
    must_hold(by, Permission.HAND_OVER)
    if not what_happened.strip():
        raise Incomplete("Write what happened, so that the next shift need not ask.")
    note = HandOver.objects.create(
        agency_id=by.agency_id,
        child=child or (contact.child if contact else None),
        contact=contact,
        written_at=at,
        written_by=by,
        what_happened=what_happened,
        to_do=to_do,
    )
    audit.record("wrote a hand-over", note, by=by, at=at)
    return note


@transaction.atomic
def read_hand_over(*, note: HandOver, by: Staff, at: datetime) -> HandOver:
    """The next shift has read it. The first reader stands."""
    must_hold(by, Permission.HAND_OVER)
    note = HandOver.objects.select_for_update(of=("self",)).get(pk=note.pk)
    if note.read_at is None:
        note.read_at, note.read_by = at, by
        note.save()
        audit.record("read a hand-over", note, by=by, at=at, fields=["read_at"])
    return note

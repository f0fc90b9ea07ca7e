"""A legal hold: nothing of the child's record goes while it stands."""

from datetime import datetime

from django.db import transaction

from sightline.common import audit
from sightline.common.access import Permission
from sightline.common.refusals import NotYours, must_hold
from sightline.register.actions import checking
from sightline.register.actions.refusals import AlreadyRecorded, Incomplete
from sightline.register.models import Child, LegalHold, Staff


@transaction.atomic
def place_hold(*, child: Child, reason: str, by: Staff, at: datetime) -> LegalHold:
    """From now on no retention run touches the child's record. Several holds may stand at once."""
    must_hold(by, Permission.RUN_RETENTION)
    if not Child.objects.visible_to(by).filter(pk=child.pk, agency_id=by.agency_id).exists():
        raise NotYours("There is no such record, or not one that you may open.")
    because = checking.text(reason, called="reason", longest=400)
    if not because:
        raise Incomplete("Say why the record must be kept: an inquiry, a claim, a court's order.")
    hold = LegalHold.objects.create(child=child, agency_id=child.agency_id, reason=because, placed_at=at, placed_by=by)
    audit.record("placed a legal hold", hold, by=by, at=at, fields=["reason"])
    return hold


@transaction.atomic
def lift_hold(*, hold: LegalHold, because: str, by: Staff, at: datetime) -> LegalHold:
    """The reason is gone; the record goes again when its time is over and a person releases it."""
    must_hold(by, Permission.RUN_RETENTION)
    held = LegalHold.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=hold.pk).first()
    if held is None:
        raise NotYours("There is no such hold, or it is another agency's.")
    if held.ended_at:
        raise AlreadyRecorded("This hold is lifted already.")
    held.ended_because = checking.text(because, called="reason", longest=400)
    if not held.ended_because:
        raise Incomplete("Say why the record need not be kept any longer.")
    held.ended_at, held.ended_by = at, by
    held.save(update_fields=["ended_at", "ended_by", "ended_because"])
    audit.record("lifted a legal hold", held, by=by, at=at, fields=["ended_at", "ended_because"])
    return held

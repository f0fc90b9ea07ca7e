"""One person does another's work while they are away."""

from datetime import datetime, timedelta

from django.db import models, transaction

from sightline.common import audit
from sightline.common.access import Permission
from sightline.common.refusals import NotYours, must_hold
from sightline.register.actions import checking
from sightline.register.actions.refusals import AlreadyRecorded, Impossible, Incomplete
from sightline.register.models import Cover, Staff


@transaction.atomic
def arrange_cover(
    *,
    absent: Staff,
    covering: Staff,
    from_at: datetime,
    to_at: datetime | None = None,
    reason: str,
    by: Staff,
    at: datetime,
) -> Cover:
    """`covering` does the work of `absent` from then on, until `to_at` or until it is ended."""
    must_hold(by, Permission.ARRANGE_COVER)
    for person in (absent, covering):
        if person.agency_id != by.agency_id or not person.is_active:
            raise NotYours(f"{person.name} does not work in this agency any more.")
    if absent == covering:
        raise Impossible("Nobody covers for themselves. Choose somebody else.")
    if to_at and to_at <= from_at:
        raise Impossible("The cover ends before it begins. Check both.")
    if to_at and to_at <= at:
        raise Impossible("The cover would be over already. Check when it ends.")
    because = checking.text(reason, called="reason", longest=200)
    if not because:
        raise Incomplete("Say why: leave, sickness, training.")
    # The people's own rows are not theirs to lock, so the cover of an agency is arranged one at a time.
    checking.one_at_a_time("arrange cover", by.agency_id)
    if other := _overlapping(absent, from_at, to_at):
        raise AlreadyRecorded(f"{other.covering.name} already covers for {absent.name} then. End that first.")
    cover = Cover.objects.create(
        agency_id=by.agency_id,
        absent=absent,
        covering=covering,
        from_at=from_at,
        to_at=to_at,
        reason=because,
        recorded_by=by,
    )
    audit.record("arranged cover", cover, by=by, at=at, fields=["absent", "covering", "from_at", "to_at"])
    return cover


def _overlapping(absent: Staff, from_at: datetime, to_at: datetime | None) -> Cover | None:
    others = Cover.objects.filter(absent=absent).filter(models.Q(to_at__isnull=True) | models.Q(to_at__gt=from_at))
    if to_at:
        others = others.filter(from_at__lt=to_at)
    return others.select_related("covering").first()


@transaction.atomic
def end_cover(*, cover: Cover, by: Staff, at: datetime) -> Cover:
    """The absent person is back, or the cover has not begun and is not needed."""
    must_hold(by, Permission.ARRANGE_COVER)
    cover = Cover.objects.select_for_update(of=("self",)).get(pk=cover.pk)
    if cover.agency_id != by.agency_id:
        raise NotYours("This cover belongs to another agency.")
    if cover.to_at and cover.to_at <= at:
        raise AlreadyRecorded("This cover has ended already.")
    cover.to_at = max(at, cover.from_at)
    if at <= cover.from_at:
        # Cover that never began keeps its row, with no length to speak of, and leaves the time free.
        cover.from_at -= timedelta(microseconds=1)
    cover.save()
    audit.record("ended cover", cover, by=by, at=at, fields=["to_at"])
    return cover

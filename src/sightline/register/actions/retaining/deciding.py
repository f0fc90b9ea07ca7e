"""What a person decides about a retention run: to ask for one, to release it, to drop it."""

from datetime import datetime

from django.db import transaction

from sightline.common import audit
from sightline.common.access import Permission
from sightline.common.refusals import NotYours, must_hold
from sightline.register.actions.refusals import AlreadyRecorded
from sightline.register.models import RetentionRun, Staff

State = RetentionRun.State
OPEN = (State.ASKED, State.PREPARED, State.RELEASED)


@transaction.atomic
def ask_for_run(*, by: Staff, at: datetime) -> RetentionRun:
    """The system prepares a list of records whose time is over. One run of an agency at a time."""
    must_hold(by, Permission.RUN_RETENTION)
    if RetentionRun.objects.visible_to(by).filter(state__in=OPEN).exists():
        raise AlreadyRecorded("A retention run is under way. Release it or drop it first.")
    run = RetentionRun.objects.create(agency_id=by.agency_id, asked_at=at, asked_by=by)
    audit.record("asked for a retention run", run, by=by, at=at)
    return run


@transaction.atomic
def release_run(*, run: RetentionRun, by: Staff, at: datetime) -> RetentionRun:
    """The list is right: what stands on it may go. It cannot be brought back."""
    held = _held(run, by=by)
    if held.state != State.PREPARED:
        raise AlreadyRecorded("This run is not one that waits to be released.")
    held.state, held.released_at, held.released_by = State.RELEASED, at, by
    held.save(update_fields=["state", "released_at", "released_by"])
    audit.record("released a retention run", held, by=by, at=at, fields=["state"])
    return held


@transaction.atomic
def drop_run(*, run: RetentionRun, by: Staff, at: datetime) -> RetentionRun:
    """Nothing goes; the list can be asked for again."""
    held = _held(run, by=by)
    if held.state not in (State.ASKED, State.PREPARED):
        raise AlreadyRecorded("This run was released or is over, and cannot be dropped.")
    held.state = State.DROPPED
    held.save(update_fields=["state"])
    audit.record("dropped a retention run", held, by=by, at=at, fields=["state"])
    return held


def _held(run: RetentionRun, *, by: Staff) -> RetentionRun:
    must_hold(by, Permission.RUN_RETENTION)
    held = RetentionRun.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=run.pk).first()
    if held is None:
        raise NotYours("There is no such run, or it is another agency's.")
    return held

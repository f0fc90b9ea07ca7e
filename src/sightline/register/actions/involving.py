"""Who works with a child, and until when. Every area keeps this by these verbs."""

from datetime import date, datetime

from django.db import transaction

from sightline.common import audit
from sightline.common.access import Permission
from sightline.common.refusals import NotYours, must_hold
from sightline.register.actions import checking
from sightline.register.actions.announcing import announce
from sightline.register.actions.refusals import AlreadyRecorded, Incomplete
from sightline.register.models import Child, Involvement, Staff, Team, WorkerChange
from sightline.timescales.zone import local_date


@transaction.atomic
def start_involvement(
    *,
    child: Child,
    service: str,
    from_on: date,
    to_on: date | None = None,
    worker: Staff | None = None,
    worker_name: str = "",
    team: Team | None = None,
    by: Staff,
    at: datetime,
) -> Involvement:
    """A service begins to work with a child, which is told to those involved, unless it is over already.

    One service is open once; school and health may be several.
    """
    must_hold(by, Permission.EDIT_CHILDREN)
    if service not in Involvement.Service:
        raise Incomplete("Say which service works with the child.")
    child = checking.locked(child, by=by)
    checking.period(from_on, to_on, today=local_date(at), what="the involvement")
    name = checking.text(worker_name, called="worker's name", longest=120)
    if not (worker or name or team):
        raise Incomplete("Say who works with the child: a worker, or at least the team.")
    if service != Involvement.Service.UNIVERSAL and to_on is None and _open(child, service):
        raise AlreadyRecorded(
            "This service is already recorded as working with the child. End that first, or change its worker there."
        )
    started = Involvement.objects.create(
        child=child,
        agency_id=child.agency_id,
        service=service,
        team=team or (worker.team if worker else None),
        worker=worker,
        worker_name="" if worker else name,
        from_on=from_on,
        to_on=to_on,
        recorded_by=by,
    )
    child.save()
    audit.record("started an involvement", started, by=by, at=at, fields=["service", "worker", "team", "from_on"])
    if to_on is None:
        announce(started, kind=WorkerChange.Kind.STARTED, by=by, at=at)
    return started


def _open(child: Child, service: str) -> bool:
    return Involvement.objects.filter(child=child, service=service, to_on=None).exists()


@transaction.atomic
def change_worker(
    *,
    involvement: Involvement,
    worker: Staff | None = None,
    worker_name: str = "",
    team: Team | None = None,
    by: Staff,
    at: datetime,
) -> Involvement:
    """Somebody else works with the child from now on, for the same service; told to those involved.

    Raises Incomplete where nobody is named, AlreadyRecorded where nothing would change.
    """
    must_hold(by, Permission.EDIT_CHILDREN)
    involvement = _open_of(by, involvement)
    name = "" if worker else checking.text(worker_name, called="worker's name", longest=120)
    if not (worker or name or team):
        raise Incomplete("Say who works with the child now: a worker, or at least the team.")
    team = team or (worker.team if worker else involvement.team)
    before, name_before = involvement.worker, involvement.worker_name
    if (worker, name, team) == (before, name_before, involvement.team):
        raise AlreadyRecorded("This worker and this team are recorded already.")
    involvement.worker, involvement.worker_name, involvement.team = worker, name, team
    involvement.save()
    audit.record("changed a worker", involvement, by=by, at=at, fields=["worker", "worker_name", "team"])
    announce(involvement, kind=WorkerChange.Kind.CHANGED, before=before, name_before=name_before, by=by, at=at)
    return involvement


def _open_of(staff: Staff, involvement: Involvement) -> Involvement:
    """The involvement as it stands now, held for this transaction: one that `staff` may change, and open."""
    mine = (
        Involvement.objects.visible_to(staff).select_for_update(of=("self",)).select_related("child", "worker", "team")
    )
    found = mine.filter(pk=involvement.pk).first()
    if found is None or found.agency_id != staff.agency_id:
        raise NotYours("Another agency records this involvement.")
    if found.to_on:
        raise AlreadyRecorded("It is already recorded that this involvement ended.")
    return found


@transaction.atomic
def end_involvement(*, involvement: Involvement, ended_on: date, by: Staff, at: datetime) -> Involvement:
    """A service no longer works with a child, which is told to those involved."""
    must_hold(by, Permission.EDIT_CHILDREN)
    involvement = _open_of(by, involvement)
    checking.period(involvement.from_on, ended_on, today=local_date(at), what="the involvement")
    involvement.to_on = ended_on
    involvement.save()
    audit.record("ended an involvement", involvement, by=by, at=at, fields=["to_on"])
    announce(
        involvement,
        kind=WorkerChange.Kind.ENDED,
        before=involvement.worker,
        name_before=involvement.worker_name,
        by=by,
        at=at,
    )
    return involvement

"""Who works with a child, and until when. Every area keeps this by these verbs."""

from datetime import date, datetime

from django.db import transaction

from sightline.common import audit
from sightline.common.access import Permission
from sightline.common.refusals import NotYours, must_hold
from sightline.register.actions import checking
from sightline.register.actions.refusals import AlreadyRecorded, Incomplete
from sightline.register.models import Child, Involvement, Staff, Team
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
    """A service begins to work with a child. One service is open once; school and health may be several."""
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
    return started


def _open(child: Child, service: str) -> bool:
    return Involvement.objects.filter(child=child, service=service, to_on=None).exists()


@transaction.atomic
def end_involvement(*, involvement: Involvement, ended_on: date, by: Staff, at: datetime) -> Involvement:
    """A service no longer works with a child."""
    must_hold(by, Permission.EDIT_CHILDREN)
    involvement = Involvement.objects.select_for_update(of=("self",)).get(pk=involvement.pk)
    if involvement.agency_id != by.agency_id:
        raise NotYours("Another agency records this involvement.")
    if involvement.to_on:
        raise AlreadyRecorded("It is already recorded that this involvement ended.")
    checking.period(involvement.from_on, ended_on, today=local_date(at), what="the involvement")
    involvement.to_on = ended_on
    involvement.save()
    audit.record("ended an involvement", involvement, by=by, at=at, fields=["to_on"])
    return involvement

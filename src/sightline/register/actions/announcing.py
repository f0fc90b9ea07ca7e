"""A change of worker, told to everybody who is involved with the child; and that they have seen it.

Partners' staff name it as one of the largest barriers to working together: nobody tells them that the worker changed.
Nothing of the LADO is ever told so (ruling S4).
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from sightline.common import audit
from sightline.common.access import Party
from sightline.common.lawful_basis import Article6Basis, SpecialCategoryCondition
from sightline.common.providers import involved
from sightline.common.refusals import NotYours
from sightline.register.actions.refusals import AlreadyRecorded
from sightline.register.actions.sharing.lines import Basis, Told, keep_lines
from sightline.register.models import (
    Agency,
    Disclosure,
    Grant,
    Involvement,
    Purpose,
    Restriction,
    RestrictionAccess,
    Staff,
    WorkerChange,
    WorkerChangeTelling,
)
from sightline.timescales.zone import local_date

_FIELDS = ("child's name", "worker's name", "worker's team", "worker's telephone")


def name_of(worker: Staff | None, worker_name: str) -> str:
    return worker.name if worker else worker_name


@transaction.atomic
def announce(
    involvement: Involvement,
    *,
    kind: str,
    before: Staff | None = None,
    name_before: str = "",
    by: Staff,
    at: datetime,
) -> WorkerChange | None:
    """Keeps a change of worker and tells it; gives None, and tells nobody, where the LADO has part in it.

    Runs inside the verb that made the change, which keeps the audit.
    """
    now = involvement.worker if kind != WorkerChange.Kind.ENDED else None
    name_now = involvement.worker_name if kind != WorkerChange.Kind.ENDED else ""
    if any(_is_lado(worker) for worker in (before, involvement.worker)):
        return None
    team = involvement.team if kind != WorkerChange.Kind.ENDED else None
    change = WorkerChange.objects.create(
        involvement=involvement,
        child_id=involvement.child_id,
        agency_id=involvement.agency_id,
        kind=kind,
        worker_before=name_of(before, name_before),
        worker_now=name_of(now, name_now),
        team_now=team.name[:80] if team else "",
        telephone_now=now.telephone if now else "",
        at=at,
        by=by,
    )
    _tell(change, involvement, by=by, at=at)
    return change


@transaction.atomic
def see_change(*, telling: WorkerChangeTelling, by: Staff, at: datetime) -> WorkerChangeTelling:
    """Keeps that the person has seen what they, or their agency, were told. Raises NotYours, AlreadyRecorded."""
    found = WorkerChangeTelling.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=telling.pk).first()
    if found is None:
        raise NotYours("This was told to somebody else.")
    if found.seen_at:
        raise AlreadyRecorded("This was seen already.")
    found.seen_at, found.seen_by = at, by
    found.save(update_fields=["seen_at", "seen_by"])
    audit.record("saw a change of worker", found, by=by, at=at, fields=["seen_at"])
    return found


def _tell(change: WorkerChange, involvement: Involvement, *, by: Staff, at: datetime) -> None:
    child = involvement.child
    people, agencies = _whom(change, involvement, by=by, at=at)
    tellings = [
        WorkerChangeTelling(
            change=change,
            agency_id=person.agency_id,
            staff=person,
            about_name=child.name,
            telling=_words(change, service=involvement.get_service_display()),
            at=at,
        )
        for person in people
    ]
    tellings += [
        WorkerChangeTelling(
            change=change, agency=agency, about_name=child.name, telling=_words(change, service=""), at=at
        )
        for agency in agencies
    ]
    WorkerChangeTelling.objects.bulk_create(tellings)
    told = {*(agency.pk for agency in agencies), *(person.agency_id for person in people)} - {change.agency_id}
    keep_lines(_line(change, receiver, by=by, at=at) for receiver in sorted(told))


def _line(change: WorkerChange, receiver: int, *, by: Staff, at: datetime) -> Told:
    return Told(
        about=change,
        child=change.child_id,
        agency=change.agency_id,
        receiver=receiver,
        purpose=Purpose.CHANGE_OF_WORKER,
        basis=Basis(
            article_6_basis=Article6Basis.PUBLIC_TASK,
            special_category_condition=SpecialCategoryCondition.NOT_SPECIAL,
        ),
        fields=_FIELDS,
        means=Disclosure.Means.SIGHTLINE,
        by=by,
        at=at,
    )


def _words(change: WorkerChange, *, service: str) -> str:
    """What is told. An agency hears who and how to reach them; which service it is, colleagues alone."""
    work = f"{service}: " if service else ""
    who_before, who = change.worker_before or "the worker", change.worker_now or "the team"
    if change.kind == WorkerChange.Kind.ENDED:
        return f"{work}{who_before} no longer works with the child."
    said = f"{work}{who} works with the child"
    said += f" in place of {who_before}." if change.kind == WorkerChange.Kind.CHANGED else " from now on."
    if change.team_now:
        said += f" Team: {change.team_now}."
    return said + (f" Telephone: {change.telephone_now}." if change.telephone_now else "")


def _whom(
    change: WorkerChange, involvement: Involvement, *, by: Staff, at: datetime
) -> tuple[list[Staff], list[Agency]]:
    """The people and the agencies to tell. Of a restricted child only those named on the record hear."""
    people, agencies = _concerned(involvement, by=by, at=at)
    restriction = Restriction.objects.in_force().filter(child_id=change.child_id).first()
    if restriction:
        named = RestrictionAccess.objects.filter(restriction=restriction).values_list("staff_id", flat=True)
        people, agencies = people & set(named), set()
    not_told = {by.pk, involvement.worker_id}
    staff = Staff.objects.in_post().filter(pk__in=people - not_told).select_related("agency").order_by("pk")
    others = Agency.objects.filter(pk__in=agencies - {change.agency_id}).order_by("pk")
    return [person for person in staff if not _is_lado(person)], list(others)


def _concerned(involvement: Involvement, *, by: Staff, at: datetime) -> tuple[set[int], set[int]]:
    """Whoever works with the child, agencies that may see the child, and whom later areas name."""
    child = involvement.child
    working = Involvement.objects.filter(child=child, worker__isnull=False).on(local_date(at))
    people = set(working.exclude(pk=involvement.pk).values_list("worker_id", flat=True))
    agencies = set(Grant.objects.live().filter(child=child).values_list("to_agency_id", flat=True))
    named = list(involved.gather(child=child, staff=by, now=at))
    return people | _numbers(each.staff_id for each in named), agencies | _numbers(each.agency_id for each in named)


def _numbers(found: Iterable[int | None]) -> set[int]:
    return {each for each in found if each is not None}


def _is_lado(worker: Staff | None) -> bool:
    return worker is not None and Party.LADO in worker.parties

"""What the register adds to pages made of many areas: a child's history, and what must be seen first."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.urls import reverse

from sightline.common.providers import Alert, ChronologyEntry, alerts, chronology
from sightline.register.models import Child, HouseholdMember, Involvement, Restriction, Staff
from sightline.timescales.zone import local_date, start_of_day


@chronology.add
def history(*, children: Sequence[Child], since: datetime, staff: Staff) -> Iterator[ChronologyEntry]:
    """Births, moves, and services that came and went, since then. An address is never part of it."""
    by_id = {child.pk: child for child in children}
    first_day = local_date(since)
    for child in children:
        if child.born_on and child.born_on >= first_day:
            yield _on(child.born_on, "Born", child=child)
    moves = HouseholdMember.objects.visible_to(staff).filter(child__in=by_id, from_on__gte=first_day)
    for child_id, from_on in moves.values_list("child_id", "from_on"):
        if child_id and from_on:
            yield _on(from_on, "Moved to another household", child=by_id[child_id])
    for each in Involvement.objects.visible_to(staff).filter(child__in=by_id).select_related("team", "worker"):
        who = each.worker.name if each.worker else each.worker_name or str(each.team or "")
        service = each.get_service_display()
        if each.from_on >= first_day:
            yield _on(each.from_on, f"{service}: started", who=who, child=by_id[each.child_id])
        if each.to_on and each.to_on >= first_day:
            yield _on(each.to_on, f"{service}: ended", who=who, child=by_id[each.child_id])


def _on(day: date, what: str, *, who: str = "", child: Child) -> ChronologyEntry:
    url = reverse("child", args=[child.pk])
    return ChronologyEntry(at=start_of_day(day), what=what, who=who, url=url, about=child.name)


@alerts.add
def alerts_of(*, child: Child, staff: Staff, now: datetime) -> Iterator[Alert]:
    """A death, a restricted record, a protected address, a birth not yet recorded, men not yet asked for."""
    today = local_date(now)
    if child.died_on:
        yield Alert("This child has died")
    restriction = Restriction.objects.visible_to(staff).in_force().filter(child=child).select_related("ask").first()
    if restriction:
        yield Alert(f"Restricted record: only those named may open it. Questions to {restriction.ask}")
    if (
        HouseholdMember.objects.visible_to(staff)
        .filter(child=child, household__address__is_protected=True)
        .on(today)
        .exists()
    ):
        yield Alert("The address is protected: do not tell it to anybody who asks")
    if child.is_unborn and child.expected_on and child.expected_on < today:
        yield Alert("The expected date has passed: record the birth, or correct the date")
    if child.men_in_life == Child.MenInLife.NOT_ASKED:
        yield Alert("The father and other men in the child's life have not been asked about")

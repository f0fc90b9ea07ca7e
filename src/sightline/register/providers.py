"""What the register adds to pages made of many areas: a child's history, and what must be seen first."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.urls import reverse

from sightline.common.access import Permission
from sightline.common.forms.dates import in_words
from sightline.common.providers import Alert, ChronologyEntry, NeedsMe, alerts, chronology, needs_me
from sightline.register.models import (
    Child,
    EmergencyAccess,
    HouseholdMember,
    Involvement,
    Restriction,
    SharingAgreement,
    Staff,
    WorkerChangeTelling,
)
from sightline.timescales.zone import end_of_day, in_london, local_date, start_of_day


@needs_me.add
def opened_in_an_emergency(*, staff: Staff, now: datetime) -> Iterator[NeedsMe]:
    """Restricted records that were opened, for those who answer for them, until each has looked at it."""
    yield NeedsMe(
        title="Records opened in an emergency",
        count=EmergencyAccess.objects.visible_to(staff).waiting_for(staff).count(),
        url=reverse("register:emergencies"),
        why="Restricted records that you answer for: see who opened them and why",
    )


@needs_me.add
def changes_of_worker(*, staff: Staff, now: datetime) -> Iterator[NeedsMe]:
    """Whoever works with the same child has changed."""
    yield NeedsMe(
        title="Changes of worker",
        count=WorkerChangeTelling.objects.visible_to(staff).unseen().count(),
        url=reverse("sharing:worker_changes"),
        why="Somebody else works with a child whom you, or your agency, work with",
    )


@needs_me.add
def agreements_to_review(*, staff: Staff, now: datetime) -> Iterator[NeedsMe]:
    """Agreements whose day of review has passed, for those who keep them."""
    if not staff.may(Permission.KEEP_AGREEMENTS):
        return
    ours = SharingAgreement.objects.visible_to(staff).filter(kept_by_id=staff.agency_id)
    due = ours.days_of_review_passed(local_date(now))
    yield NeedsMe(
        title="Agreements to review",
        count=len(due),
        url=reverse("sharing:agreements"),
        soonest_due_at=min((end_of_day(review_by) for review_by in due), default=None),
        overdue=len(due),
        why="The day by which the agreement was to be reviewed has passed",
    )


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
    opened = opening_of(staff, child=child)
    if opened:
        until = in_london(opened.closes_at)
        yield Alert(
            f"Opened by you in an emergency: closes by itself at {until:%H:%M} on {in_words(until.date())}."
            f" {opened.restriction.ask} and the data protection lead have been told"
        )
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


def opening_of(staff: Staff, *, child: Child) -> EmergencyAccess | None:
    """The opening by which this person sees the record just now, if that is how."""
    mine = EmergencyAccess.objects.visible_to(staff).still_open().filter(staff=staff, restriction__child=child)
    return mine.filter(restriction__lifted_at=None).select_related("restriction__ask").first()

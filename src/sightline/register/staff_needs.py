"""What administrators and the data protection lead find under "What needs me"."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from sightline.common.access import Permission
from sightline.common.providers import NeedsMe, needs_me
from sightline.register import staff_reviews
from sightline.register.models import RoleRequest, Staff, SubjectAccessRequest


@needs_me.add
def people_to_review(*, staff: Staff, now: datetime) -> Iterator[NeedsMe]:
    """The people of the agency whom the quarter's review has still to confirm, with its due date."""
    if not staff.may(Permission.MANAGE_STAFF):
        return
    rows = staff_reviews.of_agency(staff.agency_id, now=now, seen_by=staff)
    left = sum(1 for row in rows if row.confirmation is None and row.person.pk != staff.pk)
    quarter = staff_reviews.quarter_at(now)
    yield NeedsMe(
        title=f"Quarterly review of people: {quarter.label}",
        count=left,
        url=reverse("staff:review"),
        soonest_due_at=quarter.deadline.due_at if left else None,
        overdue=left if now > quarter.deadline.due_at else 0,
        why="Confirm that each colleague is in post and needs their roles",
    )


@needs_me.add
def roles_that_wait(*, staff: Staff, now: datetime) -> Iterator[NeedsMe]:
    """Roles that another person asked for and that take a second one."""
    if not (staff.may(Permission.MANAGE_STAFF) or staff.may(Permission.OVERSEE_STAFF)):
        return
    asked = RoleRequest.objects.visible_to(staff).filter(decided_at=None, staff__is_active=True)
    yield NeedsMe(
        title="Roles that wait for a second person",
        count=asked.exclude(asked_by=staff).exclude(staff=staff).count(),
        url=reverse("staff:roles"),
        why="Some roles are given by two people",
    )


@needs_me.add
def packages(*, staff: Staff, now: datetime) -> Iterator[NeedsMe]:
    """Subject-access requests not yet answered, by the month that the law gives."""
    if not staff.may(Permission.RELEASE_TO_SUBJECTS):
        return
    waiting = SubjectAccessRequest.objects.visible_to(staff).filter(released_at=None)
    due = list(waiting.values_list("due_at", flat=True))
    yield NeedsMe(
        title="Subject-access requests",
        count=len(due),
        url=reverse("records:requests"),
        soonest_due_at=min(due, default=None),
        overdue=sum(1 for each in due if each < now),
        why="People who ask for what is held about them",
    )


@needs_me.add
def people_not_reviewed(*, staff: Staff, now: datetime) -> Iterator[NeedsMe]:
    """For the data protection lead: people whom their agencies did not confirm in time."""
    quarter = staff_reviews.quarter_at(now)
    if not staff.may(Permission.OVERSEE_STAFF) or now <= quarter.deadline.due_at:
        return
    left = staff_reviews.not_confirmed(now=now, seen_by=staff)
    yield NeedsMe(
        title="People not reviewed in time",
        count=len(left),
        url=reverse("staff:not_reviewed"),
        overdue=len(left),
        why="Their agency has not confirmed them this quarter; nobody is locked out by it",
    )

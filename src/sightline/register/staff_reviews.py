"""Each quarter every agency looks through its people: which quarter it is, by when, and who is left."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sightline.register.clocks import STAFF_REVIEW
from sightline.register.models import Staff, StaffChange, StaffConfirmation
from sightline.timescales.periods import PeriodKind, period_on
from sightline.timescales.rules import Deadline
from sightline.timescales.zone import local_date, start_of_day


@dataclass(frozen=True)
class Quarter:
    """The quarter of a review, when it began and its deadline."""

    label: str
    began_at: datetime
    deadline: Deadline


def quarter_at(moment: datetime) -> Quarter:
    """The quarter in which the moment lies."""
    period = period_on(local_date(moment), PeriodKind.QUARTER)
    began_at = start_of_day(period.first_day)
    return Quarter(label=period.label, began_at=began_at, deadline=STAFF_REVIEW.deadline(began_at))


@dataclass(frozen=True)
class Reviewed:
    """One colleague in a review: confirmed, or still to be looked at."""

    person: Staff
    confirmation: StaffConfirmation | None


def of_agency(agency_id: int, *, now: datetime, seen_by: Staff) -> list[Reviewed]:
    """Everybody in post in the agency who was there when the quarter began, those left first.

    Who joined since was looked at when they were let in; who reviews is looked at by another administrator.
    """
    rows = _reviewed(Staff.objects.filter(agency_id=agency_id), now=now, seen_by=seen_by)
    return sorted(rows, key=lambda row: row.confirmation is not None)


def not_confirmed(*, now: datetime, seen_by: Staff) -> list[Staff]:
    """Whom their agencies have not confirmed this quarter, as far as the data protection lead looks."""
    people = Staff.objects.all()
    if not seen_by.agency.holds_front_door:
        people = people.filter(agency_id=seen_by.agency_id)
    rows = _reviewed(people.select_related("agency"), now=now, seen_by=seen_by)
    return [row.person for row in rows if row.confirmation is None]


def _reviewed(people: Any, *, now: datetime, seen_by: Staff) -> list[Reviewed]:
    quarter = quarter_at(now)
    given = StaffConfirmation.objects.visible_to(seen_by).filter(review__quarter=quarter.label).select_related("by")
    confirmed = {each.staff_id: each for each in given}
    let_in = (StaffChange.What.JOINED, StaffChange.What.CAME_BACK)
    new = StaffChange.objects.visible_to(seen_by).filter(what__in=let_in, at__gte=quarter.began_at)
    since = people.in_post().exclude(pk__in=new.values("staff_id"))
    return [Reviewed(each, confirmed.get(each.pk)) for each in since.select_related("team").order_by("name")]

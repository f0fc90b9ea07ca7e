"""The quarterly review: somebody who knows confirms that each colleague is still in post and needs their roles."""

from datetime import datetime

from django.db import transaction

from sightline.common import audit
from sightline.register.actions.refusals import AlreadyRecorded, ChangedMeanwhile, Impossible
from sightline.register.actions.staffing.asking import colleague
from sightline.register.models import Staff, StaffConfirmation, StaffReview
from sightline.register.staff_reviews import Quarter, quarter_at


@transaction.atomic
def confirm_in_post(*, person: Staff, seen_roles: list[str], by: Staff, at: datetime) -> StaffConfirmation:
    """Confirms in this quarter's review that the colleague is in post and needs just the roles that were shown.

    Raises ChangedMeanwhile where the roles are others by now, AlreadyRecorded for a second time in a quarter.
    """
    held = colleague(person, by=by)
    if not held.is_active:
        raise Impossible(f"{held.name} has left, so there is nothing to confirm.")
    if set(seen_roles) != set(held.roles):
        raise ChangedMeanwhile
    review = _review(quarter_at(at), by=by)
    if StaffConfirmation.objects.filter(review=review, staff=held).exists():
        raise AlreadyRecorded(f"{held.name} is confirmed for {review.quarter} already.")
    confirmed = StaffConfirmation.objects.create(
        review=review, agency_id=by.agency_id, staff=held, roles=held.roles, at=at, by=by
    )
    audit.record("confirmed a colleague in post", held, by=by, at=at, fields=["roles"])
    return confirmed


def _review(quarter: Quarter, *, by: Staff) -> StaffReview:
    """This quarter's review of the agency, with the deadline that applied when it was begun."""
    review, _ = StaffReview.objects.get_or_create(
        agency_id=by.agency_id,
        quarter=quarter.label,
        defaults={
            "began_at": quarter.began_at,
            "due_at": quarter.deadline.due_at,
            "rule": quarter.deadline.rule_id,
            "rule_version": quarter.deadline.rule_version,
            "basis": quarter.deadline.basis[:400],
        },
    )
    return review

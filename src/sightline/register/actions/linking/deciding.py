"""A person says of two records: the same child, not the same, or not now."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from sightline.register.actions.linking.keeping import (
    State,
    become,
    held,
    may_merge,
    refuse_what_stands_against,
    regroup,
    tell_of_merge,
)
from sightline.register.actions.linking.refusals import AlreadyDecided, NotTogether
from sightline.register.actions.refusals import Impossible
from sightline.register.models import Link, Staff
from sightline.timescales.zone import local_date

OPEN = (State.PROPOSED, State.POSTPONED, State.WITHDRAWN)


@transaction.atomic
def confirm_link(
    *,
    link: Link,
    as_merge: bool = False,
    reason: str = "",
    seen_version: int | None = None,
    by: Staff,
    at: datetime,
) -> Link:
    """The two are one child. Nothing is moved or overwritten: both records stay as their agencies keep them.

    Two records of one agency are merged only when the person says so (`as_merge`). A pair that was rejected or undone
    may be confirmed after all. Raises AlreadyDecided, NotTogether, NotYours.
    """
    link = held(link, by=by, seen_version=seen_version)
    if link.state == State.CONFIRMED:
        raise AlreadyDecided("The two are confirmed as one child already.")
    if link.is_within_an_agency and not as_merge:
        raise NotTogether("Both are records of one agency. Say that you merge them, if they are one child.")
    may_merge(link, by=by)
    refuse_what_stands_against(link.one_id, link.other_id)
    link.confirmed_at = at
    become(link, State.CONFIRMED, reason=reason, by=by, at=at)
    regroup([link.one_id, link.other_id])
    tell_of_merge(link, by=by, at=at)
    return link


@transaction.atomic
def confirm_links(*, seen: Iterable[tuple[Link, int]], by: Staff, at: datetime) -> list[Link]:
    """Several pairs at once, each ticked by the person, each with the version that they saw; all or none."""
    return [confirm_link(link=link, seen_version=version, by=by, at=at) for link, version in seen]


@transaction.atomic
def reject_link(*, link: Link, reason: str = "", seen_version: int | None = None, by: Staff, at: datetime) -> Link:
    """The two are different children. They are not proposed again unless a fact changes, nor joined through a third."""
    link = held(link, by=by, seen_version=seen_version)
    if link.state not in OPEN:
        raise AlreadyDecided(_decided(link))
    return become(link, State.REJECTED, reason=reason, by=by, at=at)


@transaction.atomic
def postpone_link(
    *, link: Link, until: date, reason: str = "", seen_version: int | None = None, by: Staff, at: datetime
) -> Link:
    """Not now: the pair comes back on the day `until`, or when a fact changes."""
    link = held(link, by=by, seen_version=seen_version)
    if link.state not in OPEN:
        raise AlreadyDecided(_decided(link))
    if until <= local_date(at):
        raise Impossible("Give a day to come, on which the pair is shown again.")
    link.postponed_until = until
    return become(link, State.POSTPONED, reason=reason, by=by, at=at)


def _decided(link: Link) -> str:
    return f"This pair is decided already: {link.get_state_display().lower()}. Open it again to see by whom."

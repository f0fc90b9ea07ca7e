"""Telling a referrer's receipt that somebody at the front door has begun to look into what they sent."""

from collections.abc import Mapping
from datetime import datetime

from sightline.common.many import put_back
from sightline.front_door.models import Contact, Submission


def take_up(contact: Contact, *, at: datetime) -> None:
    """Keeps on the receipt when its contact was first looked into; a later moment changes nothing.

    The verb that looks into the contact keeps the audit; the receipt learns nothing but the moment.
    """
    untouched = Submission.objects.filter(event_id__any_of=events_of(contact), taken_up_at=None)
    untouched.update(taken_up_at=at)


def take_up_many(moments: Mapping[int, datetime]) -> None:
    """The same for many events at once: when each, by its id, was first looked into."""
    untouched = Submission.objects.select_for_update().filter(event_id__any_of=moments, taken_up_at=None)
    receipts = list(untouched.only("event").order_by("pk"))
    for receipt in receipts:
        receipt.taken_up_at = moments[receipt.event_id]
    put_back(receipts, ("taken_up_at",))


def events_of(contact: Contact) -> list[int]:
    """The event that a contact stands in, and the one it came in by where it was moved: both have a referrer."""
    return [event_id for event_id in (contact.event_id, contact.came_in_id) if event_id]

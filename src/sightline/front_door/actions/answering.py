"""Telling the referrer: that the contact arrived, what became of it, and hearing what they say to that."""

from datetime import datetime
from typing import Any

from django.db import transaction

from sightline.common import audit
from sightline.common.access import Permission
from sightline.common.refusals import must_hold
from sightline.front_door import codes
from sightline.front_door.actions import telling
from sightline.front_door.actions.locking import locked
from sightline.front_door.actions.mailing import tell_outcome
from sightline.front_door.actions.refusals import Incomplete
from sightline.front_door.models import Contact, ContactEvent, Feedback, Submission
from sightline.register.actions.sharing import keep_lines
from sightline.register.models import Staff


@transaction.atomic
def acknowledge(*, event: ContactEvent, by: Staff | None, at: datetime) -> ContactEvent:
    """Tells the referrer that the contact has arrived. A second time changes nothing."""
    event = ContactEvent.objects.select_for_update().get(pk=event.pk)
    if event.acknowledged_at is None:
        event.acknowledged_at = at
        event.save()
        Submission.objects.filter(event=event).update(acknowledged_at=at)
        audit.record("acknowledged a contact", event, by=by, at=at, fields=["acknowledged_at"])
        telling.acknowledged(event, by=by, at=at)
    return event


@transaction.atomic
def send_feedback(*, contact: Contact, method: str, text: str, by: Staff, at: datetime) -> Feedback:
    """Tells the referrer the outcome; with that the contact is closed.

    Through Sightline the referrer reads it on their receipt, beside the child they themselves named.
    """
    must_hold(by, Permission.DECIDE_CONTACTS)
    contact = locked(contact)
    check_can_be_told(contact, text=text)
    feedback = new_feedback(contact, method=method, text=text, by=by, at=at)
    feedback.save()
    contact.save()
    _put_on_receipt(contact, text=text, by=by, at=at)
    keep_lines([telling.referrer_told(contact, contact.told_through, means=method, by=by, at=at)])
    audit.record("told the referrer the outcome", feedback, by=by, at=at)
    return feedback


def check_can_be_told(contact: Contact, *, text: str) -> None:
    """Refuses to tell nothing, or an outcome that is not there yet."""
    if not text.strip():
        raise Incomplete("Write what the referrer is told.")
    if not contact.is_decided:
        raise Incomplete("Decide the contact first; then tell the referrer the outcome.")


def new_feedback(contact: Contact, *, method: str, text: str, by: Staff, at: datetime) -> Feedback:
    """What the referrer is told, with which the contact is closed; neither is saved yet."""
    contact.feedback_sent_at = contact.feedback_sent_at or at
    if contact.state == codes.State.DECIDED:
        contact.state = codes.State.CLOSED
    return Feedback(contact=contact, agency_id=contact.agency_id, sent_at=at, sent_by=by, method=method, text=text)


def _put_on_receipt(contact: Contact, *, text: str, by: Staff, at: datetime) -> None:
    receipt = Submission.objects.select_for_update().filter(event_id=contact.came_in_id or contact.event_id).first()
    if receipt is None:
        return
    tell_on_receipt(receipt, contact, text=text, at=at)
    receipt.save()
    tell_outcome(receipt, by=by, at=at)


def tell_on_receipt(receipt: Submission, contact: Contact, *, text: str, at: datetime) -> None:
    """Puts the outcome of one child on the referrer's receipt. Does not save."""
    told: dict[str, Any] = {
        "contact": contact.pk,
        "child": f"{contact.described_given_name} {contact.described_family_name}".strip(),
        "outcome": contact.get_outcome_display(),
        "text": text,
        "at": at.isoformat(),
    }
    receipt.feedback = [*receipt.feedback, told]
    receipt.feedback_sent_at = at
    receipt.decided_at = receipt.decided_at or contact.decided_at


@transaction.atomic
def record_reply(*, feedback: Feedback, reply: str, text: str = "", by: Staff, at: datetime) -> Feedback:
    """Keeps what the referrer said to the outcome; a disagreement is where an escalation begins."""
    must_hold(by, Permission.RECEIVE_CONTACTS)
    feedback.reply, feedback.reply_text, feedback.replied_at = reply, text, at
    feedback.save()
    audit.record("recorded the referrer's reply", feedback, by=by, at=at, fields=["reply", "reply_text"])
    return feedback

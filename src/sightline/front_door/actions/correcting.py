"""Putting a mistake right: a correction adds, with its reason; what stood before stays readable."""

from datetime import datetime
from typing import Any

from django.db import transaction

from sightline.common import audit
from sightline.common.access import Permission
from sightline.common.refusals import must_hold
from sightline.front_door.actions.deciding import Judgement, check_judgement, new_decision, take_effect
from sightline.front_door.actions.locking import locked
from sightline.front_door.actions.offering import take_back_offers
from sightline.front_door.actions.receiving import start_clock
from sightline.front_door.actions.refusals import Impossible, Incomplete
from sightline.front_door.models import Contact, Correction, Decision
from sightline.register.models import Staff

CONTACT_FIELDS = ("level_as_referred", "primary_concern", "neglect_tool")
EVENT_FIELDS = ("received_at", "source", "channel", "contact_type")


@transaction.atomic
def correct_decision(
    *,
    contact: Contact,
    judgement: Judgement,
    reason: str,
    by: Staff,
    at: datetime,
    seen_version: int | None = None,
) -> Decision:
    """Decides again, naming the mistake. What the first decision offered is taken back, unless taken up."""
    must_hold(by, Permission.SIGN_OFF_DECISIONS)
    if not reason.strip():
        raise Incomplete("Say what was wrong with the decision, so that both can be understood.")
    contact = locked(contact, seen_version=seen_version)
    last = contact.decisions.order_by("-number").first()
    if last is None or not contact.is_decided:
        raise Incomplete("The contact has no decision yet. Decide it instead.")
    check_judgement(contact, judgement, at=at)
    take_back_offers(contact, at=at)
    decision = new_decision(contact, judgement, number=last.number + 1, by=by, at=at)
    decision.corrects, decision.correction_reason = last, reason
    decision.save()
    take_effect(contact, decision, by=by, at=at, again_reason=judgement.again_reason)
    audit.record("corrected a decision", decision, by=by, at=at, fields=["outcome", "level_concluded"])
    return decision


@transaction.atomic
def correct_contact(
    *, contact: Contact, field: str, says: Any, reason: str, by: Staff, at: datetime
) -> list[Correction]:
    """Changes one recorded fact of a contact, keeping what it said before and why it was wrong.

    A fact of the event (when it was received, from whom) is corrected for every child in it, and a
    corrected time of receipt starts the clock again from there.
    """
    must_hold(by, Permission.TRIAGE_CONTACTS)
    if not reason.strip():
        raise Incomplete("Say why the record was wrong.")
    if field not in CONTACT_FIELDS + EVENT_FIELDS:
        raise Incomplete("This part of a contact cannot be corrected here. The referral's own words never change.")
    contact = locked(contact)
    if field in CONTACT_FIELDS:
        return [_correct_one(contact, field, says, reason=reason, by=by, at=at)]
    return _correct_event(contact, field, says, reason=reason, by=by, at=at)


def _correct_one(contact: Contact, field: str, says: Any, *, reason: str, by: Staff, at: datetime) -> Correction:
    said = getattr(contact, field)
    setattr(contact, field, says)
    if field == "primary_concern" and says not in contact.concerns:
        contact.concerns = [says, *contact.concerns]
    contact.save()
    return _keep(contact, field, said, says, reason=reason, by=by, at=at)


def _correct_event(
    contact: Contact, field: str, says: Any, *, reason: str, by: Staff, at: datetime
) -> list[Correction]:
    event = contact.event
    said = getattr(event, field)
    setattr(event, field, says)
    siblings = [locked(each) for each in event.contacts.exclude(pk=contact.pk)]
    if field == "received_at":
        # A child told later, or moved here from another event, keeps the moment from which their own clock runs.
        siblings = [each for each in siblings if each.received_at == said]
        _check_receipt(says, [contact, *siblings], at=at)
    event.save()
    corrections = []
    for each in [contact, *siblings]:
        if field == "received_at":
            start_clock(each, says)
        each.save()
        corrections.append(_keep(each, field, said, says, reason=reason, by=by, at=at))
    return corrections


def _check_receipt(received_at: datetime, contacts: list[Contact], *, at: datetime) -> None:
    if received_at > at:
        raise Impossible("The contact would be received in the future. Check the date and time.")
    if any(each.decided_at and each.decided_at < received_at for each in contacts):
        raise Impossible("The contact would be received after it was decided. Check the date and time.")


def _keep(contact: Contact, field: str, said: Any, says: Any, *, reason: str, by: Staff, at: datetime) -> Correction:
    correction = Correction.objects.create(
        contact=contact,
        agency_id=contact.agency_id,
        field=field,
        said=plain(said),
        says=plain(says),
        reason=reason,
        at=at,
        recorded_by=by,
    )
    audit.record("corrected a contact", correction, by=by, at=at, fields=[field])
    return correction


def plain(value: Any) -> Any:
    """A value as a correction keeps it: what it said, and what it says now."""
    return value.isoformat() if isinstance(value, datetime) else value

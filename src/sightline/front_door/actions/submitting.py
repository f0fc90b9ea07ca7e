"""A contact that comes through the referrers' own entrance: from a professional who has signed in, or the public.

The sender puts in and cannot look in. Children are described, never matched: whether a child is known here is
the front door's to find out, and nothing that goes back to the sender depends on it.
"""

import secrets
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from sightline.common import actor, audit
from sightline.common.access import Permission
from sightline.common.refusals import must_hold
from sightline.front_door import codes
from sightline.front_door.actions import telling
from sightline.front_door.actions.mailing import tell_received
from sightline.front_door.actions.receiving import NewContact, check_is_possible, lane_of, new_contact, new_event
from sightline.front_door.actions.refusals import Impossible, Incomplete
from sightline.front_door.actions.sendable import (
    PUBLIC_SOURCES,
    check_can_be_sent,
    contact_types_of,
    described,
    readable,
    sources_of,
    with_a_name,
)
from sightline.front_door.models import Feedback, Submission
from sightline.front_door.public_codes import code_for, hash_of
from sightline.register.models import Agency, Staff


@transaction.atomic
def submit(*, contact: NewContact, sent: dict[str, Any], by: Staff, at: datetime) -> Submission:
    """Puts a professional's referral, about one child or several, before the front door; the decision clocks start.

    Who refers is taken from the person's own record, and receipt is this moment: the receipt page that they see
    next is the acknowledgement (guidance: within one working day). `sent` is what they wrote, question by
    question. Raises Incomplete or Impossible, naming the child and the fact.
    """
    must_hold(by, Permission.SUBMIT_REFERRALS)
    police = by.agency.kind == Agency.Kind.POLICE and contact.contact_type == codes.ContactType.POLICE_VPRF
    contact = replace(
        described(contact),
        channel=codes.Channel.POLICE_NOTIFICATION if police else codes.Channel.REFERRAL_FORM,
        received_at=at,
        referrer_agency=by.agency,
        referrer_name=by.name,
        referrer_role=by.job_title or ", ".join(by.role_names),
        referrer_telephone=contact.referrer_telephone or by.telephone,
        referrer_email=by.email,
    )
    if contact.source not in sources_of(by.agency.kind):
        raise Impossible(f"{by.agency.name} cannot be that kind of referrer. Choose the service you work for.")
    if contact.contact_type not in contact_types_of(by.agency.kind):
        raise Impossible("That kind of contact does not come by this form. Choose another, or ring the front door.")
    check_is_possible(contact, at=at)
    check_can_be_sent(contact)
    submission = _deliver(contact, sent=sent, by=by, at=at)
    tell_received(submission, by=by, at=at)
    return submission


@transaction.atomic
def submit_public(*, contact: NewContact, sent: dict[str, Any], at: datetime, code: str = "") -> tuple[Submission, str]:
    """Puts what a member of the public, or a child, tells us before the front door.

    Gives the receipt and the code that opens it: shown to the sender alone and kept only as a hash. A name is not
    needed, neither the sender's nor, where they do not know it, the child's. Raises Incomplete or Impossible.
    """
    contact = replace(described(contact), channel=codes.Channel.PUBLIC_FORM, received_at=at, referrer_agency=None)
    if contact.source not in PUBLIC_SOURCES:
        raise Impossible("Choose how you know the child.")
    check_is_possible(replace(contact, children=[with_a_name(each) for each in contact.children]), at=at)
    check_can_be_sent(contact)
    code = code or code_for(secrets.token_hex())
    return _deliver(contact, sent=sent, by=None, at=at, code=code), code


@transaction.atomic
def read_feedback(*, submission: Submission, by: Staff, at: datetime) -> Submission:
    """Keeps that the referrer has read what they were told. A second time changes nothing."""
    must_hold(by, Permission.SUBMIT_REFERRALS)
    held = Submission.objects.visible_to(by).select_for_update().get(pk=submission.pk)
    unread = [told for told in held.feedback if "read_at" not in told]
    for told in unread:
        told["read_at"] = at.isoformat()
    if unread:
        held.save(update_fields=["feedback"])
        audit.record("read the outcome of a referral", held, by=by, at=at, fields=["feedback"])
    return held


@transaction.atomic
def reply_to_feedback(
    *, submission: Submission, contact_pk: int, reply: str, text: str = "", by: Staff, at: datetime
) -> Submission:
    """Says whether the referrer agrees with what they were told about one child; a disagreement begins an escalation.

    It is kept on the receipt, and on the feedback where the front door reads it. The sender is shown the same
    whether or not the child's record is restricted. Raises Incomplete.
    """
    must_hold(by, Permission.SUBMIT_REFERRALS)
    text = readable(text)
    if reply not in (codes.Reply.AGREES, codes.Reply.DISAGREES):
        raise Incomplete("Say whether you agree.")
    if reply == codes.Reply.DISAGREES and not text.strip():
        raise Incomplete("Say why you disagree, so that a manager can look again.")
    held = Submission.objects.visible_to(by).select_for_update().get(pk=submission.pk)
    told = next((told for told in reversed(held.feedback) if told["contact"] == contact_pk), None)
    if told is None:
        raise Incomplete("You have not been told the outcome for this child yet. Reply when you have.")
    told.setdefault("replies", []).append({"reply": reply, "text": text, "at": at.isoformat(), "by": by.name})
    held.save(update_fields=["feedback"])
    with actor.on_behalf_of(front_door().pk):
        mine = Q(contact__came_in=held.event_id) | Q(contact__came_in=None, contact__event=held.event_id)
        latest = Feedback.objects.filter(mine, contact_id=contact_pk).order_by("-sent_at")
        Feedback.objects.filter(pk__in=latest.values("pk")[:1]).update(reply=reply, reply_text=text, replied_at=at)
    audit.record("replied to the outcome of a referral", held, by=by, at=at, fields=["feedback"])
    return held


def front_door() -> Agency:
    """The agency that receives the contacts of this area."""
    found = Agency.objects.filter(holds_front_door=True).first()
    if found is None:
        raise Impossible("No agency here holds the front door yet. Ring the council's children's services.")
    return found


def _deliver(
    contact: NewContact, *, sent: dict[str, Any], by: Staff | None, at: datetime, code: str = ""
) -> Submission:
    receiver = front_door()
    with actor.on_behalf_of(receiver.pk):
        event = new_event(contact, front_door=receiver, by=by, at=at)
        assert event.acknowledge_by is not None
        event.acknowledged_at = at
        event.save()
        audit.record("received a contact", event, by=by, at=at)
        about = [new_contact(event, child, lane=lane_of(contact.contact_type), by=by) for child in contact.children]
        for each in about:
            each.save()
            audit.record("received a contact about a child", each, by=by, at=at)
        submission = Submission(
            agency=contact.referrer_agency,
            event=event,
            reference=event.reference,
            code_hash=hash_of(event.reference, code) if code else "",
            submitted_at=at,
            submitted_by=by,
            sent=sent,
            children=len(contact.children),
            acknowledge_by=event.acknowledge_by,
            acknowledged_at=at,
        )
        submission.save()
        audit.record("acknowledged a contact", event, by=by, at=at, fields=["acknowledged_at"])
        audit.record("sent a referral", submission, by=by, at=at)
    if by is not None:
        telling.referred(about, sender=by.agency, basis=telling.basis_of(event), by=by, at=at)
    return submission

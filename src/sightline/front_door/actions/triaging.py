"""Looking at a contact first: taking it, giving it a priority, putting it in the right lane."""

from datetime import datetime

from django.db import transaction

from sightline.common import audit
from sightline.common.access import Permission
from sightline.common.refusals import must_hold
from sightline.front_door import clocks, codes
from sightline.front_door.actions.checking import withdraw_open_checks
from sightline.front_door.actions.locking import locked
from sightline.front_door.actions.refusals import AlreadyDecided, Impossible, Incomplete
from sightline.front_door.actions.taking_up import take_up
from sightline.front_door.models import Contact, ContactNote
from sightline.register.models import Staff
from sightline.timescales.zone import local_date


@transaction.atomic
def take(*, contact: Contact, owner: Staff | None, by: Staff, at: datetime) -> Contact:
    """Gives the contact to a colleague, or back to nobody."""
    must_hold(by, Permission.TRIAGE_CONTACTS)
    contact = _undecided(contact)
    contact.owner = owner
    contact.save()
    if owner:
        take_up(contact, at=at)
    audit.record("gave a contact to a colleague", contact, by=by, at=at, fields=["owner"])
    return contact


@transaction.atomic
def triage(
    *, contact: Contact, rag: str, reason: str, by: Staff, at: datetime, seen_version: int | None = None
) -> Contact:
    """Sets the priority and starts its local clock; the reason is kept. A change of priority needs one too."""
    must_hold(by, Permission.TRIAGE_CONTACTS)
    contact = locked(contact, seen_version=seen_version)
    check_priority(contact, reason=reason)
    set_priority(contact, rag, reason=reason, by=by)
    contact.save()
    take_up(contact, at=at)
    audit.record("triaged a contact", contact, by=by, at=at, fields=["rag", "rag_reason", "state", "owner"])
    return contact


def check_priority(contact: Contact, *, reason: str) -> None:
    """Refuses a priority without its reason, or of a contact that no longer waits."""
    if not reason.strip():
        raise Incomplete("Say why this priority: the next person must be able to see what you saw.")
    check_undecided(contact)


def set_priority(contact: Contact, rag: str, *, reason: str, by: Staff) -> None:
    """The priority and what follows from it: its clock, the contact in triage, somebody who has it. Does not save."""
    _start_triage_clock(contact, rag)
    contact.rag_reason = reason
    if contact.state == codes.State.RECEIVED:
        contact.state = codes.State.SCREENING
    if contact.owner_id is None:
        contact.owner = by


def _start_triage_clock(contact: Contact, rag: str) -> None:
    contact.rag = rag
    rules = clocks.TRIAGE.get(rag)
    if rules is None:
        contact.rag_by, contact.rag_rule, contact.rag_rule_version = None, "", ""
    else:
        deadline = rules.in_force_on(local_date(contact.received_at)).deadline(contact.received_at)
        contact.rag_by = deadline.due_at
        contact.rag_rule, contact.rag_rule_version = deadline.rule_id, deadline.rule_version
    contact.urgent_at = min(filter(None, (contact.decide_by, contact.rag_by)), default=None)


@transaction.atomic
def move_to_lane(*, contact: Contact, lane: str, by: Staff, at: datetime) -> Contact:
    """Puts the contact in another lane: the front door, the Early Help Hub, information, other areas."""
    must_hold(by, Permission.TRIAGE_CONTACTS)
    contact = _undecided(contact)
    contact.lane = lane
    contact.about_early_help |= lane == codes.Lane.EARLY_HELP_HUB
    contact.save()
    take_up(contact, at=at)
    audit.record("moved a contact to another lane", contact, by=by, at=at, fields=["lane"])
    return contact


@transaction.atomic
def mark_duplicate(*, contact: Contact, of: Contact, by: Staff, at: datetime) -> Contact:
    """Says that the contact is the same as another; it stays readable and counts no more.

    Raises Impossible for the contact itself, another child's, or one that was set aside.
    """
    must_hold(by, Permission.TRIAGE_CONTACTS)
    if of.pk == contact.pk or of.child_id != contact.child_id or of.state in codes.SET_ASIDE:
        raise Impossible("A contact is the double of another one about the same child, which still counts.")
    contact = _undecided(contact)
    contact.state = codes.State.DUPLICATE
    contact.earlier_contact = of
    contact.save()
    audit.record("marked a contact as a duplicate", contact, by=by, at=at, fields=["state", "earlier_contact"])
    withdraw_open_checks(contact, because="The contact came twice", by=by, at=at)
    return contact


@transaction.atomic
def withdraw(*, contact: Contact, reason: str, by: Staff, at: datetime) -> Contact:
    """Ends a contact that should not have been one (sent in error); the reason is kept as a note."""
    must_hold(by, Permission.DECIDE_CONTACTS)
    if not reason.strip():
        raise Incomplete("Say why the contact is withdrawn.")
    contact = _undecided(contact)
    contact.state = codes.State.WITHDRAWN
    contact.save()
    add_note(contact=contact, text=f"Withdrawn: {reason}", by=by, at=at)
    audit.record("withdrew a contact", contact, by=by, at=at, fields=["state"])
    withdraw_open_checks(contact, because="The contact was withdrawn", by=by, at=at)
    return contact


@transaction.atomic
def add_note(*, contact: Contact, text: str, by: Staff, at: datetime) -> ContactNote:
    """Keeps what was done or thought about a contact."""
    must_hold(by, Permission.RECEIVE_CONTACTS)
    if not text.strip():
        raise Incomplete("Write the note before you save it.")
    note = ContactNote.objects.create(contact=contact, agency_id=contact.agency_id, at=at, text=text, recorded_by=by)
    audit.record("wrote a note on a contact", note, by=by, at=at)
    return note


def _undecided(contact: Contact, *, seen_version: int | None = None) -> Contact:
    contact = locked(contact, seen_version=seen_version)
    check_undecided(contact)
    return contact


def check_undecided(contact: Contact) -> None:
    """Refuses to triage what is decided or closed."""
    if contact.state not in codes.UNDECIDED:
        raise AlreadyDecided("The contact is already decided or closed, so it is not triaged any more.")

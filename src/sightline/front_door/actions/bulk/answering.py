"""Many referrers are told: that the contact arrived, what became of it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from sightline.common.access import Permission
from sightline.common.many import Row, deed, each_of, keep_audit, lay_in, number, put_back, row_number, whose
from sightline.front_door.actions import telling
from sightline.front_door.actions.answering import check_can_be_told, new_feedback, tell_on_receipt
from sightline.front_door.actions.bulk.holding import held
from sightline.front_door.models import Contact, ContactEvent, Feedback, Submission
from sightline.register.actions.sharing import keep_lines
from sightline.register.models import Staff


@dataclass(frozen=True, kw_only=True)
class AcknowledgementRow(Row):
    """One event whose referrer is told that it arrived."""

    event: ContactEvent


@dataclass(frozen=True, kw_only=True)
class FeedbackRow(Row):
    """What one referrer is told of one contact's outcome."""

    contact: Contact
    method: str
    text: str


@transaction.atomic
def acknowledge_contacts(rows: Sequence[AcknowledgementRow], *, by: Staff, at: datetime) -> None:
    """Tells many referrers that their contact has arrived, as `acknowledge` tells one."""
    people = whose(rows, None, by=by)
    unacknowledged = (
        ContactEvent.objects.select_for_update()
        .filter(pk__any_of=[row.event.pk for row in rows], acknowledged_at__isnull=True)
        .only("acknowledged_at", *_OF_REFERRER)
    )
    events = {event.pk: event for event in unacknowledged}
    receipts = _receipts(events.keys())
    about = _about(events.keys())
    entries, told = [], []
    for _, row, person, moment in each_of(rows, by=by, at=at):
        event = events.get(row.event.pk)
        if event is None or event.acknowledged_at is not None:
            continue
        event.acknowledged_at = moment
        if event.pk in receipts:
            receipts[event.pk].acknowledged_at = moment
        entries.append(deed("acknowledged a contact", event, by=person, at=moment, fields=["acknowledged_at"]))
        is_online = event.pk in receipts
        told += [
            telling.receipt_told(contact, event, is_online=is_online, by=person, at=moment)
            for contact in about[event.pk]
        ]
    put_back(list(events.values()), ("acknowledged_at",))
    put_back(list(receipts.values()), ("acknowledged_at",))
    keep_lines(told)
    keep_audit(entries, people=people, at=at)


def _about(events: Iterable[int]) -> dict[int, list[Contact]]:
    """The contacts of each event, in order, with as much of them as a line of the ledger says."""
    found: dict[int, list[Contact]] = defaultdict(list)
    contacts = Contact.objects.filter(event_id__any_of=events).only("event", "agency", "child", "match_status")
    for contact in contacts.order_by("pk"):
        found[contact.event_id].append(contact)
    return found


_OF_REFERRER = (
    *("source", "referrer_agency", "referrer_name"),
    *("article_6_basis", "special_category_condition", "law_enforcement"),
)
_WRITTEN = ("feedback_sent_at", "state", "version")
_READ = (
    *_WRITTEN,
    "event",
    "came_in",
    "decided_at",
    "outcome",
    "described_given_name",
    "described_family_name",
    "child",
    "match_status",
)


@transaction.atomic
def send_feedback(rows: Sequence[FeedbackRow], *, by: Staff, at: datetime) -> list[Feedback]:
    """Tells many referrers the outcome, as `send_feedback` tells one. Raises RowRefused, and then tells none."""
    people = whose(rows, Permission.DECIDE_CONTACTS, by=by)
    contacts = held((row.contact.pk for row in rows), *_READ)
    receipts = _receipts(contact.came_in_id or contact.event_id for contact in contacts.values())
    events = _events(contacts.values())
    told, lines = [], []
    for count, row, person, moment in each_of(rows, by=by, at=at):
        contact = contacts[row.contact.pk]
        with row_number(count):
            check_can_be_told(contact, text=row.text)
        contact.version += 1
        feedback = new_feedback(contact, method=row.method, text=row.text, by=person, at=moment)
        feedback.recorded_at = moment
        told.append(feedback)
        told_through = events.get(contact.came_in_id or 0) or events[contact.event_id]
        lines.append(telling.referrer_told(contact, told_through, means=row.method, by=person, at=moment))
        if receipt := receipts.get(contact.came_in_id or contact.event_id):
            tell_on_receipt(receipt, contact, text=row.text, at=moment)
    number(told)
    lay_in(told)
    keep_lines(lines)
    put_back(list(contacts.values()), _WRITTEN)
    put_back(list(receipts.values()), ("feedback", "feedback_sent_at", "decided_at"))
    entries = [
        deed("told the referrer the outcome", feedback, by=person, at=moment)
        for feedback, (_, _, person, moment) in zip(told, each_of(rows, by=by, at=at), strict=True)
    ]
    keep_audit(entries, people=people, at=at)
    return told


def _events(contacts: Iterable[Contact]) -> dict[int, ContactEvent]:
    """The events through whose referrers these contacts are told."""
    ids = {key for contact in contacts for key in (contact.event_id, contact.came_in_id) if key}
    return {event.pk: event for event in ContactEvent.objects.filter(pk__any_of=ids).only(*_OF_REFERRER)}


def _receipts(events: Iterable[int]) -> dict[int, Submission]:
    found = Submission.objects.select_for_update().filter(event_id__any_of=events)
    return {receipt.event_id: receipt for receipt in found}

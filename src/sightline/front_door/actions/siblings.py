"""Brothers and sisters in contacts: a child added late, one taken out of an event, two events put together.

What was said is never moved or changed: a moved contact keeps the event it came in, and every clock runs on.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet

from sightline.common import audit
from sightline.common.access import Permission
from sightline.common.refusals import must_hold
from sightline.front_door import codes
from sightline.front_door.actions import deciding, triaging
from sightline.front_door.actions.locking import locked
from sightline.front_door.actions.matching import attach_child
from sightline.front_door.actions.receiving import (
    ChildInContact,
    NewContact,
    check_is_possible,
    lane_of,
    new_contact,
    new_reference,
    start_clock,
)
from sightline.front_door.actions.refusals import Impossible, Incomplete
from sightline.front_door.models import Contact, ContactEvent, Submission
from sightline.register.family import siblings_of
from sightline.register.models import Child, HouseholdMember, Restriction, Staff

# How far apart two communications about one family may have come to be put together.
TOGETHER = timedelta(days=7)


@transaction.atomic
def add_late_child(
    *, contact: Contact, child: ChildInContact, mentioned_at: datetime | None = None, by: Staff, at: datetime
) -> Contact:
    """Adds a child to the event of `contact`, which may be decided already; gives the child's own contact.

    Its decision clock runs from the moment the child was first mentioned: in the words as received, where
    `mentioned_at` is None, or told later. The referrer's receipt then counts the child too. Raises Incomplete or
    Impossible.
    """
    must_hold(by, Permission.RECEIVE_CONTACTS)
    event = _held(contact.event)
    mentioned_at = _first_mentioned(event, mentioned_at)
    check_is_possible(_as_received(event, child, mentioned_at), at=at)
    _check_is_new(event, child)
    added = new_contact(event, child, lane=lane_of(event.contact_type), by=by)
    start_clock(added, mentioned_at)
    if child.child:
        attach_child(added, child.child)
    added.save()
    Submission.objects.filter(event=event).update(children=F("children") + 1)
    audit.record("added a child to a contact", added, by=by, at=at)
    return added


@transaction.atomic
def split(*, contact: Contact, reason: str, by: Staff, at: datetime, seen_version: int | None = None) -> Contact:
    """Moves an undecided contact out of an event with siblings into one of its own, with the same words and facts.

    Raises AlreadyDecided, ChangedMeanwhile, Incomplete, Impossible.
    """
    must_hold(by, Permission.TRIAGE_CONTACTS)
    contact = _movable(contact, reason=reason, seen_version=seen_version)
    if not contact.event.contacts.exclude(pk=contact.pk).exists():
        raise Impossible("The contact is about one child alone, so there is nothing to split.")
    first = contact.told_through
    _check_none_is_restricted(contact.event_id, first.pk)
    own = _copy_of(first)
    own.save()
    audit.record("made an event for a contact that was split off", own, by=by, at=at)
    contact.event, contact.came_in = own, first
    contact.save()
    text = f"Split off into {own.reference}, received in {first.reference}: {reason.strip()}"
    triaging.add_note(contact=contact, text=text, by=by, at=at)
    audit.record("split a contact from its event", contact, by=by, at=at, fields=["event", "came_in"])
    return contact


@transaction.atomic
def merge(
    *, contact: Contact, into: ContactEvent, reason: str, by: Staff, at: datetime, seen_version: int | None = None
) -> Contact:
    """Moves an undecided contact into another undecided event about brothers and sisters.

    The event that it came in stays, even when nobody is left in it. Raises AlreadyDecided, ChangedMeanwhile,
    Incomplete, Impossible.
    """
    must_hold(by, Permission.TRIAGE_CONTACTS)
    contact = _movable(contact, reason=reason, seen_version=seen_version)
    into = _held(into)
    _check_is_no_duplicate(contact, into)
    if into.pk not in {event.pk for event in events_to_merge_with(contact, staff=by)}:
        raise Impossible(
            "That contact is decided, came more than seven days apart, or is not known to be about a brother or"
            " sister. Record the family tie in the register first, or decide the two apart."
        )
    _check_none_is_restricted(contact.event_id, contact.told_through.pk, into.pk)
    left, first = contact.event, contact.told_through
    contact.event, contact.came_in = into, None if first.pk == into.pk else first
    contact.save()
    text = f"Moved from {left.reference} into {into.reference}: {reason.strip()}"
    triaging.add_note(contact=contact, text=text, by=by, at=at)
    audit.record("merged a contact into another event", contact, by=by, at=at, fields=["event", "came_in"])
    return contact


def events_to_merge_with(contact: Contact, *, staff: Staff) -> list[ContactEvent]:
    """The undecided events into which a contact may be moved, the newest first.

    Those within seven days about a brother or sister, or a child of the same household, as the register has them
    (never a match that nobody has settled), and the event that the contact was split off from.
    """
    contacts = Contact.objects.visible_to(staff).undecided().filter(agency_id=contact.agency_id)
    offered = _about(contacts, related_children(contact, staff=staff), near=contact.received_at)
    if contact.came_in_id:
        offered = offered | contacts.filter(event_id=contact.came_in_id)
    events = {each.event for each in offered.exclude(event_id=contact.event_id).select_related("event")}
    return sorted(events, key=lambda event: (event.received_at, event.pk), reverse=True)


def related_children(contact: Contact, *, staff: Staff) -> list[Child]:
    """Brothers and sisters of the contact's child, and the children who lived with the child on the day of receipt.

    None while the match with the register is not settled.
    """
    if contact.child is None or contact.match_status != codes.MatchStatus.LINKED:
        return []
    members = HouseholdMember.objects.visible_to(staff).on(contact.received_on)
    homes = members.filter(child=contact.child).values("household")
    housemates = Child.objects.visible_to(staff).filter(pk__in=members.filter(household__in=homes).values("child"))
    found = {each.pk: each for each in [*siblings_of(contact.child, staff=staff), *housemates]}
    found.pop(contact.child.pk, None)
    return sorted(found.values(), key=lambda each: (each.name, each.pk))


def _about(contacts: QuerySet[Contact], children: list[Child], *, near: datetime) -> QuerySet[Contact]:
    return contacts.filter(
        child__in=children,
        match_status=codes.MatchStatus.LINKED,
        event__received_at__range=(near - TOGETHER, near + TOGETHER),
    )


def _held(event: ContactEvent) -> ContactEvent:
    return ContactEvent.objects.select_for_update(of=("self",)).get(pk=event.pk)


def _movable(contact: Contact, *, reason: str, seen_version: int | None) -> Contact:
    contact = locked(contact, seen_version=seen_version)
    deciding.check_undecided(contact)
    triaging.check_undecided(contact)
    if not reason.strip():
        raise Incomplete("Say why: the next person must be able to follow where the contact came from.")
    return contact


def _first_mentioned(event: ContactEvent, mentioned_at: datetime | None) -> datetime:
    """When a late child was first mentioned; a time is typed to the minute, so within the minute is not before."""
    if event.from_extract:
        raise Impossible(
            "This contact was brought in from another system's list, which has one child to a row. Record a contact"
            " about the other child instead."
        )
    if mentioned_at is None:
        return event.received_at
    if mentioned_at < event.received_at.replace(second=0, microsecond=0):
        raise Impossible(
            "The child would be mentioned before the contact was received. Check the date and time, or choose"
            " 'In the words as received'."
        )
    return max(mentioned_at, event.received_at)


def _as_received(event: ContactEvent, child: ChildInContact, mentioned_at: datetime) -> NewContact:
    return NewContact(
        source=event.source,
        channel=event.channel,
        contact_type=event.contact_type,
        received_at=mentioned_at,
        referral_text=event.referral_text,
        children=[child],
    )


def _check_is_new(event: ContactEvent, child: ChildInContact) -> None:
    """Refuses a child who is in the event: the same in the register, or of the same name and no other birthday."""
    for each in event.contacts.exclude(state=codes.State.DUPLICATE).select_related("child"):
        if (child.child and each.child_id == child.child.pk) or _is_alike(each, child):
            raise Impossible(f"{each.child_name} is already in this contact. Nobody was added.")


def _is_alike(contact: Contact, child: ChildInContact) -> bool:
    known = child.child
    if known and contact.child_id and contact.match_status == codes.MatchStatus.LINKED:
        return False  # two records of the register: twins may share all but their pk
    name = _plain(known.name if known else f"{child.given_name} {child.family_name}")
    described = _plain(f"{contact.described_given_name} {contact.described_family_name}")
    names = {described, _plain(contact.child.name) if contact.child else described}
    if name not in names:
        return False
    born = {known.born_on if known else child.born_on, _born(contact)} - {None}
    expected = {known.expected_on if known else child.expected_on, _expected(contact)}
    return len(born) < 2 and len(expected - {None}) < 2 and (bool(name) or None not in expected)


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _born(contact: Contact) -> object:
    return contact.child.born_on if contact.child else contact.described_born_on


def _expected(contact: Contact) -> object:
    return contact.child.expected_on if contact.child else contact.described_expected_on


def _check_is_no_duplicate(contact: Contact, into: ContactEvent) -> None:
    there = into.contacts.exclude(state=codes.State.DUPLICATE).exclude(pk=contact.pk)
    if contact.child_id and there.filter(child_id=contact.child_id).exists():
        raise Impossible(
            f"{contact.child_name} is already in {into.reference}: this contact is a duplicate of that one, not a"
            " brother's or sister's. Mark it as one that came twice instead; nothing was moved."
        )


def _check_none_is_restricted(*events: int) -> None:
    """Refuses to move contacts where a restricted child is in the same words: they are hidden with that child's."""
    inside = Contact.objects.filter(Q(event_id__in=events) | Q(came_in_id__in=events)).values("child")
    if Restriction.objects.in_force().filter(child__in=inside).exists():
        raise Impossible(
            "A child in these contacts has a restricted record, and the words are hidden together with it. Leave the"
            " contacts as they are, or have the restriction lifted first."
        )


def _copy_of(event: ContactEvent) -> ContactEvent:
    """The same event once more under a reference of its own; not yet saved."""
    copy = ContactEvent.objects.get(pk=event.pk)
    copy.pk, copy._state.adding = None, True
    copy.reference = new_reference()
    return copy

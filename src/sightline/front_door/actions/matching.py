"""Which child in the register a contact is about, and what that child's history makes of the contact."""

from datetime import date, datetime

from django.db import transaction

from sightline.common import audit
from sightline.common.access import Permission
from sightline.common.refusals import must_hold
from sightline.front_door import codes
from sightline.front_door.actions import telling
from sightline.front_door.actions.locking import locked
from sightline.front_door.actions.refusals import AlreadyDecided
from sightline.front_door.models import Contact
from sightline.register.models import Child, HouseholdMember, Involvement, Staff
from sightline.timescales.rules import months_after


@transaction.atomic
def link_child(*, contact: Contact, child: Child, by: Staff, at: datetime) -> Contact:
    """Says that the contact is about this child of the register. A decided contact is corrected instead."""
    must_hold(by, Permission.RECEIVE_CONTACTS)
    contact = locked(contact)
    if contact.is_decided:
        raise AlreadyDecided("The contact is already decided. Correct its decision to change the child it is about.")
    attach_child(contact, child)
    contact.save()
    audit.record("linked a contact to a child", contact, by=by, at=at, fields=["child"])
    telling.about_another_child(contact, by=by, at=at)
    return contact


@transaction.atomic
def mark_unsure(*, contact: Contact, child: Child, by: Staff, at: datetime) -> Contact:
    """Keeps a possible match in view until somebody is sure."""
    must_hold(by, Permission.RECEIVE_CONTACTS)
    contact = locked(contact)
    contact.child, contact.match_status = child, codes.MatchStatus.UNSURE
    contact.save()
    audit.record("marked a match as unsure", contact, by=by, at=at, fields=["child", "match_status"])
    telling.about_another_child(contact, by=by, at=at)
    return contact


@transaction.atomic
def not_this_child(*, contact: Contact, by: Staff, at: datetime) -> Contact:
    """Takes a wrong match off an undecided contact."""
    must_hold(by, Permission.RECEIVE_CONTACTS)
    contact = locked(contact)
    if contact.is_decided:
        raise AlreadyDecided("The contact is already decided. Correct its decision to change the child it is about.")
    contact.child, contact.match_status = None, ""
    contact.is_on_open_case, contact.earlier_contact = False, None
    contact.save()
    audit.record("took a child off a contact", contact, by=by, at=at, fields=["child"])
    telling.about_another_child(contact, by=by, at=at)
    return contact


def attach_child(contact: Contact, child: Child) -> None:
    """Sets the child and what follows: ward, open case, earlier contact within twelve months. Does not save."""
    contact.child = child
    set_what_follows(
        contact,
        ward=_ward(child, contact.received_on),
        is_on_open_case=Involvement.objects.filter(child=child).open_case().on(contact.received_on).exists(),
        earlier_contact_id=_earlier_contact(contact, child),
    )


def set_what_follows(contact: Contact, *, ward: str, is_on_open_case: bool, earlier_contact_id: int | None) -> None:
    """What the register and the history say once the child is known. Does not save."""
    contact.match_status = codes.MatchStatus.LINKED
    contact.ward = ward
    contact.is_on_open_case = is_on_open_case
    contact.earlier_contact_id = earlier_contact_id


NO_EARLIER_CONTACT = (codes.State.DUPLICATE, codes.State.WITHDRAWN)


def _earlier_contact(contact: Contact, child: Child) -> int | None:
    """The latest contact of the same child in the twelve calendar months before, of another event: its id.

    Every record that is confirmed to be the child counts.
    """
    since = months_after(contact.received_on, -12)
    same = Child.objects.of_the_same_person(child).values("pk")
    return (
        Contact.objects.filter(child__in=same, received_on__gte=since, received_at__lt=contact.received_at)
        .exclude(pk=contact.pk)
        .exclude(event_id=contact.event_id)
        .exclude(state__in=NO_EARLIER_CONTACT)
        .order_by("-received_at", "-pk")
        .values_list("pk", flat=True)
        .first()
    )


def _ward(child: Child, day: date) -> str:
    member = HouseholdMember.objects.filter(child=child).on(day).select_related("household__address").first()
    return member.household.address.ward if member else ""

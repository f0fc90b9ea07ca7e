"""Ending a contact without a decision: it came twice, or should not have been one."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse

from sightline.common.access import Permission, needs
from sightline.front_door import actions, codes, forms
from sightline.front_door.models import Contact
from sightline.front_door.models.contacts import ContactQuerySet
from sightline.front_door.views.acting import contact_for, nothing_to_do, one_thing
from sightline.register.request import StaffRequest
from sightline.timescales.zone import in_london

AROUND = timedelta(days=31)


@needs(Permission.TRIAGE_CONTACTS)
def duplicate(request: StaffRequest, contact_id: int) -> HttpResponse:
    """Says that the same contact came twice. The double stays readable and counts no more."""
    found = contact_for(request, contact_id)
    heading = "It came twice"
    offered = {str(each.pk): each for each in _same_child(request, found)}
    if not offered:
        return nothing_to_do(
            request,
            found,
            heading=heading,
            title="No other contact about this child",
            text="Contacts about the same child within a month of this one appear here, once the child is matched.",
        )

    def do(form: Any) -> None:
        actions.mark_duplicate(contact=found, of=offered[form.cleaned_data["of"]], by=request.user, at=request.now)

    return one_thing(
        request,
        found,
        page="duplicate",
        if_unchanged=True,
        form=lambda sent: forms.Duplicate(sent, offered=[(key, _in_a_line(each)) for key, each in offered.items()]),
        do=do,
        heading=heading,
        button="Mark as a duplicate",
        done="Marked as a duplicate. It stays readable and counts no more.",
    )


@needs(Permission.DECIDE_CONTACTS)
def withdraw(request: StaffRequest, contact_id: int) -> HttpResponse:
    """Takes back a contact that was sent in error."""
    found = contact_for(request, contact_id)
    return one_thing(
        request,
        found,
        page="withdraw",
        if_unchanged=True,
        form=forms.Withdraw,
        do=lambda form: actions.withdraw(contact=found, by=request.user, at=request.now, **form.cleaned_data),
        heading="Withdraw a contact sent in error",
        button="Withdraw it",
        done="Contact withdrawn. It stays readable, with the reason.",
    )


def _same_child(request: StaffRequest, found: Contact) -> ContactQuerySet:
    """Other contacts about the child, received within a month of this one, that were not set aside themselves."""
    if found.child_id is None:
        return Contact.objects.none()
    others = Contact.objects.visible_to(request.user).filter(
        child_id=found.child_id, received_at__range=(found.received_at - AROUND, found.received_at + AROUND)
    )
    counting = others.exclude(pk=found.pk).exclude(state__in=codes.SET_ASIDE)
    return counting.with_everything_for_a_list().order_by("received_at")


def _in_a_line(contact: Contact) -> str:
    received = f"{in_london(contact.received_at):%-d %B %Y, %H:%M}"
    concern = contact.get_primary_concern_display() or "concern not given"
    return f"{contact.event.reference}, received {received} from {contact.event.referrer}: {concern}"

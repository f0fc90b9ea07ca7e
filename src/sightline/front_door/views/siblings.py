"""Brothers and sisters in contacts: adding a child late, splitting a contact off, putting two events together."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse

from sightline.common.access import Permission, needs
from sightline.front_door import actions, forms
from sightline.front_door.actions.siblings import events_to_merge_with, related_children
from sightline.front_door.models import Contact, ContactEvent
from sightline.front_door.views.acting import contact_for, nothing_to_do, one_thing
from sightline.register.models import Child
from sightline.register.request import StaffRequest
from sightline.timescales.zone import in_london, local_date


@needs(Permission.RECEIVE_CONTACTS)
def add_child(request: StaffRequest, contact_id: int) -> HttpResponse:
    """Adds a child whom the contact is about too, found in the family or described."""
    found = contact_for(request, contact_id)
    family = _missing_from(found, request)
    return one_thing(
        request,
        found,
        page="add-child",
        form=lambda sent: forms.AddChild(sent, today=local_date(request.now), family=family),
        do=lambda form: actions.add_late_child(
            contact=found,
            child=form.child,
            mentioned_at=form.cleaned_data["mentioned_at"],
            by=request.user,
            at=request.now,
        ),
        heading="Add a child to this contact",
        button="Add the child",
        done="Child added. The contact about the child stands under “Also in this contact”.",
    )


@needs(Permission.TRIAGE_CONTACTS)
def split(request: StaffRequest, contact_id: int) -> HttpResponse:
    """Takes one child's contact out of an event about several."""
    found = contact_for(request, contact_id)
    heading = "Split off into a contact of its own"
    if not _others(request, found):
        return nothing_to_do(
            request,
            found,
            heading=heading,
            title="There is nothing to split",
            text="The contact is about one child alone.",
        )
    return one_thing(
        request,
        found,
        page="split",
        form=lambda sent: forms.Split(sent, version=found.version),
        do=lambda form: actions.split(contact=found, by=request.user, at=request.now, **form.cleaned_data),
        heading=heading,
        button="Split it off",
        done="Contact split off under a reference of its own. Its words and its clock are unchanged.",
    )


@needs(Permission.TRIAGE_CONTACTS)
def merge(request: StaffRequest, contact_id: int) -> HttpResponse:
    """Puts a contact together with another about brothers and sisters."""
    found = contact_for(request, contact_id)
    heading = "Put together with a contact about brothers and sisters"
    offered = {str(event.pk): event for event in events_to_merge_with(found, staff=request.user)}
    if not offered:
        return nothing_to_do(
            request,
            found,
            heading=heading,
            title="No contact to put it together with",
            text="Undecided contacts of the same seven days appear here when the register knows their children as"
            " brothers and sisters of this child, or as living in the same household.",
        )
    choices = [(number, _in_a_line(request, event)) for number, event in offered.items()]

    def do(form: Any) -> None:
        said = dict(form.cleaned_data)
        into = offered[said.pop("into")]
        actions.merge(contact=found, into=into, by=request.user, at=request.now, **said)

    return one_thing(
        request,
        found,
        page="merge",
        form=lambda sent: forms.Merge(sent, version=found.version, offered=choices),
        do=do,
        heading=heading,
        button="Put them together",
        done="Contacts put together. The words of both stand under “As received”; the clock is unchanged.",
    )


def _others(request: StaffRequest, found: Contact) -> bool:
    return Contact.objects.visible_to(request.user).filter(event_id=found.event_id).exclude(pk=found.pk).exists()


def _missing_from(found: Contact, request: StaffRequest) -> Sequence[Child]:
    """The family of the children in the event, as the register has it, less those who are in it."""
    contacts = Contact.objects.visible_to(request.user).filter(event_id=found.event_id).select_related("child")
    family = {each.pk: each for contact in contacts for each in related_children(contact, staff=request.user)}
    for contact in contacts:
        family.pop(contact.child_id or 0, None)
    return sorted(family.values(), key=lambda each: (each.name, each.pk))


def _in_a_line(request: StaffRequest, event: ContactEvent) -> str:
    about = Contact.objects.visible_to(request.user).filter(event_id=event.pk).select_related("child").order_by("pk")
    names = ", ".join(each.child_name for each in about)
    received = f"{in_london(event.received_at):%-d %B %Y, %H:%M}"
    return f"{names}: {event.reference}, received {received} from {event.referrer}"

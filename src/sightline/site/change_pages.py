"""The pages that tell a record's history: of a child, of a contact."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sightline.common import audit
from sightline.common.access import Permission, needs
from sightline.front_door.models import Contact
from sightline.register.opening import child_for
from sightline.register.request import StaffRequest
from sightline.site import changes


@needs(Permission.VIEW_CHILDREN)
def child(request: StaffRequest, child_id: int) -> HttpResponse:
    """For whoever may open the child's record. That it was opened is kept."""
    found = child_for(request, child_id)
    return _page(
        request,
        name=found.name,
        told=changes.history_of_child(found, staff=request.user),
        back_url=reverse("child", args=[found.pk]),
        back_label="The child’s record",
    )


@needs(Permission.VIEW_CONTACTS)
def contact(request: StaffRequest, contact_id: int) -> HttpResponse:
    """For whoever may see the contact. That it was opened is kept."""
    contacts = Contact.objects.visible_to(request.user).select_related("child", "event")
    found = contacts.filter(pk=contact_id).first()
    if found is None:
        audit.refused(request, wanted="open a contact", record_type="front_door.Contact", record_id=contact_id)
        raise Http404("No such contact, or not one that you may see.")
    audit.opened(request, found)
    return _page(
        request,
        name=f"Contact about {found.child_name}",
        told=changes.history_of_contact(found),
        back_url=reverse("front_door:contact", args=[found.pk]),
        back_label="The contact",
    )


def _page(
    request: StaffRequest, *, name: str, told: list[changes.ChangeInWords], back_url: str, back_label: str
) -> HttpResponse:
    context = {"name": name, "changes": told, "back_url": back_url, "back_label": back_label}
    return render(request, "site/history.html", context)

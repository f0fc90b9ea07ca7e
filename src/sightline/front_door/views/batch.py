"""Several contacts on one page, with one decision for all."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from sightline.common.access import Permission, needs
from sightline.common.refusals import Refused
from sightline.front_door import actions, codes, forms
from sightline.front_door.models import Contact
from sightline.front_door.models.contacts import ContactQuerySet
from sightline.front_door.views.acting import contact_for
from sightline.register.request import StaffRequest
from sightline.timescales.zone import local_date

MOST = 50


@needs(Permission.DECIDE_CONTACTS)
def siblings(request: StaffRequest, contact_id: int) -> HttpResponse:
    """One decision for every undecided child of one contact event."""
    found = contact_for(request, contact_id)
    contacts = _undecided(request).filter(event_id=found.event_id)
    return _together(request, contacts, heading="Decide for brothers and sisters together", all_chosen=True)


@needs(Permission.DECIDE_CONTACTS)
def information(request: StaffRequest) -> HttpResponse:
    """One answer for several information-only contacts: those that ask or tell, and need no service."""
    contacts = _undecided(request).filter(lane=codes.Lane.INFORMATION)
    return _together(request, contacts, heading="Answer information-only contacts together", all_chosen=False)


def _undecided(request: StaffRequest) -> ContactQuerySet:
    waiting = Contact.objects.visible_to(request.user).undecided().exclude(state=codes.State.AWAITING_SIGN_OFF)
    return waiting.with_everything_for_a_list().breached_first()


def _together(request: StaffRequest, contacts: ContactQuerySet, *, heading: str, all_chosen: bool) -> HttpResponse:
    waiting = list(contacts[:MOST])
    form = forms.DecideTogether(
        request.POST or None,
        contacts=waiting,
        received_on=local_date(request.now),
        initial={"contacts": [str(contact.pk) for contact in waiting] if all_chosen else []},
    )
    if request.method == "POST" and form.is_valid():
        chosen = [contact for contact in waiting if str(contact.pk) in form.cleaned_data["contacts"]]
        try:
            done = actions.decide_together(contacts=chosen, judgement=form.judgement, by=request.user, at=request.now)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{len(done)} of {len(chosen)} contacts decided")
            return redirect("front_door:worklist")
    return render(
        request,
        "front_door/together.html",
        {"form": form, "heading": heading, "waiting": waiting, "back_url": reverse("front_door:worklist")},
    )

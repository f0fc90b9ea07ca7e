"""The shape of every page on which one thing is done to one contact."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from sightline.common import audit, drafts
from sightline.common.refusals import Refused
from sightline.front_door.models import Contact
from sightline.register.opening import LARGEST
from sightline.register.request import StaffRequest


def contact_for(request: StaffRequest, contact_id: int) -> Contact:
    """The contact, if this person may see it; else not found, and the refusal is kept."""
    found = Contact.objects.visible_to(request.user).with_everything_for_a_list().filter(pk=contact_id).first()
    if found is None:
        number = contact_id if contact_id <= LARGEST else None
        audit.refused(request, wanted="open a contact", record_type="front_door.Contact", record_id=number)
        raise Http404("No such contact, or not one that you may see.")
    return found


def one_thing(
    request: StaffRequest,
    contact: Contact,
    *,
    page: str,
    form: Callable[..., Form],
    do: Callable[[Any], Any],
    heading: str,
    button: str,
    done: str,
    template: str = "front_door/act.html",
    **context: Any,
) -> HttpResponse:
    """Shows a form about a contact, does one thing when it is sent, and says so; a refusal loses nothing.

    `page` names the form for its draft; `form` makes it from what was sent; `do` calls the verb with it.
    """
    draft = f"{page}/{contact.pk}"
    bound = form(request.POST) if request.method == "POST" else _fresh(request, form, draft)
    if request.method == "POST" and bound.is_valid():
        try:
            do(bound)
        except Refused as refusal:
            drafts.keep(staff_id=request.user.pk, form=draft, sent=request.POST, at=request.now)
            bound.add_error(None, str(refusal))
        else:
            drafts.discard(staff_id=request.user.pk, form=draft)
            messages.success(request, done)
            return redirect("front_door:contact", contact.pk)
    return render(
        request,
        template,
        {
            "contact": contact,
            "form": bound,
            "heading": heading,
            "button": button,
            "draft_url": reverse("draft", args=[page, contact.pk]),
            "back_url": reverse("front_door:contact", args=[contact.pk]),
            "back_label": "Back to the contact",
            **context,
        },
    )


def _fresh(request: StaffRequest, form: Callable[..., Form], draft: str) -> Form:
    kept = drafts.kept(request, draft)
    if kept is None:
        return form(None)
    blank = form(None)
    hidden = {
        name: blank.get_initial_for_field(field, name) for name, field in blank.fields.items() if field.widget.is_hidden
    }
    return drafts.shown_again(form(kept), **hidden)


def nothing_to_do(request: StaffRequest, contact: Contact, **said: str) -> HttpResponse:
    """Says under a `heading` why the thing cannot be done now: a `title`, and what next in `text`."""
    return render(
        request,
        "front_door/nothing_to_do.html",
        {
            "contact": contact,
            "back_url": reverse("front_door:contact", args=[contact.pk]),
            "back_label": "Back to the contact",
            **said,
        },
    )

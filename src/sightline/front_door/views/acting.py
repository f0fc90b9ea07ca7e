"""The shape of every page on which one thing is done to one contact."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from sightline.common import audit, drafts, once
from sightline.common.refusals import Refused
from sightline.front_door.actions.locking import locked
from sightline.front_door.models import Contact
from sightline.register.opening import told_of
from sightline.register.request import StaffRequest


def contact_for(request: StaffRequest, contact_id: int) -> Contact:
    """The contact, if this person may see it; else not found, and the refusal is kept."""
    found = Contact.objects.visible_to(request.user).with_everything_for_a_list().filter(pk=contact_id).first()
    if found is None:
        audit.refused(request, wanted="open a contact", record_type="front_door.Contact", record_id=contact_id)
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
    if_unchanged: bool = False,
    **context: Any,
) -> HttpResponse:
    """Shows a form about a contact, does one thing when it is sent, and says so; a refusal loses nothing.

    `page` names the form for its draft; `form` makes it from what was sent; `do` calls the verb with it. Sent
    twice, it is done once. With `if_unchanged` it is refused when a colleague has changed the contact since the
    form was shown; then what is shown again is about the contact as it stands now.
    """
    draft = f"{page}/{contact.pk}"
    bound = form(request.POST) if request.method == "POST" else _fresh(request, form, draft)
    if request.method == "POST" and bound.is_valid():
        here = reverse("front_door:contact", args=[contact.pk])

        def done_by_this_form() -> None:
            if if_unchanged:
                locked(contact, seen_version=_seen(request))
            do(bound)

        try:
            goes_to = once.do_once(
                done_by_this_form,
                mark=once.mark_of(request.POST),
                staff_id=request.user.pk,
                goes_to=here,
                at=request.now,
            )
        except Refused as refusal:
            told_of(request, refusal)
            drafts.keep(staff_id=request.user.pk, form=draft, sent=request.POST, at=request.now)
            bound.add_error(None, str(refusal))
        else:
            drafts.discard(staff_id=request.user.pk, form=draft)
            messages.success(request, done)
            return redirect(goes_to)
    return render(
        request,
        template,
        {
            "contact": contact,
            "form": bound,
            "heading": heading,
            "button": button,
            "once": uuid.uuid4(),
            "seen": contact.version,
            "draft_url": reverse("draft", args=[page, contact.pk]),
            "back_url": reverse("front_door:contact", args=[contact.pk]),
            "back_label": "Back to the contact",
            **context,
        },
    )


def _seen(request: StaffRequest) -> int | None:
    """The version of the contact that the form was shown with."""
    said = request.POST.get("seen", "")
    return int(said) if said.isdecimal() and len(said) < 10 else None


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

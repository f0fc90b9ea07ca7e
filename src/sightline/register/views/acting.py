"""The shape of every page on which one thing is done to one child's record."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from sightline.common import drafts, once
from sightline.common.refusals import Refused
from sightline.register import header
from sightline.register.actions.checking import locked
from sightline.register.models import Child
from sightline.register.opening import told_of
from sightline.register.request import StaffRequest


def one_thing(
    request: StaffRequest,
    child: Child,
    *,
    page: str,
    form: Callable[..., Form],
    do: Callable[[Any], Any],
    heading: str,
    button: str,
    done: str,
    about: int | None = None,
    goes_to: str = "",
    template: str = "register/act.html",
    if_unchanged: bool = False,
    **context: Any,
) -> HttpResponse:
    """Shows a form about a child, does one thing when it is sent, and says so; a refusal loses nothing.

    `page` and `about` (the child, unless said otherwise) name the form for its draft; `form` makes it from what
    was sent; `do` calls the verb with it. Sent twice, it is done once. With `if_unchanged` it is refused when a
    colleague has changed the record since the form was shown; what is shown again is then about it as it stands now.
    """
    draft = f"{page}/{about or child.pk}"
    bound = form(request.POST) if request.method == "POST" else _fresh(request, form, draft)
    if request.method == "POST" and bound.is_valid():
        here = goes_to or reverse("child", args=[child.pk])

        def done_by_this_form() -> None:
            if if_unchanged:
                locked(child, by=request.user, seen_version=_seen(request))
            do(bound)

        try:
            next_page = once.do_once(
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
            return redirect(next_page)
    return render(
        request,
        template,
        {
            "child": child,
            "record": header.strip(child, staff=request.user, now=request.now),
            "form": bound,
            "heading": heading,
            "button": button,
            "once": uuid.uuid4(),
            "seen": child.version,
            "draft_url": reverse("draft", args=[page, about or child.pk]),
            "back_url": reverse("child", args=[child.pk]),
            "back_label": "Back to the child",
            **context,
        },
    )


def _seen(request: StaffRequest) -> int | None:
    """The version of the record that the form was shown with."""
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

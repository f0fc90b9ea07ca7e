"""The shape of every page on which one thing is done to one child's record."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from sightline.common import drafts
from sightline.common.refusals import Refused
from sightline.register import header
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
    **context: Any,
) -> HttpResponse:
    """Shows a form about a child, does one thing when it is sent, and says so; a refusal loses nothing.

    `page` and `about` (the child, unless said otherwise) name the form for its draft; `form` makes it from what
    was sent; `do` calls the verb with it.
    """
    draft = f"{page}/{about or child.pk}"
    bound = form(request.POST) if request.method == "POST" else _fresh(request, form, draft)
    if request.method == "POST" and bound.is_valid():
        try:
            do(bound)
        except Refused as refusal:
            told_of(request, refusal)
            drafts.keep(staff_id=request.user.pk, form=draft, sent=request.POST, at=request.now)
            bound.add_error(None, str(refusal))
        else:
            drafts.discard(staff_id=request.user.pk, form=draft)
            messages.success(request, done)
            return redirect(goes_to or reverse("child", args=[child.pk]))
    return render(
        request,
        template,
        {
            "child": child,
            "record": header.strip(child, staff=request.user, now=request.now),
            "form": bound,
            "heading": heading,
            "button": button,
            "draft_url": reverse("draft", args=[page, about or child.pk]),
            "back_url": reverse("child", args=[child.pk]),
            "back_label": "Back to the child",
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

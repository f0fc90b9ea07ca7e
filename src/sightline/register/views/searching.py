"""Finding a child, and adding one who was not found."""

import secrets
import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from sightline.common import audit, drafts, once
from sightline.common.access import Permission, needs
from sightline.common.refusals import Refused
from sightline.register import actions, forms, search
from sightline.register.models import Child
from sightline.register.opening import held_shown, told_of
from sightline.register.request import StaffRequest
from sightline.register.search import Confidence, Found
from sightline.register.typed import read
from sightline.timescales.zone import local_date

REMEMBERED = 8
"""So many of a person's latest searches stay in their session, so that Back works and an address holds no name."""


@needs(Permission.SEARCH_CHILDREN)
def find(request: StaffRequest) -> HttpResponse:
    """Asks whom to look for; shows who was found, with the evidence. The address names the search by a random mark."""
    if request.method == "POST":
        form = forms.Search(request.POST)
        if form.is_valid():
            return redirect(f"{reverse('register:search')}?search={remember(request, form.cleaned_data['q'])}")
        return render(request, "register/search.html", {"form": form})
    mark = request.GET.get("search", "")
    text = remembered(request, mark)
    if text is None:
        return render(request, "register/search.html", {"form": forms.Search()})
    typed = read(text, on=local_date(request.now))
    audit.searched(request)
    held = search.held(typed, request.user)
    for each in held:
        audit.held(request, record_type="register.Child", record_id=each.child_id)
    found = search.matching(typed, request.user, on=local_date(request.now))
    return render(
        request,
        "register/search.html",
        {
            "form": forms.Search(initial={"q": text}),
            "found": found,
            "held": held_shown(held, staff=request.user),
            "notes": typed.notes,
            "says_nothing": typed.says_nothing and not typed.notes,
            "is_full": len(found) == search.MOST,
            "add_url": f"{reverse('register:add')}?search={mark}",
            "may_add": request.user.may(Permission.EDIT_CHILDREN) and not held,
        },
    )


def remember(request: StaffRequest, text: str) -> str:
    """Keeps what was searched for in the person's session; gives the mark it is known by."""
    mark = secrets.token_urlsafe(9)
    earlier = list(request.session.get("searches", {}).items())[-REMEMBERED + 1 :]
    request.session["searches"] = dict([*earlier, (mark, text)])
    return mark


def remembered(request: StaffRequest, mark: str) -> str | None:
    """What this person searched for under this mark, in this session; None where they did not."""
    text: str | None = request.session.get("searches", {}).get(mark)
    return text


@needs(Permission.EDIT_CHILDREN)
def add(request: StaffRequest) -> HttpResponse:
    """Adds a child after a search. Those who resemble the child described are shown before anything is kept."""
    mark = request.GET.get("search", "")
    text = remembered(request, mark)
    if text is None:
        messages.info(request, str(actions.NotSearched()))
        return redirect("register:search")
    today = local_date(request.now)
    draft = f"add-child-{mark}"
    if request.method != "POST":
        kept = drafts.kept(request, f"{draft}/0")
        if kept is not None:
            form = drafts.shown_again(forms.AddChild(kept, today=today), once=uuid.uuid4())
        else:
            begun = forms.from_typed(read(text, on=today)) | {"once": uuid.uuid4()}
            form = forms.AddChild(today=today, initial=begun)
        return _page(request, form, draft)
    form = forms.AddChild(request.POST, today=today, ask_why="set_apart_because" in request.POST)
    if not form.is_valid():
        return _page(request, form, draft)
    if earlier := once.went_to(form.cleaned_data["once"], staff_id=request.user.pk):
        return redirect(earlier)
    alike = _alike(request, form)
    if {str(each.child.pk) for each in alike} - set(request.POST.getlist("seen")):
        return _page(request, form, draft, alike=alike)
    return _kept(request, form, draft, alike=alike)


def _alike(request: StaffRequest, form: forms.AddChild) -> list[Found]:
    """The children who may well be the one described."""
    audit.searched(request)
    said = form.cleaned_data
    found = search.possible_matches(
        staff=request.user,
        on=local_date(request.now),
        given_name=said["given_name"],
        family_name=said["family_name"],
        born_on=said["born_on"],
        expected_on=said["expected_on"],
        postcode=said["postcode"],
        references=[said["nhs_number"], said["upn"], said["case_number"]],
    )
    return [each for each in found if each.confidence in (Confidence.STRONG, Confidence.LIKELY)]


def _kept(request: StaffRequest, form: forms.AddChild, draft: str, *, alike: list[Found]) -> HttpResponse:
    said = form.cleaned_data
    try:
        child = actions.add_child(
            child=form.new_child(),
            searched=True,
            set_apart_because=said.get("set_apart_because", ""),
            by=request.user,
            at=request.now,
        )
    except Refused as refusal:
        told_of(request, refusal)
        drafts.keep(staff_id=request.user.pk, form=f"{draft}/0", sent=request.POST, at=request.now)
        if isinstance(refusal, actions.AlreadyInRegister):
            form = forms.AddChild(request.POST, today=local_date(request.now), ask_why=True)
            form.full_clean()
            form.errors.pop("set_apart_because", None)
        form.add_error(None, str(refusal))
        return _page(request, form, draft, alike=alike)
    return _done(request, child, draft, token=said["once"])


def _done(request: StaffRequest, child: Child, draft: str, *, token: uuid.UUID) -> HttpResponse:
    drafts.discard(staff_id=request.user.pk, form=f"{draft}/0")
    goes_to = reverse("child", args=[child.pk])
    once.claim(token, staff_id=request.user.pk, goes_to=goes_to, at=request.now)
    messages.success(request, "Child added")
    return redirect(goes_to)


def _page(request: StaffRequest, form: Any, draft: str, *, alike: list[Found] | None = None) -> HttpResponse:
    return render(
        request,
        "register/add.html",
        {
            "form": form,
            "alike": alike or [],
            "draft_url": reverse("draft", args=[draft, 0]),
            "back_url": f"{reverse('register:search')}?search={request.GET.get('search', '')}",
            "back_label": "Back to the search",
        },
    )

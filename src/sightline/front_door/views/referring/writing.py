"""Writing a referral: one thing on a page, saved as it is typed, checked before it is sent."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from sightline.common import drafts, once
from sightline.common.access import Permission, needs
from sightline.common.refusals import Refused
from sightline.front_door import actions, levels
from sightline.front_door.actions.submitting import front_door
from sightline.front_door.views.referring import composing
from sightline.front_door.views.referring.files import files_of, let_files_go, url_of
from sightline.front_door.views.referring.journey import Journey, unfinished
from sightline.register.request import StaffRequest
from sightline.timescales.zone import local_date

May = Permission


@needs(May.SUBMIT_REFERRALS)
def start(request: StaffRequest) -> HttpResponse:
    """What the referrer needs at hand, and what they have begun and not sent."""
    if request.method == "POST":
        journey = Journey.begin(request)
        return redirect("front_door:refer_step", journey.number, "about")
    context = {
        "unfinished": unfinished(request),
        "telephone": front_door().telephone,
        "back_url": reverse("front_door:submissions"),
    }
    return render(request, "front_door/referring/start.html", context)


@needs(May.SUBMIT_REFERRALS)
def step(request: StaffRequest, number: int, slug: str) -> HttpResponse:
    """One page of questions. What is wrong is said at once; what is right leads on to the next open page."""
    journey = Journey.find(request, number)
    if journey is None:
        return _gone(request)
    page = journey.step(slug)
    if page is None:
        raise Http404("There is no such page in a referral.")
    if slug == "level" and not journey.children:
        return redirect("front_door:refer_children", number)
    if request.method == "POST":
        form = journey.form(slug, request.POST)
        journey.keep(slug, request.POST)
        if form.is_valid():
            return redirect(_anew(request, number).next_url())
    else:
        form = _unjudged(journey.form(slug))
    return _page(
        request,
        journey,
        page.template,
        draft=f"refer-{slug}",
        form=form,
        heading=page.heading,
        back_url=journey.url_before(journey.url(slug)),
        ladder=levels.ladder_on(local_date(request.now)),
    )


@needs(May.SUBMIT_REFERRALS)
def child(request: StaffRequest, number: int, place: int) -> HttpResponse:
    """One child: each has a page, a clock and an answer of their own."""
    journey = Journey.find(request, number)
    if journey is None:
        return _gone(request)
    if place not in journey.places and place != journey.next_place:
        return redirect("front_door:refer_children", number)
    if request.method == "POST":
        form = journey.child_form(place, request.POST)
        journey.keep(f"child-{place}", request.POST)
        if form.is_valid():
            return redirect("front_door:refer_children", number)
    else:
        form = _unjudged(journey.child_form(place))
    return _page(
        request,
        journey,
        "front_door/referring/child.html",
        draft=f"refer-child-{place}",
        form=form,
        heading=journey.child_name(place) if place in journey.children else "Add a child",
        is_first=place == min([*journey.places, place]),
        back_url=reverse("front_door:refer_children", args=[number]) if journey.places else journey.url("about"),
    )


@needs(May.SUBMIT_REFERRALS)
def children(request: StaffRequest, number: int) -> HttpResponse:
    """The children in this referral; brothers and sisters are added here."""
    journey = Journey.find(request, number)
    if journey is None:
        return _gone(request)
    if not journey.places:
        return redirect("front_door:refer_child", number, 1)
    rows = [
        {"place": place, "name": journey.child_name(place), "is_complete": place in journey.children}
        for place in journey.places
    ]
    return _page(
        request,
        journey,
        "front_door/referring/children.html",
        rows=rows,
        next_place=journey.next_place,
        next_url=journey.next_url(),
        is_complete=all(row["is_complete"] for row in rows),
        back_url=journey.url("about"),
    )


@needs(May.SUBMIT_REFERRALS)
@require_POST
def remove_child(request: StaffRequest, number: int, place: int) -> HttpResponse:
    journey = Journey.find(request, number)
    if journey is None:
        return _gone(request)
    journey.remove_child(place)
    messages.success(request, "The child was taken off this referral")
    return redirect("front_door:refer_children", number)


@needs(May.SUBMIT_REFERRALS)
@require_POST
def throw_away(request: StaffRequest, number: int) -> HttpResponse:
    """Deletes a referral that was begun and is not wanted."""
    journey = Journey.find(request, number)
    if journey is not None:
        let_files_go(request, journey)
        journey.discard()
        messages.success(request, "Draft deleted. Nothing was sent.")
    return redirect("front_door:submissions")


class Send(forms.Form):
    """The press of the button, known again when it is pressed twice."""

    mark = forms.UUIDField(widget=forms.HiddenInput)


@needs(May.SUBMIT_REFERRALS)
def check(request: StaffRequest, number: int) -> HttpResponse:
    """Everything that was answered, to be checked and sent. Sent twice, it is received once."""
    journey = Journey.find(request, number)
    form = Send(request.POST or None, initial={"mark": journey.mark if journey else None})
    if request.method == "POST" and form.is_valid():
        if earlier := once.went_to(form.cleaned_data["mark"], staff_id=request.user.pk):
            return redirect(earlier)
        if journey and (answer := _send(request, journey, form)):
            return answer
    if journey is None:
        return _gone(request)
    missing = [(heading, url) for heading, url, complete in journey.addresses() if not complete]
    return _page(
        request,
        journey,
        "front_door/referring/check.html",
        form=form,
        sections=composing.sections(journey),
        missing=missing,
        children=len(journey.children),
        files=files_of(request, journey),
        files_url=url_of(journey),
        back_url=journey.url("basis"),
    )


def _send(request: StaffRequest, journey: Journey, form: Any) -> HttpResponse | None:
    if journey.next_url() != journey.check_url:
        form.add_error(None, "Some pages are not complete yet. Complete them, then send.")
        return None
    try:
        with transaction.atomic():
            sent = actions.submit(
                contact=composing.contact(journey), sent=composing.sent(journey), by=request.user, at=request.now
            )
            actions.attach_to_referral(
                submission=sent, files=files_of(request, journey), by=request.user, at=request.now
            )
            goes_to = reverse("front_door:submission", args=[sent.pk])
            once.claim(journey.mark, staff_id=request.user.pk, goes_to=goes_to, at=request.now)
            journey.discard()
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    except IntegrityError:
        # Pressed twice in the same moment: the other press has sent it.
        went_to = once.went_to(journey.mark, staff_id=request.user.pk)
        if not went_to:
            raise
        return redirect(went_to)
    messages.success(request, f"Referral sent and received. Your reference is {sent.reference}.")
    return redirect(goes_to)


def _anew(request: StaffRequest, number: int) -> Journey:
    journey = Journey.find(request, number)
    assert journey is not None
    return journey


def _unjudged(form: Any) -> Any:
    """A page as it was left, without errors: nobody has sent it yet."""
    return drafts.shown_again(form) if form.is_bound else form


def _gone(request: StaffRequest) -> HttpResponse:
    messages.info(request, "That draft is not here any more: it was sent or deleted.")
    return redirect("front_door:submissions")


def _page(request: StaffRequest, journey: Journey, template: str, *, draft: str = "", **context: Any) -> HttpResponse:
    about = {"journey": journey, "draft_url": reverse("draft", args=[draft, journey.number]) if draft else ""}
    return render(request, template, about | context)

"""Information sharing agreements: all staff read them; who keeps them adds, renews and ends them."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from sightline.common.access import Permission, needs, signed_in
from sightline.common.refusals import Refused
from sightline.register import forms, models
from sightline.register.actions import sharing
from sightline.register.forms.sharing import Agreement, AgreementVersion
from sightline.register.models import SharingAgreement
from sightline.register.request import StaffRequest
from sightline.timescales.zone import local_date

May = Permission


@signed_in
def agreements(request: StaffRequest) -> HttpResponse:
    """Every agreement with its latest version, the soonest review first; ended ones below."""
    found = SharingAgreement.objects.visible_to(request.user).select_related("kept_by").prefetch_related("versions")
    rows = sorted((_row(each) for each in found), key=lambda row: (row.latest.review_by, row.agreement.pk))
    return render(
        request,
        "register/sharing/agreements.html",
        {
            "in_force": [row for row in rows if row.agreement.ended_on is None],
            "ended": [row for row in rows if row.agreement.ended_on],
            "today": local_date(request.now),
            "may_keep": request.user.may(May.KEEP_AGREEMENTS),
        },
    )


class _Row(NamedTuple):
    agreement: SharingAgreement
    latest: models.AgreementVersion


def _row(agreement: SharingAgreement) -> _Row:
    return _Row(agreement, agreement.latest_version)


@signed_in
def agreement(request: StaffRequest, agreement_id: int) -> HttpResponse:
    """One agreement: the text in force, and every earlier version."""
    found = _found(request, agreement_id)
    versions = found.versions.prefetch_related("agencies").select_related("recorded_by").order_by("-number")
    return render(
        request,
        "register/sharing/agreement.html",
        {
            "agreement": found,
            "versions": versions,
            "today": local_date(request.now),
            "may_keep": _may_change(request, found),
            "back_url": reverse("sharing:agreements"),
            "back_label": "Agreements",
        },
    )


@needs(May.KEEP_AGREEMENTS)
def add(request: StaffRequest) -> HttpResponse:
    def do(form: Any) -> SharingAgreement:
        title, version = form.cleaned_data["title"], form.version()
        return sharing.add_agreement(title=title, version=version, by=request.user, at=request.now)

    return _one_thing(
        request,
        form=Agreement,
        do=do,
        heading="Enter an agreement",
        button="Save the agreement",
        done="Agreement saved",
    )


@needs(May.KEEP_AGREEMENTS)
def new_version(request: StaffRequest, agreement_id: int) -> HttpResponse:
    found = _found(request, agreement_id)
    latest = found.versions.order_by("-number").first()
    initial: dict[str, Any] = {}
    if latest:
        agencies = [agency.pk for agency in latest.agencies.all()]
        initial = {"text": latest.text, "agencies": agencies, "purposes": latest.purposes}

    def do(form: Any) -> SharingAgreement:
        sharing.new_version(agreement=found, version=form.version(), by=request.user, at=request.now)
        return found

    return _one_thing(
        request,
        form=lambda sent: AgreementVersion(sent, initial=initial),
        do=do,
        heading="Enter a new version",
        button="Save the new version",
        done="New version saved",
        about=found,
    )


@needs(May.KEEP_AGREEMENTS)
def end(request: StaffRequest, agreement_id: int) -> HttpResponse:
    found = _found(request, agreement_id)

    def do(form: Any) -> SharingAgreement:
        day = form.cleaned_data["ended_on"]
        return sharing.end_agreement(agreement=found, ended_on=day, by=request.user, at=request.now)

    return _one_thing(
        request,
        form=lambda sent: forms.Ended(sent, today=local_date(request.now)),
        do=do,
        heading="End the agreement",
        button="End the agreement",
        done="Agreement ended. From that day nothing rests on it.",
        about=found,
    )


def _found(request: StaffRequest, agreement_id: int) -> SharingAgreement:
    agreements = SharingAgreement.objects.visible_to(request.user).select_related("kept_by")
    found = agreements.filter(pk=agreement_id).first()
    if found is None:
        raise Http404("No such agreement.")
    return found


def _may_change(request: StaffRequest, found: SharingAgreement) -> bool:
    is_ours = found.kept_by_id == request.user.agency_id
    return request.user.may(May.KEEP_AGREEMENTS) and is_ours and found.ended_on is None


def _one_thing(
    request: StaffRequest,
    *,
    form: Callable[..., Form],
    do: Callable[[Any], SharingAgreement],
    heading: str,
    button: str,
    done: str,
    about: SharingAgreement | None = None,
) -> HttpResponse:
    bound = form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and bound.is_valid():
        try:
            changed = do(bound)
        except Refused as refusal:
            bound.add_error(None, str(refusal))
        else:
            messages.success(request, done)
            return redirect("sharing:agreement", changed.pk)
    back = reverse("sharing:agreement", args=[about.pk]) if about else reverse("sharing:agreements")
    return render(
        request,
        "register/sharing/agreement_form.html",
        {
            "form": bound,
            "heading": heading,
            "button": button,
            "agreement": about,
            "back_url": back,
            "back_label": "Back",
        },
    )

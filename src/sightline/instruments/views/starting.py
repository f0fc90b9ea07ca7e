"""Choosing a tool, and saying which child it is about."""

from typing import Any

from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from sightline.common import audit
from sightline.common.access import Permission, needs
from sightline.common.refusals import Refused
from sightline.common.wording import day, moment
from sightline.instruments import actions, editions, forms
from sightline.instruments.definition import Audience, Questionnaire
from sightline.instruments.models import CompletedTool
from sightline.instruments.views.finding import sent
from sightline.register.models import Child
from sightline.register.request import StaffRequest
from sightline.timescales.zone import local_date

ON_A_PAGE = 25
COLUMNS = [{"label": label} for label in ("Child", "Tool", "Completed", "Result", "By")]
DRAFT_COLUMNS = [{"label": label} for label in ("Child", "Tool", "Last saved", "By")]


@needs(Permission.COMPLETE_SCREENING_TOOLS)
def tools(request: StaffRequest) -> HttpResponse:
    """The tools that may be begun, the drafts of the agency, and what it has completed."""
    audit.listed(request)
    seen = CompletedTool.objects.visible_to(request.user).select_related("child", "author", "agency")
    drafts = seen.drafts().filter(agency_id=request.user.agency_id).order_by("-saved_at")
    page = Paginator(seen.exclude(completed_at=None).order_by("-completed_at"), ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    return render(
        request,
        "instruments/tools.html",
        {
            "offered": editions.all_in_force(local_date(request.now), audience=Audience.PRACTITIONER),
            "draft_columns": DRAFT_COLUMNS,
            "drafts": [_draft_row(tool) for tool in drafts],
            "columns": COLUMNS,
            "completed": [_completed_row(tool) for tool in page],
            "page": page,
            "now": request.now,
        },
    )


def _draft_row(tool: CompletedTool) -> dict[str, Any]:
    return {
        "url": reverse("instruments:tool", args=[tool.pk]),
        "cells": [tool.child_name, editions.edition_of(tool).title, moment(tool.saved_at), tool.author.name],
    }


def _completed_row(tool: CompletedTool) -> dict[str, Any]:
    edition = editions.edition_of(tool)
    band = edition.band(tool.band)
    result: dict[str, Any] = (
        {"text": "", "tags": [{"text": band.label, "colour": band.colour}]} if band else {"text": "Not enough known"}
    )
    if not tool.stands:
        result["hint"] = tool.get_status_display()
    elif tool.is_overridden:
        result["hint"] = "As the practitioner judges"
    return {
        "url": reverse("instruments:result", args=[tool.pk]),
        "cells": [
            tool.child_name,
            edition.title,
            day(tool.completed_on),
            result,
            {"text": tool.author.name, "hint": tool.agency.name},
        ],
    }


@needs(Permission.COMPLETE_SCREENING_TOOLS)
def begin(request: StaffRequest, tool_id: str) -> HttpResponse:
    """Asks which child the tool is about, in the practitioner's words."""
    edition = _offered(request, tool_id)
    form = forms.AboutChild(sent(request), edition=edition, today=local_date(request.now))
    if form.is_valid():
        said = form.cleaned_data
        about = actions.DescribedChild(
            **{name: said[name] for name in ("given_name", "family_name", "born_on", "expected_on")}
        )
        return _begun(request, edition, form, about=about, age_group=said["age_group"])
    return _asked(request, edition, form, heading="Which child is this about?")


@needs(Permission.COMPLETE_SCREENING_TOOLS)
def begin_for(request: StaffRequest, tool_id: str, child_id: int) -> HttpResponse:
    """Begins a tool about a child in the register; asks only for the age where it is not recorded."""
    edition = _offered(request, tool_id)
    child = get_object_or_404(Child.objects.visible_to(request.user), pk=child_id)
    age_is_known = bool(child.born_on or child.expected_on or not edition.age_groups)
    form: Form = Form(request.POST) if age_is_known else forms.AgeGroup(sent(request), edition=edition)
    if request.method == "POST" and form.is_valid():
        return _begun(request, edition, form, about=child, age_group=form.cleaned_data.get("age_group", ""))
    return _asked(request, edition, form, heading=child.name if age_is_known else "How old is the child?", child=child)


def _offered(request: StaffRequest, tool_id: str) -> Questionnaire:
    try:
        edition = editions.in_force(tool_id, local_date(request.now))
    except editions.NoSuchEdition as none:
        raise Http404("No such tool is in use today.") from none
    if edition.is_slot or Audience.PRACTITIONER not in edition.audiences:
        raise Http404("This tool cannot be begun here.")
    return edition


def _begun(
    request: StaffRequest, edition: Questionnaire, form: Form, *, about: Child | actions.DescribedChild, age_group: str
) -> HttpResponse:
    try:
        tool = actions.start(tool_id=edition.id, about=about, age_group=age_group, by=request.user, at=request.now)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        heading = about.name if isinstance(about, Child) else "Which child is this about?"
        return _asked(request, edition, form, heading=heading)
    return redirect("instruments:tool", tool.pk)


def _asked(
    request: StaffRequest, edition: Questionnaire, form: Form, *, heading: str, child: Child | None = None
) -> HttpResponse:
    return render(
        request,
        "instruments/begin.html",
        {
            "edition": edition,
            "form": form,
            "heading": heading,
            "child": child,
            "back_url": reverse("instruments:tools"),
            "back_label": "Back to screening tools",
        },
    )

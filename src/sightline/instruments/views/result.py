"""What a completed tool says, what the practitioner makes of it, and what may be done with it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from sightline.common import audit
from sightline.common.access import Permission, needs
from sightline.common.refusals import Refused
from sightline.instruments import actions, forms
from sightline.instruments.definition import Change, OptionKind, Questionnaire, change, score, within_one
from sightline.instruments.in_words import concerns_by_section, in_full, said_in
from sightline.instruments.models import CompletedTool
from sightline.instruments.views.finding import edition_and_answers, sent, tool_for
from sightline.register.request import StaffRequest

May = Permission
CHANGES = {
    Change.INCREASED: "The concern is higher than then.",
    Change.SAME: "The concern is the same as then.",
    Change.DECREASED: "The concern is lower than then.",
}


@needs(May.COMPLETE_SCREENING_TOOLS, May.VIEW_CONTACTS)
def result(request: StaffRequest, pk: int) -> HttpResponse:
    """The result, what it prompts, and the practitioner's own judgement beside it."""
    tool = tool_for(request, pk)
    if tool.is_draft:
        return redirect("instruments:tool", tool.pk)
    audit.opened(request, tool)
    return render(request, "instruments/result.html", _shown(request, tool))


@needs(May.COMPLETE_SCREENING_TOOLS, May.VIEW_CONTACTS)
def printed(request: StaffRequest, pk: int) -> HttpResponse:
    """Every question and answer with the result, to be read or printed as one piece."""
    tool = tool_for(request, pk)
    audit.opened(request, tool)
    edition, answers = edition_and_answers(tool)
    group = edition.age_group(tool.age_group)
    return render(
        request,
        "instruments/printed.html",
        {
            "tool": tool,
            "edition": edition,
            "age_group": group.label if group else "",
            "computed": edition.band(tool.band_computed),
            "professional": edition.band(tool.band_professional),
            "said": said_in(edition, tool, answers, change=False),
            "back_url": reverse("instruments:tool" if tool.is_draft else "instruments:result", args=[tool.pk]),
            "back_label": "Back to the sections" if tool.is_draft else "Back to the result",
        },
    )


@needs(May.COMPLETE_SCREENING_TOOLS)
@require_POST
def judge(request: StaffRequest, pk: int) -> HttpResponse:
    """Keeps the practitioner's own judgement beside the computed band."""
    tool = tool_for(request, pk)
    edition, _ = edition_and_answers(tool)
    form = _judge_form(request, edition, tool)
    if form.is_valid():
        try:
            actions.judge(
                tool=tool, band=form.cleaned_data["band"], reason=form.reason, by=request.user, at=request.now
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Your judgement is kept beside the tool’s result.")
            return redirect("instruments:result", tool.pk)
    return render(request, "instruments/result.html", {**_shown(request, tool), "form": form})


@needs(May.COMPLETE_SCREENING_TOOLS)
@require_POST
def countersign(request: StaffRequest, pk: int) -> HttpResponse:
    return _done(request, pk, actions.countersign, "Countersigned.")


@needs(May.COMPLETE_SCREENING_TOOLS)
@require_POST
def take_over(request: StaffRequest, pk: int) -> HttpResponse:
    return _done(request, pk, actions.take_over, "You have taken over this draft.")


@needs(May.COMPLETE_SCREENING_TOOLS)
@require_POST
def correct(request: StaffRequest, pk: int) -> HttpResponse:
    return _done(request, pk, actions.correct, "Change what was wrong, then complete the correction.")


@needs(May.COMPLETE_SCREENING_TOOLS)
@require_POST
def again(request: StaffRequest, pk: int) -> HttpResponse:
    return _done(request, pk, actions.screen_again, "A new screening of the same child has begun.")


@needs(May.COMPLETE_SCREENING_TOOLS)
def withdraw(request: StaffRequest, pk: int) -> HttpResponse:
    """Takes back a tool that should not stand, with the reason."""
    tool = tool_for(request, pk)
    if tool.agency_id != request.user.agency_id:
        return redirect("instruments:result", tool.pk)
    form = forms.Withdraw(sent(request))
    if form.is_valid():
        try:
            actions.withdraw(tool=tool, reason=form.cleaned_data["reason"], by=request.user, at=request.now)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Withdrawn. It can still be read, marked as withdrawn.")
            return redirect("instruments:tools")
    edition, _ = edition_and_answers(tool)
    return render(
        request,
        "instruments/withdraw.html",
        {"tool": tool, "edition": edition, "form": form, "back_url": reverse("instruments:tool", args=[tool.pk])},
    )


def _done(request: StaffRequest, pk: int, verb: Callable[..., CompletedTool], said: str) -> HttpResponse:
    tool = tool_for(request, pk)
    try:
        tool = verb(tool=tool, by=request.user, at=request.now)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("instruments:tool", tool.pk)


def _judge_form(request: StaffRequest, edition: Questionnaire, tool: CompletedTool) -> forms.Judge:
    return forms.Judge(
        sent(request),
        bands=within_one(edition.bands, tool.band_computed),
        computed=tool.band_computed,
        initial={"band": tool.band_professional, f"reason_{tool.band_professional}": tool.band_reason},
    )


def _shown(request: StaffRequest, tool: CompletedTool) -> dict[str, Any]:
    edition, answers = edition_and_answers(tool)
    found = score(edition, answers, age_group=tool.age_group)
    group = edition.age_group(tool.age_group)
    may = _may(request, tool)
    return {
        "tool": tool,
        "edition": edition,
        "age_group": group.label if group else "",
        "computed": edition.band(tool.band_computed),
        "professional": edition.band(tool.band_professional),
        "band": edition.band(tool.band),
        "unknown": _unknown(edition, answers, tool),
        "concerns": concerns_by_section(edition, found.by_section),
        "since": _since(edition, tool),
        "later": tool.later.filter(corrects_earlier=True, status=CompletedTool.Status.COMPLETED).first(),
        "may": may,
        "form": _judge_form(request, edition, tool) if may["judge"] and request.method != "POST" else None,
        "back_url": reverse("instruments:tools") if request.user.may(May.COMPLETE_SCREENING_TOOLS) else None,
        "back_label": "Back to screening tools",
    }


def _may(request: StaffRequest, tool: CompletedTool) -> dict[str, bool]:
    """What this person may do with this tool: only to shape the page; the verbs guard themselves."""
    own = tool.agency_id == request.user.agency_id and request.user.may(May.COMPLETE_SCREENING_TOOLS)
    author = own and tool.author_id == request.user.pk
    return {
        "judge": author and tool.stands and tool.countersigned_at is None,
        "countersign": own and not author and tool.stands and tool.countersigned_at is None,
        "change": own and tool.stands,
    }


def _unknown(edition: Questionnaire, answers: dict[str, Any], tool: CompletedTool) -> list[str]:
    found = []
    for question in edition.questions(answers, age_group=tool.age_group):
        option = edition.option(question.item, str(question.answer))
        if option and option.kind is OptionKind.NOT_KNOWN:
            found.append(in_full(question))
    return found


def _since(edition: Questionnaire, tool: CompletedTool) -> dict[str, Any] | None:
    """How the result stands to the earlier screening of the same child, where this one follows it."""
    earlier = tool.earlier
    if earlier is None or tool.corrects_earlier or earlier.tool_id != tool.tool_id:
        return None
    moved = change(edition.bands, earlier=earlier.band, later=tool.band)
    return {"tool": earlier, "band": edition.band(earlier.band), "said": CHANGES[moved] if moved else ""}

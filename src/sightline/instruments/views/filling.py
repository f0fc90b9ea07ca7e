"""Filling in a tool: its sections, the pages of each, and the answers to check before it is completed."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from sightline.common import audit
from sightline.common.access import Permission, needs
from sightline.common.refusals import Refused
from sightline.instruments import actions, forms
from sightline.instruments.definition import Page, Questionnaire, progress, read_answers, score
from sightline.instruments.in_words import STAGES, in_full, page_url, said_in
from sightline.instruments.models import CompletedTool
from sightline.instruments.views.finding import edition_and_answers, page_for, sent, tool_for
from sightline.register.request import StaffRequest
from sightline.timescales.zone import in_london

# More gaps than this are named section by section.
LISTED_ONE_BY_ONE = 8


@needs(Permission.COMPLETE_SCREENING_TOOLS)
def sections(request: StaffRequest, pk: int) -> HttpResponse:
    """The sections of a draft, each with how far it has come. What is completed shows its result instead."""
    tool = tool_for(request, pk)
    if not tool.is_draft:
        return redirect("instruments:result", tool.pk)
    audit.opened(request, tool)
    edition, answers = edition_and_answers(tool)
    group = edition.age_group(tool.age_group)
    tasks = [
        {
            "title": each.section.title,
            "url": page_url(tool, each.page.section, each.page.step),
            "stage": STAGES[each.stage][0],
            "colour": STAGES[each.stage][1],
        }
        for each in progress(edition, answers, age_group=tool.age_group)
    ]
    return render(
        request,
        "instruments/sections.html",
        {
            "tool": tool,
            "edition": edition,
            "age_group": group.label if group else "",
            "tasks": tasks,
            "unfinished": sum(task["stage"] not in ("Completed", "Optional") for task in tasks),
            "is_author": tool.author_id == request.user.pk,
            "back_url": reverse("instruments:tools"),
            "back_label": "Back to screening tools",
        },
    )


@needs(Permission.COMPLETE_SCREENING_TOOLS)
def page(request: StaffRequest, pk: int, section: str, step: int) -> HttpResponse:
    """One page of questions. It saves, and goes on to the next, or back to the sections or to the answers."""
    tool = tool_for(request, pk)
    edition, answers = edition_and_answers(tool)
    here = page_for(edition, tool, answers, section=section, step=step)
    if here is None or not tool.is_draft or tool.author_id != request.user.pk:
        return redirect("instruments:tool", tool.pk)
    whole = "later" not in request.POST
    form = forms.Questions(sent(request), edition=edition, tool=tool, page=here, whole=whole)
    if request.method == "POST":
        went = _saved(request, tool, edition, here, form)
        if went:
            return went
    else:
        audit.opened(request, tool)
    return render(request, "instruments/page.html", {"form": form, **_around(request, edition, tool, answers, here)})


def _saved(
    request: StaffRequest, tool: CompletedTool, edition: Questionnaire, here: Page, form: forms.Questions
) -> HttpResponse | None:
    """Keeps what was sent and says where to go next; None where something has to be put right first."""
    try:
        if not form.is_valid():
            actions.keep_as_typed(tool=tool, answers=form.answers, notes=form.notes, by=request.user, at=request.now)
            return None
        tool = actions.save_answers(tool=tool, answers=form.answers, notes=form.notes, by=request.user, at=request.now)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    if "later" in request.POST:
        messages.success(request, "Saved. Come back to it whenever you are ready.")
        return redirect("instruments:tool", tool.pk)
    return redirect(_next_url(edition, tool, here, checking=request.GET.get("then") == "check"))


def _next_url(edition: Questionnaire, tool: CompletedTool, here: Page, *, checking: bool) -> str:
    answers, _ = read_answers(edition, tool.answers)
    pages = edition.pages(answers, age_group=tool.age_group)
    following = next(iter(pages[pages.index(here) + 1 :]), None)
    if following is None:
        return reverse("instruments:check", args=[tool.pk])
    if not checking:
        return page_url(tool, following.section, following.step)
    missing = score(edition, answers, age_group=tool.age_group).missing
    own = {item.code for item in edition.items(here.section) if edition.step(here.section, item) == following.step}
    if following.section.code == here.section.code and own & set(missing):
        return f"{page_url(tool, following.section, following.step)}?then=check"
    return reverse("instruments:check", args=[tool.pk])


def _around(
    request: StaffRequest, edition: Questionnaire, tool: CompletedTool, answers: dict[str, Any], here: Page
) -> dict[str, Any]:
    """What stands around the questions: which section of how many, the way back, what the answers mean."""
    pages = edition.pages(answers, age_group=tool.age_group)
    place = pages.index(here)
    order = list(dict.fromkeys(each.section.code for each in pages))
    if request.GET.get("then") == "check":
        back = reverse("instruments:check", args=[tool.pk])
    elif place:
        back = page_url(tool, pages[place - 1].section, pages[place - 1].step)
    else:
        back = reverse("instruments:tool", args=[tool.pk])
    scales = {item.scale for item in here.section.items if here.step == 1}
    return {
        "tool": tool,
        "edition": edition,
        "section": here.section,
        "step": here.step,
        "number": order.index(here.section.code) + 1,
        "of": len(order),
        "meanings": [
            option for scale in edition.scales if scale.code in scales for option in scale.options if option.meaning
        ],
        "draft_url": reverse("instruments:typed", args=[tool.pk, here.section.code, here.step]),
        "back_url": back,
    }


@needs(Permission.COMPLETE_SCREENING_TOOLS)
@require_POST
def typed(request: StaffRequest, pk: int, section: str, step: int) -> HttpResponse:
    """Keeps what stands on a page while it is being typed. Asked by the page's script."""
    tool = tool_for(request, pk)
    edition, answers = edition_and_answers(tool)
    here = page_for(edition, tool, answers, section=section, step=step)
    if here is None:
        return JsonResponse({"error": "This page is no longer asked."}, status=409)
    form = forms.Questions(request.POST, edition=edition, tool=tool, page=here, whole=False)
    form.is_valid()
    try:
        actions.keep_as_typed(tool=tool, answers=form.answers, notes=form.notes, by=request.user, at=request.now)
    except Refused as refusal:
        return JsonResponse({"error": str(refusal)}, status=409)
    return JsonResponse({"saved_at": f"{in_london(request.now):%H:%M}"})


@needs(Permission.COMPLETE_SCREENING_TOOLS)
def check(request: StaffRequest, pk: int) -> HttpResponse:
    """All answers, each with a way to change it; sent, it completes the tool."""
    tool = tool_for(request, pk)
    if not tool.is_draft or tool.author_id != request.user.pk:
        return redirect("instruments:tool", tool.pk)
    edition, answers = edition_and_answers(tool)
    result = score(edition, answers, age_group=tool.age_group)
    refused = ""
    if request.method == "POST":
        try:
            actions.complete(tool=tool, by=request.user, at=request.now)
        except actions.Unanswered:
            pass
        except Refused as refusal:
            refused = str(refusal)
        else:
            return redirect("instruments:result", tool.pk)
    else:
        audit.opened(request, tool)
    return render(
        request,
        "instruments/check.html",
        {
            "tool": tool,
            "edition": edition,
            "said": said_in(edition, tool, answers, change=True),
            "missing": len(result.missing),
            "gaps": _gaps(edition, tool, answers, result.missing),
            "refused": refused,
            "has_errors": request.method == "POST",
            "back_url": reverse("instruments:tool", args=[tool.pk]),
            "back_label": "Back to the sections",
        },
    )


def _gaps(
    edition: Questionnaire, tool: CompletedTool, answers: dict[str, Any], missing: tuple[str, ...]
) -> list[dict[str, str]]:
    """Where to go for what is missing: each question, or each section where the questions are too many to list."""
    questions = [each for each in edition.questions(answers, age_group=tool.age_group) if each.item.code in missing]
    if len(questions) > LISTED_ONE_BY_ONE:
        counts = Counter(question.section.code for question in questions)
        return [
            {
                "text": f"{each.section.title}: {counts[each.section.code]} to answer",
                "url": f"{page_url(tool, each.page.section, each.page.step)}?then=check",
            }
            for each in progress(edition, answers, age_group=tool.age_group)
            if counts[each.section.code]
        ]
    return [
        {
            "text": in_full(question),
            "url": f"{page_url(tool, question.section, edition.step(question.section, question.item))}?then=check",
        }
        for question in questions
    ]

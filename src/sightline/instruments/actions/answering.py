"""Answers are given, page by page, and the tool is completed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from sightline.common import audit
from sightline.instruments import editions
from sightline.instruments.actions.holding import held_draft
from sightline.instruments.actions.refusals import NotADraft, NotAnAnswer, Unanswered
from sightline.instruments.definition import read_answers, score
from sightline.instruments.models import CompletedTool
from sightline.register.models import Staff
from sightline.timescales.zone import local_date


@transaction.atomic
def save_answers(
    *,
    tool: CompletedTool,
    answers: Mapping[str, Any],
    notes: Mapping[str, str] | None = None,
    by: Staff,
    at: datetime,
) -> CompletedTool:
    """Keeps the answers of one page (or more) in the draft; an empty one takes back what was answered before.

    Items that are not named stay as they are. Raises NotAnAnswer, naming each item and why; then none is kept.
    """
    tool = _written(tool, answers=answers, notes=notes or {}, by=by, at=at, all_or_none=True)
    audit.record("answered a screening tool", tool, by=by, at=at, fields=[*answers, *(notes or {})])
    return tool


@transaction.atomic
def keep_as_typed(
    *, tool: CompletedTool, answers: Mapping[str, Any], notes: Mapping[str, str], by: Staff, at: datetime
) -> CompletedTool:
    """Keeps what stands on the page while it is being typed, so that nothing is lost; what is not yet an answer waits.

    A draft of a draft: asked every second or so by the page's script, and therefore not audited.
    """
    return _written(tool, answers=answers, notes=notes, by=by, at=at, all_or_none=False)


@transaction.atomic
def complete(*, tool: CompletedTool, by: Staff, at: datetime) -> CompletedTool:
    """Completes the draft: from now on its answers stand, with the version that they answer and what they add up to.

    Answers to questions that are no longer put (an earlier answer was changed) are dropped. A correction takes
    the place of what it corrects. Raises Unanswered, naming what is missing.
    """
    tool = held_draft(tool, by=by)
    edition = editions.edition_of(tool)
    answers, faults = read_answers(edition, tool.answers)
    if faults:
        raise NotAnAnswer(faults)
    result = score(edition, answers, age_group=tool.age_group)
    if not result.complete:
        raise Unanswered(result.missing, [edition.item(code).text for code in result.missing])
    put = [question.item.code for question in edition.questions(answers, age_group=tool.age_group)]
    tool.answers = {code: answers[code] for code in put if code in answers}
    tool.band_computed, tool.score_computed = result.band or "", result.score
    tool.asked, tool.answered, tool.not_known = result.asked, result.answered, result.not_known
    tool.status = CompletedTool.Status.COMPLETED
    tool.completed_at, tool.completed_on = at, local_date(at)
    tool.saved_at = at
    tool.save()
    audit.record("completed a screening tool", tool, by=by, at=at, fields=["status", "band_computed"])
    if tool.corrects_earlier and tool.earlier:
        _replace(tool.earlier, by_correction=tool, by=by, at=at)
    return tool


def _replace(earlier: CompletedTool, *, by_correction: CompletedTool, by: Staff, at: datetime) -> None:
    tool, earlier = by_correction, CompletedTool.objects.select_for_update().get(pk=earlier.pk)
    if not earlier.stands:
        raise NotADraft(
            f"What this corrects no longer stands: {earlier.get_status_display().lower()}. Withdraw this draft."
        )
    earlier.status = CompletedTool.Status.SUPERSEDED
    earlier.save()
    audit.record("replaced a screening tool by its correction", earlier, by=by, at=at, fields=["status"])
    if earlier.shared_with_front_door:
        tool.shared_with_front_door, tool.shared_at = True, at
        tool.save()
        audit.record("sent a screening tool to the front door", tool, by=by, at=at, fields=["shared_with_front_door"])


def _written(
    tool: CompletedTool,
    *,
    answers: Mapping[str, Any],
    notes: Mapping[str, str],
    by: Staff,
    at: datetime,
    all_or_none: bool,
) -> CompletedTool:
    tool = held_draft(tool, by=by)
    edition = editions.edition_of(tool)
    stand, faults = read_answers(edition, answers)
    sections = {section.code for section in edition.sections}
    faults |= {code: "This version has no such section." for code in notes if code not in sections}
    if faults and all_or_none:
        raise NotAnAnswer(faults)
    emptied = {code for code in answers if code not in stand and code not in faults}
    kept = {code: answer for code, answer in tool.answers.items() if code not in emptied}
    tool.answers = {**kept, **stand}
    tool.notes = {
        code: note for code, note in {**tool.notes, **notes}.items() if code in sections and note and note.strip()
    }
    tool.saved_at = at
    tool.save()
    return tool

"""Answers as people read them."""

from datetime import date
from typing import Any

from django.urls import reverse

from sightline.common.wording import day
from sightline.instruments.definition import AnswerType, Option, OptionKind, Question, Questionnaire, Section
from sightline.instruments.models import CompletedTool

STAGES = {
    "NOT_STARTED": ("Not yet started", "blue"),
    "OPTIONAL": ("Optional", "grey"),
    "IN_PROGRESS": ("In progress", "teal"),
    "DONE": ("Completed", ""),
}


def answer_in_words(edition: Questionnaire, question: Question) -> str:
    """An answer in plain English; empty where there is none."""
    answer = question.answer
    if answer is None:
        return ""
    if isinstance(answer, tuple):
        return "\n".join(_label(edition, question, code) for code in answer)
    if question.item.type is AnswerType.DATE and isinstance(answer, str):
        return day(date.fromisoformat(answer))
    return _label(edition, question, str(answer))


def in_full(question: Question) -> str:
    """The question as it is read on its own; a follow-up together with what it follows."""
    if question.item.code in {item.code for item in question.section.items}:
        return question.item.text
    return f"{question.item.hint} {question.item.text}"


def _label(edition: Questionnaire, question: Question, answer: str) -> str:
    option = edition.option(question.item, answer)
    return option.label if option else answer


def said_in(edition: Questionnaire, tool: CompletedTool, answers: Any, *, change: bool) -> list[dict[str, Any]]:
    """Everything that was asked and answered, section by section; with links to change it where `change`."""
    questions = edition.questions(answers, age_group=tool.age_group)
    sections: dict[str, list[dict[str, Any]]] = {}
    for question in questions:
        rows = sections.setdefault(question.section.code, [])
        if question.item.code in {item.code for item in question.section.items}:
            rows.append(_row(edition, tool, question, change=change))
        else:
            # A follow-up stands with the answer that it follows.
            rows[-1]["hint"] = f"{question.item.hint} {_said(edition, question)}"
    return [
        {
            "title": edition.section(code).title,
            "rows": [*rows, *_note_row(tool, edition.section(code), change=change)],
        }
        for code, rows in sections.items()
    ]


def _row(edition: Questionnaire, tool: CompletedTool, question: Question, *, change: bool) -> dict[str, Any]:
    step = edition.step(question.section, question.item)
    return {
        "key": question.item.text,
        "value": _said(edition, question),
        "action": {"url": f"{page_url(tool, question.section, step)}?then=check"} if change else None,
    }


def _said(edition: Questionnaire, question: Question) -> str:
    missing = "Not answered yet" if question.is_missing else "Not answered"
    return answer_in_words(edition, question) or missing


def _note_row(tool: CompletedTool, section: Section, *, change: bool) -> list[dict[str, Any]]:
    if not section.note:
        return []
    return [
        {
            "key": section.note,
            "value": tool.notes.get(section.code) or "Nothing written",
            "action": {"url": f"{page_url(tool, section, 1)}?then=check"} if change else None,
        }
    ]


def page_url(tool: CompletedTool, section: Section, step: int) -> str:
    return reverse("instruments:page", args=[tool.pk, section.code, step])


def concerns_by_section(edition: Questionnaire, counts: Any) -> dict[str, Any] | None:
    """For the scale that the bands count: each section's answers by option; None where nothing is scored on a scale."""
    scale = next((each for each in edition.scales if any(option.score is not None for option in each.options)), None)
    if scale is None:
        return None
    shown = [option for option in scale.options if _is_shown(option)]
    rows = [
        {
            "title": edition.section(code).title,
            "counts": [own.get(scale.code, {}).get(option.code, 0) for option in shown],
        }
        for code, own in counts.items()
        if scale.code in own
    ]
    return {"options": [option.label for option in shown], "rows": rows}


def _is_shown(option: Option) -> bool:
    return option.kind is not OptionKind.NOT_APPLICABLE

"""What the tests of tools share: a screening begun by the school, answered as it commonly is."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from sightline.instruments import actions, editions
from sightline.instruments.definition import AnswerType
from sightline.instruments.models import CompletedTool

WREN = {"given_name": "Wren", "family_name": "Appletree", "born_on": date(2015, 6, 1)}


@pytest.fixture
def a_draft(partnership: Any) -> Callable[..., CompletedTool]:
    """Begins a neglect screening as Sol, the school's safeguarding lead, unless somebody else is named."""

    def begin(by: Any = None, **described: Any) -> CompletedTool:
        by = by or partnership.sol
        partnership.acts(by)
        about = actions.DescribedChild(**{**WREN, **described})
        return actions.start(tool_id="neglect-screening", about=about, by=by, at=partnership.now)

    return begin


@pytest.fixture
def answer_all() -> Callable[..., dict[str, Any]]:
    """Answers to everything that must be answered, with no concern but for what is said otherwise."""

    def answers(tool: CompletedTool, **said: Any) -> dict[str, Any]:
        edition = editions.edition_of(tool)
        found: dict[str, Any] = {}
        for _ in range(3):
            for question in edition.questions({**found, **said}, age_group=tool.age_group):
                if question.required and question.item.code not in said:
                    found[question.item.code] = _an_answer(edition, question)
        return {**found, **said}

    return answers


def _an_answer(edition: Any, question: Any) -> str:
    if question.item.type is AnswerType.TEXT:
        return "Gets up alone and makes breakfast for a sister."
    if question.item.type is AnswerType.YES_NO:
        return "NO"
    return str(edition.options(question.item)[0].code)


@pytest.fixture
def a_completed_tool(
    partnership: Any, a_draft: Callable[..., CompletedTool], answer_all: Callable[..., dict[str, Any]]
) -> Callable[..., CompletedTool]:
    """A completed screening: by Sol, about Wren, with no concern but for what is said otherwise."""

    def completed(by: Any = None, at: Any = None, **said: Any) -> CompletedTool:
        by = by or partnership.sol
        tool = a_draft(by=by)
        return complete(partnership, tool, answer_all(tool, **said), at=at)

    return completed


def complete(partnership: Any, tool: CompletedTool, answers: dict[str, Any], at: Any = None) -> CompletedTool:
    at = at or partnership.now
    actions.save_answers(tool=tool, answers=answers, by=tool.author, at=at)
    return actions.complete(tool=tool, by=tool.author, at=at)

"""What a referrer wrote, section by section: kept as sent, and put together as the text that the front door reads."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Answer:
    """A question as it was asked, and what was answered."""

    question: str
    answer: str


@dataclass(frozen=True)
class Section:
    """Answers under one heading."""

    heading: str
    answers: tuple[Answer, ...]


def section(heading: str, answers: Iterable[tuple[str, str]]) -> Section:
    """A section of the questions that were answered."""
    return Section(heading, tuple(Answer(question, answer) for question, answer in answers if answer.strip()))


def as_sent(sections: Sequence[Section], *, form: str, children: Sequence[str]) -> dict[str, Any]:
    """The sections as a receipt keeps them, with the form they came by and the children as they were named."""
    return {"form": form, "children": list(children), "sections": [asdict(each) for each in sections if each.answers]}


def as_text(sections: Sequence[Section]) -> str:
    """The sections as one plain text: each question in capitals, under it the answer."""
    said = [answer for each in sections for answer in each.answers]
    return "\n\n".join(f"{one.question.upper()}\n{one.answer}" for one in said)

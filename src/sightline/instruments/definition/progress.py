"""How far a respondent has come."""

from dataclasses import dataclass
from enum import StrEnum

from sightline.instruments.definition.questionnaire import Page, Questionnaire
from sightline.instruments.definition.questions import Answers, Section


class Stage(StrEnum):
    """Where one section stands."""

    NOT_STARTED = "NOT_STARTED"
    OPTIONAL = "OPTIONAL"
    IN_PROGRESS = "IN_PROGRESS"
    DONE = "DONE"


@dataclass(frozen=True, slots=True)
class SectionProgress:
    """One section that is put to this respondent, and the page on which to go on with it."""

    section: Section
    stage: Stage
    page: Page


def progress(questionnaire: Questionnaire, answers: Answers, *, age_group: str = "") -> tuple[SectionProgress, ...]:
    """Every section that is put, in order. A section without anything required is done once anything is answered."""
    questions = questionnaire.questions(answers, age_group=age_group)
    found = []
    for section in dict.fromkeys(question.section.code for question in questions):
        own = [question for question in questions if question.section.code == section]
        missing = [question for question in own if question.is_missing]
        first = (missing or own)[0]
        page = Page(first.section, questionnaire.step(first.section, first.item) if missing else 1)
        begun = any(question.answer is not None for question in own)
        if begun:
            stage = Stage.IN_PROGRESS if missing else Stage.DONE
        else:
            stage = Stage.NOT_STARTED if missing else Stage.OPTIONAL
        found.append(SectionProgress(first.section, stage, page))
    return tuple(found)

"""What the answers add up to."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sightline.instruments.definition.bands import band_of
from sightline.instruments.definition.questionnaire import Question, Questionnaire
from sightline.instruments.definition.questions import Answers, Option, OptionKind


@dataclass(frozen=True, slots=True)
class Result:
    """What a questionnaire says of one set of answers. Advice only.

    `band` and `score` are None where nothing is known that could carry them: they are not the lowest band,
    and not zero. `counts` is scale to option to number of answers; `by_section` the same for each section.
    `missing` holds the codes of what still must be answered, in the order in which it is asked.
    """

    band: str | None
    score: int | None
    counts: Mapping[str, Mapping[str, int]]
    by_section: Mapping[str, Mapping[str, Mapping[str, int]]]
    asked: int
    answered: int
    not_known: int
    missing: tuple[str, ...]

    @property
    def complete(self) -> bool:
        return not self.missing


@dataclass(frozen=True, slots=True)
class _Tally:
    score: int | None
    counts: Mapping[str, Mapping[str, int]]


def score(questionnaire: Questionnaire, answers: Answers, *, age_group: str = "") -> Result:
    """Counts and bands the answers to the questions that are put to this respondent.

    "Not known" and "does not apply" are counted as what they are and never as a score of 0.
    """
    questions = questionnaire.questions(answers, age_group=age_group)
    chosen = [(question, option) for question in questions for option in _chosen(questionnaire, question)]
    scores = [option.score for _, option in chosen if option.score is not None]
    tally = _Tally(score=sum(scores) if scores else None, counts=_counts(chosen))
    return Result(
        band=band_of(questionnaire.bands, tally) or None if scores else None,
        score=tally.score,
        counts=tally.counts,
        by_section={
            section: _counts([(question, option) for question, option in chosen if question.section.code == section])
            for section in dict.fromkeys(question.section.code for question in questions)
        },
        asked=len(questions),
        answered=sum(question.answer is not None for question in questions),
        not_known=sum(option.kind is OptionKind.NOT_KNOWN for _, option in chosen),
        missing=tuple(question.item.code for question in questions if question.is_missing),
    )


def _chosen(questionnaire: Questionnaire, question: Question) -> list[Option]:
    codes = question.answer if isinstance(question.answer, tuple) else (question.answer,)
    found = [questionnaire.option(question.item, code) for code in codes if isinstance(code, str)]
    return [option for option in found if option is not None]


def _counts(chosen: list[tuple[Question, Option]]) -> dict[str, dict[str, int]]:
    counted = Counter((question.item.scale, option.code) for question, option in chosen)
    scales: dict[str, dict[str, int]] = {}
    for (scale, code), number in counted.items():
        scales.setdefault(scale, {})[code] = number
    return scales

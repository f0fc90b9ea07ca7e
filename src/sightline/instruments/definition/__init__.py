"""What a questionnaire is and what its answers add up to. Pure: no Django, no clock, no database."""

from sightline.instruments.definition.answers import read_answers
from sightline.instruments.definition.bands import AllOf, AnyOf, Band, Change, Count, ScoreAtLeast, change, within_one
from sightline.instruments.definition.checking import FaultyDefinition, check
from sightline.instruments.definition.progress import SectionProgress, Stage, progress
from sightline.instruments.definition.questionnaire import (
    Audience,
    Evidence,
    Licence,
    Page,
    Question,
    Questionnaire,
)
from sightline.instruments.definition.questions import (
    CODED,
    AgeGroup,
    Answer,
    Answers,
    AnswerType,
    Condition,
    FollowUp,
    Item,
    Operator,
    Option,
    OptionKind,
    Scale,
    Section,
)
from sightline.instruments.definition.reading import load, to_json
from sightline.instruments.definition.scoring import Result, score

__all__ = [
    "CODED",
    "AgeGroup",
    "AllOf",
    "Answer",
    "AnswerType",
    "Answers",
    "AnyOf",
    "Audience",
    "Band",
    "Change",
    "Condition",
    "Count",
    "Evidence",
    "FaultyDefinition",
    "FollowUp",
    "Item",
    "Licence",
    "Operator",
    "Option",
    "OptionKind",
    "Page",
    "Question",
    "Questionnaire",
    "Result",
    "Scale",
    "ScoreAtLeast",
    "Section",
    "SectionProgress",
    "Stage",
    "change",
    "check",
    "load",
    "progress",
    "read_answers",
    "score",
    "to_json",
    "within_one",
]

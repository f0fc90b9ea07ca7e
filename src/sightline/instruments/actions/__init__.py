"""The verbs of questionnaires: the only writers of tools and their answers."""

from sightline.instruments.actions.answering import complete, keep_as_typed, save_answers
from sightline.instruments.actions.judging import countersign, judge, share_with_front_door, withdraw
from sightline.instruments.actions.loading import load_definition
from sightline.instruments.actions.refusals import (
    NotADraft,
    NotAnAnswer,
    NotOffered,
    NotTheAuthor,
    NotYetCompleted,
    OutOfReach,
    OwnWork,
    Unanswered,
    VersionTaken,
    WrongChild,
)
from sightline.instruments.actions.starting import DescribedChild, correct, screen_again, start, take_over

__all__ = [
    "DescribedChild",
    "NotADraft",
    "NotAnAnswer",
    "NotOffered",
    "NotTheAuthor",
    "NotYetCompleted",
    "OutOfReach",
    "OwnWork",
    "Unanswered",
    "VersionTaken",
    "WrongChild",
    "complete",
    "correct",
    "countersign",
    "judge",
    "keep_as_typed",
    "load_definition",
    "save_answers",
    "screen_again",
    "share_with_front_door",
    "start",
    "take_over",
    "withdraw",
]

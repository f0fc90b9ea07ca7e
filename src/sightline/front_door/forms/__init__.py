"""What the front door's pages ask."""

from sightline.front_door.forms.contacts import (
    AnswerCheck,
    AskCheck,
    AttachTool,
    ChildDescribed,
    Correct,
    CorrectDecision,
    Decide,
    DecideTogether,
    Escalate,
    Feedback,
    Filter,
    HandOver,
    Move,
    Note,
    Receive,
    SignOff,
    Triage,
)
from sightline.front_door.forms.ending import Duplicate, Withdraw
from sightline.front_door.forms.siblings import AddChild, Merge, Split

__all__ = [
    "AddChild",
    "AnswerCheck",
    "AskCheck",
    "AttachTool",
    "ChildDescribed",
    "Correct",
    "CorrectDecision",
    "Decide",
    "DecideTogether",
    "Duplicate",
    "Escalate",
    "Feedback",
    "Filter",
    "HandOver",
    "Merge",
    "Move",
    "Note",
    "Receive",
    "SignOff",
    "Split",
    "Triage",
    "Withdraw",
]

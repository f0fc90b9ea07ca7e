"""The verbs of the front door: the only writers of its records."""

from sightline.front_door.actions.answering import acknowledge, record_reply, send_feedback
from sightline.front_door.actions.attaching import attach, attach_to_check, attach_to_referral, withdraw_attachment
from sightline.front_door.actions.batching import BatchRefused, decide_together
from sightline.front_door.actions.checking import answer_check, ask_check, withdraw_check
from sightline.front_door.actions.correcting import correct_contact, correct_decision
from sightline.front_door.actions.deciding import decide, return_decision, sign_off
from sightline.front_door.actions.escalating import escalate
from sightline.front_door.actions.handing_over import hand_over, read_hand_over
from sightline.front_door.actions.matching import link_child, mark_unsure, not_this_child
from sightline.front_door.actions.receiving import ChildInContact, NewContact, receive
from sightline.front_door.actions.refusals import (
    AlreadyDecided,
    CannotBeUndone,
    ChangedMeanwhile,
    ChildNotMatched,
    Impossible,
    Incomplete,
    OpenCase,
    OwnDecision,
)
from sightline.front_door.actions.screening import attach_tool
from sightline.front_door.actions.siblings import add_late_child, merge, split
from sightline.front_door.actions.submitting import read_feedback, reply_to_feedback, submit, submit_public
from sightline.front_door.actions.triaging import (
    add_note,
    mark_duplicate,
    move_to_lane,
    take,
    triage,
    withdraw,
)

__all__ = [
    "AlreadyDecided",
    "BatchRefused",
    "CannotBeUndone",
    "ChangedMeanwhile",
    "ChildInContact",
    "ChildNotMatched",
    "Impossible",
    "Incomplete",
    "NewContact",
    "OpenCase",
    "OwnDecision",
    "acknowledge",
    "add_late_child",
    "add_note",
    "answer_check",
    "ask_check",
    "attach",
    "attach_to_check",
    "attach_to_referral",
    "attach_tool",
    "correct_contact",
    "correct_decision",
    "decide",
    "decide_together",
    "escalate",
    "hand_over",
    "link_child",
    "mark_duplicate",
    "mark_unsure",
    "merge",
    "move_to_lane",
    "not_this_child",
    "read_feedback",
    "read_hand_over",
    "receive",
    "record_reply",
    "reply_to_feedback",
    "return_decision",
    "send_feedback",
    "sign_off",
    "split",
    "submit",
    "submit_public",
    "take",
    "triage",
    "withdraw",
    "withdraw_attachment",
    "withdraw_check",
]

"""The verbs of the front door for many records at once: an extract, an exercise, the demonstration.

Each applies the rules of its single verb to row after row in the order given, with the same words of refusal,
and keeps all or nothing. A row may name who did it and when; otherwise the caller did it now.
"""

from sightline.common.many import Row, RowRefused
from sightline.front_door.actions.bulk.answering import (
    AcknowledgementRow,
    FeedbackRow,
    acknowledge_contacts,
    send_feedback,
)
from sightline.front_door.actions.bulk.bringing_in import (
    ReferralChange,
    ReferralRow,
    change_listed_referrals,
    look_back_again,
    record_referrals,
)
from sightline.front_door.actions.bulk.correcting import ContactChange, correct_listed_contacts
from sightline.front_door.actions.bulk.deciding import DecisionRow, SignOffRow, record_decisions, sign_off_decisions
from sightline.front_door.actions.bulk.receiving import ContactRow, Recorded, record_contacts
from sightline.front_door.actions.bulk.triaging import TriageRow, triage_contacts

__all__ = [
    "AcknowledgementRow",
    "ContactChange",
    "ContactRow",
    "DecisionRow",
    "FeedbackRow",
    "Recorded",
    "ReferralChange",
    "ReferralRow",
    "Row",
    "RowRefused",
    "SignOffRow",
    "TriageRow",
    "acknowledge_contacts",
    "change_listed_referrals",
    "correct_listed_contacts",
    "look_back_again",
    "record_contacts",
    "record_decisions",
    "record_referrals",
    "send_feedback",
    "sign_off_decisions",
    "triage_contacts",
]

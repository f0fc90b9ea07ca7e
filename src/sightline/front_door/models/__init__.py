"""The nouns of the front door."""

from sightline.front_door.models.attachments import Attachment
from sightline.front_door.models.checks import Check
from sightline.front_door.models.contacts import Contact, ContactEvent
from sightline.front_door.models.decisions import Decision, Feedback
from sightline.front_door.models.handover import HandOver
from sightline.front_door.models.notes import ContactNote, Correction
from sightline.front_door.models.offers import EarlyHelpRequest, Referral, StrategyDiscussionRequest
from sightline.front_door.models.submissions import Submission

__all__ = [
    "Attachment",
    "Check",
    "Contact",
    "ContactEvent",
    "ContactNote",
    "Correction",
    "Decision",
    "EarlyHelpRequest",
    "Feedback",
    "HandOver",
    "Referral",
    "StrategyDiscussionRequest",
    "Submission",
]

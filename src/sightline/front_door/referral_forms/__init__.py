"""What the referrers' entrance asks: of professionals who have signed in, and of the public."""

from sightline.front_door.referral_forms.child import Child, Sender
from sightline.front_door.referral_forms.public import AboutMe, AskForReceipt, ChildOfPublic, TellUs
from sightline.front_door.referral_forms.signed_in import (
    About,
    Basis,
    Concern,
    Consent,
    Family,
    Level,
    NeglectTool,
    Reply,
    Wider,
    Worries,
)
from sightline.front_door.referral_forms.wording import answers_in_words

__all__ = [
    "About",
    "AboutMe",
    "AskForReceipt",
    "Basis",
    "Child",
    "ChildOfPublic",
    "Concern",
    "Consent",
    "Family",
    "Level",
    "NeglectTool",
    "Reply",
    "Sender",
    "TellUs",
    "Wider",
    "Worries",
    "answers_in_words",
]

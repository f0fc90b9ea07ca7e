"""One record per child: proposing links between records, deciding about them, and undoing them (rulings S7, S12)."""

from sightline.register.actions.linking.deciding import (
    confirm_link,
    confirm_links,
    postpone_link,
    reject_link,
)
from sightline.register.actions.linking.proposing import LINKING, Proposed, propose_by_hand, propose_links
from sightline.register.actions.linking.refusals import AlreadyDecided, NotTogether, StillRunning
from sightline.register.actions.linking.showing import show_link
from sightline.register.actions.linking.undoing import recall_done, undo_link

__all__ = [
    "LINKING",
    "AlreadyDecided",
    "NotTogether",
    "Proposed",
    "StillRunning",
    "confirm_link",
    "confirm_links",
    "postpone_link",
    "propose_by_hand",
    "propose_links",
    "recall_done",
    "reject_link",
    "show_link",
    "undo_link",
]

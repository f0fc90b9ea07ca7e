"""The clocks that run on a contact, as a page shows them."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sightline.front_door.models.contacts import Contact


@dataclass(frozen=True)
class RunningClock:
    """One stored deadline: what it is for, when it began, when it falls due, when it stopped, and why then."""

    label: str
    due_at: datetime
    began_at: datetime
    basis: str
    stopped_at: datetime | None = None


def clocks_of(contact: "Contact") -> list[RunningClock]:
    """Every clock of the contact, the decision first."""
    clocks = []
    if contact.decide_by:
        clocks.append(
            RunningClock(
                "Decision", contact.decide_by, contact.received_at, contact.decide_basis, stopped_at=contact.decided_at
            )
        )
    if contact.rag_by:
        clocks.append(
            RunningClock(
                f"{contact.get_rag_display()} triage",
                contact.rag_by,
                contact.received_at,
                "Local clock of this priority, in hours from receipt, nights and weekends included.",
                stopped_at=contact.decided_at,
            )
        )
    if contact.feedback_by and contact.decided_at:
        clocks.append(
            RunningClock(
                "Referrer told",
                contact.feedback_by,
                contact.decided_at,
                "1 working day from the decision.",
                stopped_at=contact.feedback_sent_at,
            )
        )
    return clocks


def most_urgent(contact: "Contact") -> RunningClock | None:
    """The clock that matters now: of those still running, the one that falls due first."""
    running = [clock for clock in clocks_of(contact) if clock.stopped_at is None]
    return min(running, key=lambda clock: clock.due_at, default=None)

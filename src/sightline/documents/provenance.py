"""Which dated records a document stands on, and how its own day is written."""

from datetime import date

from sightline.documents.model import Document
from sightline.documents.walk import figures_used

WORDMARK = "Sightline"


def provenance(document: Document) -> str:
    """The line at the foot of every page: the snapshots of the computed figures, or that there are none."""
    snapshots = sorted({figure.snapshot for figure in figures_used(document) if figure.snapshot})
    if not snapshots:
        return day_in_words(document.date)
    noun = "Snapshot" if len(snapshots) == 1 else "Snapshots"
    return f"{noun} {', '.join(snapshots)}"


def day_in_words(day: date) -> str:
    """A date as it is read: 30 September 2023."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

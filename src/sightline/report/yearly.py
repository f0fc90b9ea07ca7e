"""The yearly report as a document: composed from its chapters, bound to one snapshot."""

from sightline.documents.model import Document, Paragraph, Plain
from sightline.indicators.snapshots import Snapshot
from sightline.report.chapters import front_door
from sightline.report.desk import Desk
from sightline.timescales.periods import Period

PUBLISHER = "Safeguarding Children Partnership"


def compose(snapshot: Snapshot, year: Period, *, public: bool = True) -> Document:
    """The report of a reporting year. The same snapshot and code give the same document, byte for byte."""
    desk = Desk(snapshot, year, public=public)
    sections = front_door.chapter(desk)
    return Document(
        title=f"Yearly report {year.label}",
        subtitle="The front door: contacts, decisions and referrals",
        date=snapshot.business_date,
        publisher=PUBLISHER,
        sections=sections,
        figures=desk.notes(),
        notes=(_how_made(snapshot, public=public),),
    )


def _how_made(snapshot: Snapshot, *, public: bool) -> Paragraph:
    hidden = (
        Plain(" Counts of 1 to 5 are hidden, with as many others as protect them; nought is shown.")
        if public
        else " Small numbers are not hidden in this edition: it is not for publication."
    )
    return Paragraph(
        (
            Plain(f"Every figure was computed from snapshot {snapshot.id}, definitions {snapshot.code_version}."),
            " It can be built again from them, byte for byte.",
            hidden,
        )
    )

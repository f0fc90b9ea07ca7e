"""The chapter on the front door: what came, what became of it, how fast, and what is not known."""

from sightline.documents.model import Section
from sightline.report.chapters.front_door import contacts, practice, reconciliation, referrals
from sightline.report.desk import Desk


def chapter(desk: Desk) -> tuple[Section, ...]:
    """The sections of the chapter, every number in them bound."""
    return (
        contacts.section(desk),
        referrals.section(desk),
        practice.decisions(desk),
        practice.levels(desk),
        practice.sharing(desk),
        reconciliation.not_known(desk),
        reconciliation.beside_the_printed_report(desk),
    )

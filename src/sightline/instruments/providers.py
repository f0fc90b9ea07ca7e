"""What screenings add to pages made of many areas: "What needs me" and a child's history."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.urls import reverse

from sightline.common.access import Permission
from sightline.common.providers import ChronologyEntry, NeedsMe, chronology, needs_me
from sightline.instruments import editions
from sightline.instruments.models import CompletedTool
from sightline.register.models import Child, Staff


@needs_me.add
def drafts(*, staff: Staff, now: datetime) -> Iterator[NeedsMe]:
    """The screenings that this person has begun and not completed."""
    if staff.may(Permission.COMPLETE_SCREENING_TOOLS):
        yield NeedsMe(
            title="Screenings to complete",
            count=CompletedTool.objects.visible_to(staff).drafts().filter(author=staff).count(),
            url=reverse("instruments:tools"),
            why="Begun by you and not yet completed",
        )


@chronology.add
def history(*, children: Sequence[Child], since: datetime, staff: Staff) -> Iterator[ChronologyEntry]:
    """The completed screenings of these children since then, those that were withdrawn or corrected left out."""
    names = {child.pk: child.name for child in children}
    tools = CompletedTool.objects.visible_to(staff).standing().filter(child__in=names, completed_at__gte=since)
    for tool in tools.select_related("agency"):
        edition = editions.edition_of(tool)
        band = edition.band(tool.band)
        yield ChronologyEntry(
            at=tool.completed_at or tool.saved_at,
            what=edition.title,
            who=tool.agency.name,
            detail=band.label if band else "Too little known for a result",
            url=reverse("instruments:result", args=[tool.pk]),
            about=names[tool.child_id] if tool.child_id else "",
        )

"""Who has opened a record, and what was refused: the trail as those few may read it (ruling S3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, models

from sightline.common.models import AccessEntry
from sightline.register.models import Child, EmergencyAccess, Staff

WHAT = {"register.Child": "The child’s record", "front_door.Contact": "A contact about the child"}
MOST = 500


@dataclass(frozen=True)
class Opening:
    """One line of the trail: when, who, of which agency, what they did, to what."""

    at: datetime
    who: str
    agency: str
    did: str
    what: str


def may_read(child_id: int) -> bool:
    """Whether the acting person may read who opened this child's record: the database says."""
    with connection.cursor() as cursor:
        cursor.execute("select sightline_reads_trail(%s)", [child_id])
        return bool(cursor.fetchone()[0])


def openings_of(child_id: int) -> list[Opening]:
    """Who opened the child's record or a contact about the child, or was refused it, the latest first."""
    with connection.cursor() as cursor:
        cursor.execute("select sightline_trail_contacts(%s)", [child_id])
        contacts = cursor.fetchone()[0]
    about = models.Q(record_type="register.Child", record_id=child_id)
    about |= models.Q(record_type="front_door.Contact", record_id__in=contacts)
    return _told(AccessEntry.objects.filter(about).order_by("-at", "-recorded_at")[:MOST])


def refusals() -> list[Opening]:
    """What the agency's staff were refused or told is held, and others of its records; the latest first."""
    asked = AccessEntry.objects.filter(kind__in=[AccessEntry.Kind.REFUSED, AccessEntry.Kind.HELD])
    return _told(asked.order_by("-at", "-recorded_at")[:MOST])


def emergencies(staff: Staff) -> Sequence[EmergencyAccess]:
    """The restricted records of the agency that were opened in an emergency, the latest first."""
    found = EmergencyAccess.objects.visible_to(staff).select_related("staff", "restriction__ask", "lead_saw_by")
    return list(found.order_by("-opened_at", "-pk")[:MOST])


def _told(entries: models.QuerySet[AccessEntry]) -> list[Opening]:
    rows = list(entries)
    people = Staff.objects.select_related("agency").in_bulk({row.staff_id for row in rows if row.staff_id})
    told = []
    for row in rows:
        person = people.get(row.staff_id) if row.staff_id else None
        did = f"{row.get_kind_display()}: {row.wanted}" if row.wanted else row.get_kind_display()
        told.append(
            Opening(
                at=row.at,
                who=person.name if person else "Nobody signed in",
                agency=person.agency.name if person else "",
                did=did,
                what=WHAT.get(row.record_type, "") or (row.page.replace("_", " ").replace(":", ": ")),
            )
        )
    return told


def stands_for(child_id: int, staff: Staff) -> Child:
    """The child if the reader may open the record, else a child without a name that stands for the number alone."""
    return Child.objects.visible_to(staff).filter(pk=child_id).first() or Child(pk=child_id)

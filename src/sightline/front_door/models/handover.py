"""What the out-of-hours team hands over in the morning."""

from django.db import models

from sightline.common.access import Record
from sightline.register.models import Agency, Child, Staff


class HandOverQuerySet(models.QuerySet["HandOver"]):
    def visible_to(self, staff: Staff) -> "HandOverQuerySet":
        """What is handed over in the person's own agency, less what is about restricted children."""
        own = self.filter(agency_id__in=staff.agencies_open(Record.CONTACT))
        return own.exclude(child__in=Child.objects.closed_to(staff))

    def unread(self) -> "HandOverQuerySet":
        return self.filter(read_at__isnull=True)


class HandOver(models.Model):
    """One thing the next shift must know: a child seen in the night, a call to return, a promise made."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    contact = models.ForeignKey(
        "front_door.Contact", on_delete=models.PROTECT, null=True, blank=True, related_name="hand_overs"
    )
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    what_happened = models.TextField()
    to_do = models.TextField(blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    read_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = HandOverQuerySet.as_manager()

    class Retention:
        keep = (
            "id",
            "agency",
            "child",
            "contact",
            "written_at",
            "written_by",
            "read_at",
            "read_by",
            "recorded_at",
        )
        remove = ("what_happened", "to_do")

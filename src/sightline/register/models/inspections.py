"""Inspections: for their length alone, an inspector reads what the inspected agency holds."""

from datetime import datetime

from django.db import models

from sightline.common.business_time import Now
from sightline.register.models.agencies import Agency
from sightline.register.models.staff import Staff


class InspectionQuerySet(models.QuerySet["Inspection"]):
    def visible_to(self, staff: Staff) -> "InspectionQuerySet":
        """The inspections of the person's own agency, and those they carry out themselves."""
        return self.filter(models.Q(agency_id=staff.agency_id) | models.Q(inspector=staff))

    def open_now(self) -> "InspectionQuerySet":
        return self.filter(from_at__lte=Now(), to_at__gt=Now(), ended_at__isnull=True)


class Inspection(models.Model):
    """One inspector is let in to read one agency's records, from one moment to another, and no longer."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", help_text="Is inspected")
    inspector = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="inspections")
    authority = models.CharField(max_length=200, help_text="Under which framework or power")
    from_at = models.DateTimeField()
    to_at = models.DateTimeField()
    opened_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = InspectionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(to_at__gt=models.F("from_at")), name="an_inspection_ends"),
        ]

    def is_over(self, moment: datetime) -> bool:
        return self.ended_at is not None or self.to_at <= moment

    class Retention:
        keep = (
            "id",
            "agency",
            "inspector",
            "authority",
            "from_at",
            "to_at",
            "opened_by",
            "opened_at",
            "ended_at",
            "ended_by",
        )

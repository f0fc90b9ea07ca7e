"""The table of what values were before they were changed."""

from django.db import models


class PastValues(models.Model):
    """What one row said before a change, or before it was removed: the old values of the columns that changed.

    Written by triggers (see `history`); the service reads what it may see of the record itself. `was` is cleared
    as the tracked model's own fields are (`history.fates`): all of it here, since it holds what they held.
    """

    class What(models.TextChoices):
        CHANGED = "CHANGED", "Changed"
        REMOVED = "REMOVED", "Removed"

    record_table = models.CharField(max_length=63)
    record_id = models.BigIntegerField()
    what = models.CharField(max_length=7, choices=What)
    was = models.JSONField(help_text="Column to old value")
    staff_id = models.BigIntegerField(null=True)
    agency_id = models.BigIntegerField(null=True)
    purpose = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField(help_text="When it happened, in business time")
    recorded_at = models.DateTimeField()
    written_in = models.BigIntegerField(help_text="The transaction's number, as in the audit entry of the same deed")

    class Meta:
        verbose_name_plural = "past values"
        indexes = [models.Index(fields=["record_table", "record_id"], name="past_values_of_a_record")]

    class Retention:
        keep = (
            "id",
            "record_table",
            "record_id",
            "what",
            "staff_id",
            "agency_id",
            "purpose",
            "at",
            "recorded_at",
            "written_in",
        )
        remove = ("was",)

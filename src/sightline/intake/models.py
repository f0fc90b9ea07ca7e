"""What is remembered of other people's tables: how a sender names its columns, which rows became which records."""

from django.db import models

from sightline.common.access import Record
from sightline.register.models import Agency, Child, Staff


class RememberedMapping(models.Model):
    """One heading of one agency's lists: the column that it stands for."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    format = models.CharField(max_length=20)
    column = models.CharField(max_length=80)
    heading = models.CharField(max_length=200)
    recorded_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "format", "column"], name="one_heading_remembered_for_a_column")
        ]

    class Retention:
        keep = ("id", "agency", "format", "column", "heading", "recorded_by", "recorded_at")


class ExtractRowQuerySet(models.QuerySet["ExtractRow"]):
    def visible_to(self, staff: Staff) -> "ExtractRowQuerySet":
        """Rows of the person's own agency about children whose record they may open."""
        return self.filter(agency_id__in=staff.agencies_open(Record.CHILD), child__in=Child.objects.visible_to(staff))

    def absent(self) -> "ExtractRowQuerySet":
        """Those that a later extract lacks, the ones found last first."""
        return self.filter(absent_since__isnull=False).order_by("-absent_since", "list_name", "-happened_on", "pk")

    def of(self, format: str, list_name: str) -> "ExtractRowQuerySet":  # noqa: A002 - what it is called
        return self.filter(format=format, list_name=list_name)


class ExtractRow(models.Model):
    """One row of another system's list, as it was last read, and the record that it became.

    A row is known again by the child, the day of the event, the source and its ordinal among those that agree in
    all three (ruling R8). A row that a later extract of the same window lacks is flagged, never deleted.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    format = models.CharField(max_length=20)
    list_name = models.CharField(max_length=20)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    happened_on = models.DateField()
    source = models.CharField(max_length=20)
    ordinal = models.PositiveSmallIntegerField()
    record_id = models.BigIntegerField(help_text="The record that the row became, by the format's own kind of record")
    values = models.JSONField(help_text="The row by column, as understood")
    read_at = models.DateTimeField(help_text="When it was first read, or last said something new")
    absent_since = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = ExtractRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "format", "list_name", "child", "happened_on", "source", "ordinal"],
                name="a_row_of_an_extract_is_kept_once",
                # A correction may exchange the places of two rows; what counts is how they end.
                deferrable=models.Deferrable.DEFERRED,
            )
        ]

    class Retention:
        keep = (
            "id",
            "agency",
            "format",
            "list_name",
            "child",
            "source",
            "ordinal",
            "record_id",
            "read_at",
            "absent_since",
            "recorded_by",
            "recorded_at",
        )
        scrub = ("happened_on",)
        remove = ("values",)

"""When a record's time is over: legal holds, runs prepared and released, and what was done under which rule."""

from typing import Any, Self

from django.db import models

from sightline.common.access import Permission
from sightline.register.models.agencies import Agency
from sightline.register.models.children import Child
from sightline.register.models.staff import Staff


class LeadsQuerySet(models.QuerySet[Any]):
    def visible_to(self, staff: Staff) -> Self:
        """What the data protection lead of the agency runs."""
        if not staff.may(Permission.RUN_RETENTION):
            return self.none()
        return self.filter(agency_id=staff.agency_id)


class LegalHoldQuerySet(LeadsQuerySet):
    def in_force(self) -> Self:
        return self.filter(ended_at__isnull=True)


class LegalHold(models.Model):
    """Nothing of this child's record may go: an inquiry, a claim or a court has need of it."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="legal_holds")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=400)
    placed_at = models.DateTimeField()
    placed_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_because = models.CharField(max_length=400, blank=True)

    objects = LegalHoldQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True) | models.Q(ended_at__gte=models.F("placed_at")),
                name="a_hold_ends_after_it_is_placed",
            )
        ]

    class Retention:
        keep = ("id", "child", "agency", "placed_at", "placed_by", "ended_at", "ended_by")
        remove = ("reason", "ended_because")


class RetentionRun(models.Model):
    """One run: asked for, prepared by the system, released by a person, carried out child by child, certified."""

    class State(models.TextChoices):
        ASKED = "ASKED", "Being prepared"
        PREPARED = "PREPARED", "Waits to be released"
        RELEASED = "RELEASED", "Released; being carried out"
        DONE = "DONE", "Done"
        DROPPED = "DROPPED", "Dropped; nothing was removed"

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    certificate_hash = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the certificate's facts")

    objects = LeadsQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["ASKED", "PREPARED", "DROPPED"])
                | models.Q(released_by__isnull=False, released_at__isnull=False),
                name="nothing_goes_unless_a_person_released_it",
            )
        ]

    class Retention:
        keep = (
            "id",
            "agency",
            "state",
            "asked_at",
            "asked_by",
            "prepared_at",
            "released_at",
            "released_by",
            "done_at",
            "certificate_hash",
        )


class RetentionLine(models.Model):
    """One child on a run: under which rule their record's time is over, since when, and what became of it."""

    class Outcome(models.TextChoices):
        REMOVED = "REMOVED", "Removed"
        HELD = "HELD", "Kept: a legal hold"
        NO_LONGER_DUE = "NO_LONGER_DUE", "Kept: its time is no longer over"

    run = models.ForeignKey(RetentionRun, on_delete=models.PROTECT, related_name="lines")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="retention_lines")
    rule = models.CharField(max_length=40)
    rule_version = models.CharField(max_length=60)
    over_on = models.DateField(help_text="The last day for which the rule kept the record")
    records = models.PositiveIntegerField(default=0, help_text="Records that were cleared")
    outcome = models.CharField(max_length=13, choices=Outcome, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = LeadsQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "child"], name="a_child_once_on_a_run")]
        indexes = [models.Index(fields=["child", "outcome"], name="what_retention_did_to_a_child")]

    class Retention:
        keep = (
            "id",
            "run",
            "agency",
            "child",
            "rule",
            "rule_version",
            "over_on",
            "records",
            "outcome",
            "done_at",
        )

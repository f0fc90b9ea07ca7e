"""A change of worker, told to everybody who is involved with the child."""

from django.db import models

from sightline.common.access import Permission
from sightline.register.models.agencies import Agency
from sightline.register.models.children import Child
from sightline.register.models.involvements import Involvement
from sightline.register.models.staff import Staff


class WorkerChange(models.Model):
    """Somebody else works with the child from now on: who did, who does, and how to reach them."""

    class Kind(models.TextChoices):
        STARTED = "STARTED", "A worker starts"
        CHANGED = "CHANGED", "The worker changes"
        ENDED = "ENDED", "The work ends"

    involvement = models.ForeignKey(Involvement, on_delete=models.CASCADE, related_name="changes")
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="worker_changes")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    worker_before = models.CharField(max_length=120, blank=True)
    worker_now = models.CharField(max_length=120, blank=True)
    team_now = models.CharField(max_length=80, blank=True)
    telephone_now = models.CharField(max_length=30, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    class Retention:
        keep = (
            "id",
            "involvement",
            "child",
            "agency",
            "kind",
            "worker_before",
            "worker_now",
            "team_now",
            "telephone_now",
            "at",
            "by",
        )


class WorkerChangeTellingQuerySet(models.QuerySet["WorkerChangeTelling"]):
    def visible_to(self, staff: Staff) -> "WorkerChangeTellingQuerySet":
        """What the person was told; and, for who answers for their agency's safeguarding, what the agency was told."""
        told = models.Q(staff=staff)
        if staff.may(Permission.ANSWER_CHECKS):
            told |= models.Q(staff=None, agency_id=staff.agency_id)
        return self.filter(told)

    def unseen(self) -> "WorkerChangeTellingQuerySet":
        return self.filter(seen_at__isnull=True)


class WorkerChangeTelling(models.Model):
    """One person, or one agency's safeguarding leads, told of a change of worker; and when they saw it."""

    change = models.ForeignKey(WorkerChange, on_delete=models.CASCADE, related_name="told")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", help_text="Is told")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    # As in a check: whom it is about and what changed, since the agency told may not open the child's record.
    about_name = models.CharField(max_length=170)
    telling = models.CharField(max_length=400)
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = WorkerChangeTellingQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["agency", "seen_at"])]

    class Retention:
        keep = ("id", "change", "agency", "staff", "at", "seen_at", "seen_by")
        remove = ("about_name", "telling")

"""What a referrer sent and what they may know of it: their receipt, its status, their feedback."""

from django.db import models

from sightline.common.access import Reach, Record
from sightline.front_door.models.contacts import ContactEvent
from sightline.register.models import Agency, Staff


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def visible_to(self, staff: Staff) -> "SubmissionQuerySet":
        """What the person's own agency sent."""
        sent = models.Q(agency_id__in=staff.agencies_within(Record.CONTACT, Reach.OWN))
        return self.filter(sent | models.Q(submitted_by=staff))


class Submission(models.Model):
    """A referrer's receipt: the narrow window through which an agency sees its own contact and its outcome.

    `agency` is the referrer's; null where a member of the public wrote. The public reads theirs with a
    reference and a code that only they were shown.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    event = models.OneToOneField(ContactEvent, on_delete=models.PROTECT, related_name="submission")
    reference = models.CharField(max_length=12, unique=True)
    code_hash = models.CharField(max_length=64, blank=True, help_text="Of the code shown to a member of the public")
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sent = models.JSONField(help_text="What was sent, word for word")
    children = models.PositiveSmallIntegerField()
    acknowledge_by = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    taken_up_at = models.DateTimeField(null=True, blank=True, help_text="When the front door began to look into it")
    decided_at = models.DateTimeField(null=True, blank=True)
    feedback = models.JSONField(default=list, help_text="What the referrer was told, child by child")
    feedback_sent_at = models.DateTimeField(null=True, blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Retention:
        keep = (
            "id",
            "agency",
            "event",
            "reference",
            "code_hash",
            "submitted_at",
            "submitted_by",
            "children",
            "acknowledge_by",
            "acknowledged_at",
            "taken_up_at",
            "decided_at",
            "feedback_sent_at",
        )
        remove = ("sent", "feedback")

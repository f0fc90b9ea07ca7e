"""Files that hang on what the front door keeps: on a communication it received, or on a check it asked."""

from django.db import models

from sightline.common.access import Permission, Reach, Record
from sightline.common.models import StoredFile
from sightline.front_door.models.checks import Check
from sightline.front_door.models.contacts import Contact, ContactEvent
from sightline.front_door.models.submissions import Submission
from sightline.register.models import Agency, Staff


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def visible_to(self, staff: Staff) -> "AttachmentQuerySet":
        """As the record it hangs on: the contact, the check for the agency asked, the receipt for whoever sent it."""
        seen = models.Q(pk__in=[])
        if staff.may(Permission.VIEW_CONTACTS):
            contacts = Contact.objects.visible_to(staff)
            seen |= models.Q(event_id__in=contacts.values("event_id"))
            seen |= models.Q(event_id__in=contacts.exclude(came_in=None).values("came_in_id"))
            seen |= models.Q(
                about_check_id__in=Check.objects.visible_to(staff).filter(contact__in=contacts).values("pk")
            )
        if staff.may(Permission.ANSWER_CHECKS):
            asked = Check.objects.visible_to(staff).asked_of(staff.agency_id)
            seen |= models.Q(about_check_id__in=asked.values("pk"))
        if staff.may(Permission.SUBMIT_REFERRALS):
            own = staff.agencies_within(Record.CONTACT, Reach.OWN)
            seen |= models.Q(submission__agency_id__in=own)
        return self.filter(seen)

    def in_place(self) -> "AttachmentQuerySet":
        return self.filter(withdrawn_at=None)

    def for_a_list(self) -> "AttachmentQuerySet":
        return self.select_related("file", "attached_by__agency", "withdrawn_by").order_by("pk")


class Attachment(models.Model):
    """One file on one record. Withdrawn, it is shown no more; that it was there, and why it went, stays.

    What came with a referral names its receipt too, where the sender sees their own files.
    """

    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", help_text="Holds the front door")
    event = models.ForeignKey(ContactEvent, on_delete=models.PROTECT, null=True, blank=True, related_name="attachments")
    about_check = models.ForeignKey(Check, on_delete=models.PROTECT, null=True, blank=True, related_name="attachments")
    submission = models.ForeignKey(
        Submission, on_delete=models.PROTECT, null=True, blank=True, related_name="attachments"
    )
    attached_at = models.DateTimeField()
    attached_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_reason = models.CharField(max_length=400, blank=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(event__isnull=False, about_check__isnull=True)
                | models.Q(event__isnull=True, about_check__isnull=False, submission__isnull=True),
                name="a_file_hangs_on_one_record",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True)
                | (models.Q(withdrawn_by__isnull=False) & ~models.Q(withdrawn_reason="")),
                name="a_withdrawn_file_says_by_whom_and_why",
            ),
        ]

    class Retention:
        keep = (
            "id",
            "file",
            "agency",
            "event",
            "about_check",
            "submission",
            "attached_at",
            "attached_by",
            "withdrawn_at",
            "withdrawn_by",
        )
        remove = ("withdrawn_reason",)

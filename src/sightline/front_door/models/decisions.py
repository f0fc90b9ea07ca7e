"""What was decided about a contact, and what the referrer was told."""

from django.db import models

from sightline.front_door import codes
from sightline.front_door.models.contacts import Contact
from sightline.register.models import Agency, Staff


class Decision(models.Model):
    """One decision on one contact. A mistake is put right by a later decision that says why; none is changed."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="decisions")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(help_text="1 for the first decision, 2 for its correction, …")
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    outcome = models.CharField(max_length=24, choices=codes.Outcome)
    level_concluded = models.CharField(max_length=2, blank=True)
    alteration = models.CharField(max_length=14, choices=codes.Alteration)
    alteration_reason = models.CharField(max_length=20, choices=codes.AlterationReason, blank=True)
    rationale = models.TextField(help_text="What we are worried about, and why this outcome")
    working_well = models.TextField(blank=True)
    lived_experience = models.TextField(help_text="What life is like for the child")
    history_considered = models.BooleanField()
    earlier_nfas_seen = models.PositiveSmallIntegerField(null=True, blank=True)
    neglect_tool = models.CharField(max_length=14, choices=codes.NeglectTool)
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    correction_reason = models.CharField(max_length=400, blank=True)
    sign_off = models.CharField(max_length=10, choices=codes.SignOff, default=codes.SignOff.NOT_NEEDED)
    signed_off_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    signed_off_at = models.DateTimeField(null=True, blank=True)
    sign_off_note = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contact", "number"], name="decisions_of_a_contact_are_numbered"),
            models.CheckConstraint(
                condition=~models.Q(signed_off_by=models.F("decided_by")) | models.Q(signed_off_by__isnull=True),
                name="nobody_signs_off_their_own_decision",
            ),
            models.CheckConstraint(
                condition=~models.Q(sign_off="SIGNED_OFF")
                | (models.Q(signed_off_by__isnull=False) & models.Q(signed_off_at__isnull=False)),
                name="a_signed_off_decision_says_by_whom_and_when",
            ),
            models.CheckConstraint(
                condition=models.Q(corrects__isnull=True) | ~models.Q(correction_reason=""),
                name="a_correction_gives_its_reason",
            ),
        ]

    class Retention:
        keep = (
            "id",
            "contact",
            "agency",
            "number",
            "decided_at",
            "decided_by",
            "recorded_at",
            "outcome",
            "level_concluded",
            "alteration",
            "alteration_reason",
            "history_considered",
            "earlier_nfas_seen",
            "neglect_tool",
            "corrects",
            "sign_off",
            "signed_off_by",
            "signed_off_at",
        )
        remove = ("rationale", "working_well", "lived_experience", "correction_reason", "sign_off_note")


class Feedback(models.Model):
    """What a referrer was told about the outcome, and what they said to it."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="feedback")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    method = models.CharField(max_length=10, choices=codes.FeedbackMethod)
    text = models.TextField()
    reply = models.CharField(max_length=10, choices=codes.Reply, default=codes.Reply.NONE_YET)
    reply_text = models.TextField(blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "feedback"

    class Retention:
        keep = (
            "id",
            "contact",
            "agency",
            "sent_at",
            "sent_by",
            "recorded_at",
            "method",
            "reply",
            "replied_at",
        )
        remove = ("text", "reply_text")

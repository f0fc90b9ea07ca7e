"""Questionnaires that a partnership has loaded itself, and tools as they were answered."""

from datetime import date

from django.db import models

from sightline.common.access import Reach, Record
from sightline.register.models import Agency, Child, Staff


class LocalDefinition(models.Model):
    """One version of a questionnaire of the partnership's own, or of a licensed one, as its file defines it.

    Never changed once loaded, since answers refer to it. A new version takes over from its first day in force.
    """

    tool_id = models.CharField(max_length=60)
    tool_version = models.CharField(max_length=20)
    definition = models.JSONField(help_text="As the file holds it")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", help_text="Whose staff loaded it")
    loaded_at = models.DateTimeField()
    loaded_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tool_id", "tool_version"], name="a_version_of_a_tool_is_loaded_once")
        ]

    class Retention:
        keep = ("id", "tool_id", "tool_version", "definition", "agency", "loaded_at", "loaded_by", "recorded_at")


class CompletedToolQuerySet(models.QuerySet["CompletedTool"]):
    def visible_to(self, staff: Staff) -> "CompletedToolQuerySet":
        """The tools of the person's own agency, and at the front door those that came with a contact.

        Less those about restricted children on whose record the person is not named.
        """
        all_of = staff.agencies_open(Record.SCREENING)
        own = staff.agencies_within(Record.SCREENING, Reach.OWN)
        seen = models.Q(agency_id__in={*all_of, *own}) | models.Q(author=staff)
        sent = models.Q(shared_with_front_door=True) & ~models.Q(status=CompletedTool.Status.DRAFT)
        if Agency.objects.filter(pk__in=all_of, holds_front_door=True).exists():
            seen |= sent
        return self.filter(seen).exclude(child_id__in=Child.objects.closed_to(staff).values("pk"))

    def drafts(self) -> "CompletedToolQuerySet":
        return self.filter(status=CompletedTool.Status.DRAFT)

    def standing(self) -> "CompletedToolQuerySet":
        """Completed, and neither corrected nor withdrawn since."""
        return self.filter(status=CompletedTool.Status.COMPLETED)

    def awaiting_countersignature(self) -> "CompletedToolQuerySet":
        return self.standing().filter(countersigned_at=None)


class CompletedTool(models.Model):
    """One screening tool about one child: its answers as given, and the version of the tool that they answer.

    The child is found in the register, or described where the agency keeps no register here. The computed
    band and the practitioner's own judgement stand beside each other; neither replaces the other.
    """

    class Status(models.TextChoices):
        DRAFT = "DRAFT", "Draft"
        COMPLETED = "COMPLETED", "Completed"
        SUPERSEDED = "SUPERSEDED", "Corrected by a later one"
        WITHDRAWN = "WITHDRAWN", "Withdrawn"

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", help_text="The author's")
    tool_id = models.CharField(max_length=60)
    tool_version = models.CharField(max_length=20, help_text="The version in force on the day it was begun")
    age_group = models.CharField(max_length=20, blank=True)

    child = models.ForeignKey(Child, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    described_given_name = models.CharField(max_length=80, blank=True)
    described_family_name = models.CharField(max_length=80, blank=True)
    described_born_on = models.DateField(null=True, blank=True)
    described_expected_on = models.DateField(null=True, blank=True)

    answers = models.JSONField(default=dict, help_text="Item code to what was answered")
    notes = models.JSONField(default=dict, help_text="Section code to what was seen or heard")
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    author = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True, blank=True)
    completed_on = models.DateField(null=True, blank=True, help_text="The day of completion in London")

    band_computed = models.CharField(max_length=20, blank=True, help_text="Empty where too little is known")
    score_computed = models.IntegerField(null=True, blank=True)
    asked = models.PositiveSmallIntegerField(null=True, blank=True)
    answered = models.PositiveSmallIntegerField(null=True, blank=True)
    not_known = models.PositiveSmallIntegerField(null=True, blank=True)
    band_professional = models.CharField(max_length=20, blank=True)
    band_reason = models.TextField(blank=True)
    judged_at = models.DateTimeField(null=True, blank=True)

    countersigned_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    countersigned_at = models.DateTimeField(null=True, blank=True)
    shared_with_front_door = models.BooleanField(default=False)
    shared_at = models.DateTimeField(null=True, blank=True)
    earlier = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="later")
    corrects_earlier = models.BooleanField(default=False)
    withdrawn_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = CompletedToolQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["agency", "status"]), models.Index(fields=["completed_on"])]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status__in=["COMPLETED", "SUPERSEDED"])
                | models.Q(completed_at__isnull=False, completed_on__isnull=False),
                name="a_completed_tool_says_when",
            ),
            models.CheckConstraint(
                condition=models.Q(completed_at__isnull=True) | models.Q(completed_at__gte=models.F("begun_at")),
                name="a_tool_is_completed_after_it_is_begun",
            ),
            models.CheckConstraint(
                condition=models.Q(countersigned_by__isnull=True) | ~models.Q(countersigned_by=models.F("author")),
                name="nobody_countersigns_their_own_tool",
            ),
            models.CheckConstraint(
                condition=models.Q(corrects_earlier=False) | models.Q(earlier__isnull=False),
                name="a_correction_says_of_what",
            ),
        ]

    class Retention:
        keep = (
            "id",
            "agency",
            "tool_id",
            "tool_version",
            "age_group",
            "child",
            "status",
            "author",
            "begun_at",
            "saved_at",
            "completed_at",
            "completed_on",
            "band_computed",
            "score_computed",
            "asked",
            "answered",
            "not_known",
            "band_professional",
            "judged_at",
            "countersigned_by",
            "countersigned_at",
            "shared_with_front_door",
            "shared_at",
            "earlier",
            "corrects_earlier",
            "withdrawn_by",
            "withdrawn_at",
            "recorded_at",
        )
        scrub = ("described_born_on", "described_expected_on")
        remove = (
            "described_given_name",
            "described_family_name",
            "answers",
            "notes",
            "band_reason",
            "withdrawn_reason",
        )

    @property
    def child_name(self) -> str:
        """The child's name as the register has it, else as described."""
        if self.child:
            return self.child.name
        described = f"{self.described_given_name} {self.described_family_name}".strip()
        if not self.described_given_name and self.described_expected_on:
            return f"Unborn {self.described_family_name}".strip()
        return described or "Name not given"

    @property
    def born_on(self) -> date | None:
        return self.child.born_on if self.child else self.described_born_on

    @property
    def expected_on(self) -> date | None:
        return self.child.expected_on if self.child else self.described_expected_on

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT

    @property
    def stands(self) -> bool:
        return self.status == self.Status.COMPLETED

    @property
    def band(self) -> str:
        """The band that stands: the practitioner's where they judged otherwise, else the computed one."""
        return self.band_professional or self.band_computed

    @property
    def is_overridden(self) -> bool:
        return bool(self.band_professional) and self.band_professional != self.band_computed

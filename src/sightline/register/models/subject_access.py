"""What is held about a person, asked for by that person: prepared by the system, judged and released by people."""

from typing import Any, Self

from django.apps import apps
from django.db import models

from sightline.common.access import Permission
from sightline.register.models.agencies import Agency
from sightline.register.models.children import Child
from sightline.register.models.staff import Staff


class SubjectAccessQuerySet(models.QuerySet[Any]):
    def visible_to(self, staff: Staff) -> Self:
        """What the data protection leads of the agency answer, less about restricted children closed to this one."""
        if not staff.may(Permission.RELEASE_TO_SUBJECTS):
            return self.none()
        closed = Child.objects.closed_to(staff).values("pk")
        about = "request__child_id__in" if self.model is SubjectAccessItem else "child_id__in"
        return self.filter(agency_id=staff.agency_id).exclude(**{about: closed})


class SubjectAccessRequest(models.Model):
    """One request for what is held about a child (UK GDPR, article 15), and how far its answer is."""

    class State(models.TextChoices):
        ASKED = "ASKED", "Being prepared"
        PREPARED = "PREPARED", "Waits for every record to be judged"
        RELEASED = "RELEASED", "Released"

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="subject_access_requests")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    asked_for_by = models.CharField(max_length=120, help_text="The person, or whoever acts for them")
    identity_checked = models.CharField(max_length=200, help_text="How we know that it is they")
    received_at = models.DateTimeField()
    due_at = models.DateTimeField()
    rule = models.CharField(max_length=40)
    rule_version = models.CharField(max_length=60)
    basis = models.CharField(max_length=400)
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    recorded_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    package_hash = models.CharField(max_length=64, blank=True)

    objects = SubjectAccessQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(released_by__isnull=True) | ~models.Q(released_by=models.F("recorded_by")),
                name="a_package_is_released_by_another",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="RELEASED") | models.Q(released_by__isnull=False),
                name="a_package_never_goes_by_itself",
            ),
        ]

    class Retention:
        keep = (
            "id",
            "child",
            "agency",
            "received_at",
            "due_at",
            "rule",
            "rule_version",
            "basis",
            "state",
            "recorded_by",
            "prepared_at",
            "released_at",
            "released_by",
            "package_hash",
        )
        remove = ("asked_for_by", "identity_checked")


class SubjectAccessItem(models.Model):
    """One record of the package, as it was when it was prepared, and what was judged about it."""

    class Verdict(models.TextChoices):
        RELEASE = "RELEASE", "Release as it stands"
        REDACT = "REDACT", "Release without the passages about others"
        WITHHOLD = "WITHHOLD", "Withhold"

    request = models.ForeignKey(SubjectAccessRequest, on_delete=models.PROTECT, related_name="items")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    record_type = models.CharField(max_length=80)
    record_id = models.BigIntegerField()
    values = models.JSONField(help_text="Field to value, in words")
    redacted = models.JSONField(default=list, blank=True, help_text="Fields left out")
    about_others = models.BooleanField(help_text="Other people stand in it")
    verdict = models.CharField(max_length=8, choices=Verdict, blank=True)
    reason = models.CharField(max_length=400, blank=True)
    serious_harm = models.BooleanField(null=True, help_text="Would release be likely to cause serious harm?")
    judged_at = models.DateTimeField(null=True, blank=True)
    judged_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = SubjectAccessQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "record_type", "record_id"], name="a_record_once_in_a_package"),
            models.CheckConstraint(
                condition=models.Q(verdict__in=["", "RELEASE"]) | ~models.Q(reason=""),
                name="what_is_not_released_has_a_reason",
            ),
            models.CheckConstraint(
                condition=~models.Q(serious_harm=True) | models.Q(verdict__in=["", "WITHHOLD", "REDACT"]),
                name="what_would_harm_is_not_released_whole",
            ),
        ]

    class Retention:
        keep = (
            "id",
            "request",
            "agency",
            "record_type",
            "record_id",
            "about_others",
            "verdict",
            "serious_harm",
            "judged_at",
            "judged_by",
        )
        remove = ("values", "redacted", "reason")

    @property
    def title(self) -> str:
        """The kind of record in plain words, and its number."""
        name = str(apps.get_model(self.record_type)._meta.verbose_name)
        return f"{name[:1].upper()}{name[1:]} {self.record_id}"

"""What every area needs kept: the audit, the trail of reading, drafts, the business clock, the pseudonym key."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models


class AuditEntry(models.Model):
    """One thing that was done: who, when, which verb, to which record, which fields. Never the values.

    Written in the transaction of the change itself, so that neither stands without the other.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    at = models.DateTimeField(help_text="When it happened, in business time")
    recorded_at = models.DateTimeField(auto_now_add=True)
    staff_id = models.BigIntegerField(null=True)
    agency_id = models.BigIntegerField(null=True)
    verb = models.CharField(max_length=80)
    record_type = models.CharField(max_length=80)
    record_id = models.BigIntegerField()
    fields = ArrayField(models.CharField(max_length=80), default=list)
    purpose = models.CharField(max_length=80, blank=True)

    class Meta:
        indexes = [models.Index(fields=["record_type", "record_id"])]

    class Retention:
        keep = (
            "id",
            "at",
            "recorded_at",
            "staff_id",
            "agency_id",
            "verb",
            "record_type",
            "record_id",
            "fields",
            "purpose",
        )


class AccessEntry(models.Model):
    """One record that was opened, one search that was run, or one request that was refused.

    Written on a connection of its own, so that a request that fails later still leaves its trace.
    """

    class Kind(models.TextChoices):
        OPENED = "OPENED", "Record opened"
        LISTED = "LISTED", "List shown"
        SEARCHED = "SEARCHED", "Search run"
        EXPORTED = "EXPORTED", "List taken as a file"
        REFUSED = "REFUSED", "Request refused"
        HELD = "HELD", "Told that a record is held and whom to ring"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    staff_id = models.BigIntegerField(null=True)
    agency_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=10, choices=Kind)
    page = models.CharField(max_length=120)
    record_type = models.CharField(max_length=80, blank=True)
    record_id = models.BigIntegerField(null=True)
    wanted = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["record_type", "record_id"])]

    class Retention:
        keep = (
            "id",
            "at",
            "recorded_at",
            "staff_id",
            "agency_id",
            "kind",
            "page",
            "record_type",
            "record_id",
            "wanted",
        )


class Draft(models.Model):
    """What a person has typed into a form and not yet sent. Seen by that person alone."""

    staff_id = models.BigIntegerField()
    form = models.CharField(max_length=120, help_text="The page the form stands on")
    answers = models.JSONField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["staff_id", "form"], name="one_draft_per_person_and_form")]

    class Retention:
        keep = ("id", "staff_id", "form", "saved_at")
        remove = ("answers",)


class PostedOnce(models.Model):
    """The mark of a form that has been sent, so that a second press of the button does nothing twice."""

    token = models.UUIDField(unique=True)
    staff_id = models.BigIntegerField(null=True)
    went_to = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Retention:
        keep = ("id", "token", "staff_id", "went_to", "at")


class BusinessClock(models.Model):
    """The moment that the partnership's clock showed when the real clock showed another.

    Only a demonstration or an exercise has a row here; a working service runs on real time.
    """

    business_at = models.DateTimeField()
    real_at = models.DateTimeField()

    class Retention:
        keep = ("id", "business_at", "real_at")


class PseudonymKey(models.Model):
    """The key from which the pseudonyms of published tables are made. It never leaves the database."""

    kind = models.CharField(max_length=40, unique=True)
    key = models.BinaryField()

    class Retention:
        keep = ("id", "kind", "key")

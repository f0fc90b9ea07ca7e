"""Other systems' tokens, and the keys by which a call that is sent twice is done once."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from sightline.common.access import Permission
from sightline.register.models.agencies import Agency
from sightline.register.models.staff import Staff


class Scope(models.TextChoices):
    """What a token may be used for. A token has one or several, and never more than its agency may give."""

    SUBMIT_CONTACTS = "contacts:submit", "Send referrals to the front door"
    READ_SUBMISSIONS = "submissions:read", "Follow the agency's own referrals"
    CHECKS = "checks:answer", "Read and answer the checks asked of the agency"
    READ_FIGURES = "figures:read", "Read figures, small numbers suppressed"
    READ_CONTACTS = "contacts:read", "Read the front door's worklists"


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def visible_to(self, staff: Staff) -> "ApiTokenQuerySet":
        """The tokens of an administrator's own agency."""
        return self.filter(agency_id=staff.agency_id if staff.may(Permission.MANAGE_STAFF) else None)


class ApiToken(models.Model):
    """What another system shows to be let in: of one agency, for some purposes, for a year at most.

    Only a keyed hash stands here. The system acts as a member of staff made for it alone, who has no password.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    staff = models.OneToOneField(Staff, on_delete=models.PROTECT, related_name="api_token")
    prefix = models.CharField(max_length=8, unique=True, help_text="By which people know the token again")
    token_hash = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=20, choices=Scope))
    made_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("made_at")), name="a_token_ends_after_it_is_made"
            ),
            models.CheckConstraint(
                condition=models.Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | models.Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="a_token_is_revoked_by_somebody",
            ),
        ]

    class Retention:
        keep = (
            "id",
            "agency",
            "staff",
            "prefix",
            "scopes",
            "made_by",
            "made_at",
            "expires_at",
            "revoked_by",
            "revoked_at",
        )
        remove = ("token_hash",)

    @property
    def scope_names(self) -> list[str]:
        return [Scope(each).label for each in self.scopes if each in Scope.values]


class IdempotencyKey(models.Model):
    """That a call with this key was done, with what, and what it was answered with. Hashes and a reference alone."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    key_hash = models.CharField(max_length=64)
    body_hash = models.CharField(max_length=64)
    answered_with = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "key_hash"], name="a_key_is_used_once")]

    class Retention:
        keep = ("id", "agency", "staff", "key_hash", "body_hash", "answered_with", "at")

"""Joiners, movers and leavers: invitations, roles that two people give, what was changed, quarterly reviews."""

from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models

from sightline.common.access import Permission
from sightline.register.models.agencies import Agency
from sightline.register.models.staff import Staff


def reach(staff: Staff) -> models.Q:
    """What an administrator sees of their own agency, and the data protection lead of the partnership."""
    if staff.may(Permission.OVERSEE_STAFF):
        return models.Q() if staff.agency.holds_front_door else models.Q(agency_id=staff.agency_id)
    return models.Q(agency_id=staff.agency_id if staff.may(Permission.MANAGE_STAFF) else None)


class StaffMatterQuerySet(models.QuerySet[Any]):
    def visible_to(self, staff: Staff) -> Self:
        return self.filter(reach(staff))


class RoleRule(models.Model):
    """Which agencies may give a role, as the database guards it. Written from the code, by the owner."""

    role = models.CharField(max_length=40)
    agency_kind = models.CharField(max_length=3)
    only_at_front_door = models.BooleanField()
    four_eyes = models.BooleanField()
    manages_staff = models.BooleanField()
    oversees_staff = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["role", "agency_kind"], name="one_rule_for_a_role_and_kind")]

    class Retention:
        keep = ("id", "role", "agency_kind", "only_at_front_door", "four_eyes", "manages_staff", "oversees_staff")


class Invitation(models.Model):
    """A code for one use, with which a person sets their own password. Only a hash of it stands here."""

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="invitations")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    code_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = StaffMatterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("made_at")), name="an_invitation_ends_after_it_is_made"
            )
        ]

    class Retention:
        keep = ("id", "staff", "agency", "made_by", "made_at", "expires_at", "used_at", "withdrawn_at")
        remove = ("code_hash",)


class RoleRequest(models.Model):
    """A role that one person asks for another, and that a third person gives or refuses."""

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="role_requests")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=40)
    asked_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    given = models.BooleanField(null=True)

    objects = StaffMatterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["staff", "role"],
                condition=models.Q(decided_at__isnull=True),
                name="one_open_request_for_a_role",
            ),
            models.CheckConstraint(
                condition=~models.Q(asked_by=models.F("staff"))
                & (models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("asked_by")))
                & (models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("staff"))),
                name="three_people_meet_over_a_role",
            ),
        ]

    class Retention:
        keep = ("id", "staff", "agency", "role", "asked_by", "asked_at", "decided_by", "decided_at", "given")


class StaffChange(models.Model):
    """One thing that was done about a colleague's access, for their page and for the quarterly review."""

    class What(models.TextChoices):
        JOINED = "JOINED", "Joined"
        CHANGED = "CHANGED", "Changed"
        LEFT = "LEFT", "Left"
        CAME_BACK = "CAME_BACK", "Came back"
        INVITED = "INVITED", "Given a new set-up code"
        SET_UP = "SET_UP", "Set their own password"
        ROLE_GIVEN = "ROLE_GIVEN", "Given a role that two people agree to"
        ROLE_REFUSED = "ROLE_REFUSED", "Refused a role that two people must agree to"

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="changes")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=12, choices=What)
    fields = ArrayField(models.CharField(max_length=80), default=list)
    roles_before = ArrayField(models.CharField(max_length=40), default=list)
    roles_after = ArrayField(models.CharField(max_length=40), default=list)
    at = models.DateTimeField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    objects = StaffMatterQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["staff", "-at"], name="changes_of_a_colleague")]

    class Retention:
        keep = ("id", "staff", "agency", "what", "fields", "roles_before", "roles_after", "at", "by")


class StaffReview(models.Model):
    """One agency's review of its people in one quarter, with the deadline that applied."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    quarter = models.CharField(max_length=12, help_text="Such as 2023-24 Q1")
    began_at = models.DateTimeField()
    due_at = models.DateTimeField()
    rule = models.CharField(max_length=40)
    rule_version = models.CharField(max_length=60)
    basis = models.CharField(max_length=400)

    objects = StaffMatterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "quarter"], name="one_staff_review_a_quarter"),
        ]

    class Retention:
        keep = ("id", "agency", "quarter", "began_at", "due_at", "rule", "rule_version", "basis")


class StaffConfirmation(models.Model):
    """One colleague, confirmed in one review: still in post, with these roles, rightly."""

    review = models.ForeignKey(StaffReview, on_delete=models.PROTECT, related_name="confirmations")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="confirmations")
    roles = ArrayField(models.CharField(max_length=40), default=list)
    at = models.DateTimeField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    objects = StaffMatterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "staff"], name="confirmed_once_in_a_review"),
            models.CheckConstraint(condition=~models.Q(staff=models.F("by")), name="nobody_confirms_themselves"),
        ]

    class Retention:
        keep = ("id", "review", "agency", "staff", "roles", "at", "by")

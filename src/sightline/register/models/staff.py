"""The people who use Sightline."""

from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models

from sightline.common.access import ROLES, Permission, permissions_of
from sightline.register.models.agencies import Agency, Team


class StaffQuerySet(models.QuerySet["Staff"]):
    def in_post(self) -> "StaffQuerySet":
        return self.filter(is_active=True)

    def with_role(self, code: str) -> "StaffQuerySet":
        return self.in_post().filter(roles__contains=[code])

    def colleagues_of(self, staff: "Staff") -> "StaffQuerySet":
        return self.in_post().filter(agency_id=staff.agency_id)


class StaffAccounts(BaseUserManager["Staff"]):
    """How sign-in finds a person."""

    def get_queryset(self) -> StaffQuerySet:
        return StaffQuerySet(self.model, using=self._db)


class Staff(AbstractBaseUser):
    """A person who works for an agency of the partnership and signs in."""

    username = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    telephone = models.CharField(max_length=30, blank=True)
    job_title = models.CharField(max_length=120, blank=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="staff")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="staff")
    roles = ArrayField(models.CharField(max_length=40), default=list)
    is_active = models.BooleanField(default=True)
    # When a person last signed in stands in the access trail, not on the row that row security guards.
    last_login = None
    # Django's own screens are not used; nobody is above the roles.
    is_staff = False
    is_superuser = False

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    objects = StaffAccounts.from_queryset(StaffQuerySet)()

    class Meta:
        verbose_name_plural = "staff"

    class Retention:
        keep = (
            "id",
            "password",
            "username",
            "name",
            "email",
            "telephone",
            "job_title",
            "agency",
            "team",
            "roles",
            "is_active",
        )

    def __str__(self) -> str:
        return self.name

    @property
    def permissions(self) -> frozenset[Permission]:
        return permissions_of(self.roles)

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions

    @property
    def role_names(self) -> list[str]:
        return [ROLES[code].name for code in self.roles if code in ROLES]


class CoverQuerySet(models.QuerySet["Cover"]):
    def visible_to(self, staff: "Staff") -> "CoverQuerySet":
        """The cover arranged in the person's own agency."""
        return self.filter(agency_id=staff.agency_id)

    def in_force_at(self, moment: datetime) -> "CoverQuerySet":
        return self.filter(from_at__lte=moment).not_over_at(moment)

    def not_over_at(self, moment: datetime) -> "CoverQuerySet":
        """In force, or still to come."""
        return self.filter(models.Q(to_at__isnull=True) | models.Q(to_at__gt=moment))


class Cover(models.Model):
    """One person does another's work while they are away, so that no worklist is left without an owner."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    absent = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="covered_by")
    covering = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="covering_for")
    from_at = models.DateTimeField()
    to_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=200)
    recorded_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = CoverQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(absent=models.F("covering")), name="nobody_covers_themselves"),
            models.CheckConstraint(
                condition=models.Q(to_at__isnull=True) | models.Q(to_at__gt=models.F("from_at")),
                name="cover_ends_after_it_starts",
            ),
        ]

    class Retention:
        keep = (
            "id",
            "agency",
            "absent",
            "covering",
            "from_at",
            "to_at",
            "reason",
            "recorded_by",
            "recorded_at",
        )

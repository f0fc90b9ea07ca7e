"""The people who use Sightline."""

from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.functional import cached_property

from sightline.common.access import ROLES, Level, Party, Permission, Reach, Record, party_of, permissions_of, reaches
from sightline.common.access.roles import Inspector
from sightline.common.business_time import Now
from sightline.register.models.agencies import Agency, Team


class StaffQuerySet(models.QuerySet["Staff"]):
    def in_post(self) -> "StaffQuerySet":
        """Those who may sign in now: not left, and within their time where access is lent to them."""
        begun = models.Q(access_begins_at__isnull=True) | models.Q(access_begins_at__lte=Now())
        unended = models.Q(access_ends_at__isnull=True) | models.Q(access_ends_at__gt=Now())
        not_yet_admitted = models.Q(roles__contains=[Inspector.code], access_ends_at__isnull=True)
        return self.filter(begun, unended, is_active=True).exclude(not_yet_admitted)

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
    access_begins_at = models.DateTimeField(null=True, blank=True, help_text="Where access is lent for a time")
    access_ends_at = models.DateTimeField(null=True, blank=True, help_text="Where access is lent for a time")
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
            "access_begins_at",
            "access_ends_at",
        )

    def __str__(self) -> str:
        return self.name

    @property
    def permissions(self) -> frozenset[Permission]:
        return permissions_of(self.roles)

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions

    @property
    def parties(self) -> frozenset[Party]:
        """On whose behalf the person works: the columns of the access matrix that are theirs."""
        found = (party_of(role, self.agency.kind) for role in self.roles)
        return frozenset(party for party in found if party)

    def reaches(self, record: Record, level: Level = Level.READ) -> frozenset[Reach]:
        """How far the access matrix lets the person read (or edit) records of this kind."""
        return reaches(self.roles, self.agency.kind, record, level)

    def agencies_within(self, record: Record, reach: Reach) -> list[int]:
        """The agency whose records of this kind the person may read within `reach`: their own, or none.

        What "the agency sent" would, where the front door is kept, be what everybody there sent. The LADO and other
        departments work there too, so they see what they sent themselves, which each list adds.
        """
        if reach in (Reach.OWN, Reach.OWN_OUTCOME) and self.agency.holds_front_door:
            return []
        return [self.agency_id] if reach in self.reaches(record) else []

    def agencies_open(self, record: Record) -> list[int]:
        """The agencies all of whose records of this kind the person may read: their own, and one they inspect."""
        own = self.agencies_within(record, Reach.ALL)
        return own + self._inspected if Reach.INSPECTED in self.reaches(record) else own

    @cached_property
    def _inspected(self) -> list[int]:
        return list(self.inspections.open_now().values_list("agency_id", flat=True))

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

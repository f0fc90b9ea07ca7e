"""Where children and adults live, with whom, and since when."""

from datetime import date

from django.contrib.postgres.indexes import GinIndex
from django.db import models

from sightline.common.access import Record
from sightline.register.models.agencies import Agency
from sightline.register.models.children import Child
from sightline.register.models.relationships import Adult
from sightline.register.models.staff import Staff


class Address(models.Model):
    """A place. A protected one (refuge, placement, hiding place) is withheld from headers, print and exports."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    lines = models.CharField(max_length=200)
    postcode = models.CharField(max_length=8, blank=True)
    ward = models.CharField(max_length=60, blank=True)
    is_protected = models.BooleanField(default=False)
    protected_because = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "addresses"
        indexes = [GinIndex(fields=["postcode"], opclasses=["gin_trgm_ops"], name="address_postcode")]

    class Retention:
        keep = ("id", "agency", "ward")
        scrub = ("is_protected",)
        remove = ("lines", "postcode", "protected_because")

    def __str__(self) -> str:
        return ", ".join(part for part in (self.lines, self.postcode) if part)


class Household(models.Model):
    """The people who live together at one address from one date to another."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    address = models.ForeignKey(Address, on_delete=models.PROTECT, related_name="households")
    recorded_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Retention:
        keep = ("id", "agency", "address", "recorded_by", "recorded_at")


class HouseholdMemberQuerySet(models.QuerySet["HouseholdMember"]):
    def visible_to(self, staff: Staff) -> "HouseholdMemberQuerySet":
        """Members of households that the person's own agency keeps; row security hides restricted children."""
        return self.filter(agency_id__in=staff.agencies_open(Record.CHILD))

    def on(self, day: date) -> "HouseholdMemberQuerySet":
        """Who lived there on `day` (from <= day, and to not yet reached)."""
        return self.filter(models.Q(from_on__isnull=True) | models.Q(from_on__lte=day)).filter(
            models.Q(to_on__isnull=True) | models.Q(to_on__gt=day)
        )


class HouseholdMember(models.Model):
    """One child or adult in one household, from and to."""

    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="members")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Child, on_delete=models.CASCADE, null=True, blank=True, related_name="households")
    adult = models.ForeignKey(Adult, on_delete=models.CASCADE, null=True, blank=True, related_name="households")
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)

    objects = HouseholdMemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(child__isnull=True) ^ models.Q(adult__isnull=True),
                name="a_household_member_is_a_child_or_an_adult",
            ),
            models.CheckConstraint(
                condition=models.Q(from_on__isnull=True)
                | models.Q(to_on__isnull=True)
                | models.Q(to_on__gte=models.F("from_on")),
                name="nobody_leaves_a_household_before_joining",
            ),
        ]

    class Retention:
        keep = ("id", "household", "agency", "child", "adult")
        scrub = ("from_on", "to_on")

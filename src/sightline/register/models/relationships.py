"""The adults in a child's life, and what they are to the child."""

from django.db import models

from sightline.common.access import Record
from sightline.register.models.agencies import Agency
from sightline.register.models.children import Child
from sightline.register.models.staff import Staff


class AdultQuerySet(models.QuerySet["Adult"]):
    def visible_to(self, staff: Staff) -> "AdultQuerySet":
        """The adults whom the person's own agency records."""
        return self.filter(agency_id__in=staff.agencies_open(Record.CHILD))


class Adult(models.Model):
    """A parent, carer, relative or other grown-up who matters to a child."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    given_name = models.CharField(max_length=80, blank=True)
    family_name = models.CharField(max_length=80, blank=True)
    born_on = models.DateField(null=True, blank=True)
    telephone = models.CharField(max_length=30, blank=True)
    recorded_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = AdultQuerySet.as_manager()

    class Retention:
        keep = ("id", "agency", "recorded_by", "recorded_at")
        scrub = ("born_on",)
        remove = ("given_name", "family_name", "telephone")

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}".strip() or "Name not known"


class RelationshipQuerySet(models.QuerySet["Relationship"]):
    def visible_to(self, staff: Staff) -> "RelationshipQuerySet":
        """The ties that the person's own agency records, of children whose record they may open."""
        return self.filter(agency_id__in=staff.agencies_open(Record.CHILD), child__in=Child.objects.visible_to(staff))


class Relationship(models.Model):
    """What one person is to a child: mother, father, sibling; with parental responsibility or without."""

    class Kind(models.TextChoices):
        MOTHER = "MOTHER", "Mother"
        FATHER = "FATHER", "Father"
        STEP_PARENT = "STEP_PARENT", "Step-parent"
        PARTNER = "PARTNER", "Partner of a parent"
        GRANDPARENT = "GRANDPARENT", "Grandparent"
        OTHER_RELATIVE = "OTHER_RELATIVE", "Other relative"
        CARER = "CARER", "Carer"
        OTHER_ADULT = "OTHER_ADULT", "Other adult"
        SIBLING = "SIBLING", "Brother or sister"
        HALF_SIBLING = "HALF_SIBLING", "Half-brother or half-sister"

    class ParentalResponsibility(models.TextChoices):
        YES = "YES", "Has parental responsibility"
        NO = "NO", "Does not have parental responsibility"
        NOT_KNOWN = "NOT_KNOWN", "Not known"

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="relationships")
    adult = models.ForeignKey(Adult, on_delete=models.CASCADE, null=True, blank=True, related_name="relationships")
    other_child = models.ForeignKey(Child, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=14, choices=Kind)
    parental_responsibility = models.CharField(
        max_length=9, choices=ParentalResponsibility, default=ParentalResponsibility.NOT_KNOWN
    )
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = RelationshipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(adult__isnull=True) ^ models.Q(other_child__isnull=True),
                name="a_relationship_is_to_an_adult_or_a_child",
            ),
            models.CheckConstraint(
                condition=models.Q(from_on__isnull=True)
                | models.Q(to_on__isnull=True)
                | models.Q(to_on__gte=models.F("from_on")),
                name="a_relationship_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["child", "other_child"],
                condition=models.Q(to_on__isnull=True),
                name="one_current_tie_between_two_children",
            ),
        ]

    class Retention:
        keep = ("id", "agency", "child", "adult", "other_child", "kind", "recorded_by", "recorded_at")
        scrub = ("parental_responsibility", "from_on", "to_on")

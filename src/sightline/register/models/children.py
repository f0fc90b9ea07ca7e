"""Children, by whatever reference they are known, and the few whose records are restricted."""

from datetime import date
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from sightline.common.access import Record
from sightline.common.business_time import Now
from sightline.register.models.agencies import Agency
from sightline.register.models.staff import Staff
from sightline.register.names import searchable
from sightline.timescales.ages import age_on


class ChildQuerySet(models.QuerySet["Child"]):
    def visible_to(self, staff: Staff) -> "ChildQuerySet":
        """The children whose record `staff` may open: of agencies open to them, less restricted ones."""
        closed = Restriction.objects.closed_to(staff).values("child_id")
        return self.filter(agency_id__in=staff.agencies_open(Record.CHILD)).exclude(pk__in=closed)

    def of_the_same_person(self, child: "Child") -> "ChildQuerySet":
        """The child's own record and every other that was confirmed to be the same child."""
        return self.filter(models.Q(pk=child.pk) | models.Q(person=child.person_id or child.pk))

    def closed_to(self, staff: Staff) -> "ChildQuerySet":
        """The restricted children whose record `staff` may not open."""
        return self.filter(pk__in=Restriction.objects.closed_to(staff).values("child_id"))


class Child(models.Model):
    """A child or young person, or a child not yet born, as one agency records them."""

    class Sex(models.TextChoices):
        """Sex as returned from 2024-25 (M, F, U); earlier returns map U to 0."""

        FEMALE = "F", "Female"
        MALE = "M", "Male"
        UNKNOWN = "U", "Not recorded or not yet born"

    class MenInLife(models.TextChoices):
        """Whether the father and other men in the child's life have been asked about."""

        KNOWN = "KNOWN", "Known"
        NOT_KNOWN = "NOT_KNOWN", "Asked, not known"
        NOT_ASKED = "NOT_ASKED", "Not yet asked"

    class Ethnicity(models.TextChoices):
        """Ethnicity as the children in need census asks for it."""

        WBRI = "WBRI", "White British"
        WIRI = "WIRI", "White Irish"
        WIRT = "WIRT", "Traveller of Irish heritage"
        WROM = "WROM", "Gypsy or Roma"
        WOTH = "WOTH", "Any other White background"
        MWBC = "MWBC", "White and Black Caribbean"
        MWBA = "MWBA", "White and Black African"
        MWAS = "MWAS", "White and Asian"
        MOTH = "MOTH", "Any other mixed background"
        AIND = "AIND", "Indian"
        APKN = "APKN", "Pakistani"
        ABAN = "ABAN", "Bangladeshi"
        AOTH = "AOTH", "Any other Asian background"
        BCRB = "BCRB", "Caribbean"
        BAFR = "BAFR", "African"
        BOTH = "BOTH", "Any other Black background"
        CHNE = "CHNE", "Chinese"
        OOTH = "OOTH", "Any other ethnic group"
        REFU = "REFU", "Refused"
        NOBT = "NOBT", "Not yet obtained"

    class EthnicGroup(models.TextChoices):
        """Where another system's list told the group alone."""

        WHITE = "W", "White, background not supplied"
        MIXED = "M", "Mixed, background not supplied"
        ASIAN = "A", "Asian or Asian British, background not supplied"
        BLACK = "B", "Black or Black British, background not supplied"

    ETHNICITIES = (*Ethnicity.choices, *EthnicGroup.choices)

    class Disability(models.TextChoices):
        """Disabilities as the children in need census asks for them; NONE stands alone."""

        NONE = "NONE", "No disability"
        MOBILITY = "MOB", "Mobility"
        HAND_FUNCTION = "HAND", "Hand function"
        PERSONAL_CARE = "PC", "Personal care"
        INCONTINENCE = "INC", "Incontinence"
        COMMUNICATION = "COMM", "Communication"
        LEARNING = "LD", "Learning"
        HEARING = "HEAR", "Hearing"
        VISION = "VIS", "Vision"
        BEHAVIOUR = "BEH", "Behaviour"
        CONSCIOUSNESS = "CON", "Consciousness"
        AUTISM = "AUT", "Autism"
        OTHER = "DDA", "Other"

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    given_name = models.CharField(max_length=80, blank=True)
    family_name = models.CharField(max_length=80, blank=True, help_text="Empty where an extract brought no names")
    other_names = models.CharField(max_length=200, blank=True, help_text="Other names the child is or was known by")
    search_name = models.CharField(max_length=400, editable=False)
    born_on = models.DateField(null=True, blank=True)
    expected_on = models.DateField(null=True, blank=True, help_text="Expected date of birth of a child not yet born")
    died_on = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=1, choices=Sex, default=Sex.UNKNOWN)
    ethnicity = models.CharField(max_length=4, choices=ETHNICITIES, default=Ethnicity.NOBT)
    disabilities = ArrayField(models.CharField(max_length=4), default=list, blank=True)
    first_language = models.CharField(max_length=60, blank=True)
    interpreter_needed = models.BooleanField(default=False)
    communication_need = models.CharField(max_length=200, blank=True)
    school = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="pupils")
    men_in_life = models.CharField(max_length=9, choices=MenInLife, default=MenInLife.NOT_ASKED)
    men_in_life_note = models.CharField(max_length=400, blank=True)
    set_apart_because = models.CharField(
        max_length=200, blank=True, help_text="Why this is another child than one of the same name and date of birth"
    )
    became = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="formerly")
    person = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="records",
        help_text="The first of the records confirmed to be this child; empty while there is one only",
    )
    recorded_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    objects = ChildQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "children"
        indexes = [
            GinIndex(fields=["search_name"], opclasses=["gin_trgm_ops"], name="child_search_name"),
            models.Index(fields=["agency", "born_on"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(born_on__isnull=True)
                | models.Q(died_on__isnull=True)
                | models.Q(died_on__gte=models.F("born_on")),
                name="a_child_dies_after_birth",
            ),
        ]

    class Retention:
        keep = (
            "id",
            "agency",
            "sex",
            "ethnicity",
            "disabilities",
            "became",
            "person",
            "recorded_by",
            "recorded_at",
            "version",
        )
        scrub = ("born_on", "expected_on", "died_on", "school", "men_in_life", "interpreter_needed")
        remove = (
            "given_name",
            "family_name",
            "other_names",
            "search_name",
            "first_language",
            "communication_need",
            "men_in_life_note",
            "set_apart_because",
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_name = searchable(self.given_name, self.family_name, self.other_names)
        super().save(*args, **kwargs)

    @property
    def name(self) -> str:
        if not (self.given_name or self.family_name):
            return "Unborn child" if self.is_unborn else "Name not supplied"
        if not self.given_name and self.is_unborn:
            return f"Unborn {self.family_name}"
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def is_unborn(self) -> bool:
        return self.born_on is None and self.expected_on is not None

    def age(self, day: date) -> int | None:
        """Completed years on `day`; None for a child not yet born or whose date of birth is not supplied."""
        return age_on(self.born_on, day) if self.born_on else None


class ExternalReference(models.Model):
    """A number by which another system knows the child."""

    class Kind(models.TextChoices):
        NHS_NUMBER = "NHS", "NHS number"
        UPN = "UPN", "Unique pupil number"
        CASE_SYSTEM = "CASE", "Case system number"

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="references")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=4, choices=Kind)
    value = models.CharField(max_length=40)
    recorded_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "kind", "value"], name="one_child_per_reference_in_an_agency")
        ]
        indexes = [GinIndex(fields=["value"], opclasses=["gin_trgm_ops"], name="reference_value")]

    class Retention:
        keep = ("id", "child", "agency", "kind", "recorded_by", "recorded_at")
        remove = ("value",)


class RestrictionQuerySet(models.QuerySet["Restriction"]):
    def visible_to(self, staff: Staff) -> "RestrictionQuerySet":
        """Those of the person's own agency, and of one they inspect: that a record is restricted, and whom to ask."""
        return self.filter(agency_id__in={staff.agency_id, *staff.agencies_open(Record.CHILD)})

    def in_force(self) -> "RestrictionQuerySet":
        return self.filter(lifted_at__isnull=True)

    def closed_to(self, staff: Staff) -> "RestrictionQuerySet":
        """Those in force on which the person is not named, nor has opened the record in an emergency just now."""
        in_an_emergency = models.Q(emergencies__staff=staff, emergencies__closes_at__gt=Now())
        open_to_them = Restriction.objects.filter(models.Q(access__staff=staff) | in_an_emergency)
        return self.in_force().exclude(pk__in=open_to_them.values("pk"))


class Restriction(models.Model):
    """A record that only named people may open: a colleague's relative, a sensitive case, a protected identity."""

    class Reason(models.TextChoices):
        STAFF_RELATIVE = "STAFF_RELATIVE", "Relative of a member of staff"
        HIGH_PROFILE = "HIGH_PROFILE", "In the public eye"
        ADOPTION = "ADOPTION", "Adoption"
        POLICE_SENSITIVE = "POLICE_SENSITIVE", "Sensitive police operation"
        PROTECTED = "PROTECTED", "Protected identity or address"

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="restrictions")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=20, choices=Reason)
    ask = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", help_text="Whom to ask about the record")
    restricted_at = models.DateTimeField()
    restricted_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = RestrictionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["child"], condition=models.Q(lifted_at__isnull=True), name="one_restriction_at_a_time"
            )
        ]

    class Retention:
        keep = (
            "id",
            "child",
            "agency",
            "reason",
            "ask",
            "restricted_at",
            "restricted_by",
            "lifted_at",
            "lifted_by",
        )


class RestrictionAccess(models.Model):
    """One person who may open a restricted record."""

    restriction = models.ForeignKey(Restriction, on_delete=models.CASCADE, related_name="access")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["restriction", "staff"], name="named_once_on_a_restriction"),
        ]

    class Retention:
        keep = ("id", "restriction", "agency", "staff")

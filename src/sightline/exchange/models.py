"""Published statistics as they were read: populations, statistical neighbours and the Department's figures.

Nothing here is about an identifiable child. Rows are never deleted: what a later copy of the same edition no
longer holds is marked, and figures leave it out. Areas are joined on the Department's three-digit code, since
the Office for National Statistics gives an area a new code whenever its boundary moves.
"""

from decimal import Decimal
from typing import Any, ClassVar

from django.db import models

from sightline.register.models import Staff

DFE_CODE_HELP = "The Department's three-digit code, by which areas are joined; 970 is England, 980 to 990 regions"
ABSENT_HELP = "Since when the edition's file has lacked it"


class Publication(models.Model):
    """One edition of one published file. Another edition stands beside it, so that a rate keeps its vintage."""

    file = models.CharField(max_length=120)
    edition = models.CharField(max_length=20, help_text="The newest period, version or change that the file holds")
    publisher = models.CharField(max_length=80)
    title = models.CharField(max_length=160)
    vintage = models.CharField(max_length=80, blank=True, help_text="Which release of the populations it stands on")
    released_on = models.DateField(null=True, blank=True, help_text="Where the file or its keeper says so")
    sha256 = models.CharField(max_length=64, help_text="Of the file as it was last read")
    loaded_at = models.DateTimeField()
    loaded_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "edition"], name="an_edition_of_a_file_is_held_once")]

    class Retention:
        keep = (
            "id",
            "file",
            "edition",
            "publisher",
            "title",
            "vintage",
            "released_on",
            "sha256",
            "loaded_at",
            "loaded_by",
            "recorded_at",
        )

    @property
    def source(self) -> str:
        """How a figure names where it comes from."""
        return f"{self.publisher}, {self.title}, edition {self.edition}"


class PublishedQuerySet(models.QuerySet[Any]):
    def standing(self) -> "PublishedQuerySet":
        """What the publisher's file still holds."""
        return self.filter(absent_since=None)

    def of(self, publication: Publication) -> "PublishedQuerySet":
        return self.filter(publication=publication)


class Published(models.Model):
    """What every row has: its edition, and since when that edition's file has lacked it."""

    IDENTITY: ClassVar[tuple[str, ...]] = ()
    """What makes a row this row, within its edition."""
    TOLD: ClassVar[tuple[str, ...]] = ()
    """What the file says about it: a corrected file may say otherwise."""
    DERIVED: ClassVar[tuple[str, ...]] = ()
    """What follows from that."""

    id = models.BigAutoField(primary_key=True)
    # Every table's key begins with the publication, so that it needs no index of its own.
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="+", db_index=False)
    absent_since = models.DateTimeField(null=True, blank=True, help_text=ABSENT_HELP)

    objects = PublishedQuerySet.as_manager()

    class Meta:
        abstract = True

    def derive(self) -> None:
        """Works out what follows from what the file says."""


class Area(Published):
    """A local authority, region or nation, under one of the codes it has had."""

    IDENTITY = ("code",)
    TOLD = ("dfe_code", "name", "kind", "region_code", "began_on", "ended_on")

    code = models.CharField(max_length=9)
    dfe_code = models.CharField(max_length=3, blank=True, help_text="Empty where the Department gave none")
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=40)
    region_code = models.CharField(max_length=9, blank=True)
    began_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True, help_text="When the code, or the authority, ceased")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["publication", "code"], name="a_code_is_given_once")]

    class Retention:
        keep = (
            "id",
            "publication",
            "absent_since",
            "code",
            "dfe_code",
            "name",
            "kind",
            "region_code",
            "began_on",
            "ended_on",
        )


class Stated(Published):
    """A published cell: its text as printed, and the number where it is one."""

    DERIVED = ("value",)

    text = models.CharField(max_length=20, blank=True, help_text="As published, suppression marks and all")
    value = models.DecimalField(max_digits=18, decimal_places=6, null=True)

    class Meta:
        abstract = True

    @property
    def mark(self) -> str:
        """Why there is no number: c, x, z, u, low, a dash or nothing; empty where there is one."""
        return self.text if self.value is None else ""

    def derive(self) -> None:
        self.value = Decimal(self.text) if self.text[:1].isdigit() else None


class Population(Stated):
    """One estimate of how many people of an age range live in an area at a mid-year."""

    IDENTITY = ("dfe_code", "mid_year", "age_range")
    TOLD = ("area", "area_name", "text")

    dfe_code = models.CharField(max_length=3, help_text=DFE_CODE_HELP)
    mid_year = models.PositiveSmallIntegerField(help_text="The year on whose 30 June people were counted")
    age_range = models.CharField(max_length=8, help_text="Completed years: 0-17, a single year such as 4, or 90+")
    area = models.CharField(max_length=9, help_text="The code as published")
    area_name = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "dfe_code", "mid_year", "age_range"], name="one_population_in_an_edition"
            )
        ]

    class Retention:
        keep = (
            "id",
            "publication",
            "absent_since",
            "text",
            "value",
            "dfe_code",
            "mid_year",
            "age_range",
            "area",
            "area_name",
        )


class ComparatorMember(Published):
    """One of the ten areas that a version of the model holds to be most like another."""

    IDENTITY = ("version", "dfe_code", "rank")
    TOLD = ("area", "area_name", "neighbour_dfe_code", "neighbour_area", "neighbour_name", "closeness")

    version = models.CharField(max_length=20, help_text="Of the model, such as 2021-04")
    dfe_code = models.CharField(max_length=3, help_text=DFE_CODE_HELP)
    rank = models.PositiveSmallIntegerField(help_text="1 is the closest")
    area = models.CharField(max_length=9)
    area_name = models.CharField(max_length=80)
    neighbour_dfe_code = models.CharField(max_length=3)
    neighbour_area = models.CharField(max_length=9)
    neighbour_name = models.CharField(max_length=80)
    closeness = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "version", "dfe_code", "rank"], name="one_neighbour_at_a_rank"
            )
        ]

    class Retention:
        keep = (
            "id",
            "publication",
            "absent_since",
            "version",
            "dfe_code",
            "rank",
            "area",
            "area_name",
            "neighbour_dfe_code",
            "neighbour_area",
            "neighbour_name",
            "closeness",
        )


class PublishedValue(Stated):
    """One cell of a published table: a measure of an area in a period."""

    IDENTITY = ("dfe_code", "period", "category", "measure")
    TOLD = ("area", "area_name", "level", "unit", "text")

    COUNT = "count"
    """The unit of what may be divided by a population."""

    class Level(models.TextChoices):
        NATIONAL = "NATIONAL", "England"
        REGIONAL = "REGIONAL", "Region"
        LOCAL_AUTHORITY = "LOCAL_AUTHORITY", "Local authority"

    dfe_code = models.CharField(max_length=3, help_text=DFE_CODE_HELP)
    period = models.CharField(max_length=10, help_text="2022-23 for a year to 31 March, 2023 for a calendar year")
    category = models.CharField(max_length=80, blank=True, help_text="What is counted, where a table says it in a row")
    measure = models.CharField(max_length=60, help_text="The table's own heading, or LAIT's short name")
    area = models.CharField(max_length=9, blank=True, help_text="The code as published; LAIT gives none")
    area_name = models.CharField(max_length=80)
    level = models.CharField(max_length=15, choices=Level)
    unit = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "measure", "category", "period", "dfe_code"], name="one_value_in_an_edition"
            )
        ]

    class Retention:
        keep = (
            "id",
            "publication",
            "absent_since",
            "text",
            "value",
            "dfe_code",
            "period",
            "category",
            "measure",
            "area",
            "area_name",
            "level",
            "unit",
        )

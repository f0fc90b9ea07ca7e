"""Populations behind rates, each kept with its mid-year, its age range and its vintage.

Estimates are revised (those from mid-2012 to mid-2020 after the Census of 2021), so that a rate means
little without the vintage it stands on. For the year ending 31 March 2023 the Department for Education
divides by the population of mid-2022: the mid-year that lies within the reporting year.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sightline.indicators.engines import Tables
from sightline.indicators.published import Column, PublishedTable
from sightline.timescales.periods import Period

POPULATIONS = PublishedTable(
    name="populations",
    meaning="One estimate of how many people of an age range live in an area",
    columns=(
        Column("area", "text", "Code of the local authority, region or nation"),
        Column("age_range", "text", "Ages in completed years, both ends included, such as 0-17"),
        Column("mid_year", "integer", "The year on whose 30 June (or census day) people were counted"),
        Column("vintage", "text", "Which release: first estimate, revised after the Census, census count"),
        Column("released_on", "date", "When this release appeared; of several the newest is used"),
        Column("value", "integer", "People"),
    ),
    key=("area", "age_range", "mid_year", "vintage"),
)


class PopulationUnclear(ValueError):  # noqa: N818  a refusal, named as it reads
    """Several areas' populations are held and nothing says which is ours."""


@dataclass(frozen=True, slots=True)
class Population:
    """How many people of an age range lived in an area at a mid-year, according to one release."""

    area: str
    age_range: str
    mid_year: int
    vintage: str
    value: int
    released_on: date | None = None

    def provenance(self) -> dict[str, str | int]:
        """What a rate must tell about its denominator."""
        return {
            "population": self.value,
            "population_area": self.area,
            "population_age_range": self.age_range,
            "population_mid_year": self.mid_year,
            "population_vintage": self.vintage,
        }


def mid_year_for(period: Period) -> int:
    """The mid-year within the reporting year in which the period ends: 2022 for 2022-23 and 2023-02."""
    return period.last_day.year - (period.last_day.month < 4)


def choose(held: Iterable[Population], mid_year: int) -> Population | None:
    """The newest release for that mid-year, or for the nearest mid-year before it; None if there is none."""
    usable = [one for one in held if one.mid_year <= mid_year]
    return max(usable, key=lambda one: (one.mid_year, one.released_on or date.min, one.vintage), default=None)


def population_for(tables: Tables, period: Period, age_range: str) -> Population | None:
    """The population of the snapshot's own area for a period; None if none was supplied.

    PopulationUnclear if the snapshot names no area and populations of several are held.
    """
    if not tables.was_supplied(POPULATIONS.name):
        return None
    table = tables.populations
    held = _populations(table.filter(table.age_range == age_range))
    areas = {one.area for one in held}
    if tables.area is None and len(areas) > 1:
        raise PopulationUnclear(
            f"Populations aged {age_range} of {len(areas)} areas are held. Name the snapshot's own area."
        )
    return choose([one for one in held if tables.area in (None, one.area)], mid_year_for(period))


def _populations(table: Any) -> list[Population]:
    fields = [column.name for column in POPULATIONS.columns if column.name in table.columns]
    return [Population(**row) for row in table.select(fields).to_pyarrow().to_pylist()]

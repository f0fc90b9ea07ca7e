"""The few published figures that a fresh partnership can show, each with its source, edition and vintage.

`sightline import dfe-statistics` brings the whole of them. Contains public sector information licensed under
the Open Government Licence v3.0.
"""

import csv
from dataclasses import asdict
from fractions import Fraction
from pathlib import Path
from typing import Any

import pyarrow as pa
from django.conf import settings

from sightline.exchange import loaded
from sightline.exchange.vintages import FIRST_ESTIMATE, GATHERED_ON, REVISED
from sightline.indicators.comparators import ComparatorGroup, comparator_rate
from sightline.indicators.figures import Figure, FigureKind
from sightline.indicators.populations import POPULATIONS, Population
from sightline.indicators.register import REGISTER, Indicator

OWN_AREA = "E08000014"
CHILDREN_IN_NEED = "Department for Education, Characteristics of children in need, table C1"

_AGED_0_17 = {2019: 53_065, 2020: 52_920, 2021: 52_996, 2022: 53_472, 2023: 54_154}
# Year ending 31 March: referrals, re-referrals within twelve months, children.
_REFERRALS = {"2021-22": (4_156, 823, 3_687), "2022-23": (4_360, 1_156, 3_828)}
_ENGLAND_REREFERRALS = {"2022-23": (143_770, 640_430)}


def populations() -> pa.Table:
    """The area's own populations, as snapshots hold them: those that were loaded, else the few shipped here."""
    return pa.Table.from_pylist(loaded_populations() or shipped_populations(), schema=POPULATIONS.schema())


def loaded_populations() -> list[dict[str, Any]]:
    """Of every vintage, for the ages that indicators divide by."""
    dfe_code = loaded.dfe_code_of(settings.AREA)
    if dfe_code is None:
        return []
    ages = sorted({indicator.population for indicator in REGISTER if indicator.population})
    return [
        {**asdict(one), "area": settings.AREA}
        for vintage in (FIRST_ESTIMATE, REVISED)
        for age_range in ages
        for one in loaded.populations(age_range, vintage=vintage, dfe_code=dfe_code)
    ]


def shipped_populations() -> list[dict[str, Any]]:
    return [
        {
            "area": OWN_AREA,
            "age_range": "0-17",
            "mid_year": year,
            "vintage": REVISED,
            "released_on": GATHERED_ON,
            "value": value,
        }
        for year, value in _AGED_0_17.items()
    ]


def referrals(year: str) -> Figure:
    """The area's referrals as the Department published them for a reporting year."""
    return _count("front_door.referrals", "REF-01", year, _REFERRALS[year][0], "REFERRALS")


def children_referred(year: str) -> Figure:
    return _count("front_door.referrals", "REF-01", year, _REFERRALS[year][2], "CHILDREN")


def rereferral(year: str) -> Figure:
    """The area's share of re-referrals as published."""
    total, again, _ = _REFERRALS[year]
    return _share(year, again, total, "Sefton")


def rereferral_of_england(year: str) -> Figure:
    """England's share; its counts are rounded to ten by the publisher."""
    return _share(year, *_ENGLAND_REREFERRALS[year], "England")


def _count(indicator: str, catalogue: str, year: str, value: int, variant: str) -> Figure:
    return Figure(
        id=indicator,
        catalogue=catalogue,
        period=year,
        unit="count",
        value=Fraction(value),
        numerator=value,
        places=0,
        kind=FigureKind.PUBLISHED,
        variant=variant,
        source=CHILDREN_IN_NEED,
    )


def _share(year: str, again: int, total: int, area: str) -> Figure:
    return Figure(
        id="front_door.rereferral",
        catalogue="FD-15",
        period=year,
        unit="percent",
        value=Fraction(again * 100, total),
        numerator=again,
        denominator=total,
        kind=FigureKind.PUBLISHED,
        source=f"{CHILDREN_IN_NEED}, {area}",
    )


def neighbours() -> tuple[ComparatorGroup, list[dict[str, str]]]:
    """The ten statistical neighbours of the 2021 model, with their published counts and populations."""
    with (Path(__file__).parent / "neighbours_2021.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    group = ComparatorGroup(
        code="SN2021",
        model="children's services statistical neighbours, model of April 2021",
        members=tuple(row["area"] for row in rows),
    )
    return group, rows


def neighbours_referral_rate(indicator: Indicator, *, count_year: str) -> Figure:
    """The neighbours' mean referral rate: counts of 2021-22 over first mid-2020 estimates, as printed in 2023;
    or counts of 2022-23 over revised mid-2022 estimates. Never a mixture unnamed."""
    counts, people, mid_year, vintage = {
        "2021-22": ("referrals_2021_22", "aged_0_17_mid_2020_first_estimate", 2020, FIRST_ESTIMATE),
        "2022-23": ("referrals_2022_23", "aged_0_17_mid_2022_revised", 2022, REVISED),
    }[count_year]
    group, rows = neighbours()
    return comparator_rate(
        indicator,
        group,
        {row["area"]: int(row[counts]) for row in rows},
        {
            row["area"]: Population(
                area=row["area"],
                age_range="0-17",
                mid_year=mid_year,
                vintage=vintage,
                released_on=GATHERED_ON,
                value=int(row[people]),
            )
            for row in rows
        },
        count_year=count_year,
        source=f"{CHILDREN_IN_NEED}; Office for National Statistics mid-year estimates",
    )

"""Mid-year estimates of the Office for National Statistics, as two files hold them.

The Department divides a year's counts by the mid-year that lies within it: the year to 31 March 2023 by
mid-2022. The first estimates, before the Census of 2021, are what figures printed until 2023 stand on.
"""

import re
from collections.abc import Mapping

from sightline.exchange.dfe_statistics.cells import PEOPLE, ons_code, stated, year
from sightline.exchange.dfe_statistics.faults import Fault
from sightline.exchange.dfe_statistics.lines import Line
from sightline.exchange.dfe_statistics.places import COLUMNS, NAME_LENGTH, must_be, place
from sightline.exchange.dfe_statistics.rows import Identity, Saying, Shape, newest
from sightline.exchange.models import Population

MID_YEAR = 1
AGE = re.compile(r"[0-8]?[0-9]|90\+")
CHILDREN_AGED = "0-17"
CHILDREN = "Children aged 0 to 17 years"


def _area_and_mid_year(line: Line) -> Identity:
    """A line of the Department's own file. Its "reporting year" is the mid-year itself."""
    must_be(line, "age_group", CHILDREN)
    return (place(line).dfe_code, year(line, "time_period"), CHILDREN_AGED)


def _children(line: Line, identity: Identity) -> tuple[Saying, ...]:
    where = place(line)
    told = (where.area, where.name, stated(line, "population_estimate", PEOPLE))
    return (Saying(identity, told, "population_estimate"),)


CHILDREN_BY_AREA = Shape(
    model=Population,
    headings=(*COLUMNS, "age_group", "population_estimate"),
    identify=_area_and_mid_year,
    read=_children,
    edition=newest(MID_YEAR, "mid-{}"),
    names_line=3,
    time=MID_YEAR,
)


def by_single_year(dfe_code_of: Mapping[str, str]) -> Shape:
    """Estimates by single year of age. The file has no three-digit codes: `dfe_code_of` gives them by ONS code."""

    def identify(line: Line) -> Identity:
        area, age = ons_code(line, "utla20_code"), line["age"]
        if area not in dfe_code_of:
            raise Fault("utla20_code", area, "has no three-digit code in la_codes.csv, by which areas are joined")
        if not AGE.fullmatch(age):
            raise Fault("age", age, "is not an age from 0 to 89, or 90+")
        return (dfe_code_of[area], year(line, "mid_year"), age)

    def read(line: Line, identity: Identity) -> tuple[Saying, ...]:
        told = (line["utla20_code"], line.at_most("utla20_name", NAME_LENGTH), stated(line, "population", PEOPLE))
        return (Saying(identity, told, "population"),)

    return Shape(
        model=Population,
        headings=("utla20_code", "utla20_name", "mid_year", "age", "population"),
        identify=identify,
        read=read,
        edition=newest(MID_YEAR, "mid-{}"),
        names_line=3,
        time=MID_YEAR,
    )

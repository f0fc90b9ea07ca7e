"""Which area a line is about, in the columns that the Department's tables have in common."""

from typing import NamedTuple

from sightline.exchange.dfe_statistics.cells import NATION_AND_REGIONS, dfe_code, ons_code
from sightline.exchange.dfe_statistics.faults import Fault
from sightline.exchange.dfe_statistics.lines import Line
from sightline.exchange.models import PublishedValue

Level = PublishedValue.Level
COLUMNS = (
    "time_period",
    "time_identifier",
    "geographic_level",
    "country_code",
    "country_name",
    "region_code",
    "region_name",
    "old_la_code",
    "new_la_code",
    "la_name",
)
NAME_LENGTH = 80
REPORTING_YEAR = "Reporting year"


class Place(NamedTuple):
    """An area: the code to join on, the code and name as published, and whether it is the nation or a part."""

    dfe_code: str
    area: str
    name: str
    level: str


def place(line: Line) -> Place:
    """The area of a line of the Explore Education Statistics service; Fault if its level and codes disagree."""
    level = line["geographic_level"]
    if level == "Local authority":
        code = dfe_code(line, "old_la_code")
        return Place(code, ons_code(line, "new_la_code"), line.at_most("la_name", NAME_LENGTH), Level.LOCAL_AUTHORITY)
    if level == "Regional":
        return _larger(line, "region_code", "region_name", Level.REGIONAL)
    if level == "National":
        return _larger(line, "country_code", "country_name", Level.NATIONAL)
    raise Fault("geographic_level", level, "is not National, Regional or Local authority")


def _larger(line: Line, code: str, name: str, level: str) -> Place:
    if line[code] not in NATION_AND_REGIONS:
        raise Fault(code, line[code], "is not the code of England or of one of its regions")
    return Place(NATION_AND_REGIONS[line[code]], line[code], line.at_most(name, NAME_LENGTH), level)


def must_be(line: Line, heading: str, expected: str) -> None:
    """Fault unless the cell says what this table's other columns rely on."""
    if line[heading] != expected:
        raise Fault(heading, line[heading], f"is not {expected!r}")

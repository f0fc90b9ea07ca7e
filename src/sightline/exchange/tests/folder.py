"""A small folder of published files, in the publishers' own shape, that a test changes as it needs."""

import csv
from pathlib import Path

from sightline.exchange.dfe_statistics.files import (
    AREA_CODES,
    CHILDREN_BY_AREA,
    INTERACTIVE_TOOL,
    NEIGHBOURS,
    REFERRALS,
    SINGLE_YEARS_OF_AGE,
)
from sightline.exchange.dfe_statistics.places import COLUMNS
from sightline.exchange.dfe_statistics.tool import REFERRAL_RATE
from sightline.exchange.models import PublishedValue

ENGLAND = {"geographic_level": "National", "country_code": "E92000001", "country_name": "England"}
NORTH_WEST = {
    **ENGLAND,
    "geographic_level": "Regional",
    "region_code": "E12000002",
    "region_name": "North West",
}


def authority(dfe_code="343", code="E08000014", name="Sefton"):
    return {
        **NORTH_WEST,
        "geographic_level": "Local authority",
        "old_la_code": dfe_code,
        "new_la_code": code,
        "la_name": name,
    }


SEFTON, WIRRAL = authority(), authority("344", "E08000015", "Wirral")
MEASURES = (
    "referral_count",
    "rereferral_count",
    "rereferral_percent",
    "no_further_action_count",
    "no_further_action_percent",
    "not_in_need_count",
    "not_in_need_percent",
    "referral_child_count",
    "rereferral_child_count",
    "rereferral_child_percent",
)


def of_year(year, where, **cells):
    """A line of a table of the Department's."""
    return dict.fromkeys(COLUMNS, "") | {
        "time_period": str(year),
        "time_identifier": "Reporting year",
        **where,
        **cells,
    }


def referrals(year, where, count, **cells):
    others = {name: "10" if name.endswith("percent") else "100" for name in MEASURES}
    return of_year(year, where, category="Referrals", **(others | {"referral_count": str(count)} | cells))


def people(year, where, count):
    return of_year(year, where, age_group="Children aged 0 to 17 years", population_estimate=str(count))


def code(area, dfe_code, name, began="01/01/2009", ended=""):
    return {
        "new_la_code": area,
        "la_name": name,
        "date_of_operation": began,
        "date_of_termination": ended,
        "entity_description": "Metropolitan Districts",
        "status": "terminated" if ended else "live",
        "la_code": dfe_code,
        "region_code": "E12000002",
    }


def neighbour(rank, dfe_code, area, name, version="2021-04"):
    return {
        "version": version,
        "la_code": "343",
        "la_name": "Sefton",
        "rank": str(rank),
        "neighbour_la_code": dfe_code,
        "neighbour_la_name": name,
        "closeness": "Close",
        "new_la_code": "E08000014",
        "neighbour_new_la_code": area,
    }


def in_tool(measure, area, dfe_code, period, value):
    return {"measure_short": measure, "area": area, "la_code": dfe_code, "period": str(period), "value": str(value)}


def aged(area, age, count, mid_year=2020, name="Sefton"):
    return {"utla20_code": area, "utla20_name": name, "mid_year": str(mid_year), "age": str(age), "population": count}


class Folder:
    """The folder: `lines[file]` is a list of lines; `write()` puts them all there."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lines = {
            AREA_CODES: [
                code("E08000014", "343", "Sefton"),
                code("E08000015", "344", "Wirral"),
                code("E08000020", "390", "Gateshead", ended="31/03/2013"),
                code("E08000037", "390", "Gateshead", began="01/04/2013"),
            ],
            CHILDREN_BY_AREA: [
                people(2021, SEFTON, 52_996),
                people(2022, SEFTON, 53_472),
                people(2022, WIRRAL, 65_717),
            ],
            SINGLE_YEARS_OF_AGE: [aged("E08000014", age, "3000") for age in range(18)],
            NEIGHBOURS: [neighbour(1, "344", "E08000015", "Wirral"), neighbour(2, "888", "E10000017", "Lancashire")],
            REFERRALS: [
                referrals(2023, ENGLAND, 640_430),
                referrals(2023, SEFTON, 4_360),
                referrals(2022, SEFTON, 4_156),
                referrals(2023, WIRRAL, 3_355, rereferral_count="c"),
            ],
            INTERACTIVE_TOOL: [in_tool(REFERRAL_RATE, "Sefton", "343", 2023, 815.4)],
        }

    def write(self) -> Path:
        for name, lines in self.lines.items():
            self.put(name, lines)
        return self.path

    def put(self, name: str, lines: list[dict[str, str]], *, encoding: str = "utf-8") -> None:
        with (self.path / name).open("w", newline="", encoding=encoding) as file:
            table = csv.DictWriter(file, list(lines[0]))
            table.writeheader()
            table.writerows(lines)


def refusals(sheet):
    """What an account says of the refused: row, column, value, reason."""
    return [(each.row, each.column, each.value, each.reason) for each in sheet.refusals]


def why(account, name):
    """The reason for which something was not read."""
    return next(skipped.why for skipped in account["skipped"] if skipped.name == name)


def count_of(dfe_code, period, measure="referral_count"):
    """The published value that is kept."""
    return PublishedValue.objects.get(dfe_code=dfe_code, period=period, measure=measure)

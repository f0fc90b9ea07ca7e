"""Our rates beside the Department's own, for every authority and year that its interactive tool holds."""

import csv
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pyarrow as pa
import pytest
from django.conf import settings
from django.db import transaction
from tests.support.partnership import Partnership

from sightline.common import actor
from sightline.exchange import loaded, published
from sightline.exchange.dfe_statistics import load
from sightline.exchange.dfe_statistics.files import (
    INTERACTIVE_TOOL,
    LOOKED_AFTER,
    NEIGHBOURS,
    REFERRALS,
    SECTION_47,
)
from sightline.exchange.dfe_statistics.tool import REFERRAL_RATE
from sightline.exchange.models import PublishedValue
from sightline.exchange.vintages import FIRST_ESTIMATE, REVISED
from sightline.front_door.indicators import referral_rate
from sightline.indicators.engines import Tables
from sightline.indicators.figures import Coverage, compute
from sightline.indicators.populations import POPULATIONS, choose, mid_year_for, population_for
from sightline.indicators.rates import rate
from sightline.indicators.rounding import half_up
from sightline.register.models import Staff
from sightline.timescales.periods import reporting_year

pytestmark = pytest.mark.shared

SEFTON = "343"
MADE_OF = {
    # The tool's rate: the file and the count that it is made of.
    REFERRAL_RATE: (REFERRALS, "referral_count"),
    "Section_47": (SECTION_47, "Section47"),
    "ISCP_Conf": (SECTION_47, "ICPC"),
    "CPP_Abuse_Rate": ("dfe_cin_d3_cpp_subsequent.csv", "CPP_start"),
    "CPP_rate": ("dfe_cin_d5_cpp_duration.csv", "CPP_At31"),
    "CIN": ("dfe_cin_b1_children_in_need.csv", "At31_episodes"),
}


@pytest.fixture(scope="module")
def account(django_db_setup, django_db_blocker, shared) -> Iterator[object]:
    """The whole folder, loaded once for every test below and undone after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        analyst = Staff.objects.select_related("agency").get(username="ana")
        actor.introduce(staff=analyst, at=Partnership.now)
        yield load(shared / "reference" / "data", dry_run=False, by=analyst, at=Partnership.now)
        transaction.set_rollback(True)


def held_by_the_tool(measure):
    """What it holds of authorities: (three-digit code, year) to the rate as published."""
    held = PublishedValue.objects.standing().of(loaded.edition_of(INTERACTIVE_TOOL))
    cells = held.filter(measure=measure, level=PublishedValue.Level.LOCAL_AUTHORITY, value__isnull=False)
    return {(code, year): value for code, year, value in cells.values_list("dfe_code", "period", "value")}


def counted(measure, years):
    return {year: loaded.counts(*MADE_OF[measure], year) for year in years}


def people_by_area():
    found = {}
    for one in loaded.populations("0-17", vintage=REVISED):
        found.setdefault(one.area, []).append(one)
    return found


def test_every_file_goes_in_without_a_refusal(account):
    assert [sheet.name for sheet in account.sheets if not sheet.adds_up()] == []
    assert [(sheet.name, sheet.refusals[:3]) for sheet in account.sheets if sheet.refused] == []
    assert all(sheet.loaded == sheet.rows > 0 for sheet in account.sheets)


def test_what_is_not_taken_of_the_folder_is_told_with_its_reason(account, shared):
    told = {skipped.name: skipped.why for skipped in account.skipped}
    assert "two authorities into one (E06000061 / E06000062)" in told["la_codes.csv, row 63"]
    assert "another unit" in told["lait_selected_measures.csv, rows 23790, 23960, 24130 and 6 more"]
    here = {path.name for path in (shared / "reference" / "data").iterdir()}
    assert here == {sheet.name for sheet in account.sheets} | (here & set(told))
    assert not [why for why in told.values() if "known here" in why and "units" not in why]


@pytest.mark.parametrize("measure", MADE_OF)
def test_a_rate_equals_the_tools_for_every_authority_and_year_that_it_holds(account, measure):
    theirs, people = held_by_the_tool(measure), people_by_area()
    counts = counted(measure, {year for _, year in theirs})
    ours = {}
    for code, year in theirs:
        population = choose(people[code], mid_year_for(reporting_year(year)))
        assert population.mid_year == int(year[:4])
        ours[code, year] = half_up(rate(counts[year][code], population.value, per=referral_rate.per).value, 1)
    equal = sum(ours[cell] == theirs[cell] for cell in theirs)
    print(f"{measure}: {equal:,} of {len(theirs):,} rates are equal")
    assert len(theirs) > 1_490
    assert not {cell: (ours[cell], theirs[cell]) for cell in theirs if ours[cell] != theirs[cell]}


def computed_from_published_counts(code, years, counts):
    """The indicator over a table of as many referrals as were published, and the populations that were loaded."""
    days = [date(int(year[:4]), 7, 1) for year in years for _ in range(counts[year][code])]
    people = [
        {name: getattr(one, name) for name in POPULATIONS.schema().names}
        for one in loaded.populations("0-17", vintage=REVISED, dfe_code=code)
    ]
    tables = Tables.from_arrow(
        {
            "referrals": pa.table({"referred_on": pa.array(days, pa.date32())}),
            "populations": pa.Table.from_pylist(people, schema=POPULATIONS.schema()),
        },
        area=code,
    )
    return {(code, year): compute(referral_rate, tables, reporting_year(year))[0].rounded for year in years}


@pytest.mark.parametrize("codes", [(SEFTON,), pytest.param(None, marks=pytest.mark.full)], ids=["Sefton", "all"])
def test_the_referral_rate_itself_computes_what_the_tool_holds(account, codes):
    theirs = {cell: value for cell, value in held_by_the_tool(REFERRAL_RATE).items() if not codes or cell[0] in codes}
    counts = counted(REFERRAL_RATE, {year for _, year in theirs})
    ours = {}
    for code in sorted({code for code, _ in theirs}):
        years = sorted(year for area, year in theirs if area == code)
        ours |= computed_from_published_counts(code, years, counts)
    print(f"FD-07: {sum(ours[cell] == theirs[cell] for cell in theirs):,} of {len(theirs):,} rates are equal")
    assert ours == theirs


@pytest.mark.parametrize(
    ("row", "file", "measure", "category"),
    [
        ("S09", REFERRALS, "referral_count", ""),
        ("S12", SECTION_47, "Section47", ""),
        ("S13", LOOKED_AFTER, "children_count", "Children looked after on 31 March each year"),
    ],
)
def test_the_neighbours_means_that_were_printed_come_out_of_what_was_loaded(
    account, shared, row, file, measure, category
):
    with (shared / "reference" / "data" / "annual_report_vs_official.csv").open(encoding="utf-8") as lines:
        printed = next(line for line in csv.DictReader(lines) if line["id"] == row)
    figure = loaded.neighbours_rate(
        replace(referral_rate, places=2),
        loaded.statistical_neighbours(SEFTON, file=NEIGHBOURS, version="2021-04"),
        file=file,
        measure=measure,
        category=category,
        period="2021-22",
        mid_year=2020,
        vintage=FIRST_ESTIMATE,
    )
    assert str(figure.rounded) == re.search(r"= ([0-9.]+)$", printed["how"])[1]
    assert str(half_up(figure.value)) == printed["seed_value"]
    assert figure.coverage == Coverage(supplied=10, expected=10)
    assert figure.provenance["comparator_model"].endswith("model of 2021-04")
    assert (figure.provenance["population_mid_year"], figure.provenance["population_vintage"]) == (2020, FIRST_ESTIMATE)


@pytest.mark.parametrize("year", ["2021-22", "2022-23"])
def test_the_few_figures_that_are_shipped_equal_those_that_are_loaded(account, year):
    for measure, figure in (
        ("referral_count", published.referrals(year)),
        ("referral_child_count", published.children_referred(year)),
        ("rereferral_count", published.rereferral(year)),
    ):
        assert loaded.counts(REFERRALS, measure, year)[SEFTON] == figure.numerator
    mid_year, vintage = (2020, FIRST_ESTIMATE) if year == "2021-22" else (2022, REVISED)
    group = loaded.statistical_neighbours(SEFTON, file=NEIGHBOURS, version="2021-04")
    mean = loaded.neighbours_rate(
        referral_rate, group, file=REFERRALS, measure="referral_count", period=year, mid_year=mid_year, vintage=vintage
    )
    assert mean.value == published.neighbours_referral_rate(referral_rate, count_year=year).value


def test_a_snapshot_takes_the_populations_that_were_loaded_and_divides_by_the_revised_ones(account):
    table = published.populations()
    assert set(table["area"].to_pylist()) == {settings.AREA}
    tables = Tables.from_arrow({"populations": table}, area=settings.AREA)
    chosen = {year: population_for(tables, reporting_year(year), "0-17") for year in ("2020-21", "2022-23")}
    assert {year: (one.value, one.vintage) for year, one in chosen.items()} == {
        "2020-21": (52_920, REVISED),
        "2022-23": (53_472, REVISED),
    }
    first = [row for row in table.to_pylist() if (row["vintage"], row["mid_year"]) == (FIRST_ESTIMATE, 2020)]
    assert [row["value"] for row in first] == [54_098]

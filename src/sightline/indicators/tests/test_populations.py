from datetime import date
from fractions import Fraction

import pytest

from sightline.indicators.populations import (
    POPULATIONS,
    Population,
    PopulationUnclear,
    choose,
    mid_year_for,
    population_for,
)
from sightline.indicators.rates import rate
from sightline.indicators.rounding import half_up
from sightline.indicators.testing import tables_of
from sightline.timescales.periods import parse

UNREVISED_2020 = Population("E08000014", "0-17", 2020, "first estimate", 54_098, date(2021, 6, 25))
REVISED_2020 = Population("E08000014", "0-17", 2020, "after the Census 2021 revision", 53_100, date(2023, 11, 23))
REVISED_2022 = Population("E08000014", "0-17", 2022, "revised", 53_472, date(2023, 11, 23))


@pytest.mark.parametrize(
    ("period", "mid_year"), [("2022-23", 2022), ("2022-23 Q1", 2022), ("2023-02", 2022), ("2023-04", 2023)]
)
def test_the_mid_year_within_the_reporting_year_is_used(period, mid_year):
    assert mid_year_for(parse(period)) == mid_year


def test_the_newest_release_of_the_nearest_earlier_mid_year_is_chosen():
    held = [REVISED_2022, REVISED_2020, UNREVISED_2020]
    assert choose(held, 2022) is REVISED_2022
    assert choose(held, 2021) is REVISED_2020
    assert choose(held, 2019) is None


def rows(*held):
    return [{column.name: getattr(one, column.name) for column in POPULATIONS.columns} for one in held]


def test_the_population_of_the_snapshots_own_area_and_age_range_is_found():
    elsewhere = Population("E08000015", "0-17", 2022, "revised", 67_000, date(2023, 11, 23))
    wider = Population("E08000014", "0-22", 2021, "Census 2021", 65_546, date(2022, 6, 28))
    given = {"populations": rows(REVISED_2022, elsewhere, wider)}
    tables = tables_of(given, [POPULATIONS], area="E08000014")
    assert population_for(tables, parse("2022-23"), "0-17") == REVISED_2022
    assert population_for(tables, parse("2022-23"), "0-22") == wider
    assert population_for(tables, parse("2022-23"), "10-17") is None
    with pytest.raises(PopulationUnclear, match="of 2 areas are held"):
        population_for(tables_of(given, [POPULATIONS]), parse("2022-23"), "0-17")


def test_without_populations_there_is_none():
    assert population_for(tables_of({"populations": []}, [POPULATIONS]), parse("2022-23"), "0-17") is None
    assert population_for(tables_of({"others": [{"a": 1}]}), parse("2022-23"), "0-17") is None


def test_the_population_declaration_may_be_published():
    POPULATIONS.check_is_publishable()


@pytest.mark.parametrize(
    ("count", "population", "per", "shown"),
    [(4_360, 53_472, 10_000, "815.4"), (611, 53_472, 10_000, "114.3"), (1_218, 65_546, 1_000, "18.6")],
)
def test_rates_are_exact_and_shown_half_up(count, population, per, shown):
    assert str(half_up(rate(count, population, per=per).value, 1)) == shown


def test_a_part_year_is_multiplied_up_to_twelve_months_with_its_limits():
    quarter, year = rate(500, 50_000, months=3), rate(500, 50_000)
    assert (year.value, year.label) == (Fraction(100), "")
    assert quarter.value == 400
    assert quarter.interval.low == pytest.approx(4 * year.interval.low)
    assert quarter.label == "annualised from 3 months (x 12/3)"
    assert rate(1, 10, months=1).label == "annualised from 1 month (x 12/1)"


def test_a_rate_over_nobody_is_refused():
    with pytest.raises(ValueError, match="population above nought"):
        rate(1, 0)

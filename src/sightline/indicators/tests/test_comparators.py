import csv
from dataclasses import replace
from fractions import Fraction

import pytest

from sightline.indicators.comparators import Averaging, ComparatorGroup, MixedPopulations, comparator_rate
from sightline.indicators.figures import Coverage
from sightline.indicators.populations import Population
from sightline.indicators.rounding import half_up
from sightline.indicators.tests import sample
from sightline.indicators.tests.shared import reference

GROUP = ComparatorGroup("neighbours-2021-04", "Statistical neighbours, April 2021", ("A", "B"))


def people(area, value, vintage="first estimate"):
    return Population(area, "0-17", 2020, vintage, value)


POPULATIONS = {"A": people("A", 10_000), "B": people("B", 30_000)}


def compared(counts, populations=POPULATIONS, **more):
    return comparator_rate(
        sample.contact_rate, GROUP, counts, populations, count_year="2021-22", source="Example edition", **more
    )


def test_an_unweighted_mean_gives_every_area_the_same_weight():
    assert compared({"A": 500, "B": 900}).value == 400


def test_pooling_gives_every_child_the_same_weight():
    pooled = compared({"A": 500, "B": 900}, averaging=Averaging.POOLED)
    assert (pooled.numerator, pooled.denominator) == (1_400, 40_000)
    assert pooled.value == 350


def test_a_comparator_is_published_and_names_its_four_choices():
    told = compared({"A": 500, "B": 900}).to_json()
    assert (told["kind"], told["snapshot"], told["source"]) == ("PUBLISHED", None, "Example edition")
    assert told["ref"] == "FD-07/2021-22/neighbours-2021-04@Example edition"
    assert told["provenance"] == {
        "comparator_model": "Statistical neighbours, April 2021",
        "count_year": "2021-22",
        "averaging": "unweighted mean of the areas' rates",
        "population_mid_year": 2020,
        "population_age_range": "0-17",
        "population_vintage": "first estimate",
    }


def test_an_area_whose_count_is_hidden_lowers_the_coverage():
    told = compared({"A": None, "B": 900}).to_json()
    assert (told["value"], told["coverage"]) == (300.0, {"supplied": 1, "expected": 2})
    assert compared({}, averaging=Averaging.POOLED).to_json()["value"] is None


def test_rates_are_averaged_before_they_are_rounded():
    thirds = {"A": people("A", 3), "B": people("B", 3)}
    assert compared({"A": 1, "B": 2}, thirds).value == Fraction(5_000)


def test_populations_of_different_releases_are_not_mixed():
    with pytest.raises(MixedPopulations, match="0-17 of mid-2020, first estimate; 0-17 of mid-2020, revised"):
        compared({"A": 1, "B": 1}, {"A": people("A", 10), "B": people("B", 10, "revised")})


def test_only_a_rate_has_a_comparator_rate():
    with pytest.raises(ValueError, match="only a RATE"):
        comparator_rate(sample.contacts, GROUP, {}, {}, count_year="2021-22", source="Example edition")


def rows_of(name):
    with reference("data", name).open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


@pytest.fixture(scope="module")
def neighbours():
    found = [
        row for row in rows_of("statistical_neighbours.csv") if (row["version"], row["la_code"]) == ("2021-04", "343")
    ]
    codes = tuple(row["neighbour_new_la_code"] for row in sorted(found, key=lambda row: int(row["rank"])))
    return ComparatorGroup("neighbours-2021-04", "Statistical neighbours, April 2021", codes)


@pytest.fixture(scope="module")
def unrevised_mid_2020():
    counted: dict[str, int] = {}
    for row in rows_of("ons_mye_single_year_age_utla_2019_2020_unrevised.csv"):
        if row["mid_year"] == "2020" and row["age"].isdigit() and int(row["age"]) <= 17:
            counted[row["utla20_code"]] = counted.get(row["utla20_code"], 0) + int(row["population"])
    return {area: people(area, value, "before the Census 2021 revision") for area, value in counted.items()}


@pytest.mark.shared
@pytest.mark.parametrize(
    ("file", "column", "only", "mean", "printed"),
    [
        ("dfe_cin_c1_referrals.csv", "referral_count", {}, "579.25", 579),
        ("dfe_cin_c4_s47_icpc.csv", "Section47", {}, "207.46", 207),
        (
            "dfe_cla_number_rate.csv",
            "children_count",
            {"population_type": "Children looked after on 31 March each year"},
            "88.68",
            89,
        ),
    ],
)
def test_the_reports_neighbour_means_are_those_of_2021_22_over_unrevised_mid_2020(
    neighbours, unrevised_mid_2020, file, column, only, mean, printed
):
    counts = {
        row["new_la_code"]: int(row[column])
        for row in rows_of(file)
        if row["time_period"] == "2022" and row["geographic_level"] == "Local authority"
        if all(row[name] == value for name, value in only.items())
        if row["new_la_code"] in neighbours.members
    }
    figure = comparator_rate(
        replace(sample.contact_rate, places=2),
        neighbours,
        counts,
        unrevised_mid_2020,
        count_year="2021-22",
        source=file,
    )
    assert figure.coverage == Coverage(supplied=10, expected=10)
    assert str(figure.rounded) == mean
    assert figure.value is not None
    assert int(half_up(figure.value)) == printed

"""The published figures that a fresh partnership can show."""

import csv

import pytest

from sightline.exchange import published
from sightline.front_door.indicators import referral_rate


def test_the_neighbours_mean_printed_in_2023_comes_from_older_counts_and_first_estimates():
    figure = published.neighbours_referral_rate(referral_rate, count_year="2021-22")
    assert str(figure.rounded) == "579.2"
    assert figure.provenance["population_mid_year"] == 2020
    assert figure.provenance["averaging"] == "unweighted mean of the areas' rates"


def test_the_neighbours_mean_of_the_year_itself_is_higher():
    assert str(published.neighbours_referral_rate(referral_rate, count_year="2022-23").rounded) == "623.5"


@pytest.mark.parametrize(("year", "percent"), [("2021-22", "19.8"), ("2022-23", "26.5")])
def test_rereferrals_are_as_the_department_published_them(year, percent):
    assert str(published.rereferral(year).rounded) == percent


@pytest.mark.shared
def test_what_is_shipped_equals_the_publishers_file(shared):
    with (shared / "reference/data/dfe_cin_c1_referrals.csv").open() as file:
        rows = {row["time_period"]: row for row in csv.DictReader(file) if row["la_name"] == "Sefton"}
    for year, key in (("2021-22", "2022"), ("2022-23", "2023")):
        assert published.referrals(year).numerator == int(rows[key]["referral_count"])
        assert published.children_referred(year).numerator == int(rows[key]["referral_child_count"])
        assert published.rereferral(year).numerator == int(rows[key]["rereferral_count"])

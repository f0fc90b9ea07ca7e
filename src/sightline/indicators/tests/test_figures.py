from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings

from sightline.indicators.figures import Figure, FigureKind, compute, compute_all
from sightline.indicators.populations import POPULATIONS
from sightline.indicators.tallies import IndicatorMisbehaves
from sightline.indicators.testing import assert_twin, tables_of
from sightline.indicators.tests import sample
from sightline.indicators.tests.sample import CONTACTS, contact
from sightline.timescales.periods import parse

YEAR = parse("2022-23")
POPULATION = {
    "area": "E08000014",
    "age_range": "0-17",
    "mid_year": 2022,
    "vintage": "revised",
    "released_on": date(2023, 11, 23),
    "value": 53_472,
}


def tables_with(*contacts, **about):
    return tables_of({"contacts": contacts}, [CONTACTS], **about)


def only(figures):
    (figure,) = figures
    return figure


@pytest.mark.parametrize(("indicator", "slow"), sample.TWINS, ids=lambda part: getattr(part, "id", ""))
@settings(deadline=None, max_examples=15)
@given(rows=sample.some_contacts)
def test_every_kind_of_indicator_equals_its_slow_twin(indicator, slow, rows):
    assert_twin(
        indicator,
        {"contacts": rows, "populations": [POPULATION]},
        YEAR,
        slow,
        declared=[CONTACTS, POPULATIONS],
    )


def test_a_twin_that_counts_otherwise_is_found_out():
    rows = {"contacts": [contact(outcome="REFERRAL"), contact(outcome="ADVICE")]}
    with pytest.raises(AssertionError, match="differs from its twin"):
        assert_twin(sample.converted, rows, YEAR, sample.slow_contacts, declared=[CONTACTS])


def test_a_count_has_its_numerator_as_value_and_no_denominator():
    told = only(compute(sample.contacts, tables_with(contact(), contact()), YEAR)).to_json()
    assert (told["value"], told["numerator"], told["denominator"], told["coverage"]) == (2, 2, None, None)


def test_nothing_received_is_a_true_nought():
    assert only(compute(sample.contacts, tables_with(), YEAR)).to_json()["value"] == 0


def test_what_nobody_supplied_is_null_with_its_coverage_and_never_nought():
    told = only(compute(sample.converted, tables_with(contact(), contact()), YEAR)).to_json()
    assert told["value"] is None
    assert told["numerator"] is None
    assert told["coverage"] == {"supplied": 0, "expected": 2}


def test_a_table_that_did_not_come_gives_null():
    tables = tables_with(snapshot="2023-04-12-01", not_supplied=["contacts"])
    told = only(compute(sample.contacts, tables, YEAR, by="month")).to_json()
    assert (told["value"], told["coverage"]) == (None, {"supplied": 0, "expected": 1})


def test_a_ratio_leaves_out_what_was_not_supplied_and_says_so():
    rows = [contact(outcome="REFERRAL"), contact(outcome="ADVICE"), contact(outcome="ADVICE"), contact()]
    told = only(compute(sample.conversion, tables_with(*rows), YEAR)).to_json()
    assert (told["numerator"], told["denominator"], told["value"]) == (1, 3, 33.3)
    assert told["coverage"] == {"supplied": 3, "expected": 4}
    assert told["interval_method"] == "Wilson score, 95%"
    assert told["interval"] == [6.1, 79.2]


def test_a_denominator_of_nought_gives_no_value():
    told = only(compute(sample.conversion, tables_with(), YEAR)).to_json()
    assert (told["numerator"], told["denominator"], told["value"], told["interval"]) == (0, 0, None, None)


def test_a_net_share_may_be_negative_and_has_no_interval():
    rows = [contact(moved=-1), contact(moved=-1), contact(moved=1), contact(moved=0), contact()]
    told = only(compute(sample.net_alteration, tables_with(*rows), YEAR)).to_json()
    assert (told["numerator"], told["denominator"], told["value"]) == (-1, 4, -25.0)
    assert told["interval"] is None


def test_a_breakdown_shows_the_total_every_value_and_the_unknown_last():
    rows = [contact(source_group="SCHOOL"), contact(), contact(source_group="POLICE"), contact()]
    figures = compute(sample.contacts, tables_with(*rows), YEAR, by="source_group")
    assert [(dict(f.by).get("source_group"), f.numerator) for f in figures] == [
        (None, 4),
        ("POLICE", 1),
        ("SCHOOL", 1),
        ("UNKNOWN", 2),
    ]


def test_a_breakdown_by_month_shows_every_month_of_the_period():
    figures = compute(sample.contacts, tables_with(contact()), parse("2022-23 Q1"), by="month")
    assert [(f.by["month"], f.numerator) for f in figures[1:]] == [
        ("2022-04", 0),
        ("2022-05", 0),
        ("2022-06", 1),
    ]


def test_two_breakdowns_can_be_crossed():
    rows = [contact(source_group="POLICE", level=2), contact(source_group="POLICE", level=3), contact()]
    figures = compute(sample.contacts, tables_with(*rows), YEAR, by=("source_group", "level"))
    assert [(tuple(f.by.values()), f.numerator) for f in figures] == [
        ((), 3),
        (("POLICE", "2"), 1),
        (("POLICE", "3"), 1),
        (("UNKNOWN", "UNKNOWN"), 1),
    ]


def test_a_breakdown_or_variant_that_is_not_offered_is_refused():
    with pytest.raises(ValueError, match="not broken down by 'hours'"):
        compute(sample.contacts, tables_with(), YEAR, by="hours")
    with pytest.raises(ValueError, match="no variant 'SNAPSHOT'"):
        compute(sample.conversion, tables_with(), YEAR, variant="SNAPSHOT")


def test_the_reference_names_catalogue_period_variant_cell_and_snapshot():
    tables = tables_with(contact(source_group="POLICE", outcome="ADVICE"), snapshot="2023-04-12-01")
    figures = compute(sample.conversion, tables, YEAR, by="source_group")
    assert [figure.ref for figure in figures] == [
        "FD-05/2022-23/COHORT@2023-04-12-01",
        "FD-05/2022-23/COHORT/source_group=POLICE@2023-04-12-01",
    ]


def test_the_variant_by_decision_date_counts_other_rows_than_the_cohort():
    tables = tables_with(contact(received_on=date(2022, 3, 30), decided_on=date(2022, 4, 1), outcome="ADVICE"))
    cohort = only(compute(sample.conversion, tables, YEAR, variant="COHORT"))
    period = only(compute(sample.conversion, tables, YEAR, variant="PERIOD"))
    assert (cohort.denominator, period.denominator) == (0, 1)


def test_a_rate_tells_its_population_and_vintage():
    tables = tables_of({"contacts": [contact()] * 436, "populations": [POPULATION]}, [CONTACTS])
    told = only(compute(sample.contact_rate, tables, YEAR)).to_json()
    assert (told["numerator"], told["denominator"], told["value"]) == (436, 53_472, 81.5)
    assert told["provenance"]["population_mid_year"] == 2022
    assert told["provenance"]["population_vintage"] == "revised"
    assert "annualised" not in told["provenance"]


def test_a_rate_of_a_quarter_is_annualised_and_says_so():
    tables = tables_of({"contacts": [contact()] * 109, "populations": [POPULATION]}, [CONTACTS])
    told = only(compute(sample.contact_rate, tables, parse("2022-23 Q1"))).to_json()
    assert told["value"] == 81.5
    assert told["provenance"]["annualised"] == "annualised from 3 months (x 12/3)"


def test_a_rate_without_a_population_has_a_numerator_and_no_value():
    told = only(compute(sample.contact_rate, tables_with(contact()), YEAR)).to_json()
    assert (told["numerator"], told["value"]) == (1, None)
    assert told["provenance"] == {"lacks": "a population aged 0-17"}


def test_a_mean_per_month_waits_until_the_period_is_over():
    over = tables_with(contact(), business_date=date(2023, 4, 12))
    assert only(compute(sample.mean_contacts, over, YEAR)).value == Fraction(1, 12)
    told = only(compute(sample.mean_contacts, over, parse("2023-24"))).to_json()
    assert (told["value"], told["denominator"]) == (None, 12)
    assert told["provenance"] == {"incomplete": "records reach 2023-04-12 of 2023-24"}


def test_a_month_not_yet_begun_has_no_count_and_not_nought():
    tables = tables_with(contact(received_on=date(2023, 4, 5)), business_date=date(2023, 4, 12))
    total, april, may, june = compute(sample.contacts, tables, parse("2023-24 Q1"), by="month")
    assert [figure.numerator for figure in (total, april, may, june)] == [1, 1, None, None]
    assert april.provenance == {"incomplete": "records reach 2023-04-12 of 2023-04"}
    assert only(compute(sample.converted, tables, parse("2024-25"))).to_json()["value"] is None


def test_months_that_are_over_have_a_rate_though_the_year_is_not():
    tables = tables_of(
        {"contacts": [contact()], "populations": [POPULATION]}, [CONTACTS], business_date=date(2022, 7, 1)
    )
    total, *months = compute(sample.contact_rate, tables, YEAR, by="month")
    assert total.value is None
    assert [month.value is None for month in months] == [False] * 3 + [True] * 9


def test_a_median_of_two_is_their_mean_and_ignores_what_is_missing():
    rows = [contact(hours=1.5), contact(hours=4.0), contact()]
    told = only(compute(sample.hours_to_decision, tables_with(*rows), YEAR)).to_json()
    assert (told["value"], told["denominator"], told["numerator"]) == (2.8, 2, None)
    assert told["coverage"] == {"supplied": 2, "expected": 3}


def test_values_are_exact_and_rounded_half_up_once_on_the_way_out():
    figure = Figure(id="a.b", catalogue="A-01", period="2022-23", unit="percent", value=Fraction(325, 1000))
    assert figure.value == Fraction(13, 40)
    assert replace(figure, places=2).to_json()["value"] == 0.33
    assert replace(figure, value=Fraction(-2255, 100)).to_json()["value"] == -22.6


@pytest.mark.parametrize("kind", [FigureKind.PUBLISHED, FigureKind.RETURNED, FigureKind.PRINTED])
def test_a_figure_that_is_not_computed_names_its_source(kind):
    with pytest.raises(ValueError, match="names its source"):
        Figure(id="a.b", catalogue="A-01", period="2022-23", unit="count", value=Fraction(1), kind=kind)


def test_a_function_that_returns_the_wrong_columns_is_told_so():
    broken = replace(sample.contacts, kind=sample.conversion.kind)
    with pytest.raises(IndicatorMisbehaves, match="no column 'counts'"):
        compute(broken, tables_with(), YEAR)


def test_all_figures_hold_every_variant_and_every_breakdown():
    tables = tables_with(contact(outcome="ADVICE", source_group="POLICE", level=1, decided_on=date(2022, 6, 2)))
    figures = compute_all([sample.conversion], tables, parse("2022-06"))
    assert {(f.variant, *f.by) for f in figures} == {
        (variant, *by) for variant in ("COHORT", "PERIOD") for by in ((), ("source_group",), ("level",), ("month",))
    }
    assert len(compute_all([sample.conversion], tables, parse("2022-06"), breakdowns=False)) == 2

"""Reporting years, quarters, months, academic years and rolling months."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.timescales.periods import (
    Period,
    PeriodKind,
    UnknownPeriod,
    academic_year,
    academic_year_on,
    month,
    month_on,
    parse,
    period_on,
    quarter,
    quarter_on,
    reporting_year,
    reporting_year_on,
    rolling_twelve_months,
)
from sightline.timescales.tests.strategies import days


@pytest.mark.parametrize(
    ("period", "first_day", "last_day"),
    [
        (reporting_year("2022-23"), "2022-04-01", "2023-03-31"),
        (reporting_year("1999-00"), "1999-04-01", "2000-03-31"),
        (quarter("2022-23 Q1"), "2022-04-01", "2022-06-30"),
        (quarter("2022-23 Q2"), "2022-07-01", "2022-09-30"),
        (quarter("2022-23 Q3"), "2022-10-01", "2022-12-31"),
        (quarter("2022-23 Q4"), "2023-01-01", "2023-03-31"),
        (month("2023-02"), "2023-02-01", "2023-02-28"),
        (month("2024-02"), "2024-02-01", "2024-02-29"),
        (academic_year("2022-23"), "2022-09-01", "2023-08-31"),
        (rolling_twelve_months(date(2023, 3, 31)), "2022-04-01", "2023-03-31"),
        (rolling_twelve_months(date(2024, 2, 29)), "2023-03-01", "2024-02-29"),
    ],
    ids=lambda value: getattr(value, "label", value),
)
def test_a_period_runs_from_its_first_to_its_last_day(period: Period, first_day: str, last_day: str) -> None:
    assert (period.first_day, period.last_day) == (
        date.fromisoformat(first_day),
        date.fromisoformat(last_day),
    )
    assert period.contains(period.first_day)
    assert period.contains(period.last_day)
    assert not period.contains(period.first_day - timedelta(days=1))
    assert not period.contains(period.last_day + timedelta(days=1))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2022-23", PeriodKind.REPORTING_YEAR),
        ("2022-23 Q1", PeriodKind.QUARTER),
        ("2023-02", PeriodKind.MONTH),
        ("2022-12", PeriodKind.MONTH),
        ("2012-12", PeriodKind.MONTH),
        ("2009-10", PeriodKind.REPORTING_YEAR),
        ("2009-11", PeriodKind.MONTH),
        ("1999-00", PeriodKind.REPORTING_YEAR),
    ],
)
def test_the_command_line_names_a_year_a_quarter_or_a_month(text: str, kind: PeriodKind) -> None:
    period = parse(text)
    assert (period.label, period.kind) == (text, kind)


@pytest.mark.parametrize(
    "text",
    [
        "2022-24",
        "2022-22",
        "2022-21",
        "2022-13",
        "2022-00",
        "2022-23 Q5",
        "2022-23 Q0",
        "2022-24 Q1",
        "2022-23Q1",
        "2022-23 H1",
        "2022/23",
        "2022-2023",
        "2022",
        "22-23",
        "2023-2",
        "1822-23",
        "1822-11",
        "",
        " 2022-23",
        "2022-23\n",
        "٢٠٢٢-٢٣",
        "last year",
    ],
)
def test_anything_else_is_refused_with_what_is_accepted(text: str) -> None:
    with pytest.raises(UnknownPeriod, match=r"reporting year \(2022-23\).*quarter.*month \(2023-02\)"):
        parse(text)


@given(st.text(alphabet="0123456789-Q ", max_size=12))
def test_any_text_is_a_period_of_that_name_or_refused(text: str) -> None:
    try:
        assert parse(text).label == text
    except UnknownPeriod as refusal:
        assert f"“{text}”" in str(refusal)


def test_a_year_that_spans_two_is_told_which_was_perhaps_meant() -> None:
    with pytest.raises(UnknownPeriod, match="Perhaps 2022-23 was meant"):
        parse("2022-24")


@pytest.mark.parametrize("day", [date(2023, 3, 30), date(2024, 2, 28)], ids=str)
def test_rolling_months_that_do_not_end_with_a_month_are_refused(day: date) -> None:
    with pytest.raises(UnknownPeriod, match="last day of a month"):
        rolling_twelve_months(day)


@pytest.mark.parametrize(
    ("period", "previous"),
    [
        (reporting_year("2022-23"), "2021-22"),
        (quarter("2022-23 Q1"), "2021-22 Q4"),
        (quarter("2022-23 Q3"), "2022-23 Q2"),
        (month("2023-01"), "2022-12"),
        (academic_year("2022-23"), "Academic year 2021-22"),
        (rolling_twelve_months(date(2024, 2, 29)), "12 months to 28 February 2023"),
        (reporting_year("2022-23").half_years()[1], "2022-23 H1"),
        (reporting_year("2022-23").half_years()[0], "2021-22 H2"),
    ],
    ids=lambda value: getattr(value, "label", value),
)
def test_the_previous_period_is_of_the_same_kind(period: Period, previous: str) -> None:
    assert period.previous().label == previous
    assert period.previous().kind is period.kind


@given(days, st.sampled_from(PeriodKind))
def test_periods_of_a_kind_follow_one_another_without_a_gap(day: date, kind: PeriodKind) -> None:
    period = period_on(day, kind)
    assert period.contains(day)
    assert period.previous().last_day == period.first_day - timedelta(days=1)


@given(days, st.sampled_from(PeriodKind))
def test_the_months_of_a_period_fill_it(day: date, kind: PeriodKind) -> None:
    period = period_on(day, kind)
    months = period.months()
    assert (months[0].first_day, months[-1].last_day) == (period.first_day, period.last_day)
    assert all(later.previous() == earlier for earlier, later in pairwise(months))


def test_a_reporting_year_has_two_halves() -> None:
    first, second = reporting_year("2022-23").half_years()
    assert (first.label, first.first_day, first.last_day) == (
        "2022-23 H1",
        date(2022, 4, 1),
        date(2022, 9, 30),
    )
    assert (second.label, second.first_day, second.last_day) == (
        "2022-23 H2",
        date(2022, 10, 1),
        date(2023, 3, 31),
    )


@pytest.mark.parametrize("period", [quarter("2022-23 Q1"), month("2023-02"), academic_year("2022-23")])
def test_other_periods_have_no_halves(period: Period) -> None:
    with pytest.raises(ValueError, match="no half-years"):
        period.half_years()


@given(days)
def test_a_day_lies_in_the_year_quarter_and_month_named_after_it(day: date) -> None:
    for finding in (reporting_year_on, quarter_on, month_on, academic_year_on):
        assert finding(day).contains(day)
    assert parse(quarter_on(day).label) == quarter_on(day)
    assert quarter_on(day).label.startswith(reporting_year_on(day).label)

"""Working days, against a slow day-by-day count."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.timescales.holidays import ENGLAND_AND_WALES, Holidays
from sightline.timescales.tests.strategies import days, working_days
from sightline.timescales.working_days import ENGLAND, OutsideCalendar, WorkingCalendar

ONE_DAY = timedelta(days=1)


def is_working(day: date) -> bool:
    return day.weekday() < 5 and day not in ENGLAND_AND_WALES


def step_by_step(day: date, number: int) -> date:
    """The slow twin of `add`: walk from day to day and count."""
    while number:
        day += ONE_DAY
        number -= is_working(day)
    return day


@given(days, st.integers(0, 80))
def test_adding_agrees_with_counting_day_by_day(day: date, number: int) -> None:
    assert ENGLAND.add(day, number) == step_by_step(day, number)


@given(days, st.integers(0, 400))
def test_counting_agrees_with_a_walk_through_the_calendar(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    walked = sum(is_working(first + timedelta(days=n)) for n in range(1, length + 1))
    assert ENGLAND.between(first, last) == walked
    assert ENGLAND.between(last, first) == -walked


@given(days, st.integers(-60, 60))
def test_between_gives_back_what_was_added(day: date, number: int) -> None:
    assert ENGLAND.between(day, ENGLAND.add(day, number)) == number


@given(days, working_days)
def test_adding_ends_on_a_working_day(day: date, number: int) -> None:
    assert ENGLAND.is_working_day(ENGLAND.add(day, number))
    assert ENGLAND.is_working_day(ENGLAND.add(day, -number))


@given(days, days, working_days)
def test_a_later_start_is_never_due_earlier(one: date, other: date, number: int) -> None:
    earlier, later = sorted((one, other))
    assert ENGLAND.add(earlier, number) <= ENGLAND.add(later, number)
    assert ENGLAND.add(earlier, number) < ENGLAND.add(earlier, number + 1)


@given(days)
def test_the_next_working_day_skips_only_days_off(day: date) -> None:
    following = ENGLAND.on_or_after(day)
    assert is_working(following)
    assert not any(is_working(day + timedelta(days=n)) for n in range((following - day).days))


@pytest.mark.parametrize(
    ("day", "number", "due"),
    [
        (date(2023, 4, 6), 1, date(2023, 4, 11)),
        (date(2022, 9, 16), 1, date(2022, 9, 20)),
        (date(2022, 6, 1), 1, date(2022, 6, 6)),
        (date(2023, 5, 5), 1, date(2023, 5, 9)),
        (date(2022, 12, 23), 1, date(2022, 12, 28)),
        (date(2023, 4, 8), 1, date(2023, 4, 11)),
        (date(2023, 4, 8), 0, date(2023, 4, 8)),
        (date(2023, 4, 11), -1, date(2023, 4, 6)),
    ],
)
def test_bank_holidays_are_passed_over(day: date, number: int, due: date) -> None:
    assert ENGLAND.add(day, number) == due


def test_the_holidays_passed_over_are_named() -> None:
    assert ENGLAND.skipped(date(2023, 4, 6), date(2023, 4, 11)) == [
        (date(2023, 4, 7), "Good Friday"),
        (date(2023, 4, 10), "Easter Monday"),
    ]
    assert ENGLAND.skipped(date(2023, 4, 7), date(2023, 4, 9)) == []


def test_a_holiday_on_a_weekend_is_not_said_to_be_passed_over() -> None:
    calendar = WorkingCalendar(Holidays({date(2023, 4, 8): "Saturday fair", date(2023, 4, 10): "Easter Monday"}))
    assert calendar.skipped(date(2023, 4, 6), date(2023, 4, 11)) == [(date(2023, 4, 10), "Easter Monday")]


@pytest.mark.parametrize("day", [date(2011, 12, 31), date(2029, 1, 1)], ids=str)
def test_a_day_outside_the_table_is_refused_and_not_guessed(day: date) -> None:
    inside = date(2020, 1, 1)
    for ask in (
        lambda: ENGLAND.is_working_day(day),
        lambda: ENGLAND.add(day, 1),
        lambda: ENGLAND.add(day, 0),
        lambda: ENGLAND.between(inside, day),
        lambda: ENGLAND.between(day, inside),
        lambda: ENGLAND.on_or_after(day),
        lambda: ENGLAND.skipped(inside, day),
    ):
        with pytest.raises(OutsideCalendar, match=r"2012 to 2028.*add the missing years"):
            ask()


@pytest.mark.parametrize(("day", "number"), [(date(2028, 12, 29), 1), (date(2012, 1, 3), -1)])
def test_counting_past_the_edge_of_the_table_is_refused(day: date, number: int) -> None:
    assert ENGLAND.is_working_day(day)
    with pytest.raises(OutsideCalendar):
        ENGLAND.add(day, number)

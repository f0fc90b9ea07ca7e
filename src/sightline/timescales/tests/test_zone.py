"""London days and moments."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given

from sightline.timescales.tests.strategies import days, moments
from sightline.timescales.zone import (
    NaiveMoment,
    day_of,
    end_of_day,
    in_london,
    local_date,
    on_utc,
    start_of_day,
)


@pytest.mark.parametrize(
    ("utc", "day"),
    [
        ("2023-07-01T22:59:59", "2023-07-01"),
        ("2023-07-01T23:00", "2023-07-02"),
        ("2023-01-01T23:59", "2023-01-01"),
    ],
)
def test_a_summer_evening_in_utc_may_be_the_next_day_in_london(utc: str, day: str) -> None:
    assert local_date(datetime.fromisoformat(utc).replace(tzinfo=UTC)) == date.fromisoformat(day)


@given(days)
def test_one_day_ends_a_microsecond_before_the_next_begins(day: date) -> None:
    gap = on_utc(start_of_day(day + timedelta(days=1))) - on_utc(end_of_day(day))
    assert gap == timedelta(microseconds=1)


@pytest.mark.parametrize(("day", "hours"), [("2023-03-26", 23), ("2022-10-30", 25), ("2023-03-25", 24)], ids=str)
def test_the_days_on_which_the_clocks_change_have_23_and_25_hours(day: str, hours: int) -> None:
    start = start_of_day(date.fromisoformat(day))
    following = start_of_day(date.fromisoformat(day) + timedelta(days=1))
    assert on_utc(following) - on_utc(start) == timedelta(hours=hours)


@given(moments)
def test_every_moment_lies_within_its_london_day(moment: datetime) -> None:
    day = local_date(moment)
    assert on_utc(start_of_day(day)) <= on_utc(moment) <= on_utc(end_of_day(day))


def test_an_event_known_by_its_day_keeps_it() -> None:
    assert day_of(date(2023, 4, 7)) == date(2023, 4, 7)


@pytest.mark.parametrize("reading", [local_date, in_london, on_utc, day_of])
def test_a_moment_without_a_zone_is_refused_with_what_to_do(reading: object) -> None:
    assert callable(reading)
    with pytest.raises(NaiveMoment, match=r"2023-04-12 09:30:00 has no time zone.*Give a moment"):
        reading(datetime(2023, 4, 12, 9, 30))  # noqa: DTZ001  the point of the test

"""From which working day a contact is counted."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given

from sightline.timescales.office_hours import OFFICE_HOURS, OfficeHours
from sightline.timescales.tests.strategies import moments
from sightline.timescales.working_days import ENGLAND
from sightline.timescales.zone import LONDON, NaiveMoment, local_date


@pytest.mark.parametrize(
    ("received", "counted_from"),
    [
        ("2023-03-03 16:59:59", "2023-03-03"),  # Friday, still open
        ("2023-03-03 17:00", "2023-03-06"),  # Friday, closed
        ("2023-03-03 07:30", "2023-03-03"),  # before opening, seen the same day
        ("2023-03-03 00:00", "2023-03-03"),
        ("2023-03-02 23:59", "2023-03-03"),
        ("2023-03-04 11:00", "2023-03-06"),  # Saturday
        ("2023-03-05 23:00", "2023-03-06"),  # Sunday
        ("2023-04-06 18:00", "2023-04-11"),  # Maundy Thursday evening
        ("2023-04-07 10:00", "2023-04-11"),  # Good Friday
        ("2023-05-08 10:00", "2023-05-09"),  # the coronation holiday
    ],
)
def test_receipt_out_of_hours_starts_the_next_working_day(received: str, counted_from: str) -> None:
    moment = datetime.fromisoformat(received).replace(tzinfo=LONDON)
    assert OFFICE_HOURS.counted_from(moment, ENGLAND) == date.fromisoformat(counted_from)


def test_office_hours_are_those_of_a_london_clock() -> None:
    half_past_four_utc = datetime.fromisoformat("2023-06-02T16:30+00:00")  # 17:30 in London, a Friday
    assert OFFICE_HOURS.counted_from(half_past_four_utc, ENGLAND) == date(2023, 6, 5)


def test_office_hours_are_a_setting() -> None:
    late = OfficeHours(opens=time(8), closes=time(20))
    assert late.counted_from(datetime(2023, 3, 3, 17, tzinfo=LONDON), ENGLAND) == date(2023, 3, 3)


def test_offices_that_never_open_are_refused() -> None:
    with pytest.raises(ValueError, match="never open"):
        OfficeHours(opens=time(17), closes=time(9))


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(NaiveMoment, match="no time zone"):
        OFFICE_HOURS.counted_from(datetime(2023, 3, 3, 12), ENGLAND)  # noqa: DTZ001  the point of the test


@given(moments)
def test_day_zero_is_the_first_working_day_whose_office_hours_are_not_over(received: datetime) -> None:
    counted_from = OFFICE_HOURS.counted_from(received, ENGLAND)
    assert ENGLAND.is_working_day(counted_from)
    assert received < datetime.combine(counted_from, OFFICE_HOURS.closes, LONDON)
    day = local_date(received)
    while day < counted_from:
        closed = received >= datetime.combine(day, OFFICE_HOURS.closes, LONDON)
        assert closed or not ENGLAND.is_working_day(day)
        day += timedelta(days=1)

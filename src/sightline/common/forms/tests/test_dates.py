from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from sightline.common.forms.dates import DateField, DateTimeField
from sightline.common.forms.local_time import happens_twice, never_happens, read_time
from sightline.common.forms.widgets import DateInput, DateParts, DateTimeInput, MomentParts
from sightline.timescales.zone import LONDON

BORN = DateField(label="Date of birth", not_before=date(2003, 1, 1), not_after=date(2023, 4, 12))
RECEIVED = DateTimeField(label="Received")


def refusal(field: DateField, typed: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    with pytest.raises(ValidationError) as refused:
        field.clean(typed)
    error = refused.value.error_list[0]
    params: dict[str, Any] = error.params or {}
    return str(error.message), params.get("parts", ())


@given(st.dates(min_value=date(2003, 1, 1), max_value=date(2023, 4, 12)))
def test_every_day_can_be_typed_in_figures_and_with_the_month_by_name(day: date) -> None:
    for month in (str(day.month), f"{day:%m}", f"{day:%B}", f"{day:%b}".upper()):
        assert BORN.clean(DateParts(str(day.day), month, str(day.year))) == day


@given(st.dates(min_value=date(1900, 1, 1)))
def test_a_stored_day_is_shown_as_it_would_be_typed(day: date) -> None:
    assert DateField(label="Day").clean(DateInput().typed(day)) == day


@given(st.text(max_size=6), st.text(max_size=6), st.text(max_size=6))
def test_whatever_is_typed_is_a_date_or_a_refusal(day: str, month: str, year: str) -> None:
    field = DateField(label="Day", required=False)
    try:
        read = field.clean(DateParts(day.strip(), month.strip(), year.strip()))
    except ValidationError as refused:
        assert refused.messages[0]
    else:
        assert read is None or isinstance(read, date)


@pytest.mark.parametrize(
    ("typed", "words", "parts"),
    [
        (("", "", ""), "Enter date of birth", ()),
        (("27", "", "2015"), "Date of birth must include a month", ("month",)),
        (("27", "", ""), "Date of birth must include a month and year", ("month", "year")),
        (("", "", "2015"), "Date of birth must include a day and month", ("day", "month")),
        (("31", "2", "2015"), "Date of birth must be a real date", ("day", "month", "year")),
        (("29", "2", "2023"), "Date of birth must be a real date", ("day", "month", "year")),
        (("40", "2", "2015"), "Date of birth must be a real date", ("day",)),
        (("27", "13", "2015"), "Date of birth must be a real date", ("month",)),
        (("27", "ju", "2015"), "Date of birth must be a real date", ("month",)),
        (("27", "3", "15"), "Year must include 4 numbers", ("year",)),
        (("13", "4", "2023"), "Date of birth must be the same as or before 12 April 2023", ()),
        (("31", "12", "2002"), "Date of birth must be the same as or after 1 January 2003", ()),
    ],
)
def test_a_wrong_date_is_refused_for_its_own_reason(typed: tuple[str, ...], words: str, parts: tuple[str, ...]) -> None:
    assert refusal(BORN, DateParts(*typed)) == (words, parts)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("14:05", time(14, 5)),
        ("1405", time(14, 5)),
        ("14.05", time(14, 5)),
        ("2.05pm", time(14, 5)),
        ("2:05 PM", time(14, 5)),
        ("2pm", time(14)),
        ("2 p.m.", time(14)),
        ("905", time(9, 5)),
        ("9.05", time(9, 5)),
        ("12am", time(0)),
        ("12.30am", time(0, 30)),
        ("12pm", time(12)),
        ("midday", time(12)),
        ("midnight", time(0)),
        ("00:00", time(0)),
        ("24:00", None),
        ("14:60", None),
        ("14:05am", None),
        ("0:30pm", None),
        ("9", None),
        ("teatime", None),
        ("١٤:٠٥", None),
        ("", None),
    ],
)
def test_a_time_is_read_as_people_type_it(typed: str, read: time | None) -> None:
    assert read_time(typed) == read


@given(st.text(max_size=8))
def test_whatever_is_typed_is_a_time_or_nothing(typed: str) -> None:
    assert read_time(typed) is None or isinstance(read_time(typed), time)


def test_a_moment_in_summer_is_an_hour_earlier_in_utc() -> None:
    assert RECEIVED.clean(MomentParts("12", "4", "2023", "9.30am")) == datetime(2023, 4, 12, 8, 30, tzinfo=UTC)


def test_a_moment_in_winter_is_the_same_in_utc() -> None:
    assert RECEIVED.clean(MomentParts("12", "1", "2023", "9.30am")) == datetime(2023, 1, 12, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "words", "parts"),
    [
        (("", "", "", ""), "Enter received", ()),
        (("12", "4", "2023", ""), "Received must include a time", ("time",)),
        (("", "", "", "9:30"), "Received must include a day, month and year", ("day", "month", "year")),
        (("12", "4", "2023", "25:00"), "Received must have a real time, like 14:05 or 2.05pm", ("time",)),
        (("31", "4", "2023", "9:30"), "Received must be a real date", ("day", "month", "year")),
        (
            ("26", "3", "2023", "1:30"),
            "There was no 01:30 that night: the clocks went forward from 1am to 2am. Check the time",
            ("time",),
        ),
        (
            ("30", "10", "2022", "1:30"),
            "01:30 came twice that night, because the clocks went back: select the first or the second",
            ("which",),
        ),
    ],
)
def test_a_wrong_moment_is_refused_for_its_own_reason(
    typed: tuple[str, ...], words: str, parts: tuple[str, ...]
) -> None:
    assert refusal(RECEIVED, MomentParts(*typed)) == (words, parts)


def test_the_second_of_two_equal_times_is_an_hour_after_the_first() -> None:
    first, second = (RECEIVED.clean(MomentParts("30", "10", "2022", "01:30", which)) for which in ("first", "second"))
    assert first == datetime(2022, 10, 30, 0, 30, tzinfo=UTC)
    assert second - first == timedelta(hours=1)


@given(st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2037, 12, 31), timezones=st.just(UTC)))  # noqa: DTZ001
def test_every_moment_survives_being_shown_and_typed_again(moment: datetime) -> None:
    moment = moment.replace(second=0, microsecond=0)
    assert RECEIVED.clean(DateTimeInput().typed(moment)) == moment


@given(st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2037, 12, 31)))  # noqa: DTZ001
def test_a_local_time_is_skipped_repeated_or_plain_as_a_search_of_the_moments_around_it_finds(
    local: datetime,
) -> None:
    around = local.replace(tzinfo=UTC)
    found = {
        moment
        for moment in (around + timedelta(minutes=30 * step) for step in range(-6, 7))
        if moment.astimezone(LONDON).replace(tzinfo=None, fold=0) == local
    }
    assert (len(found) == 0, len(found) == 2) == (never_happens(local), happens_twice(local))


@pytest.mark.parametrize(("year", "hour"), [(year, hour) for year in (2021, 2022, 2023) for hour in (0, 1, 2, 3)])
def test_only_the_hour_from_one_to_two_is_odd_on_the_nights_of_the_change(year: int, hour: int) -> None:
    spring = {2021: 28, 2022: 27, 2023: 26}[year]
    autumn = {2021: 31, 2022: 30, 2023: 29}[year]
    assert never_happens(datetime(year, 3, spring, hour, 30)) == (hour == 1)  # noqa: DTZ001
    assert happens_twice(datetime(year, 10, autumn, hour, 30)) == (hour == 1)  # noqa: DTZ001
    assert not happens_twice(datetime(year, 3, spring, hour, 30))  # noqa: DTZ001


def test_a_date_can_also_come_as_one_text_under_its_own_name() -> None:
    read = DateInput().value_from_datadict({"born_on": "2015-03-27"}, {}, "born_on")
    assert read == DateParts("27", "3", "2015")


def test_a_moment_can_also_come_as_one_text_under_its_own_name() -> None:
    read = DateTimeInput().value_from_datadict({"at": "2023-04-12T08:30:00+00:00"}, {}, "at")
    assert read == MomentParts("12", "4", "2023", "09:30", "")


def test_a_bound_of_days_holds_for_moments_by_londons_calendar() -> None:
    field = DateTimeField(label="Received", not_after=date(2023, 4, 12))
    assert field.clean(MomentParts("12", "4", "2023", "23:59"))
    assert refusal(field, MomentParts("13", "4", "2023", "0:10"))[0].endswith("before 12 April 2023")

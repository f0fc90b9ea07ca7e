"""Standings and the words for the time left."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.timescales.standings import Standing, standing, time_left
from sightline.timescales.tests.strategies import moments
from sightline.timescales.zone import LONDON, NaiveMoment, end_of_day, on_utc

MICROSECOND = timedelta(microseconds=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


START, DUE = at("2023-03-06 09:00"), at("2023-03-07 09:00")  # 24 hours; the last quarter begins at 03:00


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (START, Standing.RUNNING),
        (at("2023-03-07 03:00") - MICROSECOND, Standing.RUNNING),
        (at("2023-03-07 03:00"), Standing.DUE_SOON),
        (DUE, Standing.DUE_SOON),
        (DUE + MICROSECOND, Standing.OVERDUE),
        (START - timedelta(days=1), Standing.RUNNING),
    ],
)
def test_a_running_clock_turns_at_the_last_quarter_and_at_the_deadline(now: datetime, expected: Standing) -> None:
    assert standing(started_at=START, due_at=DUE, stopped_at=None, now=now) is expected


@pytest.mark.parametrize(
    ("stopped_at", "expected"),
    [
        (DUE, Standing.MET),
        (DUE + MICROSECOND, Standing.LATE),
        (START, Standing.MET),
        (START - timedelta(days=1), Standing.MET),
    ],
)
def test_a_stopped_clock_was_met_or_late_whatever_the_time_is_now(stopped_at: datetime, expected: Standing) -> None:
    for now in (START, DUE, DUE + timedelta(days=100)):
        assert standing(started_at=START, due_at=DUE, stopped_at=stopped_at, now=now) is expected


def test_without_a_deadline_there_is_no_standing() -> None:
    assert standing(started_at=START, due_at=None, stopped_at=None, now=DUE) is None
    assert standing(started_at=START, due_at=None, stopped_at=DUE, now=DUE) is None


def test_without_a_start_a_clock_is_never_due_soon() -> None:
    assert standing(started_at=None, due_at=DUE, stopped_at=None, now=DUE) is Standing.RUNNING
    assert standing(started_at=None, due_at=DUE, stopped_at=None, now=DUE + MICROSECOND) is Standing.OVERDUE


def test_the_share_is_a_setting_and_taken_as_written() -> None:
    start, due = at("2023-03-06 09:00"), at("2023-03-06 09:00") + timedelta(microseconds=10)
    for share in (0.3, Decimal("0.3")):
        soon = [
            standing(started_at=start, due_at=due, stopped_at=None, now=due - n * MICROSECOND, due_soon_share=share)
            for n in (3, 4)
        ]
        assert soon == [Standing.DUE_SOON, Standing.RUNNING]


def test_the_hour_that_the_clocks_take_is_not_counted_as_time_left() -> None:
    start, due = at("2023-03-25 13:00"), at("2023-03-26 13:00")  # 23 hours; the last quarter is 5 h 45 min
    assert standing(started_at=start, due_at=due, stopped_at=None, now=at("2023-03-26 07:14")) is Standing.RUNNING
    assert standing(started_at=start, due_at=due, stopped_at=None, now=at("2023-03-26 07:15")) is Standing.DUE_SOON


def test_the_two_half_past_ones_of_an_october_night_are_told_apart() -> None:
    first = datetime(2022, 10, 30, 1, 30, tzinfo=LONDON)
    second = first.replace(fold=1)
    assert standing(started_at=START, due_at=first, stopped_at=second, now=second) is Standing.LATE
    assert standing(started_at=START, due_at=second, stopped_at=first, now=second) is Standing.MET


@given(moments, moments, st.none() | moments, moments)
def test_a_standing_does_not_depend_on_the_zone_in_which_moments_are_written(
    started_at: datetime, due_at: datetime, stopped_at: datetime | None, now: datetime
) -> None:
    assert standing(started_at=started_at, due_at=due_at, stopped_at=stopped_at, now=now) is standing(
        started_at=on_utc(started_at),
        due_at=on_utc(due_at),
        stopped_at=None if stopped_at is None else on_utc(stopped_at),
        now=on_utc(now),
    )


@given(moments, moments, moments, moments)
def test_a_clock_only_ever_gets_worse(started_at: datetime, due_at: datetime, one: datetime, other: datetime) -> None:
    order = [Standing.RUNNING, Standing.DUE_SOON, Standing.OVERDUE]
    earlier, later = sorted((one, other), key=on_utc)
    before = standing(started_at=started_at, due_at=due_at, stopped_at=None, now=earlier)
    after = standing(started_at=started_at, due_at=due_at, stopped_at=None, now=later)
    assert before is not None
    assert after is not None
    assert order.index(before) <= order.index(after)


def test_moments_without_a_zone_are_refused() -> None:
    naive = datetime(2023, 3, 6, 9)  # noqa: DTZ001  the point of the test
    for moments_given in (
        {"started_at": naive, "due_at": DUE, "stopped_at": None, "now": START},
        {"started_at": START, "due_at": naive, "stopped_at": None, "now": START},
        {"started_at": START, "due_at": DUE, "stopped_at": naive, "now": START},
        {"started_at": START, "due_at": DUE, "stopped_at": None, "now": naive},
    ):
        with pytest.raises(NaiveMoment):
            standing(**moments_given)


def test_every_standing_has_a_label() -> None:
    assert [each.label for each in Standing] == [
        "In time",
        "Due soon",
        "Overdue",
        "Done in time",
        "Done late",
    ]


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2023-03-01 09:00", "6 days left"),
        ("2023-03-05 23:59", "2 days left"),
        ("2023-03-06 00:00", "due tomorrow"),
        ("2023-03-07 00:00", "due today"),
        ("2023-03-07 23:59", "due today"),
        ("2023-03-08 00:00", "1 day over"),
        ("2023-03-09 12:00", "2 days over"),
    ],
)
def test_a_deadline_at_the_end_of_a_day_is_told_in_days(now: str, words: str) -> None:
    assert time_left(end_of_day(at("2023-03-07").date()), at(now)) == words


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2023-03-01 09:00", "6 days left"),
        ("2023-03-05 09:00", "2 days left"),
        ("2023-03-05 09:00:00.000001", "47 hours left"),
        ("2023-03-07 06:00", "3 hours left"),
        ("2023-03-07 07:00:01", "1 hour left"),
        ("2023-03-07 08:00", "1 hour left"),
        ("2023-03-07 08:00:01", "59 minutes left"),
        ("2023-03-07 08:59", "1 minute left"),
        ("2023-03-07 08:59:01", "less than a minute left"),
        ("2023-03-07 09:00", "less than a minute left"),
        ("2023-03-07 09:00:00.000001", "less than a minute over"),
        ("2023-03-07 09:20", "20 minutes over"),
        ("2023-03-07 12:59", "3 hours over"),
        ("2023-03-09 08:59", "47 hours over"),
        ("2023-03-09 09:00", "2 days over"),
    ],
)
def test_any_other_deadline_is_told_in_minutes_hours_and_days(now: str, words: str) -> None:
    assert time_left(DUE, at(now)) == words


def test_the_words_do_not_depend_on_the_zone() -> None:
    due = end_of_day(at("2023-06-07").date())
    assert time_left(due.astimezone(UTC), at("2023-06-07 00:30").astimezone(UTC)) == "due today"


def test_hours_left_are_real_hours_on_the_night_the_clocks_change() -> None:
    assert time_left(at("2023-03-26 03:00"), at("2023-03-26 00:00")) == "2 hours left"


@given(moments, moments)
def test_the_words_agree_with_the_standing(due_at: datetime, now: datetime) -> None:
    found = standing(started_at=None, due_at=due_at, stopped_at=None, now=now)
    assert time_left(due_at, now).endswith("over") == (found is Standing.OVERDUE)
    end = end_of_day(due_at.date())
    found = standing(started_at=None, due_at=end, stopped_at=None, now=now)
    assert time_left(end, now).endswith("over") == (found is Standing.OVERDUE)

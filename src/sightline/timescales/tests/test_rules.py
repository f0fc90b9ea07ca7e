"""Rules of one length: what must be true whatever the start."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.timescales.holidays import Holidays
from sightline.timescales.rules import (
    AsSoonAsPossible,
    CalendarDays,
    CalendarMonths,
    ElapsedHours,
    Level,
    TimedRule,
    WorkingDays,
    months_after,
)
from sightline.timescales.tests.strategies import KINDS, Kind, days, moments, stated, working_days
from sightline.timescales.working_days import ENGLAND, WorkingCalendar
from sightline.timescales.zone import LONDON, NaiveMoment, end_of_day, local_date, on_utc, start_of_day

lengths = st.integers(1, 60)
rules = st.builds(lambda kind, length: kind(length, **stated()), st.sampled_from(KINDS), lengths)
DECISION = WorkingDays(
    1,
    id="front_door.decision",
    title="Decision on a contact",
    starts="the contact is received",
    stops="a manager records the decision",
    authority="Working Together to Safeguard Children 2018, chapter 1",
    in_force_from=date(2018, 7, 4),
    from_office_hours=True,
)


@given(moments, working_days, st.booleans())
def test_a_working_day_clock_is_never_due_on_a_day_off(
    started_at: datetime, length: int, from_office_hours: bool
) -> None:
    deadline = WorkingDays(length, from_office_hours=from_office_hours, **stated()).deadline(started_at)
    assert ENGLAND.is_working_day(deadline.due_on)
    assert deadline.due_at == end_of_day(deadline.due_on)
    assert ENGLAND.between(deadline.counted_from, deadline.due_on) == length


@given(moments)
def test_a_clock_of_no_working_days_is_due_the_same_or_the_next_working_day(started_at: datetime) -> None:
    deadline = WorkingDays(0, **stated()).deadline(started_at)
    assert deadline.due_on == ENGLAND.on_or_after(local_date(started_at))


@given(moments, st.integers(1, 200))
def test_an_hour_clock_lasts_exactly_its_hours(started_at: datetime, length: int) -> None:
    deadline = ElapsedHours(length, **stated()).deadline(started_at)
    assert on_utc(deadline.due_at) - on_utc(started_at) == timedelta(hours=length)
    assert deadline.due_on == local_date(deadline.due_at)
    assert not deadline.date_only


@given(days, st.integers(1, 200))
def test_an_hour_clock_whose_hour_is_unknown_counts_whole_days_and_says_so(day: date, length: int) -> None:
    deadline = ElapsedHours(length, **stated()).deadline(day)
    assert deadline.date_only
    assert "the time of day is not known" in deadline.basis
    assert deadline.due_at == end_of_day(day + timedelta(days=-(-length // 24)))


@given(rules, moments, moments)
def test_a_later_start_is_never_due_earlier(rule: TimedRule, one: datetime, other: datetime) -> None:
    earlier, later = sorted((one, other), key=on_utc)
    assert on_utc(rule.deadline(earlier).due_at) <= on_utc(rule.deadline(later).due_at)


@given(rules, moments)
def test_a_deadline_lies_after_its_start(rule: TimedRule, started_at: datetime) -> None:
    assert on_utc(rule.deadline(started_at).due_at) > on_utc(started_at)


@given(rules, moments)
def test_the_zone_in_which_a_moment_is_written_changes_nothing(rule: TimedRule, started_at: datetime) -> None:
    there, here = rule.deadline(started_at.astimezone(UTC)), rule.deadline(started_at)
    assert (there.due_at, there.due_on, there.counted_from) == (here.due_at, here.due_on, here.counted_from)


@given(rules, days)
def test_a_deadline_carries_the_rule_that_gave_it(rule: TimedRule, day: date) -> None:
    deadline = rule.deadline(day)
    assert (deadline.rule_id, deadline.rule_version) == (rule.id, rule.version)
    assert deadline.started_at == day
    assert deadline.began_at == start_of_day(day)


@given(days, st.integers(-240, 240))
def test_months_keep_the_day_or_take_the_last(day: date, months: int) -> None:
    due = months_after(day, months)
    assert (due.year * 12 + due.month) - (day.year * 12 + day.month) == months
    assert due.day == day.day or (due.day < day.day and (due + timedelta(days=1)).day == 1)


def test_the_year_2100_has_no_leap_day() -> None:
    assert months_after(date(2096, 2, 29), 48) == date(2100, 2, 28)


@pytest.mark.parametrize(
    ("started", "basis"),
    [
        ("2023-03-01 10:00", "1 working day after the contact is received"),
        (
            "2023-04-06 10:00",
            "1 working day after the contact is received; Good Friday (7 April) and Easter Monday (10 April) "
            "are not counted",
        ),
        (
            "2023-04-07 10:00",
            "1 working day after the contact is received; out of hours, so counted from Tuesday 11 April "
            "2023; Good Friday (7 April) and Easter Monday (10 April) are not counted",
        ),
        (
            "2023-04-28 17:30",
            "1 working day after the contact is received; out of hours, so counted from Tuesday 2 May 2023; "
            "Early May bank holiday (1 May) is not counted",
        ),
    ],
)
def test_the_basis_says_which_days_were_not_counted(started: str, basis: str) -> None:
    assert DECISION.deadline(datetime.fromisoformat(started).replace(tzinfo=LONDON)).basis == basis


def test_a_contact_of_which_only_the_day_is_known_is_taken_as_within_office_hours() -> None:
    deadline = DECISION.deadline(date(2023, 3, 3))
    assert (deadline.counted_from, deadline.due_on) == (date(2023, 3, 3), date(2023, 3, 6))
    assert deadline.date_only
    assert "taken as within office hours" in deadline.basis


def test_a_clock_that_needs_no_hour_is_not_flagged_for_lacking_one() -> None:
    assert not WorkingDays(45, **stated()).deadline(date(2023, 3, 1)).date_only


@pytest.mark.parametrize(
    ("rule", "started", "basis"),
    [
        (
            ElapsedHours(72, **stated()),
            "2023-03-03 22:15",
            "72 hours after the start; nights, weekends and bank holidays included",
        ),
        (
            ElapsedHours(24, **stated()),
            "2023-03-25 12:00",
            "24 hours after the start; nights, weekends and bank holidays included; "
            "the clocks go forward an hour in between",
        ),
        (
            ElapsedHours(24, **stated()),
            "2022-10-29 12:00",
            "24 hours after the start; nights, weekends and bank holidays included; "
            "the clocks go back an hour in between",
        ),
        (CalendarDays(42, **stated()), "2023-03-01 09:00", "42 days (6 weeks) after the start"),
        (CalendarDays(1, **stated()), "2023-03-01 09:00", "1 day after the start"),
        (
            CalendarDays(1, due_by=time(9, 30), **stated()),
            "2023-03-01 09:00",
            "1 day after the start; by 09:30",
        ),
        (
            CalendarMonths(3, **stated()),
            "2022-11-30 09:00",
            "3 months after the start; February has no day 30, so its last day counts",
        ),
        (CalendarMonths(1, **stated()), "2023-04-30 09:00", "1 month after the start"),
    ],
)
def test_the_basis_reads_as_plain_english(rule: TimedRule, started: str, basis: str) -> None:
    assert rule.deadline(datetime.fromisoformat(started).replace(tzinfo=LONDON)).basis == basis


def test_the_next_morning_is_a_day_with_an_hour() -> None:
    next_morning = CalendarDays(1, due_by=time(9, 30), **stated())
    deadline = next_morning.deadline(datetime(2023, 3, 25, 23, tzinfo=LONDON))
    assert deadline.due_at == datetime(2023, 3, 26, 9, 30, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("rule", "version"),
    [
        (WorkingDays(1, **stated()), "2018-07-04/1wd"),
        (DECISION, "2018-07-04/1wd+oh"),
        (WorkingDays(2, due_by=time(12), **stated()), "2018-07-04/2wd@1200"),
        (ElapsedHours(72, **stated()), "2018-07-04/72h"),
        (CalendarDays(42, **stated()), "2018-07-04/42d"),
        (CalendarMonths(3, **stated()), "2018-07-04/3m"),
        (AsSoonAsPossible(**stated()), "2018-07-04/asap"),
    ],
)
def test_a_version_says_since_when_and_how_long(rule: TimedRule | AsSoonAsPossible, version: str) -> None:
    assert rule.version == version


def test_the_calendar_used_is_kept_with_the_deadline() -> None:
    short = WorkingCalendar(Holidays({date(2022, 1, 3): "New Year", date(2023, 12, 25): "Christmas"}))
    deadline = WorkingDays(1, **stated()).deadline(date(2023, 4, 6), calendar=short)
    assert (deadline.due_on, deadline.calendar_version) == (date(2023, 4, 7), short.version)
    assert CalendarDays(1, **stated()).deadline(date(2023, 4, 6)).calendar_version == ""


def test_days_hours_and_months_need_no_holiday_table() -> None:
    for kind in (CalendarDays, CalendarMonths, ElapsedHours):
        assert kind(1, **stated()).deadline(date(2031, 5, 1)).due_on > date(2031, 5, 1)


def test_a_duty_without_a_number_has_no_deadline() -> None:
    assert AsSoonAsPossible(**stated()).deadline(date(2023, 3, 3)) is None


@given(rules)
def test_a_start_without_a_zone_is_refused(rule: TimedRule) -> None:
    with pytest.raises(NaiveMoment):
        rule.deadline(datetime(2023, 3, 3, 9))  # noqa: DTZ001  the point of the test


@pytest.mark.parametrize("fact", ["id", "title", "starts", "stops", "authority"])
def test_a_rule_that_leaves_a_fact_unsaid_is_refused(fact: str) -> None:
    with pytest.raises(ValueError, match=f"does not state its {fact}"):
        WorkingDays(1, **stated(**{fact: " "}))


def test_a_rule_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="ends before it comes into force"):
        WorkingDays(1, **stated(in_force_to=date(2018, 7, 3)))


@pytest.mark.parametrize("kind", KINDS)
def test_a_negative_length_is_refused(kind: Kind) -> None:
    with pytest.raises(ValueError, match="length of -1"):
        kind(-1, **stated())


def test_only_a_local_clock_may_pause() -> None:
    assert [level for level in Level if level.may_pause] == [Level.LOCAL]


def test_every_level_has_a_label() -> None:
    assert len({level.label for level in Level}) == len(Level)

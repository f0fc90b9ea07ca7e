"""Repeated events, time before an event, earliest days, versions over the years."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.timescales.rules import (
    AsSoonAsPossible,
    Before,
    CalendarDays,
    CalendarMonths,
    DatedRules,
    ElapsedHours,
    NoRuleInForce,
    NotBefore,
    Pause,
    Repeating,
    WorkingDays,
    latest,
    soonest,
)
from sightline.timescales.tests.strategies import days, stated, working_days
from sightline.timescales.working_days import ENGLAND
from sightline.timescales.zone import LONDON, end_of_day

CORE_GROUPS = Repeating(WorkingDays(10, **stated("cp.first_core_group")), CalendarMonths(1, **stated("cp.core_group")))


def test_the_first_event_runs_from_the_start_and_each_later_one_from_the_one_before() -> None:
    conference = date(2023, 3, 27)
    first = CORE_GROUPS.deadline(conference)
    assert (first.rule_id, first.due_on) == ("cp.first_core_group", date(2023, 4, 12))
    second = CORE_GROUPS.deadline(conference, previous_at=date(2023, 4, 5))
    assert (second.rule_id, second.due_on) == ("cp.core_group", date(2023, 5, 5))


def test_a_pause_reaches_the_part_that_applies() -> None:
    away = Pause(datetime(2023, 4, 20, 9, tzinfo=LONDON), datetime(2023, 4, 22, 9, tzinfo=LONDON), "the family is away")
    deadline = CORE_GROUPS.deadline(date(2023, 3, 27), previous_at=date(2023, 4, 5), pauses=[away])
    assert deadline.due_on == date(2023, 5, 7)


def test_a_repeated_rule_is_in_force_while_both_parts_are() -> None:
    both = Repeating(
        WorkingDays(10, **stated(in_force_from=date(2018, 1, 1), in_force_to=date(2022, 12, 31))),
        CalendarMonths(1, **stated(in_force_from=date(2019, 1, 1))),
    )
    assert (both.in_force_from, both.in_force_to) == (date(2019, 1, 1), date(2022, 12, 31))
    assert CORE_GROUPS.in_force_to is None
    assert CORE_GROUPS.version == "2018-07-04/10wd then 2018-07-04/1m"
    assert (CORE_GROUPS.id, CORE_GROUPS.title) == ("cp.first_core_group", "A clock")


def test_a_review_is_sent_seven_working_days_before_it_is_published() -> None:
    sent = Before(WorkingDays(7, **stated(starts="publication")))
    deadline = sent.deadline(date(2023, 4, 18))
    assert deadline.due_on == date(2023, 4, 5)
    assert deadline.due_at == end_of_day(date(2023, 4, 5))
    assert deadline.basis == "7 working days before publication"
    assert (deadline.rule_id, deadline.rule_version) == ("a.clock", "2018-07-04/7wd-before")


@given(days, working_days)
def test_what_is_due_before_an_event_leaves_the_whole_length(event: date, length: int) -> None:
    due_on = Before(WorkingDays(length, **stated())).deadline(event).due_on
    assert ENGLAND.between(due_on, event) == length


def test_time_before_an_event_may_be_counted_in_weeks_months_and_hours() -> None:
    event = datetime(2023, 3, 26, 12, tzinfo=LONDON)
    assert Before(CalendarDays(42, **stated())).deadline(event).due_on == date(2023, 2, 12)
    assert Before(CalendarMonths(1, **stated())).deadline(date(2023, 3, 31)).due_on == date(2023, 2, 28)
    hours = ElapsedHours(24, **stated())
    assert Before(hours).deadline(event).due_at == datetime(2023, 3, 25, 11, tzinfo=LONDON)
    assert Before(hours).deadline(date(2023, 3, 26)).due_on == date(2023, 3, 25)


def test_a_minimum_gives_the_first_day_on_which_something_may_happen() -> None:
    reflection = NotBefore(CalendarDays(30, **stated("nrm.reflection")))
    assert reflection.earliest_on(date(2023, 2, 1)) == date(2023, 3, 3)
    assert (reflection.id, reflection.version) == ("nrm.reflection", "2018-07-04/30d-minimum")


def test_the_sooner_of_two_clocks_binds_and_the_longer_keeps() -> None:
    in_days = WorkingDays(20, **stated()).deadline(date(2023, 3, 1))
    in_months = CalendarMonths(3, **stated()).deadline(date(2023, 1, 10))
    none = AsSoonAsPossible(**stated()).deadline(date(2023, 3, 1))
    assert soonest([in_months, none, in_days]) == in_days
    assert latest([in_months, none, in_days]) == in_months
    assert soonest([none]) is None
    assert latest([]) is None


OLD = CalendarDays(45, **stated(in_force_from=date(2015, 7, 31), in_force_to=date(2023, 1, 29)))
NEW = CalendarDays(30, **stated(in_force_from=date(2023, 1, 30)))
VERSIONS = DatedRules([NEW, OLD])


@pytest.mark.parametrize(
    ("day", "rule"),
    [
        (date(2015, 7, 31), OLD),
        (date(2023, 1, 29), OLD),
        (date(2023, 1, 30), NEW),
        (date(2030, 1, 1), NEW),
    ],
)
def test_the_version_in_force_on_the_day_applies(day: date, rule: CalendarDays) -> None:
    assert VERSIONS.in_force_on(day) is rule
    assert VERSIONS.deadline(day) == rule.deadline(day)


def test_a_change_of_guidance_at_midnight_is_read_from_a_london_clock() -> None:
    just_before = datetime(2023, 1, 29, 23, 59, tzinfo=LONDON)
    assert VERSIONS.deadline(just_before).rule_version == "2015-07-31/45d"
    assert VERSIONS.deadline(just_before + timedelta(minutes=1)).rule_version == "2023-01-30/30d"


def test_the_versions_are_listed_from_the_oldest() -> None:
    assert list(VERSIONS) == [OLD, NEW]
    assert (len(VERSIONS), VERSIONS.id, VERSIONS.title) == (2, "a.clock", "A clock")


def test_before_the_first_version_no_rule_is_in_force() -> None:
    with pytest.raises(NoRuleInForce, match=r"2015-07-30: those held apply from 2015-07-31\. Check the date"):
        VERSIONS.in_force_on(date(2015, 7, 30))


def test_after_the_last_version_no_rule_is_in_force() -> None:
    with pytest.raises(NoRuleInForce, match="from 2015-07-31 to 2023-01-29"):
        DatedRules([OLD]).in_force_on(date(2023, 1, 30))


@given(st.integers(-400, 400).filter(bool))
def test_versions_that_overlap_or_leave_a_gap_are_refused(shift: int) -> None:
    shifted = CalendarDays(30, **stated(in_force_from=date(2023, 1, 30) + timedelta(days=shift)))
    with pytest.raises(ValueError, match="overlap or leave a gap"):
        DatedRules([OLD, shifted])


def test_a_version_without_an_end_cannot_be_followed() -> None:
    endless = CalendarDays(45, **stated(in_force_from=date(2015, 7, 31)))
    with pytest.raises(ValueError, match="End the first on the day before 2023-01-30"):
        DatedRules([endless, NEW])


def test_versions_of_two_clocks_do_not_mix() -> None:
    with pytest.raises(ValueError, match="two clocks"):
        DatedRules([OLD, CalendarDays(30, **stated("another.clock", in_force_from=date(2023, 1, 30)))])


def test_a_clock_without_a_version_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one version"):
        DatedRules([])


def test_repeated_rules_may_have_versions_too() -> None:
    versions = DatedRules([CORE_GROUPS])
    assert versions.in_force_on(date(2023, 1, 1)).deadline(date(2023, 3, 27), previous_at=date(2023, 4, 5)).due_on == (
        date(2023, 5, 5)
    )

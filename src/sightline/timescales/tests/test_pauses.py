"""Pauses of local clocks, and the refusal of all others."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sightline.timescales.rules import (
    AsSoonAsPossible,
    CalendarDays,
    CalendarMonths,
    ElapsedHours,
    Level,
    Pause,
    PauseReasonNotAgreed,
    StatutoryClockNeverPauses,
    TimedRule,
    WorkingDays,
)
from sightline.timescales.tests.strategies import KINDS, Kind, moments, stated
from sightline.timescales.working_days import ENGLAND
from sightline.timescales.zone import LONDON, NaiveMoment, on_utc


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def pause(from_at: str, to_at: str, reason: str = "the family is away") -> Pause:
    return Pause(at(from_at), at(to_at), reason)


@pytest.mark.parametrize(
    ("rule", "pauses", "due"),
    [
        # started Wednesday 1 March 2023 at 10:00
        (WorkingDays(5, **stated()), [("2023-03-02 09:00", "2023-03-06 09:00")], "2023-03-10 23:59"),
        (WorkingDays(5, **stated()), [("2023-03-04 09:00", "2023-03-05 09:00")], "2023-03-08 23:59"),
        (WorkingDays(5, **stated()), [("2023-03-02 09:00", "2023-03-02 16:00")], "2023-03-08 23:59"),
        (WorkingDays(5, **stated()), [("2023-02-20 09:00", "2023-03-03 09:00")], "2023-03-10 23:59"),
        (WorkingDays(5, **stated()), [("2023-03-09 00:00", "2023-03-20 09:00")], "2023-03-08 23:59"),
        (
            WorkingDays(5, **stated()),
            [("2023-03-08 12:00", "2023-03-10 09:00"), ("2023-03-10 12:00", "2023-03-13 09:00")],
            "2023-03-13 23:59",
        ),
        (
            WorkingDays(5, **stated()),
            [("2023-03-03 09:00", "2023-03-07 09:00"), ("2023-03-02 09:00", "2023-03-06 09:00")],
            "2023-03-13 23:59",
        ),
        (ElapsedHours(24, **stated()), [("2023-03-01 12:00", "2023-03-01 15:30")], "2023-03-02 13:30"),
        (ElapsedHours(24, **stated()), [("2023-03-01 08:00", "2023-03-01 12:00")], "2023-03-02 12:00"),
        (ElapsedHours(24, **stated()), [("2023-03-02 10:00", "2023-03-02 12:00")], "2023-03-02 12:00"),
        (ElapsedHours(24, **stated()), [("2023-03-02 10:01", "2023-03-05 12:00")], "2023-03-02 10:00"),
        (CalendarDays(7, **stated()), [("2023-03-04 09:00", "2023-03-06 09:00")], "2023-03-10 23:59"),
        (CalendarMonths(1, **stated()), [("2023-03-04 09:00", "2023-03-06 09:00")], "2023-04-03 23:59"),
    ],
)
def test_a_local_clock_is_moved_by_the_time_it_stood_still(
    rule: TimedRule, pauses: list[tuple[str, str]], due: str
) -> None:
    deadline = rule.deadline(at("2023-03-01 10:00"), pauses=[pause(*span) for span in pauses])
    assert f"{deadline.due_at:%Y-%m-%d %H:%M}" == due


def test_an_hour_clock_known_by_its_day_is_moved_by_whole_days() -> None:
    deadline = ElapsedHours(72, **stated()).deadline(
        date(2023, 3, 1), pauses=[pause("2023-03-02 09:00", "2023-03-04 08:00")]
    )
    assert f"{deadline.due_at:%Y-%m-%d %H:%M}" == "2023-03-06 23:59"


def test_the_basis_says_from_where_a_pause_moved_the_deadline_and_why() -> None:
    deadline = CalendarDays(7, **stated()).deadline(
        at("2023-03-01 10:00"),
        pauses=[
            pause("2023-03-04 09:00", "2023-03-06 09:00"),
            pause("2023-06-01 09:00", "2023-06-06 09:00", "after the event"),
        ],
    )
    assert deadline.basis == (
        "7 days (1 week) after the start; moved from Wednesday 8 March 2023 by a pause (the family is away)"
    )


def test_a_pause_in_the_hour_that_comes_twice_is_counted_and_told() -> None:
    deadline = ElapsedHours(24, **stated()).deadline(
        at("2022-10-29 01:50"), pauses=[pause("2022-10-29 09:00", "2022-10-29 09:20")]
    )
    assert deadline.due_at.isoformat() == "2022-10-30T01:10:00+00:00"
    assert "moved from" in deadline.basis


@pytest.mark.parametrize("level", [level for level in Level if level is not Level.LOCAL])
@pytest.mark.parametrize("kind", KINDS)
def test_no_other_clock_pauses(kind: Kind, level: Level) -> None:
    rule = kind(5, **stated(level=level))
    assert rule.deadline(at("2023-03-01 10:00"), pauses=[])
    with pytest.raises(StatutoryClockNeverPauses, match=r"never pauses.*local procedure.*record the reason"):
        rule.deadline(at("2023-03-01 10:00"), pauses=[pause("2023-03-02 09:00", "2023-03-02 10:00")])


def test_a_duty_without_a_number_does_not_pause_either() -> None:
    rule = AsSoonAsPossible(**stated(level=Level.LAW))
    with pytest.raises(StatutoryClockNeverPauses):
        rule.deadline(at("2023-03-01 10:00"), pauses=[pause("2023-03-02 09:00", "2023-03-02 10:00")])


def test_a_statutory_rule_that_names_reasons_to_pause_is_refused() -> None:
    with pytest.raises(StatutoryClockNeverPauses):
        WorkingDays(1, **stated(level=Level.STATUTORY_GUIDANCE, pauses=("the family is away",)))


def test_a_clock_that_names_its_reasons_pauses_for_no_other() -> None:
    rule = WorkingDays(5, **stated(pauses=("the family is away",)))
    assert rule.deadline(at("2023-03-01 10:00"), pauses=[pause("2023-03-02 09:00", "2023-03-03 09:00")])
    with pytest.raises(PauseReasonNotAgreed, match="Agreed reasons are: the family is away"):
        rule.deadline(at("2023-03-01 10:00"), pauses=[pause("2023-03-02 09:00", "2023-03-03 09:00", "we were busy")])


def test_a_pause_needs_a_reason_an_order_and_a_zone() -> None:
    with pytest.raises(ValueError, match="needs a reason"):
        pause("2023-03-02 09:00", "2023-03-03 09:00", " ")
    with pytest.raises(ValueError, match="before it begins"):
        pause("2023-03-03 09:00", "2023-03-02 09:00")
    with pytest.raises(NaiveMoment):
        Pause(datetime(2023, 3, 2), at("2023-03-03"), "away")  # noqa: DTZ001  the point of the test


spans = st.tuples(moments, st.timedeltas(timedelta(0), timedelta(days=20)))


@given(st.sampled_from(KINDS), st.integers(1, 40), moments, st.lists(spans, max_size=4))
def test_pauses_never_bring_a_deadline_forward(
    kind: Kind, length: int, started_at: datetime, found: list[tuple[datetime, timedelta]]
) -> None:
    pauses = [Pause(on_utc(start), on_utc(start) + stood_still, "away") for start, stood_still in found]
    rule = kind(length, **stated())
    unpaused, paused = rule.deadline(started_at), rule.deadline(started_at, pauses=pauses)
    assert on_utc(paused.due_at) >= on_utc(unpaused.due_at)
    assert ("moved from" in paused.basis) == (on_utc(paused.due_at) > on_utc(unpaused.due_at))


@given(
    st.integers(1, 200),
    moments,
    st.timedeltas(timedelta(0), timedelta(days=9)),
    st.timedeltas(timedelta(0), timedelta(days=9)),
)
def test_an_hour_clock_runs_its_length_outside_the_pause(
    length: int, started_at: datetime, wait: timedelta, stood_still: timedelta
) -> None:
    from_at = on_utc(started_at) + wait
    rule = ElapsedHours(length, **stated())
    assume(wait <= timedelta(hours=length))
    deadline = rule.deadline(started_at, pauses=[Pause(from_at, from_at + stood_still, "away")])
    assert on_utc(deadline.due_at) - on_utc(started_at) - stood_still == timedelta(hours=length)


@given(st.integers(1, 40), moments, st.integers(0, 30), st.integers(0, 30))
def test_a_paused_working_day_clock_still_ends_on_a_working_day(
    length: int, started_at: datetime, wait: int, stood_still: int
) -> None:
    from_at = on_utc(started_at) + timedelta(days=wait)
    rule = WorkingDays(length, **stated())
    due_on = rule.deadline(started_at, pauses=[Pause(from_at, from_at + timedelta(days=stood_still), "away")]).due_on
    assert ENGLAND.is_working_day(due_on)

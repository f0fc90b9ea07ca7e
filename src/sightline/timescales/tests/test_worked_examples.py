"""Worked examples to check by hand against a wall calendar.

Each line reads: the clock, when it started, by when it must be done. A start without an hour is an event of
which only the day is known. Every due time is inclusive; 23:59 stands for the last instant of the day.
"""

from datetime import date, datetime

import pytest

from sightline.timescales.rules import CalendarDays, CalendarMonths, ElapsedHours, TimedRule, WorkingDays
from sightline.timescales.tests.strategies import stated
from sightline.timescales.zone import LONDON

FROM_OFFICE_HOURS = WorkingDays(1, from_office_hours=True, **stated())

EXAMPLES: list[tuple[str, TimedRule, str, str]] = [
    # a decision on a contact: 1 working day, from office hours
    ("on a plain Wednesday", FROM_OFFICE_HOURS, "2023-03-01 10:00", "2023-03-02 23:59"),
    ("a minute before the week closes", FROM_OFFICE_HOURS, "2023-03-03 16:59", "2023-03-06 23:59"),
    ("as the week closes", FROM_OFFICE_HOURS, "2023-03-03 17:00", "2023-03-07 23:59"),
    ("before opening on Monday", FROM_OFFICE_HOURS, "2023-03-06 07:30", "2023-03-07 23:59"),
    ("on a Saturday", FROM_OFFICE_HOURS, "2023-03-04 11:00", "2023-03-07 23:59"),
    ("on Maundy Thursday", FROM_OFFICE_HOURS, "2023-04-06 10:00", "2023-04-11 23:59"),
    ("on Maundy Thursday evening", FROM_OFFICE_HOURS, "2023-04-06 18:00", "2023-04-12 23:59"),
    ("on Good Friday", FROM_OFFICE_HOURS, "2023-04-07 10:00", "2023-04-12 23:59"),
    ("before the Queen's funeral", FROM_OFFICE_HOURS, "2022-09-16 10:00", "2022-09-20 23:59"),
    ("before the Platinum Jubilee", FROM_OFFICE_HOURS, "2022-06-01 10:00", "2022-06-06 23:59"),
    ("before the coronation", FROM_OFFICE_HOURS, "2023-05-05 10:00", "2023-05-09 23:59"),
    ("on the last working day before Christmas", FROM_OFFICE_HOURS, "2022-12-23 10:00", "2022-12-28 23:59"),
    # an assessment: 45 working days; a conference: 15
    ("assessment from 1 March", WorkingDays(45, **stated()), "2023-03-01", "2023-05-09 23:59"),
    ("assessment over the summer", WorkingDays(45, **stated()), "2022-07-20", "2022-09-23 23:59"),
    ("conference over Easter", WorkingDays(15, **stated()), "2023-03-27 14:00", "2023-04-19 23:59"),
    ("first review of a cared-for child", WorkingDays(20, **stated()), "2022-12-12", "2023-01-12 23:59"),
    ("starting on a Saturday", WorkingDays(5, **stated()), "2023-03-04", "2023-03-10 23:59"),
    # a return home interview: 72 hours, all hours
    ("over a plain weekend", ElapsedHours(72, **stated()), "2023-03-03 22:15", "2023-03-06 22:15"),
    (
        "over the night summer time begins",
        ElapsedHours(72, **stated()),
        "2023-03-24 22:15",
        "2023-03-27 23:15",
    ),
    ("over the night summer time ends", ElapsedHours(72, **stated()), "2022-10-28 22:15", "2022-10-31 21:15"),
    ("24 hours into summer time", ElapsedHours(24, **stated()), "2023-03-25 12:00", "2023-03-26 13:00"),
    ("24 hours out of summer time", ElapsedHours(24, **stated()), "2022-10-29 12:00", "2022-10-30 11:00"),
    ("only the day of return is known", ElapsedHours(72, **stated()), "2023-03-03", "2023-03-06 23:59"),
    # days, weeks and months
    ("six weeks between visits", CalendarDays(42, **stated()), "2023-03-01", "2023-04-12 23:59"),
    ("a first visit within a week", CalendarDays(7, **stated()), "2023-04-06 15:00", "2023-04-13 23:59"),
    ("three months", CalendarMonths(3, **stated()), "2023-01-17", "2023-04-17 23:59"),
    ("three months from 30 November", CalendarMonths(3, **stated()), "2022-11-30", "2023-02-28 23:59"),
    ("the same before a leap day", CalendarMonths(3, **stated()), "2023-11-30", "2024-02-29 23:59"),
    ("a month from 31 January", CalendarMonths(1, **stated()), "2023-01-31", "2023-02-28 23:59"),
    ("six months from the end of the year", CalendarMonths(6, **stated()), "2023-03-31", "2023-09-30 23:59"),
    ("a year from a leap day", CalendarMonths(12, **stated()), "2024-02-29", "2025-02-28 23:59"),
]


@pytest.mark.parametrize(
    ("rule", "started", "due"),
    [example[1:] for example in EXAMPLES],
    ids=[example[0] for example in EXAMPLES],
)
def test_a_clock_is_due_when_a_practitioner_would_say(rule: TimedRule, started: str, due: str) -> None:
    start = datetime.fromisoformat(started).replace(tzinfo=LONDON) if ":" in started else date.fromisoformat(started)
    assert f"{rule.deadline(start).due_at:%Y-%m-%d %H:%M}" == due

"""How a clock stands at a given moment: in time, due soon, overdue, met or late.

The due date is stored when the clock starts; the standing never is. The same rule runs in the database as
`sightline_standing` (see `sql`), and the two are proven equal.
"""

from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from sightline.timescales.rules.wording import counted
from sightline.timescales.zone import end_of_day, in_london, local_date, on_utc

DUE_SOON_SHARE = 0.25
MICROSECOND = timedelta(microseconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


class Standing(StrEnum):
    """Where a clock stands. The first three are still running; the last two have stopped."""

    RUNNING = "RUNNING"
    DUE_SOON = "DUE_SOON"
    OVERDUE = "OVERDUE"
    MET = "MET"
    LATE = "LATE"

    @property
    def label(self) -> str:
        """As shown on the screen, beside colour and icon."""
        return LABELS[self]


LABELS = {
    Standing.RUNNING: "In time",
    Standing.DUE_SOON: "Due soon",
    Standing.OVERDUE: "Overdue",
    Standing.MET: "Done in time",
    Standing.LATE: "Done late",
}


def standing(
    *,
    started_at: datetime | None,
    due_at: datetime | None,
    stopped_at: datetime | None,
    now: datetime,
    due_soon_share: float | Decimal = DUE_SOON_SHARE,
) -> Standing | None:
    """The standing at `now`; None if there is no deadline.

    The deadline itself is still in time. A clock is due soon once no more than `due_soon_share` of its whole
    length (from start to deadline) remains; without a start the share is unknown and it is never due soon.
    Exact to the microsecond.
    """
    if due_at is None:
        return None
    due = on_utc(due_at)
    if stopped_at is not None:
        return Standing.MET if on_utc(stopped_at) <= due else Standing.LATE
    remaining = due - on_utc(now)
    if remaining < timedelta(0):
        return Standing.OVERDUE
    if started_at is None:
        return Standing.RUNNING
    share = exact(due_soon_share)
    whole = due - on_utc(started_at)
    soon = (remaining // MICROSECOND) * share.denominator <= (whole // MICROSECOND) * share.numerator
    return Standing.DUE_SOON if soon else Standing.RUNNING


@lru_cache(maxsize=16)
def exact(share: float | Decimal) -> Fraction:
    """The share as written: 0.1 means one tenth, not the nearest binary fraction."""
    return Fraction(str(share))


def time_left(due_at: datetime, now: datetime) -> str:
    """The time to or since a deadline in plain English, rounded down to whole units.

    A deadline at the end of a day is told in calendar days: "4 days left", "due tomorrow", "due today",
    "1 day over". Any other is told in minutes below an hour, in hours below two days, in days of 24 hours
    from then on: "20 minutes left", "47 hours left", "3 days over". The deadline itself is not over.
    """
    if in_london(due_at) == end_of_day(local_date(due_at)):
        return _in_days((local_date(due_at) - local_date(now)).days)
    left = on_utc(due_at) - on_utc(now)
    return f"{_in_hours(abs(left))} {'left' if left >= timedelta(0) else 'over'}"


def _in_days(days: int) -> str:
    if days < 0:
        return f"{counted(-days, 'day')} over"
    return {0: "due today", 1: "due tomorrow"}.get(days, f"{days} days left")


def _in_hours(length: timedelta) -> str:
    if length < MINUTE:
        return "less than a minute"
    if length < HOUR:
        return counted(length // MINUTE, "minute")
    if length < 2 * DAY:
        return counted(length // HOUR, "hour")
    return counted(length // DAY, "day")

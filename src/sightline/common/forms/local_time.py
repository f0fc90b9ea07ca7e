"""Dates and times as people type them, and the two odd hours of a year in which the clocks change."""

import re
from datetime import UTC, date, datetime, time

from sightline.timescales.zone import LONDON

_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_TIME = re.compile(r"(\d{1,2})(?:[:.h]?([0-5]\d))?(am|pm)?")


def read_month(typed: str) -> int | None:
    """Read 4, 04, Apr or April."""
    typed = typed.strip().rstrip(".").lower()
    if typed.isdecimal() and 1 <= int(typed) <= 12:
        return int(typed)
    if len(typed) >= 3:
        for number, name in enumerate(_MONTH_NAMES, start=1):
            if name.startswith(typed) or (number == 9 and typed == "sept"):
                return number
    return None


def read_date(day: str, month: str, year: str) -> date | None:
    """Read three typed parts as a date; None when there is no such day. The year needs four digits."""
    number = read_month(month)
    if number is None or not re.fullmatch(r"[0-9]{1,2}", day) or not re.fullmatch(r"[0-9]{4}", year):
        return None
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None


def read_time(typed: str) -> time | None:
    """Read 14:05, 1405, 14.05, 2.05pm, 2pm, midday or midnight. Without am or pm it is the 24-hour clock."""
    squeezed = re.sub(r"[\s]|(?<=[ap])\.(?=m)|(?<=m)\.$", "", typed.lower())
    named = {"midday": time(12), "noon": time(12), "midnight": time(0)}
    if squeezed in named:
        return named[squeezed]
    found = _TIME.fullmatch(squeezed) if squeezed.isascii() else None
    if not found:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if not half and not found[2]:
        return None
    if half == "am":
        hour = {12: 0}.get(hour, hour if 1 <= hour < 12 else 99)
    elif half == "pm":
        hour = hour + 12 if 1 <= hour < 12 else hour if 12 <= hour < 24 else 99
    return time(hour, minute) if hour < 24 else None


def never_happens(moment: datetime) -> bool:
    """Is this local time one that the clocks skipped when they went forward?"""
    there_and_back = moment.replace(tzinfo=LONDON).astimezone(UTC).astimezone(LONDON)
    return there_and_back.replace(tzinfo=None) != moment.replace(fold=0)


def happens_twice(moment: datetime) -> bool:
    """Does this local time come twice, because the clocks went back?"""
    first, second = (moment.replace(tzinfo=LONDON, fold=fold) for fold in (0, 1))
    return first.utcoffset() != second.utcoffset() and not never_happens(moment)

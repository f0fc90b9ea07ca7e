"""How a deadline is explained on the screen, in plain English."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime


def counted(number: int, thing: str) -> str:
    """ "1 working day", "45 working days"."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def listed(parts: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def day_and_month(day: date) -> str:
    """ "7 April"."""
    return f"{day.day} {day:%B}"


def weekday_and_date(day: date) -> str:
    """ "Tuesday 11 April 2023"."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def not_counted(skipped: Sequence[tuple[date, str]]) -> str | None:
    """ "Good Friday (7 April) and Easter Monday (10 April) are not counted"; None if there were none."""
    if not skipped:
        return None
    days = listed([f"{title} ({day_and_month(day)})" for day, title in skipped])
    return f"{days} {'is' if len(skipped) == 1 else 'are'} not counted"


def clocks_changed(started_at: datetime, due_at: datetime) -> str | None:
    """That summer time began or ended in between, so that the same hour on the wall is not to be expected."""
    before, after = started_at.utcoffset(), due_at.utcoffset()
    if before is None or after is None or before == after:
        return None
    return f"the clocks go {'forward' if after > before else 'back'} an hour in between"


def sentence(parts: Iterable[str | None]) -> str:
    """The parts that apply, separated by semicolons."""
    return "; ".join(part for part in parts if part)


def moved_by_pauses(unpaused: date, reasons: Sequence[str]) -> str | None:
    """Where the deadline stood before the clock was paused, and why it was; None if no pause moved it."""
    return f"moved from {weekday_and_date(unpaused)} by a pause ({listed(reasons)})" if reasons else None

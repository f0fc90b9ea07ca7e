"""Days, moments and rules for the property tests, within the years of the holiday table."""

from datetime import date, datetime
from typing import Any

from hypothesis import strategies as st

from sightline.timescales.rules import CalendarDays, CalendarMonths, ElapsedHours, Level, WorkingDays
from sightline.timescales.zone import LONDON

days = st.dates(date(2013, 1, 1), date(2026, 12, 31))
moments = st.datetimes(
    datetime.fromisoformat("2013-01-01"),
    datetime.fromisoformat("2026-12-31"),
    timezones=st.just(LONDON),
    allow_imaginary=False,
)
Kind = type[WorkingDays] | type[ElapsedHours] | type[CalendarDays] | type[CalendarMonths]
KINDS: tuple[Kind, ...] = (WorkingDays, ElapsedHours, CalendarDays, CalendarMonths)

working_days = st.integers(1, 60)


def stated(rule_id: str = "a.clock", **overrides: Any) -> dict[str, Any]:
    """What every rule must state, for a test that is about something else."""
    return {
        "id": rule_id,
        "title": "A clock",
        "starts": "the start",
        "stops": "the stop",
        "authority": "the local procedure",
        "in_force_from": date(2018, 7, 4),
        "level": Level.LOCAL,
    } | overrides

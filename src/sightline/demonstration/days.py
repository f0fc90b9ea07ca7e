"""When things happen in the demonstration: busy and quiet days, school terms, hours, and how long a decision takes."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from sightline.demonstration.draw import Draw, Weighted
from sightline.timescales.office_hours import OFFICE_HOURS
from sightline.timescales.working_days import ENGLAND
from sightline.timescales.zone import LONDON, in_london

NOW = datetime(2023, 4, 12, 9, 30, tzinfo=LONDON).astimezone(UTC)

# Days on which schools are closed, weekends and bank holidays apart; of an invented but ordinary calendar.
_SCHOOL_HOLIDAYS = tuple(
    (date.fromisoformat(first), date.fromisoformat(last))
    for first, last in (
        *(("2020-04-01", "2020-04-17"), ("2020-05-25", "2020-05-29"), ("2020-07-20", "2020-09-01")),
        *(("2020-10-26", "2020-10-30"), ("2020-12-21", "2021-01-04"), ("2021-02-15", "2021-02-19")),
        *(("2021-04-02", "2021-04-16"), ("2021-05-31", "2021-06-04"), ("2021-07-22", "2021-09-01")),
        *(("2021-10-25", "2021-10-29"), ("2021-12-20", "2022-01-04"), ("2022-02-21", "2022-02-25")),
        *(("2022-04-04", "2022-04-19"), ("2022-05-30", "2022-06-03"), ("2022-07-22", "2022-08-31")),
        *(("2022-10-24", "2022-10-28"), ("2022-12-19", "2023-01-03"), ("2023-02-13", "2023-02-17")),
        ("2023-04-03", "2023-04-14"),
    )
)
_WEEKDAYS = (1.10, 1.04, 1.00, 0.98, 1.08)


@lru_cache(maxsize=2000)
def kind_of_day(day: date) -> str:
    """TERM or HOLIDAY for a working day with schools open or closed; OFF for weekends and bank holidays."""
    if not ENGLAND.is_working_day(day):
        return "OFF"
    return "HOLIDAY" if any(first <= day <= last for first, last in _SCHOOL_HOLIDAYS) else "TERM"


def busyness(day: date) -> float:
    """How many contacts come on this day, against an ordinary Wednesday in term."""
    kind = kind_of_day(day)
    if kind == "OFF":
        return 0.34
    return _WEEKDAYS[day.weekday()] * (0.85 if kind == "HOLIDAY" else 1.0)


def days_between(first: date, last: date) -> list[date]:
    return [first + timedelta(days=offset) for offset in range((last - first).days + 1)]


def moment(day: date, hour: int, minute: int) -> datetime:
    """A time on a London clock, as the same moment in UTC."""
    return datetime.combine(day, time(hour, minute), LONDON).astimezone(UTC)


def is_office_hours(at: datetime) -> bool:
    local = in_london(at)
    return ENGLAND.is_working_day(local.date()) and OFFICE_HOURS.opens <= local.time() < OFFICE_HOURS.closes


# How many working days after the first working day on which it can be seen a contact is decided.
_IN_TIME = Weighted({0: 0.46, 1: 0.54})
_IN_TIME_AFTER_A_DAY_OFF = Weighted({0: 0.60, 1: 0.40})
_LATE = Weighted({2: 0.55, 3: 0.24, 4: 0.12, 5: 0.06, 8: 0.03})


def decision_day(received_on: date, draw: Draw, *, late: float) -> date:
    """The day a contact is decided; with the probability `late` after the working day it should have been."""
    first = ENGLAND.on_or_after(received_on)
    if draw.chance(late):
        return ENGLAND.add(first, draw.by_weight(_LATE))
    return ENGLAND.add(first, draw.by_weight(_IN_TIME if first == received_on else _IN_TIME_AFTER_A_DAY_OFF))


def lateness(day: date) -> float:
    """The share of contacts decided late; it grows in the second half of 2022-23, when more came."""
    if day < date(2021, 4, 1):
        return 0.085
    if day < date(2022, 10, 1):
        return 0.12
    return 0.155

"""One time zone for every moment the service records: Europe/London.

A moment without a zone is refused everywhere, because in summer it would be an hour out and on a 72-hour
clock an hour is the difference between met and late.
"""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


class NaiveMoment(ValueError):  # noqa: N818  a refusal, named as it reads
    """A moment came without a time zone."""


def aware(moment: datetime) -> datetime:
    """The moment itself, refused with `NaiveMoment` if it has no time zone."""
    if moment.utcoffset() is None:
        raise NaiveMoment(
            f"{moment.isoformat(sep=' ')} has no time zone, so it could be an hour out. "
            "Give a moment with its zone, such as Europe/London."
        )
    return moment


def on_utc(moment: datetime) -> datetime:
    """The same instant in UTC.

    Two moments of one zone are compared and subtracted by Python on the face of the clock, which is wrong on
    the nights the clocks change; every comparison and difference therefore goes through here.
    """
    return aware(moment).astimezone(UTC)


def in_london(moment: datetime) -> datetime:
    """The same instant as a London clock shows it."""
    return aware(moment).astimezone(LONDON)


def local_date(moment: datetime) -> date:
    """The calendar day in London on which the moment falls."""
    return in_london(moment).date()


def day_of(event: datetime | date) -> date:
    """The London day of an event of which either the moment or only the day is known."""
    return local_date(event) if isinstance(event, datetime) else event


def start_of_day(day: date) -> datetime:
    """Midnight in London at which the day begins."""
    return datetime.combine(day, time.min, LONDON)


def end_of_day(day: date) -> datetime:
    """The last instant of the day in London, 23:59:59.999999: a deadline there is still met."""
    return datetime.combine(day, time.max, LONDON)

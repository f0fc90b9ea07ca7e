"""Days, moments and figures as people say them."""

from datetime import date, datetime

from sightline.timescales.zone import end_of_day, in_london, local_date


def day(value: date | datetime | None) -> str:
    """Write a day: "Wed 12 April 2023". A moment gives its day in London; nothing gives nothing."""
    if value is None or value == "":
        return ""
    on = local_date(value) if isinstance(value, datetime) else value
    return f"{on:%a} {on.day} {on:%B %Y}"


def moment(value: date | datetime | None) -> str:
    """Write a moment as London's clocks showed it: "Wed 12 April 2023, 09:30"."""
    if value is None or value == "":
        return ""
    if not isinstance(value, datetime):
        return day(value)
    return f"{day(value)}, {time_of_day(value)}"


def time_of_day(value: datetime | None) -> str:
    """Write the time of a moment in London: "09:30"."""
    return f"{in_london(value):%H:%M}" if value else ""


def due(value: datetime) -> str:
    """Write a deadline: only the day when it is the end of a day, otherwise the day and the time."""
    return day(value) if in_london(value) == end_of_day(local_date(value)) else moment(value)


def count(value: int | float | None) -> str:
    """Write a figure with separators: 13,490. What was not supplied is said, never shown as zero."""
    if value is None:
        return "not supplied"
    return f"{value:,}" if isinstance(value, int | float) else str(value)


def in_words(value: str) -> str:
    """Write a stored name as words: source_group as "source group"."""
    return value.replace("_", " ").lower()


def nhs_number(value: str | None) -> str:
    """Write an NHS number in its three groups: 943 476 5919."""
    if not value:
        return ""
    return f"{value[:3]} {value[3:6]} {value[6:]}" if len(value) == 10 else value

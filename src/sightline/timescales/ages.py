"""Ages in completed years, birthdays and the age bands used in tables.

A child born on 29 February has the birthday on 1 March in other years (the day on which the year is
complete). An unborn child has no age; the band says so.
"""

from datetime import date
from enum import StrEnum


class AgeBand(StrEnum):
    """Age bands of the partnership's tables."""

    UNBORN = "UNBORN"
    UNDER_1 = "UNDER_1"
    AGED_1_TO_4 = "AGED_1_TO_4"
    AGED_5_TO_9 = "AGED_5_TO_9"
    AGED_10_TO_15 = "AGED_10_TO_15"
    AGED_16_TO_17 = "AGED_16_TO_17"
    AGED_18_AND_OVER = "AGED_18_AND_OVER"

    @property
    def label(self) -> str:
        """As printed in a table."""
        return LABELS[self]


LABELS = {
    AgeBand.UNBORN: "Unborn",
    AgeBand.UNDER_1: "Under 1",
    AgeBand.AGED_1_TO_4: "1–4",
    AgeBand.AGED_5_TO_9: "5–9",
    AgeBand.AGED_10_TO_15: "10–15",
    AgeBand.AGED_16_TO_17: "16–17",
    AgeBand.AGED_18_AND_OVER: "18 and over",
}

FIRST_AGES = (
    (18, AgeBand.AGED_18_AND_OVER),
    (16, AgeBand.AGED_16_TO_17),
    (10, AgeBand.AGED_10_TO_15),
    (5, AgeBand.AGED_5_TO_9),
    (1, AgeBand.AGED_1_TO_4),
    (0, AgeBand.UNDER_1),
)


def is_unborn(born_on: date, day: date) -> bool:
    """Whether a child born (or expected) on `born_on` was not yet born on `day`."""
    return day < born_on


def age_on(born_on: date, day: date) -> int | None:
    """Completed years on `day`; None while the child is unborn."""
    if is_unborn(born_on, day):
        return None
    before_birthday = (day.month, day.day) < (born_on.month, born_on.day)
    return day.year - born_on.year - before_birthday


def birthday(born_on: date, age: int) -> date:
    """The day on which the child reaches `age`: the start of clocks that run from a sixteenth birthday."""
    try:
        return born_on.replace(year=born_on.year + age)
    except ValueError:
        return date(born_on.year + age, 3, 1)


def age_band(born_on: date | None, day: date, *, expected_on: date | None = None) -> AgeBand | None:
    """The band on `day`; None if the date of birth was not supplied.

    A child with only an expected date stays unborn until a birth is recorded, even when the expected date
    has passed.
    """
    if born_on is None:
        return None if expected_on is None else AgeBand.UNBORN
    age = age_on(born_on, day)
    if age is None:
        return AgeBand.UNBORN
    return next(band for first_age, band in FIRST_AGES if age >= first_age)

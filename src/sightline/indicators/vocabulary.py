"""The words indicators may use beyond plain Ibis, each meaning the same on DuckDB and on Spark.

The engines differ silently in month and year arithmetic, in hours between moments and in division by nought.
Everything here is built from comparison, whole-number arithmetic, joins and the parts of a date, and is held
equal to slow plain Python by test.
"""

from datetime import date, timedelta
from itertools import accumulate
from typing import Any

import ibis
import pyarrow as pa

from sightline.indicators.published import Column, PublishedTable
from sightline.timescales.working_days import WorkingCalendar

CALENDAR = PublishedTable(
    name="calendar",
    meaning="One day, with the count of working days in England and Wales up to it",
    columns=(
        Column("day", "date", "The day"),
        Column("is_working_day", "boolean", "Monday to Friday and no bank holiday"),
        Column("working_days_so_far", "integer", "Working days from the calendar's first day up to this day"),
    ),
    key=("day",),
)

MONTHS_OF_A_YEAR = 12


def calendar_rows(calendar: WorkingCalendar, first: date, last: date) -> pa.Table:
    """The published calendar from one day to another, both included."""
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    worked = [calendar.is_working_day(day) for day in days]
    return pa.table([days, worked, list(accumulate(worked, initial=0))[1:]], schema=CALENDAR.schema())


def in_period(day: Any, period: Any) -> Any:
    """Whether a date lies in the period, its first and last day included."""
    return day.between(period.first_day, period.last_day)


def is_open_on(started_on: Any, ended_on: Any, day: Any) -> Any:
    """Whether an episode is open on a day: started by then and not ended, and not ending on that very day."""
    return (started_on <= day) & (ended_on.isnull() | (ended_on > day))


def month_of(day: Any) -> Any:
    """The month of a date as text, such as 2023-02."""
    return day.year().cast("string").concat("-", _two_digits(day.month()))


def safe_ratio(numerator: Any, denominator: Any) -> Any:
    """The quotient as a float; null where the denominator is nought or either is null."""
    return numerator.cast("float64") / denominator.cast("float64").nullif(0.0)


def half_up_ratio(numerator: Any, denominator: Any, *, per: int = 1, places: int = 0) -> Any:
    """A quotient of whole numbers times `per`, half up to so many decimals; null where there is no quotient.

    Whole-number arithmetic up to the last division, so that 0.125 shown with two decimals is 0.13. Halves go
    away from nought. The denominator is not negative.
    """
    scale = 10**places
    whole = denominator.cast("int64").nullif(0)
    size = numerator.cast("int64").abs() * (2 * per * scale) + whole
    rounded = (size - size % (2 * whole)) / (2 * whole)
    return ibis.ifelse(numerator < 0, -rounded, rounded) / float(scale)


def hours_between(earlier: Any, later: Any) -> Any:
    """Elapsed hours between two moments, weekends included, as a float."""
    return (later.epoch_seconds() - earlier.epoch_seconds()).cast("float64") / 3600.0


def age_on(born: Any, day: Any) -> Any:
    """Completed years on a day; null while unborn. A child born on 29 February is a year older on 1 March."""
    had_no_birthday = (day.month() * 100 + day.day()) < (born.month() * 100 + born.day())
    years = day.year() - born.year() - ibis.ifelse(had_no_birthday, 1, 0)
    return ibis.ifelse(day < born, ibis.null("int64"), years.cast("int64"))


def months_earlier(day: Any, months: int = MONTHS_OF_A_YEAR) -> Any:
    """The date so many calendar months earlier; the last day of the month where it has no such day."""
    if months < 0:
        raise ValueError("Count the months back with a number from nought.")
    counted = day.year().cast("int64") * MONTHS_OF_A_YEAR + day.month().cast("int64") - 1 - months
    month = counted % MONTHS_OF_A_YEAR + 1
    year = ((counted - counted % MONTHS_OF_A_YEAR) / MONTHS_OF_A_YEAR).cast("int64")
    number = ibis.least(day.day().cast("int64"), _days_of_month(year, month))
    text = year.cast("string").concat("-", _two_digits(month), "-", _two_digits(number))
    return text.cast("date")


def is_within_months_before(earlier: Any, later: Any, months: int = MONTHS_OF_A_YEAR) -> Any:
    """Whether one date lies before another and at most so many calendar months, the first day included.

    The window of re-referrals: a referral of 1 March 2022 is within 12 months of one of 1 March 2023.
    """
    return (earlier < later) & (earlier >= months_earlier(later, months))


def working_days_between(table: Any, first: str, last: str, calendar: Any, *, name: str = "working_days") -> Any:
    """The table with a column `name`: working days after the date `first`, up to and including `last`.

    Negative if `last` is earlier; null if either date is empty or outside the calendar. `calendar` is a table
    of the shape CALENDAR, joined by day.
    """
    started = calendar.select(joined_first=calendar.day, so_far_first=calendar.working_days_so_far)
    ended = calendar.select(joined_last=calendar.day, so_far_last=calendar.working_days_so_far)
    joined = table.left_join(started, table[first] == started.joined_first)
    joined = joined.left_join(ended, joined[last] == ended.joined_last)
    counted = joined.mutate(**{name: joined.so_far_last - joined.so_far_first})
    return counted.drop("joined_first", "so_far_first", "joined_last", "so_far_last")


def _two_digits(number: Any) -> Any:
    return number.cast("string").lpad(2, "0")


def _days_of_month(year: Any, month: Any) -> Any:
    is_leap = ((year % 4 == 0) & (year % 100 != 0)) | (year % 400 == 0)
    of_other_months = 30 + (month + ibis.ifelse(month >= 8, 1, 0)) % 2
    return ibis.ifelse(month == 2, ibis.ifelse(is_leap, 29, 28), of_other_months).cast("int64")

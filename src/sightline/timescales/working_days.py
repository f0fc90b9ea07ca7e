"""Working days: Monday to Friday, bank holidays of England and Wales excepted.

Day 0 is the day of the starting event; a clock of n working days ends on the n-th working day after it.
The calendar knows only the years of its holiday table and refuses every other day, since a due date
worked out without bank holidays would be silently early.
"""

from bisect import bisect_right
from datetime import date, timedelta

from sightline.timescales.holidays import ENGLAND_AND_WALES, Holidays

SATURDAY = 5


class OutsideCalendar(ValueError):  # noqa: N818  a refusal, named as it reads on the screen
    """A day was asked for that lies outside the years whose bank holidays are held."""


class WorkingCalendar:
    """Counts working days against a holiday table, in constant time per question.

    For every day of the table's years the number of working days up to and including it is worked out once;
    adding and counting are then look-ups.
    """

    def __init__(self, holidays: Holidays) -> None:
        self._holidays = holidays
        self._first = date(holidays.first_year, 1, 1)
        self._last = date(holidays.last_year, 12, 31)
        self._first_ordinal = self._first.toordinal()
        self._holidays_on_weekdays = sorted(day for day in holidays if day.weekday() < SATURDAY)
        self._worked: list[int] = []
        self._working_days: list[date] = []
        for offset in range((self._last - self._first).days + 1):
            day = self._first + timedelta(days=offset)
            if day.weekday() < SATURDAY and day not in holidays:
                self._working_days.append(day)
            self._worked.append(len(self._working_days))

    @property
    def version(self) -> str:
        """The version of the holiday table behind this calendar, kept beside stored due dates."""
        return self._holidays.version

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on this day."""
        self._refuse_outside(day)
        return day.weekday() < SATURDAY and day not in self._holidays

    def add(self, day: date, working_days: int) -> date:
        """The day `working_days` working days after `day`; a negative number counts back.

        Zero is the day itself. In both directions `between` gives the number back.
        """
        worked = self._up_to(day)
        if working_days == 0:
            return day
        index = worked + working_days - 1
        if not 0 <= index < len(self._working_days):
            direction = "after" if working_days > 0 else "before"
            raise OutsideCalendar(
                self._refusal(f"The day {abs(working_days)} working days {direction} {day.isoformat()}")
            )
        return self._working_days[index]

    def between(self, first: date, last: date) -> int:
        """How many working days lie after `first`, up to and including `last`; negative if it is earlier."""
        return self._up_to(last) - self._up_to(first)

    def on_or_after(self, day: date) -> date:
        """This day if offices work on it, else the next day on which they do."""
        return day if self.is_working_day(day) else self.add(day, 1)

    def skipped(self, first: date, last: date) -> list[tuple[date, str]]:
        """The bank holidays on weekdays after `first`, up to and including `last`, with their titles."""
        self._refuse_outside(first)
        self._refuse_outside(last)
        days = self._holidays_on_weekdays
        passed = days[bisect_right(days, first) : bisect_right(days, last)]
        return [(day, self._holidays[day]) for day in passed]

    def _up_to(self, day: date) -> int:
        self._refuse_outside(day)
        return self._worked[day.toordinal() - self._first_ordinal]

    def _refuse_outside(self, day: date) -> None:
        if not self._first <= day <= self._last:
            raise OutsideCalendar(self._refusal(day.isoformat()))

    def _refusal(self, what: str) -> str:
        return (
            f"{what} lies outside the bank holidays held ({self._first.year} to {self._last.year}), so "
            "working days cannot be counted there. Check the date; if it is right, add the missing years to "
            "the bank holiday table."
        )


ENGLAND = WorkingCalendar(ENGLAND_AND_WALES)

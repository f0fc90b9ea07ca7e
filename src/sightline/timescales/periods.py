"""The periods in which the partnership counts.

Reporting years run from 1 April to 31 March, quarter 1 is April to June; academic years run from 1 September
to 31 August and serve only the schools' audit and the school census; rolling twelve months end with a month.
Every period includes its first and its last day.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sightline.timescales.rules import months_after

APRIL = 4
SEPTEMBER = 9
ACCEPTED = "Accepted are a reporting year (2022-23), a quarter (2022-23 Q1) and a month (2023-02)."


class UnknownPeriod(ValueError):  # noqa: N818  a refusal, named as it reads
    """The text names no period; the message says what is accepted."""


class PeriodKind(StrEnum):
    """What sort of period it is."""

    REPORTING_YEAR = "REPORTING_YEAR"
    HALF_YEAR = "HALF_YEAR"
    QUARTER = "QUARTER"
    MONTH = "MONTH"
    ACADEMIC_YEAR = "ACADEMIC_YEAR"
    ROLLING_TWELVE_MONTHS = "ROLLING_TWELVE_MONTHS"


LENGTHS = {
    PeriodKind.REPORTING_YEAR: 12,
    PeriodKind.HALF_YEAR: 6,
    PeriodKind.QUARTER: 3,
    PeriodKind.MONTH: 1,
    PeriodKind.ACADEMIC_YEAR: 12,
    PeriodKind.ROLLING_TWELVE_MONTHS: 12,
}


@dataclass(frozen=True)
class Period:
    """A span of whole months, named by its label."""

    label: str
    kind: PeriodKind
    first_day: date
    last_day: date

    def contains(self, day: date) -> bool:
        """Whether the day lies in the period, first and last day included."""
        return self.first_day <= day <= self.last_day

    def months(self) -> list["Period"]:
        """The months of the period, in order."""
        return [month_on(months_after(self.first_day, n)) for n in range(LENGTHS[self.kind])]

    def previous(self) -> "Period":
        """The period of the same kind that ends the day before this one begins."""
        return period_on(self.first_day - timedelta(days=1), self.kind)

    def half_years(self) -> tuple["Period", "Period"]:
        """April to September and October to March of a reporting year; any other period is refused."""
        if self.kind is not PeriodKind.REPORTING_YEAR:
            raise ValueError(f"{self.label} is no reporting year and has no half-years. Ask one such as 2022-23.")
        middle = months_after(self.first_day, 6)
        return (
            Period(f"{self.label} H1", PeriodKind.HALF_YEAR, self.first_day, middle - timedelta(days=1)),
            Period(f"{self.label} H2", PeriodKind.HALF_YEAR, middle, self.last_day),
        )


def parse(text: str) -> Period:
    """The period that a reader or the command line names: "2022-23", "2022-23 Q1" or "2023-02".

    Up to 2011-12 a reporting year reads like a month; it is taken as the year, since published figures go
    back that far and monthly records do not.
    """
    for pattern, build in (
        (r"\d{4}-\d\d", _year_or_month),
        (r"\d{4}-\d\d Q[1-4]", quarter),
    ):
        if re.fullmatch(pattern, text, re.ASCII):
            return build(text)
    raise UnknownPeriod(f"“{text}” names no period. {ACCEPTED}")


def reporting_year(text: str) -> Period:
    """A year from 1 April to 31 March, such as "2022-23"."""
    first_year = _first_year(text)
    return _span(text, PeriodKind.REPORTING_YEAR, date(first_year, APRIL, 1))


def academic_year(text: str) -> Period:
    """A school year from 1 September to 31 August, such as "2022-23"."""
    first_year = _first_year(text)
    return _span(f"Academic year {text}", PeriodKind.ACADEMIC_YEAR, date(first_year, SEPTEMBER, 1))


def quarter(text: str) -> Period:
    """A quarter of a reporting year: "2022-23 Q1" is April to June 2022, Q4 January to March 2023."""
    found = re.fullmatch(r"(\d{4}-\d\d) Q([1-4])", text, re.ASCII)
    if found is None:
        raise UnknownPeriod(f"“{text}” names no quarter. {ACCEPTED}")
    first_of_year = date(_first_year(found[1]), APRIL, 1)
    return _span(text, PeriodKind.QUARTER, months_after(first_of_year, 3 * (int(found[2]) - 1)))


def month(text: str) -> Period:
    """A calendar month, such as "2023-02"."""
    found = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", text, re.ASCII)
    if found is None or found[1] < "1900":
        raise UnknownPeriod(f"“{text}” names no month. {ACCEPTED}")
    return _span(text, PeriodKind.MONTH, date(int(found[1]), int(found[2]), 1))


def rolling_twelve_months(last_day: date) -> Period:
    """The twelve months up to the end of a month; any other day is refused."""
    if (last_day + timedelta(days=1)).day != 1:
        raise UnknownPeriod(
            f"Rolling twelve months end with the last day of a month, and {last_day.isoformat()} is none. "
            "Give the last day of the month."
        )
    label = f"12 months to {last_day.day} {last_day:%B %Y}"
    first_day = months_after(last_day + timedelta(days=1), -12)
    return _span(label, PeriodKind.ROLLING_TWELVE_MONTHS, first_day)


def month_on(day: date) -> Period:
    """The month in which the day lies."""
    return month(f"{day.year:04}-{day.month:02}")


def quarter_on(day: date) -> Period:
    """The quarter of the reporting year in which the day lies."""
    year = reporting_year_on(day)
    return quarter(f"{year.label} Q{(day.month - APRIL) % 12 // 3 + 1}")


def reporting_year_on(day: date) -> Period:
    """The reporting year in which the day lies."""
    return reporting_year(_year_label(day, APRIL))


def academic_year_on(day: date) -> Period:
    """The academic year in which the day lies."""
    return academic_year(_year_label(day, SEPTEMBER))


def half_year_on(day: date) -> Period:
    """The half of the reporting year in which the day lies: April to September, October to March."""
    first, second = reporting_year_on(day).half_years()
    return first if first.contains(day) else second


def period_on(day: date, kind: PeriodKind) -> Period:
    """The period of the kind in which the day lies; rolling months end with the day's own month."""
    if kind is PeriodKind.ROLLING_TWELVE_MONTHS:
        return rolling_twelve_months(month_on(day).last_day)
    return BY_DAY[kind](day)


BY_DAY = {
    PeriodKind.REPORTING_YEAR: reporting_year_on,
    PeriodKind.HALF_YEAR: half_year_on,
    PeriodKind.QUARTER: quarter_on,
    PeriodKind.MONTH: month_on,
    PeriodKind.ACADEMIC_YEAR: academic_year_on,
}


def _year_or_month(text: str) -> Period:
    first, second = text.split("-")
    return reporting_year(text) if int(second) > 12 or int(second) == (int(first) + 1) % 100 else month(text)


def _first_year(text: str) -> int:
    """The first of the two years that "2022-23" names; the second must follow it."""
    found = re.fullmatch(r"((?:19|20)\d\d)-(\d\d)", text, re.ASCII)
    if found is None:
        raise UnknownPeriod(f"“{text}” names no year. {ACCEPTED}")
    first, second = int(found[1]), int(found[2])
    if second != (first + 1) % 100:
        following = f"{first}-{(first + 1) % 100:02}"
        raise UnknownPeriod(f"“{text}” spans more than one year. {ACCEPTED} Perhaps {following} was meant.")
    return first


def _year_label(day: date, first_month: int) -> str:
    first = day.year if day.month >= first_month else day.year - 1
    return f"{first}-{(first + 1) % 100:02}"


def _span(label: str, kind: PeriodKind, first_day: date) -> Period:
    return Period(label, kind, first_day, months_after(first_day, LENGTHS[kind]) - timedelta(days=1))

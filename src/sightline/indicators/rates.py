"""Rates: a count over a population, annualised and labelled where the period is part of a year.

The Department for Education's rates are per 10,000 aged 0 to 17, half up to one decimal. A count of n
months is multiplied by 12/n; a stock (children looked after on a day) is never annualised.
"""

from dataclasses import dataclass
from fractions import Fraction

from sightline.indicators.intervals import Interval, rate_interval

MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate with its interval; `label` says how it was annualised, empty where it was not."""

    value: Fraction
    interval: Interval
    label: str = ""


def rate(count: int, population: int, *, per: int = 10_000, months: int = MONTHS_OF_A_YEAR) -> Rate:
    """So many per `per` of a population, from a count over `months` months; ValueError if it is empty."""
    interval = rate_interval(count, population, per=per)
    if months == MONTHS_OF_A_YEAR:
        return Rate(Fraction(count * per, population), interval)
    label = f"annualised from {months} month{'' if months == 1 else 's'} (x 12/{months})"
    value = Fraction(count * per * MONTHS_OF_A_YEAR, population * months)
    return Rate(value, interval.times(MONTHS_OF_A_YEAR / months), label)

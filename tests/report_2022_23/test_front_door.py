"""The printed figures about the front door (appendix 2, children's social care).

A row says what the report prints, the line it stands on, which of our figures answers it, and either that it is
reproduced or why it cannot be, with the arithmetic.
"""

from dataclasses import dataclass
from fractions import Fraction

import pytest

from sightline.exchange import published
from sightline.front_door import indicators
from sightline.indicators.figures import Figure, compute
from sightline.indicators.rounding import half_up
from sightline.timescales.periods import parse

YEAR = parse("2022-23")
FIRST_HALF, SECOND_HALF = YEAR.half_years()


@dataclass(frozen=True)
class Printed:
    """One printed figure and the computed one that reproduces it."""

    id: str
    line: int
    prints: str
    indicator: object
    variant: str | None = None
    period: object = YEAR
    places: int = 0


REPRODUCED = [
    Printed("F158", 599, "13490", indicators.contacts, "CONTACTS"),
    Printed("F159", 599, "1124", indicators.contacts_per_month),
    Printed("F160", 599, "1013", indicators.contacts_per_month, period=FIRST_HALF),
    Printed("F162", 603, "34", indicators.source, "POLICE"),
    Printed("F163", 604, "21", indicators.source, "SCHOOLS"),
    Printed("F164", 605, "11", indicators.source, "HEALTH"),
    Printed("F165", 607, "4390", indicators.converted, "COHORT"),
    Printed("F166", 607, "33", indicators.conversion, "COHORT"),
    Printed("F169", 611, "34", indicators.referral_source, "POLICE"),
    Printed("F170", 612, "20", indicators.referral_source, "SCHOOLS"),
    Printed("F171", 613, "13", indicators.referral_source, "HEALTH"),
]


def figure(snapshot, indicator, *, variant=None, period=YEAR) -> Figure:
    return compute(indicator, snapshot, period, variant=variant)[0]


@pytest.mark.parametrize("printed", REPRODUCED, ids=lambda each: each.id)
def test_a_printed_figure_is_reproduced_from_the_records(snapshot, printed):
    ours = figure(snapshot, printed.indicator, variant=printed.variant, period=printed.period)
    assert ours.value is not None
    assert str(half_up(ours.value, printed.places)) == printed.prints


def test_the_two_printed_half_year_averages_cannot_both_be_true(snapshot):
    """F160, F161 (line 599): 1,013 and 1,234 a month; the most that can be rounded to them is 13,488, not 13,490."""
    most = 6 * (Fraction("1013.5") + Fraction("1234.5"))
    assert 6 * (1013 + 1234) == 13_482
    assert most - Fraction(1, 10**9) < 13_488
    first = figure(snapshot, indicators.contacts_per_month, period=FIRST_HALF)
    second = figure(snapshot, indicators.contacts_per_month, period=SECOND_HALF)
    assert first.numerator + second.numerator == 13_490
    assert (str(first.rounded), str(second.rounded)) == ("1013", "1235")


@pytest.mark.parametrize(
    ("year", "referrals", "again", "percent"), [("2021-22", 4156, 823, "19.8"), ("2022-23", 4360, 1156, "26.5")]
)
def test_referrals_and_rereferrals_are_as_the_department_published_them(snapshot, year, referrals, again, percent):
    """Not printed in the report; Department for Education, table C1."""
    ours = figure(snapshot, indicators.rereferral, period=parse(year))
    assert (ours.numerator, ours.denominator, str(half_up(ours.value, 1))) == (again, referrals, percent)
    assert published.rereferral(year).value == ours.value


def test_contacts_converted_are_not_referrals(snapshot):
    """F165 (line 607) prints 4,390; the Department published 4,360: some contacts join another's referral or year."""
    converted = figure(snapshot, indicators.converted, variant="COHORT")
    referrals = figure(snapshot, indicators.referrals, variant="REFERRALS")
    children = figure(snapshot, indicators.referrals, variant="CHILDREN")
    assert (converted.numerator, referrals.numerator, children.numerator) == (4390, 4360, 3828)


def test_the_printed_rate_is_of_no_year(snapshot):
    """F172 (line 617) prints 789 per 10,000. 4,360 over 53,472 is 815.4; 789 would need 55,260 children, or is a mean
    of monthly rolling rates, which lag: the year before stood at 784.2."""
    ours = figure(snapshot, indicators.referral_rate)
    assert (ours.denominator, str(half_up(ours.value, 1))) == (53_472, "815.4")
    assert half_up(Fraction(4360 * 10_000, 789), 0) == 55_260
    assert str(half_up(Fraction(4156 * 10_000, 52_996), 1)) == "784.2"


def test_the_printed_neighbours_rate_is_of_the_year_before(snapshot):
    """F173 (line 617) prints 579 for 2022-23: it is the mean of 2021-22 counts over first mid-2020 estimates."""
    before = published.neighbours_referral_rate(indicators.referral_rate, count_year="2021-22")
    own = published.neighbours_referral_rate(indicators.referral_rate, count_year="2022-23")
    assert (str(half_up(before.value, 0)), str(half_up(own.value, 1))) == ("579", "623.5")


def test_a_fall_to_a_fifth_would_be_141_referrals_a_month_and_not_100():
    """F168 (line 607): from 32.54 to 20 per cent of 1,124 contacts a month is 141, printed as about 100."""
    a_month = Fraction(13_490, 12)
    assert half_up((Fraction(4390, 13_490) - Fraction(1, 5)) * a_month, 0) == 141

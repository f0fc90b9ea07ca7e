from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.indicators.rounding import half_up, half_up_to_multiple


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (Fraction(439_000, 13_490), 1, "32.5"),
        (Fraction(43_600_000, 53_472), 1, "815.4"),
        (Fraction(1_218_000, 65_546), 1, "18.6"),
        (2.675, 2, "2.68"),
        (1.005, 2, "1.01"),
        (Decimal("0.45"), 1, "0.5"),
        (Fraction(-2255, 100), 1, "-22.6"),
        (Fraction(1, 2), 0, "1"),
        (Fraction(-1, 2), 0, "-1"),
        (7, 1, "7.0"),
        (0, 1, "0.0"),
    ],
)
def test_halves_are_rounded_away_from_nought(value, places, shown):
    assert str(half_up(value, places)) == shown


@given(st.decimals(-1_000_000, 1_000_000, places=5), st.integers(0, 4))
def test_rounding_equals_that_of_decimal_arithmetic(value, places):
    assert half_up(value, places) == value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


@given(st.fractions(), st.integers(0, 6))
def test_rounding_moves_a_value_by_at_most_half_a_step(value, places):
    assert abs(Fraction(half_up(value, places)) - value) <= Fraction(1, 2 * 10**places)


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (4, 0), (5, 10), (14, 10), (15, 20), (632_834, 632_830)])
def test_national_counts_are_shown_to_the_nearest_ten(count, shown):
    assert half_up_to_multiple(count, 10) == shown

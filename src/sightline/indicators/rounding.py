"""Rounding half up, once, on the way out.

Values stay exact (Fraction) until they are shown. A float is taken for the decimal it is written as, so that
2.675 rounds to 2.68 as a reader expects. Halves go away from zero: -22.55 is shown as -22.6.
"""

from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

Number: TypeAlias = int | float | Decimal | Fraction


def exact(value: Number) -> Fraction:
    """The exact value of a number as it is written."""
    return Fraction(repr(value)) if isinstance(value, float) else Fraction(value)


def half_up(value: Number, places: int = 0) -> Decimal:
    """`value` rounded half up to `places` decimals, with exactly that many decimals kept."""
    scaled = exact(value) * 10**places
    whole = (2 * abs(scaled.numerator) + scaled.denominator) // (2 * scaled.denominator)
    digits = tuple(int(digit) for digit in str(whole))
    return Decimal((int(scaled < 0 < whole), digits, -places))


def half_up_to_multiple(value: Number, multiple: int) -> int:
    """`value` rounded half up to a whole multiple, as national and regional counts are to the nearest 10."""
    return int(half_up(exact(value) / multiple)) * multiple

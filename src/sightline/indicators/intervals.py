"""Confidence intervals of counts, rates and proportions, as public health practice computes them.

Wilson's score interval for a proportion; for counts and rates Byar's approximation, and the exact Poisson
interval where fewer than ten were counted (Public Health England, technical guide on confidence intervals).
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist

FEW = 10
NEARLY_CERTAIN = 99.8
USUAL = 95.0


@dataclass(frozen=True, slots=True)
class Interval:
    """The limits between which the true value lies with a confidence of so many percent."""

    low: float
    high: float
    confidence: float
    method: str

    def times(self, factor: float) -> "Interval":
        """The same interval on another scale, such as per 100 or per 10,000."""
        return Interval(self.low * factor, self.high * factor, self.confidence, self.method)


def wilson(numerator: float, denominator: float, *, confidence: float = USUAL) -> Interval:
    """Wilson's score interval of a proportion, between 0 and 1."""
    if denominator <= 0 or not 0 <= numerator <= denominator:
        raise ValueError("A proportion needs a numerator from nought up to a denominator above nought.")
    z = _deviate(confidence)
    share = numerator / denominator
    middle = numerator + z * z / 2
    reach = z * math.sqrt(z * z / 4 + numerator * (1 - share))
    below, whole = middle - reach, denominator + z * z
    low = below / whole if numerator > 0 else 0.0
    high = (middle + reach) / whole if numerator < denominator else 1.0
    return Interval(low, high, confidence, "Wilson score")


def byar(count: float, *, confidence: float = USUAL) -> Interval:
    """Byar's approximation to the interval of a Poisson count; good from a count of ten."""
    if count < 0:
        raise ValueError("A count is never below nought.")
    z = _deviate(confidence)
    low = 0.0 if count == 0 else count * (1 - 1 / (9 * count) - z / (3 * math.sqrt(count))) ** 3
    more = count + 1
    high = more * (1 - 1 / (9 * more) + z / (3 * math.sqrt(more))) ** 3
    return Interval(max(0.0, low), high, confidence, "Byar")


def exact_poisson(count: int, *, confidence: float = USUAL) -> Interval:
    """The exact interval of a Poisson count.

    It equals half the chi-square quantiles with 2x and 2x + 2 degrees of freedom. Their degrees are even, so
    the probabilities are finite Poisson sums and the limits are found by halving.
    """
    if count < 0 or count != int(count):
        raise ValueError("The exact interval is that of a whole count, never below nought.")
    tail = (1 - confidence / 100) / 2
    low = 0.0 if count == 0 else _root(lambda mean: poisson_up_to(count - 1, mean) - (1 - tail), count)
    high = _root(lambda mean: poisson_up_to(count, mean) - tail, count)
    return Interval(low, high, confidence, "exact Poisson")


def count_interval(count: int, *, confidence: float = USUAL) -> Interval:
    """The interval of a count: exact below ten, Byar's from ten."""
    return (exact_poisson if count < FEW else byar)(count, confidence=confidence)


def rate_interval(count: int, population: float, *, per: int, confidence: float = USUAL) -> Interval:
    """The interval of a rate per so many of a population, whose size is taken as known."""
    if population <= 0:
        raise ValueError("A rate needs a population above nought.")
    return count_interval(count, confidence=confidence).times(per / population)


def poisson_up_to(count: int, mean: float) -> float:
    """The probability of at most `count` events where `mean` are expected."""
    return math.fsum(math.exp(n * math.log(mean) - mean - math.lgamma(n + 1)) for n in range(count + 1))


def _deviate(confidence: float) -> float:
    if not 0 < confidence < 100:
        raise ValueError("Confidence is given in percent, above 0 and below 100.")
    return NormalDist().inv_cdf(0.5 + confidence / 200)


def _root(decreasing: Callable[[float], float], near: int) -> float:
    """Where a decreasing function of a mean passes nought, to the last bit of a float."""
    low, high = 0.0, near + 1.0
    while decreasing(high) > 0:
        high *= 2
    while (middle := (low + high) / 2) not in (low, high):
        low, high = (middle, high) if decreasing(middle) > 0 else (low, middle)
    return middle

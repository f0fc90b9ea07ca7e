"""Chance that repeats itself: the same seed draws the same things, on every machine and every Python."""

import math
import random
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Generic, TypeVar

T = TypeVar("T")


class Weighted(Generic[T]):
    """Things of which one is drawn, each as often as its weight says."""

    def __init__(self, weights: Mapping[T, float] | Iterable[tuple[T, float]]) -> None:
        pairs = list(weights.items()) if isinstance(weights, Mapping) else list(weights)
        self.things = [thing for thing, _ in pairs]
        self._sums = list(accumulate(weight for _, weight in pairs))

    def at(self, share: float) -> T:
        """The thing that stands at `share` (0 to 1) of the whole weight."""
        place = bisect_right(self._sums, share * self._sums[-1])
        return self.things[min(place, len(self.things) - 1)]


class Draw:
    """Draws from one stream. Only `random()` of Python's generator is used, since it alone is promised to stay."""

    def __init__(self, *seed: object) -> None:
        self._random = random.Random("/".join(map(str, seed))).random  # noqa: S311 - nothing here is secret

    def share(self) -> float:
        """A number from 0 to just under 1."""
        return self._random()

    def chance(self, probability: float) -> bool:
        return self._random() < probability

    def number(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self._random() * (high - low + 1))

    def one(self, things: Sequence[T]) -> T:
        return things[int(self._random() * len(things))]

    def by_weight(self, things: Weighted[T]) -> T:
        return things.at(self._random())

    def some(self, things: Sequence[T], count: int) -> list[T]:
        """`count` different things, in no order."""
        return self.shuffled(things)[:count]

    def shuffled(self, things: Iterable[T]) -> list[T]:
        pile = list(things)
        for place in range(len(pile) - 1, 0, -1):
            other = int(self._random() * (place + 1))
            pile[place], pile[other] = pile[other], pile[place]
        return pile

    def bell(self) -> float:
        """A number around 0, as the bell curve spreads it (standard deviation 1)."""
        return math.sqrt(-2 * math.log(1 - self._random())) * math.cos(2 * math.pi * self._random())

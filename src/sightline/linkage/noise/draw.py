"""Chance that repeats itself, and the slips of a typing hand."""

import random
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import TypeVar

T = TypeVar("T")
_ROWS = "asq bvn cxv dsf ewr fdg gfh hgj iuo jhk kjl lkp mn nbm oip po qwa ret sad try uyi vcb wqe xzc ytu zxa"
_NEIGHBOURS = {keys[0]: keys[1:] for keys in _ROWS.split()}
"""Each letter with those that lie beside it on the keyboard."""


class Draw:
    """Draws from one stream. Only `random()` of Python's generator is used: it alone is promised to stay the same."""

    def __init__(self, *seed: object) -> None:
        self.share = random.Random("/".join(map(str, seed))).random  # noqa: S311 - nothing here is secret

    def chance(self, probability: float) -> bool:
        return self.share() < probability

    def number(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self.share() * (high - low + 1))

    def one(self, things: Sequence[T]) -> T:
        return things[int(self.share() * len(things))]

    def shuffle(self, things: list[T]) -> None:
        for place in range(len(things) - 1, 0, -1):
            other = int(self.share() * (place + 1))
            things[place], things[other] = things[other], things[place]


class Ranked(Sequence[T]):
    """Things of which the first are the commonest: the weight of the place n is 1 / (n + offset)."""

    def __init__(self, things: Sequence[T], *, offset: float) -> None:
        self.things = things
        self.sums = list(accumulate(1 / (place + offset) for place in range(len(things))))

    def __len__(self) -> int:
        return len(self.things)

    def __getitem__(self, place):
        return self.things[place]

    def one(self, draw: Draw) -> T:
        return self.things[min(bisect_right(self.sums, draw.share() * self.sums[-1]), len(self.things) - 1)]


def slip(text: str, draw: Draw) -> str:
    """One slip of the hand: a letter left out, doubled, swapped with the next or hit beside. Digits stay digits."""
    if len(text) < 2:
        return text
    place = draw.number(0, len(text) - 1)
    letter, kind = text[place], draw.number(0, 3)
    if letter.isdecimal():
        return text[:place] + str((int(letter) + draw.number(1, 9)) % 10) + text[place + 1 :]
    if kind == 0:
        return text[:place] + text[place + 1 :]
    if kind == 1:
        return text[:place] + letter + text[place:]
    if kind == 2 and place + 1 < len(text):
        return text[:place] + text[place + 1] + letter + text[place + 2 :]
    beside = draw.one(_NEIGHBOURS.get(letter.lower(), "e"))
    return text[:place] + (beside.upper() if letter.isupper() else beside) + text[place + 1 :]

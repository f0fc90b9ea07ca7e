"""From answers to a band: rules as data, read from the most worrying band down to the least."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Tally(Protocol):
    """What a rule may look at."""

    @property
    def score(self) -> int | None: ...

    @property
    def counts(self) -> Mapping[str, Mapping[str, int]]: ...


@dataclass(frozen=True, slots=True)
class Count:
    """At least so many answers on `scale` are one of `codes`."""

    scale: str
    codes: tuple[str, ...]
    at_least: int

    def holds(self, tally: Tally) -> bool:
        counted = tally.counts.get(self.scale, {})
        return sum(counted.get(code, 0) for code in self.codes) >= self.at_least


@dataclass(frozen=True, slots=True)
class ScoreAtLeast:
    """The scores of all answers add up to at least so much."""

    score: int

    def holds(self, tally: Tally) -> bool:
        return tally.score is not None and tally.score >= self.score


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of the rules holds."""

    rules: tuple["Rule", ...]

    def holds(self, tally: Tally) -> bool:
        return any(rule.holds(tally) for rule in self.rules)


@dataclass(frozen=True, slots=True)
class AllOf:
    """Each of the rules holds."""

    rules: tuple["Rule", ...]

    def holds(self, tally: Tally) -> bool:
        return all(rule.holds(tally) for rule in self.rules)


Rule = Count | ScoreAtLeast | AnyOf | AllOf


@dataclass(frozen=True, slots=True)
class Band:
    """One result a questionnaire may suggest.

    `when` is None for the lowest band alone: it stands where no other does. `meaning` says what the result
    prompts, `steps` what to do next, `levels` the levels of need it usually goes with. All of it is advice.
    """

    code: str
    label: str
    meaning: str
    when: Rule | None = None
    steps: tuple[str, ...] = ()
    levels: str = ""
    colour: str = "grey"


class Change(StrEnum):
    """How a later result stands to an earlier one."""

    INCREASED = "INCREASED"
    SAME = "SAME"
    DECREASED = "DECREASED"


def band_of(bands: Sequence[Band], tally: Tally) -> str:
    """The code of the most worrying band whose rule holds; `bands` run from the least worrying. Empty for no bands."""
    for band in reversed(bands):
        if band.when is None or band.when.holds(tally):
            return band.code
    return ""


def within_one(bands: Sequence[Band], computed: str) -> tuple[Band, ...]:
    """The bands a practitioner may choose: the computed one and its neighbours; any, where none could be computed."""
    places = [place for place, band in enumerate(bands) if band.code == computed]
    if not places:
        return tuple(bands)
    return tuple(bands[max(places[0] - 1, 0) : places[0] + 2])


def change(bands: Sequence[Band], *, earlier: str, later: str) -> Change | None:
    """Whether the band rose or fell; None where one of the two is not among `bands`."""
    order = [band.code for band in bands]
    if earlier not in order or later not in order:
        return None
    difference = order.index(later) - order.index(earlier)
    if difference == 0:
        return Change.SAME
    return Change.INCREASED if difference > 0 else Change.DECREASED

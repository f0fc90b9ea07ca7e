"""Comparators: the mean rate of a group of other areas, such as statistical neighbours.

One printed number hides four choices: which model names the neighbours, which year's counts, whether their
rates are averaged or their children pooled, and which release of the populations. A comparator figure names
all four, since a neighbour mean of one year and vintage set beside a local rate of another has misled
before.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from sightline.indicators.figures import Coverage, Figure, FigureKind
from sightline.indicators.populations import Population
from sightline.indicators.register import RATE, Indicator


class Averaging(StrEnum):
    """How the rates of several areas become one."""

    UNWEIGHTED_MEAN = "UNWEIGHTED_MEAN"
    POOLED = "POOLED"


AVERAGING_IN_WORDS = {
    Averaging.UNWEIGHTED_MEAN: "unweighted mean of the areas' rates",
    Averaging.POOLED: "all areas' counts over all areas' populations",
}


class MixedPopulations(ValueError):  # noqa: N818  a refusal, named as it reads
    """The areas' populations are of different mid-years, age ranges or releases."""


@dataclass(frozen=True, slots=True)
class ComparatorGroup:
    """Areas to compare with: `code` for references, `model` with its version in words, members by area code."""

    code: str
    model: str
    members: tuple[str, ...]


def comparator_rate(
    indicator: Indicator,
    group: ComparatorGroup,
    counts: Mapping[str, int | None],
    populations: Mapping[str, Population],
    *,
    count_year: str,
    source: str,
    averaging: Averaging = Averaging.UNWEIGHTED_MEAN,
) -> Figure:
    """The group's rate for a RATE indicator, from published counts of a whole year (or a day) and
    populations.

    A member without a count (hidden or not published) or without a population is left out and lowers the
    coverage. Rates are not rounded before they are averaged. MixedPopulations if they cannot be compared.
    """
    if indicator.kind is not RATE:
        raise ValueError(f"{indicator.id} is a {indicator.kind}; only a RATE has a comparator rate.")
    found = [
        (count, populations[area])
        for area in group.members
        if (count := counts.get(area)) is not None and area in populations
    ]
    provenance: dict[str, str | int] = {
        "comparator_model": group.model,
        "count_year": count_year,
        "averaging": AVERAGING_IN_WORDS[averaging],
        **_common_provenance([population for _, population in found]),
    }
    is_pooled = averaging is Averaging.POOLED and bool(found)
    return Figure(
        id=indicator.id,
        catalogue=indicator.catalogue,
        period=count_year,
        variant=group.code,
        kind=FigureKind.PUBLISHED,
        unit=indicator.unit,
        places=indicator.places,
        value=_rate(found, indicator.per, averaging),
        numerator=sum(count for count, _ in found) if is_pooled else None,
        denominator=sum(population.value for _, population in found) if is_pooled else None,
        coverage=Coverage(supplied=len(found), expected=len(group.members)),
        source=source,
        provenance=provenance,
    )


def _rate(found: list[tuple[int, Population]], per: int, averaging: Averaging) -> Fraction | None:
    if not found:
        return None
    if averaging is Averaging.POOLED:
        return Fraction(sum(count for count, _ in found) * per, sum(people.value for _, people in found))
    return sum((Fraction(count * per, people.value) for count, people in found), Fraction()) / len(found)


def _common_provenance(populations: list[Population]) -> dict[str, str | int]:
    kinds = {(one.mid_year, one.age_range, one.vintage) for one in populations}
    if len(kinds) > 1:
        told = "; ".join(f"{ages} of mid-{year}, {vintage}" for year, ages, vintage in sorted(kinds))
        raise MixedPopulations(f"These populations cannot be compared: {told}. Use one release for all areas.")
    return {
        name: value
        for year, ages, vintage in kinds
        for name, value in (
            ("population_mid_year", year),
            ("population_age_range", ages),
            ("population_vintage", vintage),
        )
    }

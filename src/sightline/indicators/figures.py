"""Figures: an indicator's value for a period, with all that is needed to check it.

Values stay exact until `to_json` rounds them half up, once. "Not supplied" is null with its coverage, never
nought; a denominator of nought gives null.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any
from urllib.parse import quote

from sightline.indicators.engines import Tables
from sightline.indicators.intervals import Interval, wilson
from sightline.indicators.populations import population_for
from sightline.indicators.rates import MONTHS_OF_A_YEAR, rate
from sightline.indicators.register import MONTH, Indicator, Kind
from sightline.indicators.rounding import Number, half_up
from sightline.indicators.snapshots import Snapshot
from sightline.indicators.tallies import UNKNOWN, Breakdown, Tally, Values, tallies
from sightline.timescales.periods import Period


class FigureKind(StrEnum):
    """Where a figure comes from; nothing is typed without one of these."""

    COMPUTED = "COMPUTED"
    PUBLISHED = "PUBLISHED"
    RETURNED = "RETURNED"
    PRINTED = "PRINTED"


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the expected answers were supplied."""

    supplied: int
    expected: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure. A COMPUTED one names its snapshot, any other its `source`: publisher, edition, return.

    `form` says how numerator and denominator make the value; None for a figure taken over from elsewhere.
    `by` holds the breakdown column and value, and is empty for the total. `denominator` may be a population
    or a number of months. `provenance` holds what a reader needs beyond that: the population's vintage, how
    a part-year was annualised, a comparator's model and averaging.
    """

    id: str
    catalogue: str
    period: str
    unit: str
    value: Fraction | None
    kind: FigureKind = FigureKind.COMPUTED
    form: Kind | None = None
    variant: str | None = None
    by: Mapping[str, str] = field(default_factory=dict, hash=False)
    numerator: int | None = None
    denominator: int | None = None
    places: int = 1
    interval: Interval | None = None
    coverage: Coverage | None = None
    suppressed: bool = False
    snapshot: str | None = None
    source: str | None = None
    provenance: Mapping[str, str | int] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        if self.kind is not FigureKind.COMPUTED and not self.source:
            raise ValueError(f"A {self.kind} figure names its source: who published or returned it, which edition.")

    @property
    def ref(self) -> str:
        """The short reference a report names it by: FD-05/2022-23/COHORT/team=A@2023-04-12-01."""
        cell = ",".join(f"{column}={quote(value, safe=' ')}" for column, value in sorted(self.by.items()))
        parts = [self.catalogue, self.period, self.variant, cell]
        origin = self.snapshot or self.source
        return "/".join(part for part in parts if part) + (f"@{quote(origin, safe=' ')}" if origin else "")

    @property
    def rounded(self) -> Decimal | None:
        """The value as shown, half up to `places` decimals."""
        return None if self.value is None else half_up(self.value, self.places)

    def to_json(self) -> dict[str, Any]:
        """The figure as the command line and the API give it, every number rounded here and nowhere else."""
        interval, coverage = self.interval, self.coverage
        return {
            "ref": self.ref,
            "id": self.id,
            "catalogue": self.catalogue,
            "variant": self.variant,
            "kind": self.kind.value,
            "period": self.period,
            "by": dict(self.by) or None,
            "numerator": self.numerator,
            "denominator": self.denominator,
            "value": None if self.value is None else self._shown(self.value),
            "unit": self.unit,
            "interval": interval and [self._shown(interval.low), self._shown(interval.high)],
            "interval_method": interval and f"{interval.method}, {interval.confidence:g}%",
            "coverage": coverage and {"supplied": coverage.supplied, "expected": coverage.expected},
            "suppressed": self.suppressed,
            "snapshot": self.snapshot,
            "source": self.source,
            "provenance": dict(self.provenance) or None,
        }

    def _shown(self, value: Number) -> int | float:
        rounded = half_up(value, self.places)
        return int(rounded) if self.places == 0 else float(rounded)


def compute(
    indicator: Indicator,
    source: Snapshot | Tables,
    period: Period,
    *,
    by: str | Sequence[str] | None = None,
    variant: str | None = None,
) -> list[Figure]:
    """The total, and with `by` one figure for every value of that breakdown (or of several columns crossed).

    Rows without a value stay visible as UNKNOWN; by month, every month of the period is there. Where the
    snapshot ends before the period does, figures say so, means per month and rates have no value, and nothing
    has one for a time not yet begun. Without `variant` the indicator's first one is taken. ValueError for a
    breakdown or variant the indicator does not offer.
    """
    breakdown = (by,) if isinstance(by, str) else tuple(by or ())
    tables = source.tables() if isinstance(source, Snapshot) else source
    return _figures(indicator, tables, period, [indicator.variant(variant)], [breakdown] if breakdown else [])


def compute_all(
    indicators: Iterable[Indicator],
    source: Snapshot | Tables,
    period: Period,
    *,
    breakdowns: bool = True,
) -> list[Figure]:
    """The figures of many indicators in every variant, with every breakdown they offer unless told not to."""
    tables = source.tables() if isinstance(source, Snapshot) else source
    return [
        figure
        for indicator in indicators
        for figure in _figures(
            indicator,
            tables,
            period,
            indicator.variants or (None,),
            [(column,) for column in indicator.breakdowns] if breakdowns else [],
        )
    ]


def _figures(
    indicator: Indicator,
    tables: Tables,
    period: Period,
    variants: Sequence[str | None],
    breakdowns: Sequence[Breakdown],
) -> list[Figure]:
    for column in (column for breakdown in breakdowns for column in breakdown):
        indicator.check_breakdown(column)
    counted = tallies(indicator, tables, period, variants=variants, breakdowns=breakdowns)
    figures = []
    for variant in variants:
        frame = _Frame(indicator, tables, period, variant)
        figures += frame.figures(counted[variant]) if variant in counted else [frame.not_supplied()]
    return figures


class _Frame:
    """What all figures of one indicator, variant and period have in common."""

    def __init__(self, indicator: Indicator, tables: Tables, period: Period, variant: str | None) -> None:
        self._indicator = indicator
        self._period = period
        self._month_by_label = {month.label: month for month in period.months()}
        self._reaches = tables.business_date
        self._population = population_for(tables, period, indicator.population) if indicator.population else None
        self._common = Figure(
            id=indicator.id,
            catalogue=indicator.catalogue,
            period=period.label,
            unit=indicator.unit,
            form=indicator.kind,
            value=None,
            variant=variant,
            places=indicator.places,
            snapshot=tables.snapshot_id,
        )

    def not_supplied(self) -> Figure:
        """The figure where a table that the indicator reads did not come: one expected, none supplied."""
        return replace(self._common, coverage=Coverage(supplied=0, expected=1))

    def figures(self, counted: Mapping[Breakdown, Mapping[Values, Tally]]) -> list[Figure]:
        """The total and every cell of every breakdown; by month, also the months in which nothing happened."""
        figures = []
        for breakdown, values in counted.items():
            if breakdown == (MONTH,):
                none = replace(counted[()][()], expected=0, supplied=0, numerator=0, median=None)
                values = {(month.label,): none for month in self._period.months()} | dict(values)
            for cell in sorted(values, key=lambda cell: [(value == UNKNOWN, value) for value in cell]):
                figures.append(self.figure(values[cell], dict(zip(breakdown, cell, strict=True))))
        return figures

    def figure(self, counted: Tally, by: Mapping[str, str]) -> Figure:
        """The figure of one cell."""
        coverage = Coverage(counted.supplied, counted.expected) if counted.may_lack else None
        blank = replace(self._common, by=by, coverage=coverage)
        span = self._span(blank)
        if self._reaches is not None and self._reaches < span.last_day:
            blank = replace(blank, provenance={"incomplete": f"records reach {self._reaches} of {span.label}"})
            if self._reaches < span.first_day:
                return replace(blank, coverage=None)
        if not counted.was_supplied:
            return blank
        match self._indicator.kind:
            case Kind.COUNT:
                return replace(blank, value=Fraction(counted.numerator), numerator=counted.numerator)
            case Kind.RATIO:
                return self._ratio(blank, counted)
            case Kind.MEDIAN:
                return replace(blank, value=counted.median, denominator=counted.supplied)
            case Kind.MEAN_PER_MONTH:
                return self._mean_per_month(blank, counted)
            case Kind.RATE:
                return self._rate(blank, counted)

    def _ratio(self, blank: Figure, counted: Tally) -> Figure:
        numerator, denominator = counted.numerator, counted.supplied
        blank = replace(blank, numerator=numerator, denominator=denominator)
        if denominator == 0:
            return blank
        per = self._indicator.per
        interval = wilson(numerator, denominator).times(per) if counted.is_share else None
        return replace(blank, value=Fraction(numerator * per, denominator), interval=interval)

    def _mean_per_month(self, blank: Figure, counted: Tally) -> Figure:
        months = self._months(blank)
        blank = replace(blank, numerator=counted.numerator, denominator=months)
        if "incomplete" in blank.provenance:
            return blank
        return replace(blank, value=Fraction(counted.numerator, months))

    def _rate(self, blank: Figure, counted: Tally) -> Figure:
        blank = replace(blank, numerator=counted.numerator)
        if self._population is None:
            lack = {"lacks": f"a population aged {self._indicator.population}"}
            return replace(blank, provenance={**blank.provenance, **lack})
        about = {**blank.provenance, **self._population.provenance()}
        blank = replace(blank, denominator=self._population.value, provenance=about)
        if "incomplete" in about:
            return blank
        months = MONTHS_OF_A_YEAR if self._indicator.stock else self._months(blank)
        found = rate(counted.numerator, self._population.value, per=self._indicator.per, months=months)
        if found.label:
            about = {**about, "annualised": found.label}
        return replace(blank, value=found.value, interval=found.interval, provenance=about)

    def _months(self, figure: Figure) -> int:
        return len(self._span(figure).months())

    def _span(self, figure: Figure) -> Period:
        """The month of a figure by month, else the whole period."""
        return self._month_by_label.get(figure.by.get(MONTH, ""), self._period)

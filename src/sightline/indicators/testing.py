"""Proving an indicator: its fast form on an engine against a slow twin in plain Python.

For the tests of every area. The twin is written from the catalogue's words alone, row by row, and the two
must agree on the total and on every value of every breakdown.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from statistics import median
from typing import Any, TypeAlias

import pyarrow as pa

from sightline.indicators.engines import Tables
from sightline.indicators.figures import Coverage, Figure, compute_all
from sightline.indicators.published import PublishedTable
from sightline.indicators.register import COUNT, MEAN_PER_MONTH, MEDIAN, MONTH, RATIO, Indicator
from sightline.indicators.rounding import exact
from sightline.indicators.tallies import UNKNOWN
from sightline.timescales.periods import Period

Row: TypeAlias = Mapping[str, Any]
Rows: TypeAlias = Mapping[str, Sequence[Row]]
SlowTwin: TypeAlias = Callable[..., Iterable[Row]]
Cell: TypeAlias = tuple[tuple[str, str], ...]


def tables_of(rows: Rows, declared: Sequence[PublishedTable] = (), **about: Any) -> Tables:
    """Plain rows as tables in memory; a declared table has all its columns even where rows leave some out."""
    schemas = {declaration.name: declaration.schema() for declaration in declared}
    arrow = {
        name: pa.Table.from_pylist([dict(row) for row in rows.get(name, ())], schema=schemas.get(name))
        for name in {*rows, *schemas}
    }
    return Tables.from_arrow(arrow, **about)


def assert_twin(
    indicator: Indicator,
    rows: Rows,
    period: Period,
    slow: SlowTwin,
    *,
    declared: Sequence[PublishedTable] = (),
    area: str | None = None,
    business_date: date | None = None,
) -> list[Figure]:
    """The indicator computed from `rows` equals its slow twin, in every variant and breakdown.

    `slow(rows, period)`, or `slow(rows, period, variant)` where there are variants, returns the rows that
    matter as dictionaries with the breakdown columns and, by kind, `counts` or `measure`. For a RATE,
    `populations` may stand among the rows. Returns the figures, so that a test can go on to state some of
    them. AssertionError names the first cells that differ.
    """
    figures = compute_all([indicator], tables_of(rows, declared, area=area, business_date=business_date), period)
    for variant in indicator.variants or (None,):
        mine = [figure for figure in figures if figure.variant == variant]
        found = {tuple(figure.by.items()): _answer(figure) for figure in mine}
        twin_rows = list(slow(rows, period) if variant is None else slow(rows, period, variant))
        expected = _slow_answers(indicator, twin_rows, period, total=mine[0])
        differing = [cell for cell in sorted({*found, *expected}) if found.get(cell) != expected.get(cell)]
        assert not differing, f"{indicator.id} {variant or ''} differs from its twin:" + "".join(
            f"\n  {dict(cell) or 'total'}: fast {found.get(cell)}, slow {expected.get(cell)}" for cell in differing[:10]
        )
    return figures


@dataclass(frozen=True)
class Answer:
    """What is compared of a cell."""

    numerator: int | None = None
    denominator: int | None = None
    value: Fraction | None = None
    coverage: Coverage | None = None


def _answer(figure: Figure) -> Answer:
    return Answer(figure.numerator, figure.denominator, figure.value, figure.coverage)


def _slow_answers(indicator: Indicator, rows: Sequence[Row], period: Period, *, total: Figure) -> dict[Cell, Answer]:
    cells: dict[Cell, list[Row]] = defaultdict(list, {(): list(rows)})
    for column in indicator.breakdowns:
        if column == MONTH:
            cells.update({((MONTH, month.label),): [] for month in period.months()})
        for row in rows:
            cells[((column, _label(indicator, row, column)),)].append(row)
    months = len(period.months())
    return {
        cell: _slow_answer(indicator, held, 1 if MONTH in dict(cell) else months, total) for cell, held in cells.items()
    }


def _label(indicator: Indicator, row: Row, column: str) -> str:
    derives_month = column == MONTH and MONTH not in row
    value = row[indicator.date] if derives_month else row[column]
    if value is None:
        return UNKNOWN
    if derives_month:
        return f"{value:%Y-%m}"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _slow_answer(indicator: Indicator, rows: Sequence[Row], months: int, total: Figure) -> Answer:
    kind = indicator.kind
    may_lack = total.coverage is not None
    answers = [row["measure"] if kind is MEDIAN else row.get("counts", True) for row in rows]
    known = [answer for answer in answers if answer is not None]
    coverage = Coverage(len(known), len(rows)) if may_lack else None
    if rows and not known:
        return Answer(coverage=coverage)
    if kind is MEDIAN:
        middle = Fraction(median(exact(answer) for answer in known)) if known else None
        return Answer(None, len(known), middle, coverage)
    counted = sum(int(answer) for answer in known)
    if kind is COUNT:
        return Answer(counted, None, Fraction(counted), coverage)
    if kind is RATIO:
        return Answer(counted, len(known), _over(counted * indicator.per, len(known)), coverage)
    if kind is MEAN_PER_MONTH:
        return Answer(counted, months, _over(counted, months), coverage)
    in_a_year = 1 if indicator.stock else Fraction(12, months)
    population = total.denominator
    return Answer(counted, population, _over(counted * indicator.per * in_a_year, population), coverage)


def _over(numerator: int | Fraction, denominator: int | None) -> Fraction | None:
    return Fraction(numerator) / denominator if denominator else None

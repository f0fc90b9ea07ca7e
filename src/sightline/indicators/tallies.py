"""Counting an indicator's rows, in all its variants, in total and for every breakdown, in one query (and one more
for each median).

Rows are counted by all wanted columns together in the engine; the far fewer cells are then added up for each
breakdown here. A median cannot be added up: its middle values are found by windows, so that the engine's own
notion of a median, which differs between engines, plays no part.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias

import ibis
import pyarrow as pa
import pyarrow.compute as pc

from sightline.indicators.engines import TableNotSupplied, Tables
from sightline.indicators.register import COUNT, MEDIAN, MONTH, RATE, RATIO, Indicator
from sightline.indicators.rounding import exact
from sightline.indicators.vocabulary import month_of
from sightline.timescales.periods import Period

UNKNOWN = "UNKNOWN"
SUMS = ("expected", "supplied", "numerator")

Breakdown: TypeAlias = tuple[str, ...]
Values: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """Rows found, rows whose answer was supplied, and the numerator (or the median) among those supplied.

    `is_share` says that the numerator is a part of the supplied rows; `may_lack` that an answer can be
    missing.
    """

    expected: int
    supplied: int
    numerator: int
    median: Fraction | None
    is_share: bool
    may_lack: bool

    @property
    def was_supplied(self) -> bool:
        """False where rows are there and not one has an answer: the figure is then null, never nought."""
        return self.supplied > 0 or self.expected == 0


class IndicatorMisbehaves(TypeError):  # noqa: N818  a refusal, named as it reads
    """An indicator's function did not return the columns its kind needs."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What one variant counts: its rows, and whether its numerator is a share and its answers may lack."""

    rows: Any
    is_share: bool
    may_lack: bool


def tallies(
    indicator: Indicator,
    tables: Tables,
    period: Period,
    *,
    variants: Sequence[str | None],
    breakdowns: Sequence[Breakdown],
) -> dict[str | None, dict[Breakdown, dict[Values, Tally]]]:
    """For every variant the tallies of the total, under `()`, and of every value of every breakdown; empty is UNKNOWN.

    A variant that reads a table which was not supplied is left out.
    """
    columns = sorted({column for breakdown in breakdowns for column in breakdown})
    asked = {}
    for variant in variants:
        with suppress(TableNotSupplied):
            asked[variant] = _asked(indicator, indicator(tables, period, variant), columns)
    cells = _cells(indicator, [each.rows for each in asked.values()], columns) if asked else []
    return {
        variant: _of_variant(indicator, each, counted, breakdowns)
        for (variant, each), counted in zip(asked.items(), cells, strict=True)
    }


def _asked(indicator: Indicator, rows: Any, columns: Sequence[str]) -> _Asked:
    _check_columns(indicator, rows)
    has_counts = "counts" in rows.columns
    return _Asked(
        rows.mutate(**{_label(column): _labels(indicator, rows, column) for column in columns}),
        is_share=has_counts and rows.counts.type().is_boolean(),
        may_lack=has_counts or indicator.kind is MEDIAN,
    )


def _of_variant(
    indicator: Indicator, asked: _Asked, counted: pa.Table, breakdowns: Sequence[Breakdown]
) -> dict[Breakdown, dict[Values, Tally]]:
    wanted = [(), *breakdowns]
    medians = _medians(asked.rows, wanted) if indicator.kind is MEDIAN else {}
    about = {"is_share": asked.is_share, "may_lack": asked.may_lack}
    return {breakdown: _added_up(counted, breakdown, medians.get(breakdown, {}), about) for breakdown in wanted}


def _check_columns(indicator: Indicator, rows: Any) -> None:
    needed = {RATIO: "counts", MEDIAN: "measure"}.get(indicator.kind)
    if needed is not None and needed not in rows.columns:
        raise IndicatorMisbehaves(f"{indicator.id} returned no column {needed!r}, which a {indicator.kind} needs.")
    if indicator.kind in (COUNT, RATE) and "counts" in rows.columns and not rows.counts.type().is_boolean():
        raise IndicatorMisbehaves(f"{indicator.id} returned a column 'counts' that is not true or false.")


def _label(column: str) -> str:
    return f"by_{column}"


def _labels(indicator: Indicator, rows: Any, column: str) -> Any:
    derives_month = column == MONTH and MONTH not in rows.columns
    values = month_of(rows[indicator.date]) if derives_month else rows[column]
    return ibis.coalesce(values if values.type().is_string() else values.cast("string"), UNKNOWN)


def _cells(indicator: Indicator, variants: Sequence[Any], columns: Sequence[str]) -> list[pa.Table]:
    """The counts of each variant's rows by all columns together, asked for at once: most of the time of a figure
    goes into planning its query."""
    counted = [_counted(indicator, rows, columns).mutate(variant=number) for number, rows in enumerate(variants)]
    together = ibis.union(*counted).to_pyarrow()
    return [together.filter(pc.equal(together["variant"], number)) for number in range(len(variants))]


def _counted(indicator: Indicator, rows: Any, columns: Sequence[str]) -> Any:
    everything = rows.count()
    if indicator.kind is MEDIAN:
        supplied, numerator = rows.measure.count(), ibis.literal(0, "int64")
    elif "counts" in rows.columns:
        supplied, numerator = rows.counts.count(), rows.counts.cast("int64").sum()
    else:
        supplied, numerator = everything, everything
    by = [rows[_label(column)] for column in columns]
    return rows.aggregate(by=by, expected=everything, supplied=supplied, numerator=numerator)


def _added_up(
    cells: pa.Table, breakdown: Breakdown, medians: Mapping[Values, Fraction], about: Mapping[str, bool]
) -> dict[Values, Tally]:
    labels = [_label(column) for column in breakdown]
    sums = cells.group_by(labels).aggregate([(name, "sum") for name in SUMS]).to_pylist()
    added = {}
    for row in sums:
        values = tuple(row[label] for label in labels)
        expected, supplied, numerator = (int(row[f"{name}_sum"] or 0) for name in SUMS)
        added[values] = Tally(expected, supplied, numerator, medians.get(values), **about)
    return added


def _medians(rows: Any, breakdowns: Sequence[Breakdown]) -> dict[Breakdown, dict[Values, Fraction]]:
    """The middle measure of every group, or the mean of the two in the middle, exactly.

    Counting from nought, the place r of n is in the middle when n - 2 <= 2r <= n.
    """
    measured = rows.filter(rows.measure.notnull())
    places = {}
    for number, breakdown in enumerate(breakdowns):
        group = [measured[_label(column)] for column in breakdown]
        place = ibis.row_number().over(ibis.window(group_by=group, order_by=measured.measure))
        size = measured.measure.count().over(ibis.window(group_by=group))
        places[f"middle_{number}"] = (2 * place).between(size - 2, size)
    marked = measured.mutate(**places)
    middles = marked.filter(ibis.or_(*(marked[name] for name in places)))
    labels = sorted({_label(column) for breakdown in breakdowns for column in breakdown})
    found = middles.select("measure", *labels, *places).to_pyarrow().to_pylist()
    return {
        breakdown: _means([row for row in found if row[name]], breakdown)
        for breakdown, name in zip(breakdowns, places, strict=True)
    }


def _means(rows: Sequence[Mapping[str, Any]], breakdown: Breakdown) -> dict[Values, Fraction]:
    groups: dict[Values, list[Fraction]] = {}
    for row in rows:
        values = tuple(row[_label(column)] for column in breakdown)
        groups.setdefault(values, []).append(exact(row["measure"]))
    return {values: sum(group, Fraction()) / len(group) for values, group in groups.items()}

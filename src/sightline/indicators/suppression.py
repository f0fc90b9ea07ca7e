"""Small numbers in what is made public: hidden, and protected against being worked out again.

The Department for Education's practice for children in need statistics: counts of 1 to 5 are replaced by
"c", noughts are shown, further cells are hidden so that no total gives one away, percentages on a base
below 6 are withheld, local counts are not rounded, national and regional ones to the nearest 10. Private
working views are governed by roles and shown as they are, which is what `public=False` means.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from sightline.indicators.disclosure import Cell, Grid
from sightline.indicators.rounding import half_up_to_multiple

Shown: TypeAlias = int | str | None

MARKS = {
    "z": "not applicable",
    "x": "not available",
    "c": "hidden to protect confidentiality",
    "low": "rounds to nought but is not nought",
    "u": "of low reliability",
}


@dataclass(frozen=True, slots=True)
class SmallNumberRule:
    """Which counts are hidden, what stands in their place, and to what multiple the others are rounded."""

    hide_from: int = 1
    hide_to: int = 5
    mark: str | int = "c"
    round_to: int | None = None
    least_base: int = 6

    def hides(self, count: int) -> bool:
        """Whether a count is small enough to be hidden."""
        return self.hide_from <= count <= self.hide_to

    def shown(self, count: int) -> int | str:
        """What stands in print for a count that needs no protection beyond its own size."""
        if self.hides(count):
            return self.mark
        return count if self.round_to is None else half_up_to_multiple(count, self.round_to)

    def withholds_percentage(self, base: int) -> bool:
        """Whether a percentage stands on too few to be shown."""
        return base < self.least_base


LOCAL = SmallNumberRule()
NATIONAL = SmallNumberRule(round_to=10)


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table as it may be printed: counts, marks where they are hidden, None where none was supplied."""

    cells: tuple[tuple[Shown, ...], ...]
    row_totals: tuple[Shown, ...]
    column_totals: tuple[Shown, ...]
    total: Shown


def suppress_table(
    counts: Sequence[Sequence[int | None]],
    *,
    public: bool,
    has_row_totals: bool = True,
    has_column_totals: bool = True,
    rule: SmallNumberRule = LOCAL,
) -> ShownTable:
    """A table of counts by row and column with its totals, fit to print.

    Totals that will not be printed are said to be absent; the fewer are printed, the less has to be hidden.
    A count that was not supplied adds nothing to the totals. All rows have the same length, at least one.
    """
    grid = with_totals([[count or 0 for count in row] for row in counts])
    rows, columns = len(counts), len(counts[0])
    if not has_row_totals:
        grid.unprinted |= {(row, columns) for row in range(rows + 1)}
    if not has_column_totals:
        grid.unprinted |= {(rows, column) for column in range(columns + 1)}
    if public:
        hide_small(grid, rule)
    return ShownTable(
        cells=tuple(
            tuple(
                None if count is None else _in_print(grid, (row, column), rule)
                for column, count in enumerate(counts[row])
            )
            for row in range(rows)
        ),
        row_totals=tuple(_in_print(grid, (row, columns), rule) for row in range(rows)),
        column_totals=tuple(_in_print(grid, (rows, column), rule) for column in range(columns)),
        total=_in_print(grid, (rows, columns), rule),
    )


def suppress_list(
    counts: Sequence[int | None], *, public: bool, rule: SmallNumberRule = LOCAL
) -> tuple[tuple[Shown, ...], Shown]:
    """Counts that add up to a total, and the total, fit to print."""
    shown = suppress_table([counts], public=public, has_column_totals=False, rule=rule)
    return shown.cells[0], shown.row_totals[0]


def with_totals(counts: Sequence[Sequence[int]]) -> Grid:
    """The counts with row totals, column totals and the grand total around them."""
    rows = [[*row, sum(row)] for row in counts]
    return Grid([*rows, [sum(column) for column in zip(*rows, strict=True)]])


def hide_small(grid: Grid, rule: SmallNumberRule) -> None:
    """Mark every printed small count and total, and as many more cells as protect them."""
    for row, counts in enumerate(grid.counts):
        for column, count in enumerate(counts):
            if rule.hides(count) and (row, column) not in grid.unprinted:
                grid.marked.add((row, column))
    grid.protect()


def _in_print(grid: Grid, cell: Cell, rule: SmallNumberRule) -> Shown:
    if cell in grid.unprinted:
        return None
    if cell in grid.marked:
        return rule.mark
    count = grid.counts[cell[0]][cell[1]]
    return count if rule.round_to is None else half_up_to_multiple(count, rule.round_to)

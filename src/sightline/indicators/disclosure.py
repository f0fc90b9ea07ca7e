"""Which hidden cells of a table with totals can be worked out again, and what else to hide so that none can.

A table is a grid of whole counts, its last row and last column being totals. Whoever reads it knows the open
cells, that every row and column adds up to its total, and that no count is below nought (a marked cell not
below one, since noughts are shown). A hidden cell is safe if another table agrees with all of that and has
another number there.

Such a table is a network: rows and columns are places, cells are roads between them, and any change that
keeps all sums is made of round trips over hidden cells, up on one and down on the next. So a cell is safe
if a round trip leads through it, and the cheapest set of further cells that makes it safe is a shortest
path. Flows in networks of whole numbers move in steps of one, so that nothing is lost by looking at such
steps only.
"""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

Cell: TypeAlias = tuple[int, int]
Place: TypeAlias = tuple[str, int]
Cost: TypeAlias = tuple[int, int, int]
Trip: TypeAlias = tuple[Cost, frozenset[Cell]]

FREE: Cost = (0, 0, 0)


@dataclass
class Grid:
    """Counts with their totals in the last row and column, and what a reader sees of them.

    `marked` cells are shown as hidden. `unprinted` ones stand nowhere in print, and may be nought.
    """

    counts: list[list[int]]
    marked: set[Cell] = field(default_factory=set)
    unprinted: frozenset[Cell] = frozenset()

    def recoverable(self) -> list[Cell]:
        """The marked cells whose count follows from what is open."""
        return [cell for cell in sorted(self.marked) if self._cheapest_trip(cell, may_mark=False) is None]

    def protect(self) -> None:
        """Mark further cells until none can be recovered: no totals if possible, few cells, small counts.

        A cell marked on the way that turns out not to be needed is opened again. Noughts stay open.
        """
        primary = frozenset(self.marked)
        while exposed := self.recoverable():
            trip = self._cheapest_trip(exposed[0], may_mark=True)
            assert trip is not None, "Raising a cell, both its totals and the grand total is always a way"
            self.marked |= trip[1]
        for cell in sorted(self.marked - primary, key=self._cost, reverse=True):
            self.marked.discard(cell)
            if self.recoverable():
                self.marked.add(cell)

    def _cheapest_trip(self, cell: Cell, *, may_mark: bool) -> Trip | None:
        """The cheapest round trip through a cell, in either direction, with the open cells it would mark."""
        row, column = ("row", cell[0]), ("column", cell[1])
        trips = []
        if self._may_move(cell, forward=True):
            trips.append(self._path(column, row, avoiding=cell, may_mark=may_mark))
        if self._may_move(cell, forward=False):
            trips.append(self._path(row, column, avoiding=cell, may_mark=may_mark))
        return min((trip for trip in trips if trip is not None), key=lambda trip: trip[0], default=None)

    def _path(self, start: Place, end: Place, *, avoiding: Cell, may_mark: bool) -> Trip | None:
        settled: set[Place] = set()
        queue: list[tuple[Cost, Place, tuple[Cell, ...]]] = [(FREE, start, ())]
        while queue:
            cost, place, cells = heapq.heappop(queue)
            if place == end:
                return cost, frozenset(cell for cell in cells if not self._is_hidden(cell))
            if place in settled:
                continue
            settled.add(place)
            for other, cell in self._roads(place):
                if cell == avoiding or other in settled or not (may_mark or self._is_hidden(cell)):
                    continue
                heapq.heappush(queue, (self._longer(cost, cell), other, (*cells, cell)))
        return None

    def _roads(self, place: Place) -> Iterator[tuple[Place, Cell]]:
        """The places one step away: from a row forward along its cells, from a column back along its cells."""
        kind, number = place
        if kind == "row":
            for column in range(len(self.counts[0])):
                if self._may_move((number, column), forward=True):
                    yield ("column", column), (number, column)
        else:
            for row in range(len(self.counts)):
                if self._may_move((row, number), forward=False):
                    yield ("row", row), (row, number)

    def _may_move(self, cell: Cell, *, forward: bool) -> bool:
        """Whether a cell may change by one in that direction; forward raises a count and lowers a margin."""
        count = self._count(cell)
        if cell in self.unprinted:
            lowest = 0
        elif count == 0:
            return False
        else:
            lowest = 1
        goes_up = forward != self._is_margin(cell)
        return goes_up or count > lowest

    def _longer(self, cost: Cost, cell: Cell) -> Cost:
        more = FREE if self._is_hidden(cell) else self._cost(cell)
        return cost[0] + more[0], cost[1] + more[1], cost[2] + more[2]

    def _cost(self, cell: Cell) -> Cost:
        return int(self._is_total(cell)), 1, self._count(cell)

    def _count(self, cell: Cell) -> int:
        return self.counts[cell[0]][cell[1]]

    def _is_hidden(self, cell: Cell) -> bool:
        return cell in self.marked or cell in self.unprinted

    def _is_total(self, cell: Cell) -> bool:
        return cell[0] == len(self.counts) - 1 or cell[1] == len(self.counts[0]) - 1

    def _is_margin(self, cell: Cell) -> bool:
        """A row's or a column's total, which enters its sum with the other sign; the grand total does not."""
        return (cell[0] == len(self.counts) - 1) != (cell[1] == len(self.counts[0]) - 1)

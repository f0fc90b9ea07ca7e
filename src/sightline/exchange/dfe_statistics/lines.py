"""A publisher's file as lines under known headings, or why it is not the table that it should be.

Columns may stand in any order; a column more than is known is told in the account and left alone, a column
less refuses the file.
"""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from sightline.exchange.dfe_statistics.faults import Fault, WholeFileRefused
from sightline.intake.workbook import CannotRead, Limits, Row, open_workbook

HEADINGS_ROW = 1
# The interactive tool's file has 218,000 lines now and 20,000 more each year.
LIMITS = Limits(rows=1_000_000)


class Line:
    """One line of a file, by its row as a spreadsheet numbers it; cells by their heading, without outer spaces."""

    __slots__ = ("_cells", "_places", "row")

    def __init__(self, row: Row, places: dict[str, int]) -> None:
        self.row = row.number
        self._cells = row.cells
        self._places = places

    def __getitem__(self, heading: str) -> str:
        cell = self._cells[self._places[heading]]
        return "" if cell is None else str(cell).strip()

    def has_every_cell(self) -> bool:
        return len(self._cells) == len(self._places)

    def at_most(self, heading: str, length: int) -> str:
        """A cell of text that must be there and fit; Fault if not."""
        text = self[heading]
        if not text:
            raise Fault(heading, text, "is empty")
        if len(text) > length:
            raise Fault(heading, text, f"is longer than {length} characters")
        return text


class LinesOf:
    """The lines of one file whose headings are as expected; WholeFileRefused if it is no such file."""

    def __init__(self, path: Path, expected: Sequence[str]) -> None:
        content = path.read_bytes() if path.is_file() else b""
        self.sha256 = hashlib.sha256(content).hexdigest()
        self._count = max(content.count(b"\n") + (not content.endswith(b"\n")) - HEADINGS_ROW, 0)
        self._rows = self._opened(path)
        first = next(self._rows, None)
        headings = [str(cell or "").strip() for cell in first.cells] if first else []
        self._check(headings, expected)
        self._places = {heading: place for place, heading in enumerate(headings)}
        self.more_than_expected = [heading for heading in headings if heading not in expected]

    def __iter__(self) -> Iterator[Line]:
        for row in self._rows:
            yield Line(row, self._places)

    def _opened(self, path: Path) -> Iterator[Row]:
        try:
            with open_workbook(path, limits=LIMITS) as workbook:
                yield from workbook.sheets[0].rows()
        except CannotRead as problem:
            raise self._refused("", "", str(problem)) from problem

    def _check(self, headings: list[str], expected: Sequence[str]) -> None:
        for heading in headings:
            if headings.count(heading) > 1:
                raise self._refused(heading, heading, "This heading stands twice.")
        for heading in expected:
            if heading not in headings:
                raise self._refused(heading, ", ".join(headings), "This heading is missing.")

    def _refused(self, column: str, value: str, reason: str) -> WholeFileRefused:
        return WholeFileRefused(Fault(column, value, reason), lines=self._count)

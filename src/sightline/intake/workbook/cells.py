"""What a table is made of, whichever kind of file it came in."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from sightline.common.refusals import Refused


class CannotRead(Refused):
    """The file cannot be read at all: what is wrong with it, and what to do instead."""


@dataclass(frozen=True)
class CellError:
    """What a spreadsheet shows where a formula failed, such as #N/A."""

    shows: str

    def __str__(self) -> str:
        return self.shows


class _NoResult:
    """A formula whose result was not saved with the file."""

    def __str__(self) -> str:
        return "(formula)"


NO_RESULT: Final = _NoResult()

Cell = str | int | float | bool | datetime | date | time | timedelta | CellError | _NoResult | None


@dataclass(frozen=True)
class Row:
    """One row as the sheet numbers it. Rows with nothing in them are left out; trailing cells may be."""

    number: int
    cells: tuple[Cell, ...]

    def cell(self, place: int) -> Cell:
        return self.cells[place] if place < len(self.cells) else None


@dataclass(frozen=True)
class Sheet:
    """One sheet. `rows()` reads it from the start, a row at a time, and may raise CannotRead on the way."""

    name: str
    rows: Callable[[], Iterator[Row]]
    is_hidden: bool = False


@dataclass(frozen=True)
class Workbook:
    """The sheets of a file, in their order."""

    sheets: tuple[Sheet, ...]


def is_empty(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())

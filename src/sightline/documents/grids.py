"""Tables and matrices as rows of cells, the one form that every renderer lays out."""

from dataclasses import dataclass, replace

from sightline.documents.model import Cell, Column, Matrix, Plain, Table, Words
from sightline.documents.printed import printed_cell, quantity

SHADES = 5
FEWEST_LYING, WIDEST_LYING = 7, 60


@dataclass(frozen=True)
class GridCell:
    """A cell with its shade, from 0 (none) to 5 (the largest value), and whether it is outlined."""

    said: Cell
    shade: int = 0
    outlined: bool = False


@dataclass(frozen=True)
class Grid:
    """A table ready to lay out. `above` is a heading that spans all columns but the first."""

    caption: Words
    columns: tuple[Column, ...]
    rows: tuple[tuple[GridCell, ...], ...]
    totals: tuple[GridCell, ...] = ()
    note: Words = ()
    above: str = ""


def grid(block: Table | Matrix) -> Grid:
    return _from_table(block) if isinstance(block, Table) else _from_matrix(block)


def _from_table(table: Table) -> Grid:
    return Grid(
        caption=table.caption,
        columns=table.columns,
        rows=tuple(tuple(GridCell(cell) for cell in row) for row in table.rows),
        totals=tuple(GridCell(cell) for cell in table.totals),
        note=table.note,
    )


def _from_matrix(matrix: Matrix) -> Grid:
    shades = _shades(matrix)
    rows = []
    for row, label in enumerate(matrix.rows):
        cells = [
            GridCell(cell, shades[row][column], bool(matrix.same) and label == matrix.columns[column])
            for column, cell in enumerate(matrix.cells[row])
        ]
        rows.append((GridCell(Plain(label)), *cells))
    outlined = (f"Outlined: {matrix.same}. ",) if matrix.same else ()
    note = matrix.note if isinstance(matrix.note, tuple) else (matrix.note,)
    return Grid(
        caption=matrix.caption,
        columns=(Column(Plain(matrix.row_heading)), *(Column(Plain(name), True) for name in matrix.columns)),
        rows=tuple(rows),
        note=(*outlined, *note),
        above=matrix.column_heading,
    )


def _shades(matrix: Matrix) -> list[list[int]]:
    """Shades in equal steps up to the largest cell; nought and cells without a value stay white."""
    sizes = [[quantity(cell) for cell in row] for row in matrix.cells]
    largest = max((size for row in sizes for size in row if size is not None), default=0)
    return [[-int(-SHADES * size // largest) if size is not None and size > 0 else 0 for size in row] for row in sizes]


def lying(laid: Grid) -> Grid:
    """A chart's numbers laid along the page, a row for each series, where categories are many and short."""
    names = [printed_cell(row[0].said) for row in laid.rows]
    values = [printed_cell(cell.said) for row in laid.rows for cell in row[1:]]
    too_wide = sum(max(4, len(name)) for name in names) > WIDEST_LYING or max(map(len, values), default=0) > 6
    if len(names) < FEWEST_LYING or too_wide:
        return laid
    columns = (laid.columns[0], *(Column(Plain(name), True) for name in names))
    series = enumerate(laid.columns[1:], start=1)
    rows = tuple((_heading(column), *(row[place] for row in laid.rows)) for place, column in series)
    return replace(laid, columns=columns, rows=rows)


def _heading(column: Column) -> GridCell:
    words = column.heading
    return GridCell(Plain(words) if isinstance(words, str) else words)

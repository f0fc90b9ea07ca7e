"""Goes through a document in reading order, word by word: for checking it and for numbering its figures."""

from collections.abc import Iterator
from dataclasses import dataclass

from sightline.documents.model import (
    Block,
    BulletList,
    Callout,
    Cell,
    Chart,
    Document,
    FigureRef,
    KeyFigures,
    Matrix,
    NotSupplied,
    Number,
    Paragraph,
    Section,
    Table,
    Words,
    parts,
)
from sightline.indicators.figures import Figure

DESCRIPTION = "description of a chart"


@dataclass(frozen=True)
class Passage:
    """Words or a cell, and where they stand. A label names a row, a column or a category and may hold digits."""

    said: Cell
    section: Section | None
    place: str
    is_label: bool = False


def passages(document: Document) -> Iterator[Passage]:
    """Every passage of the sections and notes; title and subtitle are names and are left out."""
    for section in document.sections:
        yield from _of_section(section)
    for block in document.notes:
        yield from _of_block(block, None)


def _of_section(section: Section) -> Iterator[Passage]:
    yield Passage(section.heading, section, "heading")
    for block in section.blocks:
        yield from _of_block(block, section)
    for inner in section.sections:
        yield from _of_section(inner)


def _of_block(block: Block, section: Section | None) -> Iterator[Passage]:
    match block:
        case Paragraph():
            yield Passage(block.words, section, "paragraph")
        case BulletList():
            for item in block.items:
                yield Passage(item, section, "list")
        case Callout():
            yield Passage(block.title, section, block.kind)
            for inner in block.blocks:
                yield from _of_block(inner, section)
        case KeyFigures():
            for key in block.items:
                for words in (key.figure, key.label, key.comparison):
                    yield Passage(words, section, "key figure")
        case Table():
            yield from _of_table(block, section, "table")
        case Matrix():
            yield from _of_matrix(block, section)
        case Chart():
            yield Passage(block.alt, section, DESCRIPTION)
            yield from _of_table(block.table, section, "chart")


def _of_table(table: Table, section: Section | None, place: str) -> Iterator[Passage]:
    yield Passage(table.caption, section, f"caption of a {place}")
    for column in table.columns:
        yield Passage(column.heading, section, place, is_label=True)
    for row in (*table.rows, table.totals):
        for index, cell in enumerate(row):
            yield Passage(cell, section, place, is_label=index == 0)
    yield Passage(table.note, section, f"note under a {place}")


def _of_matrix(matrix: Matrix, section: Section | None) -> Iterator[Passage]:
    yield Passage(matrix.caption, section, "caption of a table")
    for row in matrix.cells:
        for cell in row:
            yield Passage(cell, section, "table")
    yield Passage(matrix.note, section, "note under a table")


def figures_in(said: Cell) -> Iterator[FigureRef]:
    if not isinstance(said, Number | NotSupplied):
        yield from (part for part in parts(said) if isinstance(part, FigureRef))


def words_in(said: Cell) -> Words:
    """The words of a passage; a number or a missing value has none."""
    return () if isinstance(said, Number | NotSupplied) else said


def figures_used(document: Document) -> list[Figure]:
    """Every figure printed anywhere, in order of first appearance. ValueError if two differ under one ref."""
    found: dict[str, Figure] = {}
    for passage in passages(document):
        for use in figures_in(passage.said):
            if found.setdefault(use.figure.ref, use.figure) != use.figure:
                raise ValueError(f"Two different figures are both called {use.figure.ref}")
    return list(found.values())

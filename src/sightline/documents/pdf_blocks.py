"""The blocks of a document as data for the typesetter; field names are those of `typesetting/report.typ`."""

from dataclasses import replace
from itertools import count
from typing import Any

from sightline.documents.charts import PRINT, drawing
from sightline.documents.figure_notes import FigureMarks
from sightline.documents.glyphs import printable
from sightline.documents.grids import Grid, GridCell, grid, lying
from sightline.documents.model import (
    Block,
    BulletList,
    Callout,
    Cell,
    Chart,
    Emphasis,
    FigureRef,
    KeyFigures,
    Link,
    Matrix,
    NotSupplied,
    Number,
    Paragraph,
    Part,
    Plain,
    Section,
    Table,
    Words,
    parts,
)
from sightline.documents.printed import NOT_SUPPLIED, as_text, printed, printed_cell, printed_measure

NARROWEST, WIDEST = 6, 36
LETTERS_ACROSS, NEARLY_ALL = 88, 65
SHORT_HEADING = 12
KEPT_TOGETHER = 14  # rows that stay on one page


class Body:
    """Turns blocks into data in reading order, numbering figures and drawings as it goes."""

    def __init__(self, marks: FigureMarks) -> None:
        self._marks = marks
        self._charts = count(1)

    def section(self, section: Section) -> dict[str, Any]:
        return {
            "heading": _bare(section.heading),
            "anchor": section.anchor,
            "blocks": [self.block(block) for block in section.blocks],
            "sections": [self.section(inner) for inner in section.sections],
        }

    def words(self, words: Words) -> list[dict[str, str]]:
        return [self._part(part) for part in parts(words)]

    def _part(self, part: Part) -> dict[str, str]:
        match part:
            case str():
                return {"kind": "text", "text": printable(part)}
            case Plain():
                return {"kind": "text", "text": printable(part.text)}
            case Emphasis():
                return {"kind": "emphasis", "text": printable(part.text)}
            case Link(text=text, href=href) if href.startswith("#"):
                return {"kind": "anchor", "text": printable(text), "href": href[1:]}
            case Link(text=text, href=href):
                return {"kind": "link", "text": printable(text), "href": href}
            case FigureRef():
                return self._figure(part)

    def _figure(self, use: FigureRef) -> dict[str, str]:
        return {
            "kind": "figure",
            "text": printable(printed(use)),
            "note": self._marks.note(use.figure),
            "use": self._marks.next_use(use.figure),
        }

    def block(self, block: Block) -> dict[str, Any]:
        match block:
            case Paragraph():
                return {"kind": "paragraph", "words": self.words(block.words)}
            case BulletList():
                return {"kind": "bullets", "items": [self.words(item) for item in block.items]}
            case Callout():
                return {
                    "kind": "callout",
                    "tone": block.kind,
                    "title": self.words(block.title),
                    "blocks": [self.block(inner) for inner in block.blocks],
                }
            case KeyFigures():
                return {"kind": "key figures", "items": self._key_figures(block)}
            case Table() | Matrix():
                return self._table(grid(block))
            case Chart():
                return self._chart(block)

    def _key_figures(self, block: KeyFigures) -> list[dict[str, Any]]:
        return [
            {
                "number": self.words(item.figure),
                "label": self.words(item.label),
                "comparison": self.words(item.comparison),
            }
            for item in block.items
        ]

    def _chart(self, chart: Chart) -> dict[str, Any]:
        in_numbers = f"In numbers: {as_text(chart.caption)}"
        svg = drawing(chart, setting=PRINT, ident=f"chart-{next(self._charts)}")
        return {
            "kind": "chart",
            "caption": self.words(chart.caption),
            "alt": printable(as_text(chart.alt)),
            "svg": svg,
            "table": self._table(replace(lying(grid(chart.table)), caption=in_numbers)),
        }

    def _table(self, laid: Grid) -> dict[str, Any]:
        widths = _widths(laid)
        return {
            "kind": "table",
            "caption": self.words(laid.caption),
            "above": printable(laid.above),
            "whole": len(laid.rows) <= KEPT_TOGETHER,
            "share": _share(widths),
            "columns": [
                {"heading": _bare(column.heading), "numeric": column.numeric, "width": width}
                for column, width in zip(laid.columns, widths, strict=True)
            ],
            "rows": [[self._cell(cell) for cell in row] for row in laid.rows],
            "totals": [self._cell(cell) for cell in laid.totals],
            "note": self.words(laid.note),
        }

    def _cell(self, cell: GridCell) -> dict[str, Any]:
        return {"words": self._said(cell.said), "shade": cell.shade, "outlined": cell.outlined}

    def _said(self, said: Cell) -> list[dict[str, str]]:
        match said:
            case Number():
                return self.words(printed_measure(said))
            case NotSupplied():
                return self.words(f"{NOT_SUPPLIED}: {said.reason}" if said.reason else NOT_SUPPLIED)
        return self.words(said)


def _bare(words: Words) -> list[dict[str, str]]:
    """Words that are printed more than once, in the contents or on every page of a table: no links, no anchors."""
    return [{"kind": "text", "text": printable(as_text(words))}]


def _widths(laid: Grid) -> list[int]:
    """Letters that each column needs: its longest cell within bounds, and a short heading or its longest word."""
    rows = [*laid.rows, laid.totals] if laid.totals else laid.rows
    widths = []
    for place, column in enumerate(laid.columns):
        heading = as_text(column.heading)
        words = [heading] if len(heading) <= SHORT_HEADING else heading.split()
        longest_cell = max((len(printed_cell(row[place].said)) for row in rows), default=0)
        longest_word = max(map(len, words), default=0)
        widths.append(max(NARROWEST, longest_word + 3, min(WIDEST, longest_cell + 2)))
    return widths


def _share(widths: list[int]) -> int:
    """The share of the page's width that a table takes, in percent: a narrow one is not pulled apart."""
    needed = round(100 * sum(widths) / LETTERS_ACROSS)
    return 100 if needed > NEARLY_ALL else max(40, needed)

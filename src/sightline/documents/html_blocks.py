"""The blocks of a document as HTML elements."""

from itertools import count

from django.utils.safestring import SafeString

from sightline.documents.charts import PHONE, SCREEN, Setting, drawing
from sightline.documents.figure_notes import FigureMarks
from sightline.documents.grids import Grid, GridCell, grid
from sightline.documents.markup import clean, element, joined
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
    Table,
    Words,
    parts,
)
from sightline.documents.printed import NOT_SUPPLIED, as_text, printed, printed_measure

COLUMNS_OF_A_PHONE = 3


class Body:
    """Renders blocks in reading order, numbering figures, tables and drawings as it goes."""

    def __init__(self, marks: FigureMarks) -> None:
        self._marks = marks
        self._charts = count(1)
        self._tables = count(1)

    def words(self, words: Words) -> SafeString:
        return joined(*(self._part(part) for part in parts(words)))

    def _part(self, part: Part) -> str:
        match part:
            case str():
                return clean(part)
            case Plain():
                return clean(part.text)
            case Emphasis():
                return element("strong", part.text)
            case Link():
                return element("a", part.text, href=part.href, class_="govuk-link")
            case FigureRef():
                return self._figure(part)

    def _figure(self, use: FigureRef) -> SafeString:
        return element(
            "a",
            printed(use),
            class_="document-figure",
            href=f"#{self._marks.note(use.figure)}",
            id=self._marks.next_use(use.figure),
        )

    def block(self, block: Block) -> SafeString:
        match block:
            case Paragraph():
                return element("p", self.words(block.words), class_="govuk-body")
            case BulletList():
                items = (element("li", self.words(item)) for item in block.items)
                return element("ul", *items, class_="govuk-list govuk-list--bullet")
            case Callout():
                return self._callout(block)
            case KeyFigures():
                return self._key_figures(block)
            case Table() | Matrix():
                return self._table(grid(block))
            case Chart():
                return self._chart(block)

    def _callout(self, callout: Callout) -> SafeString:
        title = element("p", self.words(callout.title), class_="govuk-body govuk-!-font-weight-bold")
        inside = (self.block(block) for block in callout.blocks)
        return element("div", title, *inside, class_=f"govuk-inset-text document-callout--{callout.kind}")

    def _key_figures(self, block: KeyFigures) -> SafeString:
        cells = []
        for item in block.items:
            number = element("dd", self.words(item.figure), class_="document-key-figure__number")
            label = element("dt", self.words(item.label), class_="document-key-figure__label")
            comparison = self.words(item.comparison)
            beside = element("dd", comparison, class_="document-key-figure__comparison") if comparison else ""
            cells.append(element("div", label, number, beside, class_="document-key-figure"))
        return element("dl", *cells, class_="document-key-figures")

    def _chart(self, chart: Chart) -> SafeString:
        ident = f"chart-{next(self._charts)}"
        hidden = element("span", f": {as_text(chart.caption)}", class_="govuk-visually-hidden")
        summary = element(
            "summary",
            element("span", "Numbers behind this chart", hidden, class_="govuk-details__summary-text"),
            class_="govuk-details__summary",
        )
        table = element("div", self._table(grid(chart.table)), class_="govuk-details__text")
        return element(
            "figure",
            element("figcaption", self.words(chart.caption), class_="govuk-heading-s"),
            self._drawing(chart, SCREEN, ident, "document-chart__drawing document-chart__drawing--wide"),
            self._drawing(chart, PHONE, f"{ident}-narrow", "document-chart__drawing document-chart__drawing--narrow"),
            element("details", summary, table, class_="govuk-details"),
            class_="document-chart",
        )

    def _drawing(self, chart: Chart, setting: Setting, ident: str, classes: str) -> SafeString:
        """One drawing of a chart; the stylesheet shows the one that fits, so that letters stay legible."""
        return element("div", SafeString(drawing(chart, setting=setting, ident=ident)), class_=classes)

    def _table(self, laid: Grid) -> SafeString:
        ident = f"document-table-{next(self._tables)}"
        caption = element("caption", self.words(laid.caption), class_="govuk-table__caption", id=ident)
        head = element("thead", *self._headings(laid), class_="govuk-table__head")
        rows = (self._row(laid, row) for row in laid.rows)
        body = element("tbody", *rows, class_="govuk-table__body")
        foot = element("tfoot", self._row(laid, laid.totals), class_="document-totals") if laid.totals else ""
        classes = "govuk-table document-table" + (" document-matrix" if laid.above else "")
        table = element("table", caption, self._groups(laid), head, body, foot, class_=classes)
        if len(laid.columns) > COLUMNS_OF_A_PHONE:
            table = element("div", table, class_="document-scroll", tabindex="0", role="region", aria_labelledby=ident)
        note = self.words(laid.note)
        return joined(table, element("p", note, class_="govuk-body-s document-table-note") if note else "")

    def _groups(self, laid: Grid) -> str:
        if not laid.above:
            return ""
        first = element("colgroup", span="1")
        return joined(first, element("colgroup", span=str(len(laid.columns) - 1)))

    def _headings(self, laid: Grid) -> list[SafeString]:
        cells = [
            element("th", self.words(column.heading), scope="col", class_=_classes("header", column.numeric))
            for column in laid.columns
        ]
        rows = [element("tr", *cells, class_="govuk-table__row")]
        if laid.above:
            span = str(len(laid.columns) - 1)
            above = element("th", laid.above, scope="colgroup", colspan=span, class_="govuk-table__header")
            corner = element("td", class_="govuk-table__cell")
            rows.insert(0, element("tr", corner, above, class_="govuk-table__row"))
        return rows

    def _row(self, laid: Grid, row: tuple[GridCell, ...]) -> SafeString:
        first, *others = row
        cells = [element("th", self._said(first.said), scope="row", class_="govuk-table__header")]
        for column, cell in zip(laid.columns[1:], others, strict=True):
            classes = _classes("cell", column.numeric)
            classes += f" document-shade-{cell.shade}" if cell.shade else ""
            classes += " document-outlined" if cell.outlined else ""
            cells.append(element("td", self._said(cell.said), class_=classes))
        return element("tr", *cells, class_="govuk-table__row")

    def _said(self, said: Cell) -> SafeString:
        match said:
            case Number():
                return joined(printed_measure(said))
            case NotSupplied():
                reason = f"{NOT_SUPPLIED}: {said.reason}" if said.reason else NOT_SUPPLIED
                return element("span", reason, class_="document-not-supplied")
        return self.words(said)


def _classes(part: str, numeric: bool) -> str:
    return f"govuk-table__{part}" + (f" govuk-table__{part}--numeric" if numeric else "")

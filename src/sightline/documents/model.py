"""What a document is: sections of blocks, blocks of words, and words in which every number is a bound figure.

Nothing here knows how a document is printed, and nothing reads a clock or a database. Words are a string, a
part, or a tuple of them; a string is running text, and a number in it is a finding of `lint`. Malformed
documents (a row too short, an anchor used twice, a link to nowhere) are refused with ValueError on building.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal
from urllib.parse import urlsplit

from sightline.indicators.figures import Figure

_ANCHOR = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
RESERVED_ANCHORS = ("figure-", "use-", "chart-", "about-figures", "contents", "document-", "main-content")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")
_SCHEMES = {"", "http", "https", "mailto", "tel"}

Form = Literal["value", "number", "count", "out of", "fraction", "percent", "interval"]


@dataclass(frozen=True)
class Plain:
    """Text whose digits are no measurement: a date, a year, a name such as "section 47"."""

    text: str


@dataclass(frozen=True)
class Emphasis:
    """Words that carry the sentence's weight."""

    text: str


@dataclass(frozen=True)
class Link:
    """A link to a web page, an address relative to the document, or `#anchor` of a section."""

    text: str
    href: str

    def __post_init__(self) -> None:
        if _is_blank(self.text):
            raise ValueError("A link needs words to stand on")
        if not is_address(self.href):
            raise ValueError(f"Not an address a document may link to: {self.href!r}")


@dataclass(frozen=True)
class FigureRef:
    """A place where a figure is printed.

    `value` prints the value with its unit; `number` without; `count` the numerator; `out of` the denominator;
    `fraction` both ("4,390 of 13,490"); `percent` the numerator as a share of the denominator; `interval` the
    confidence interval. `decimals` overrides the figure's own number of places.
    """

    figure: Figure
    form: Form = "value"
    decimals: int | None = None


Part = str | Plain | Emphasis | Link | FigureRef
Words = Part | tuple[Part, ...]


@dataclass(frozen=True)
class Paragraph:
    words: Words


@dataclass(frozen=True)
class BulletList:
    items: tuple[Words, ...]


@dataclass(frozen=True)
class Callout:
    """What the reader must not miss: a finding, or a note on how to read what follows."""

    kind: Literal["finding", "note"]
    title: Words
    blocks: "tuple[Paragraph | BulletList, ...]"


@dataclass(frozen=True)
class KeyFigure:
    figure: FigureRef
    label: Words
    comparison: Words = ()


@dataclass(frozen=True)
class KeyFigures:
    """A row of the few numbers that carry a chapter, each with what it is and what it compares with."""

    items: tuple[KeyFigure, ...]


@dataclass(frozen=True)
class Number:
    """A number in a table or chart that is no figure of its own, with the source that vouches for it."""

    value: int | Decimal
    source: str
    decimals: int = 0


@dataclass(frozen=True)
class NotSupplied:
    """A value nobody gave: printed as such, never as zero."""

    reason: str = ""


Cell = Words | Number | NotSupplied
Measure = FigureRef | Number | NotSupplied


@dataclass(frozen=True)
class Column:
    heading: Words
    numeric: bool = False


@dataclass(frozen=True)
class Table:
    """Rows of cells under columns; the first cell of each row is its heading."""

    caption: Words
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: Words = ()
    totals: tuple[Cell, ...] = ()

    def __post_init__(self) -> None:
        lines = (*self.rows, self.totals) if self.totals else self.rows
        if any(len(line) != len(self.columns) for line in lines):
            raise ValueError(f"Every row of this table needs {len(self.columns)} cells")


@dataclass(frozen=True)
class Matrix:
    """Counts by two sets of labels, shaded by size: level of need as referred against as concluded.

    `cells` is rows of columns. `same` says what a cell means whose row and column label agree; such cells
    are outlined and the words stand in the note.
    """

    caption: Words
    row_heading: str
    column_heading: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[Measure, ...], ...]
    note: Words = ()
    same: str = ""

    def __post_init__(self) -> None:
        if len(self.cells) != len(self.rows) or any(len(row) != len(self.columns) for row in self.cells):
            raise ValueError(f"This matrix needs {len(self.rows)} rows of {len(self.columns)} cells")


@dataclass(frozen=True)
class Series:
    name: str
    values: tuple[Measure, ...]


@dataclass(frozen=True)
class Chart:
    """A drawing of one or more series over the same categories; its data table is made from the same values.

    `alt` says in words what the drawing shows; `scale` names what is counted ("Contacts").
    """

    kind: Literal["bar", "line", "stacked"]
    caption: Words
    alt: Words
    category_heading: str
    scale: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    note: Words = ()

    def __post_init__(self) -> None:
        if not self.series or len(self.series) > 4:
            raise ValueError("A chart shows one to four series: more cannot be told apart without colour")
        if len(set(self.categories)) != len(self.categories) or not self.categories:
            raise ValueError("A chart needs categories, each named once")
        if any(len(series.values) != len(self.categories) for series in self.series):
            raise ValueError("Every series needs one value for each category")

    @property
    def table(self) -> Table:
        columns = (Column(self.category_heading), *(Column(series.name, True) for series in self.series))
        values = zip(*(series.values for series in self.series), strict=True)
        rows = tuple((name, *line) for name, line in zip(self.categories, values, strict=True))
        return Table(caption=self.caption, columns=columns, rows=rows, note=self.note)


Block = Paragraph | BulletList | Callout | KeyFigures | Table | Matrix | Chart


@dataclass(frozen=True)
class Section:
    heading: Words
    anchor: str
    blocks: tuple[Block, ...] = ()
    sections: "tuple[Section, ...]" = ()

    def __post_init__(self) -> None:
        if _is_blank(self.heading):
            raise ValueError(f"Section {self.anchor!r} needs a heading")
        if not _ANCHOR.fullmatch(self.anchor) or self.anchor.startswith(RESERVED_ANCHORS):
            raise ValueError(f"Not an anchor a section may have: {self.anchor!r}")


@dataclass(frozen=True)
class DescribedFigure:
    """A figure and what it means, for the notes: what it is, what is counted, out of what, and from where."""

    figure: Figure
    title: str
    definition: str = ""
    counted: str = ""
    out_of: str = ""
    source: str = ""


@dataclass(frozen=True)
class Document:
    """A whole document. `date` is the day printed on it and its creation date; `notes` stand before the
    figures' notes and say how the document was made."""

    title: str
    subtitle: str
    date: date
    sections: tuple[Section, ...]
    figures: tuple[DescribedFigure, ...] = ()
    notes: tuple[Block, ...] = ()
    language: str = "en-GB"
    publisher: str = ""

    def __post_init__(self) -> None:
        if _is_blank(self.title):
            raise ValueError("A document needs a title")
        if not _LANGUAGE.fullmatch(self.language):
            raise ValueError(f"Write the language as in en-GB: {self.language!r}")
        anchors = [section.anchor for section in nested(self.sections)]
        if len(set(anchors)) != len(anchors):
            raise ValueError("Two sections of a document share an anchor")
        refs = [described.figure.ref for described in self.figures]
        if len(set(refs)) != len(refs):
            raise ValueError("A figure is described twice")


def nested(sections: tuple[Section, ...]) -> Iterator[Section]:
    """Every section in reading order, subsections after the section that holds them."""
    for section in sections:
        yield section
        yield from nested(section.sections)


def parts(words: Words) -> tuple[Part, ...]:
    return words if isinstance(words, tuple) else (words,)


def is_address(href: str) -> bool:
    """Whether a document may link there: web, mail, telephone, relative, or within the document."""
    try:
        scheme = urlsplit(href).scheme
    except ValueError:
        return False
    clean = href.isprintable() and not any(character.isspace() for character in href)
    return bool(href) and clean and "\\" not in href and scheme in _SCHEMES


def _is_blank(words: Words) -> bool:
    """Whether nothing of the words could be seen on a page. A figure always can."""
    texts = (
        part if isinstance(part, str) else "figure" if isinstance(part, FigureRef) else part.text
        for part in parts(words)
    )
    return not any(character.isprintable() and not character.isspace() for text in texts for character in text)

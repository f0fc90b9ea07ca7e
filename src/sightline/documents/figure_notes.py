"""What stands behind each figure of a document, in words that every renderer prints alike.

Notes are grouped by indicator, in order of first appearance: what it is, then one note for each figure.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from sightline.documents.model import DescribedFigure, Document, FigureRef, is_address
from sightline.documents.printed import SUPPRESSED, absence, in_unit, number, printed
from sightline.documents.walk import figures_in, figures_used, passages
from sightline.indicators.figures import Figure
from sightline.indicators.register import Indicator
from sightline.indicators.rounding import half_up

HEADING = "Figures and where they come from"
EXPLANATION = (
    "Every number in this document that measures something is listed here: what it counts, out of what, "
    "how it was rounded, and the dated records it was taken from. Where a number is suppressed or was not "
    "supplied, its note says so."
)

ListUrl = Callable[[Figure], str | None]


@dataclass(frozen=True)
class FigureNote:
    """One figure's note: where it stands, how it is printed, what lies behind it, and where it is used."""

    anchor: str
    printed: str
    rows: tuple[tuple[str, str], ...]
    address: str
    uses: tuple[str, ...]


@dataclass(frozen=True)
class NoteGroup:
    """The notes of one indicator's figures."""

    title: str
    definition: str
    notes: tuple[FigureNote, ...]


@dataclass
class FigureMarks:
    """The anchors of a document's figures, and of each place that prints one, given out in reading order."""

    document: Document
    _slugs: dict[str, str] = field(init=False)
    _given: Counter[str] = field(init=False, default_factory=Counter)

    def __post_init__(self) -> None:
        self._slugs = _slugs(figures_used(self.document))

    def note(self, figure: Figure) -> str:
        """The anchor of the figure's note."""
        return f"figure-{self._slugs[figure.ref]}"

    def next_use(self, figure: Figure) -> str:
        """The anchor of the next place that prints the figure."""
        self._given[figure.ref] += 1
        return f"use-{self._slugs[figure.ref]}-{self._given[figure.ref]}"

    def uses(self, figure: Figure) -> tuple[str, ...]:
        """The anchors given out so far: complete once the body has been rendered."""
        return tuple(f"use-{self._slugs[figure.ref]}-{place + 1}" for place in range(self._given[figure.ref]))


def _slugs(figures: list[Figure]) -> dict[str, str]:
    slugs: dict[str, str] = {}
    for figure in figures:
        plain = re.sub(r"[^a-z0-9]+", "-", figure.ref.lower()).strip("-")
        slug, ordinal = plain, 1
        while slug in slugs.values():
            ordinal += 1
            slug = f"{plain}-no-{ordinal}"
        slugs[figure.ref] = slug
    return slugs


def described(figure: Figure, indicator: Indicator) -> DescribedFigure:
    """The figure with its indicator's own words."""
    return DescribedFigure(
        figure=figure,
        title=indicator.title,
        definition=indicator.why,
        counted=indicator.numerator,
        out_of=indicator.denominator,
        source=indicator.source,
    )


def note_groups(document: Document, marks: FigureMarks, *, list_url: ListUrl | None, base_url: str) -> list[NoteGroup]:
    """The notes of all figures that the document prints, called once its body has been rendered."""
    known = {described.figure.ref: described for described in document.figures}
    forms = _printed_forms(document)
    groups: dict[tuple[str, str, str], list[FigureNote]] = {}
    for figure in figures_used(document):
        about = known.get(figure.ref) or DescribedFigure(figure, title=figure.id)
        note = FigureNote(
            anchor=marks.note(figure),
            printed=printed(FigureRef(figure)),
            rows=(*_other_forms(figure, forms[figure.ref]), *_rows(about)),
            address=_address(figure, list_url, base_url),
            uses=marks.uses(figure),
        )
        groups.setdefault((figure.id, about.title, about.definition), []).append(note)
    return [NoteGroup(title, definition, tuple(notes)) for (_, title, definition), notes in groups.items()]


def _address(figure: Figure, list_url: ListUrl | None, base_url: str) -> str:
    path = list_url(figure) if list_url else None
    if not path:
        return ""
    if not is_address(base_url + path):
        raise ValueError(f"Not an address a document may link to: {base_url + path!r}")
    return base_url + path


def _printed_forms(document: Document) -> dict[str, list[str]]:
    forms: dict[str, list[str]] = {}
    for passage in passages(document):
        for use in figures_in(passage.said):
            forms.setdefault(use.figure.ref, []).append(printed(use))
    return forms


def _other_forms(figure: Figure, forms: list[str]) -> Iterator[tuple[str, str]]:
    """How the document prints the figure, where that is not simply its value."""
    different = [form for form in dict.fromkeys(forms) if form != printed(FigureRef(figure))]
    if different:
        yield "Also printed as", "; ".join(different)


def _rows(about: DescribedFigure) -> Iterator[tuple[str, str]]:
    figure = about.figure
    yield "Period", figure.period
    for column, value in sorted(figure.by.items()):
        yield column.replace("_", " ").capitalize(), value
    if figure.variant:
        yield "Variant", figure.variant
    if figure.suppressed or (figure.numerator is not None and not _is_bare_count(about)):
        yield "Numerator", _part(SUPPRESSED if figure.suppressed else figure.numerator, about.counted)
    if figure.denominator is not None:
        yield "Denominator", _part(figure.denominator, about.out_of)
    yield "Value", _value(figure)
    if figure.interval and not figure.suppressed:
        interval = figure.interval
        low, high = (number(limit, figure.places) for limit in (interval.low, interval.high))
        yield "Interval", f"{low} to {high} ({interval.method}, {interval.confidence:g}%)"
    if figure.coverage:
        supplied, expected = number(figure.coverage.supplied), number(figure.coverage.expected)
        yield "Coverage", f"{supplied} supplied of {expected} expected"
    if figure.suppressed:
        yield "Suppressed", "yes, because the number is small"
    yield from _origin(about)


def _is_bare_count(about: DescribedFigure) -> bool:
    """A count without a denominator or words of its own: its value says all."""
    figure = about.figure
    return figure.denominator is None and figure.value == figure.numerator and not about.counted


def _part(count: int | str | None, meaning: str) -> str:
    """A numerator or denominator with what it counts."""
    shown = number(count) if isinstance(count, int) else str(count)
    return f"{shown} ({meaning})" if meaning else shown


def _value(figure: Figure) -> str:
    if figure.suppressed:
        return SUPPRESSED
    if figure.value is None:
        return absence(figure)
    rounded = in_unit(number(figure.value, figure.places), figure.unit)
    if half_up(figure.value, figure.places) == figure.value:
        return f"{rounded}, exactly"
    return f"{number(figure.value, 6)}, rounded half up to {rounded}"


def _origin(about: DescribedFigure) -> Iterator[tuple[str, str]]:
    figure = about.figure
    yield "Kind", figure.kind.value.lower()
    if figure.snapshot:
        yield "Snapshot", figure.snapshot
    if figure.source:
        yield "Source", figure.source
    if about.source:
        yield "Definition from", about.source
    for name, value in sorted(figure.provenance.items()):
        yield name.replace("_", " ").capitalize(), str(value)
    yield "Reference", figure.ref

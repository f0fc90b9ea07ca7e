"""What stands in the way of printing a document: numbers nobody vouches for, and pictures nobody described.

Findings are for the authors; the area that publishes decides which of them stop publication.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from sightline.documents.glyphs import unprintable
from sightline.documents.model import Document, Emphasis, Link, Number, Plain, nested, parts
from sightline.documents.printed import NothingToPrint, printed
from sightline.documents.walk import DESCRIPTION, Passage, figures_in, figures_used, passages, words_in


@dataclass(frozen=True)
class Finding:
    """One fault: a stable code, the section's anchor (empty outside sections), the place in it, what to do."""

    code: str
    anchor: str
    place: str
    text: str
    advice: str


def findings(document: Document) -> list[Finding]:
    """Every finding: passage by passage in reading order, then those on figures and sections as a whole."""
    found = [finding for passage in passages(document) for finding in _of_passage(passage)]
    return [*found, *_of_figures(document), *_of_sections(document), *_of_links(document)]


def typed_numbers(text: str) -> list[str]:
    """The numbers typed in a text, in any script: digits with their separators, fractions, superscripts.

    A hyphen or a dash holds together what belongs together: 2022-23 is one number.
    """
    runs = ("".join(run) for belongs, run in groupby(text, key=_belongs_to_a_number) if belongs)
    return [run.strip(".,-–") for run in runs if any(map(_is_numeral, run))]


def _is_numeral(character: str) -> bool:
    return unicodedata.category(character).startswith("N")


def _belongs_to_a_number(character: str) -> bool:
    return character in ".,-–%" or _is_numeral(character)


def _of_passage(passage: Passage) -> Iterator[Finding]:
    said = passage.said
    if isinstance(said, Number) and not said.source.strip():
        yield _finding("number-without-source", passage, str(said.value), "Say who vouches for the number.")
    if not passage.is_label:
        for number in typed_numbers("\n".join(_free_texts(passage))):
            yield _finding("typed-number", passage, number, "Bind a figure, or mark a date or a name as plain.")
    for use in figures_in(said):
        try:
            printed(use)
        except NothingToPrint as refusal:
            yield _finding("nothing-to-print", passage, str(refusal), "Print the figure in another form.")
    if missing := unprintable("".join(_texts(passage))):
        yield _finding("no-glyph", passage, "".join(missing), "The PDF prints [?]: its fonts lack these.")
    if passage.place == DESCRIPTION and not "".join(_texts(passage)).strip():
        yield _finding("no-description", passage, "", "Say in words what the chart shows.")


def _free_texts(passage: Passage) -> Iterator[str]:
    """The texts in which a number is a claim: all but what is marked as plain."""
    for part in parts(words_in(passage.said)):
        if isinstance(part, str):
            yield part
        elif isinstance(part, Emphasis | Link):
            yield part.text


def _texts(passage: Passage) -> Iterator[str]:
    yield from _free_texts(passage)
    yield from (part.text for part in parts(words_in(passage.said)) if isinstance(part, Plain))


def _finding(code: str, passage: Passage, text: str, advice: str) -> Finding:
    anchor = passage.section.anchor if passage.section else ""
    return Finding(code=code, anchor=anchor, place=passage.place, text=text, advice=advice)


def _of_figures(document: Document) -> Iterator[Finding]:
    described = {about.figure.ref: about for about in document.figures}
    for figure in figures_used(document):
        about = described.get(figure.ref)
        if about is None or not about.definition.strip():
            yield Finding("figure-without-definition", "", "figures", figure.ref, "Say what the figure means.")
        elif about.figure != figure:
            yield Finding("figure-differs", "", "figures", figure.ref, "Print the figure that is described.")


def _of_sections(document: Document) -> Iterator[Finding]:
    for section in nested(document.sections):
        if not section.blocks and not section.sections:
            yield Finding("empty-section", section.anchor, "heading", "", "Write the section or leave it out.")


def _of_links(document: Document) -> Iterator[Finding]:
    anchors = {f"#{section.anchor}" for section in nested(document.sections)}
    for passage in passages(document):
        for part in parts(words_in(passage.said)):
            if isinstance(part, Link) and part.href.startswith("#") and part.href not in anchors:
                yield _finding("link-to-nowhere", passage, part.href, "Link to the anchor of a section.")

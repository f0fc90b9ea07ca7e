"""A document as a tagged PDF (PDF/UA-1, ISO 14289-1), set in A4 by the typesetter that comes with the service.

The document goes to `typesetting/report.typ` as data, so no text of it can act as markup. Only the fonts
shipped here are used and the creation date is the document's own: the same document gives the same bytes on
every machine. The typesetter itself refuses what PDF/UA-1 forbids.
"""

import json
from collections.abc import Iterable
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst

from sightline.documents.figure_notes import EXPLANATION, HEADING, FigureMarks, ListUrl, NoteGroup, note_groups
from sightline.documents.glyphs import FAMILIES, FONTS, printable
from sightline.documents.model import Document
from sightline.documents.pdf_blocks import Body
from sightline.documents.provenance import WORDMARK, day_in_words, provenance

TEMPLATE = Path(__file__).parent / "typesetting" / "report.typ"
STANDARD: Final = "ua-1"


class NotPrintable(RuntimeError):  # noqa: N818  a refusal, named as it reads
    """The typesetter refused the document; the message says why, in its words."""


def pdf(document: Document, *, list_url: ListUrl | None = None, base_url: str = "") -> bytes:
    """The document as PDF. `list_url` gives the address of the list behind a figure, `base_url` goes before it."""
    data = typesetting_data(document, list_url=list_url, base_url=base_url)
    midnight = datetime.combine(document.date, time(), tzinfo=UTC)
    try:
        made, warnings = typst.compile_with_warnings(
            TEMPLATE.read_bytes(),
            format="pdf",
            pdf_standards=[STANDARD],
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"document": json.dumps(data, ensure_ascii=False)},
            timestamp=int(midnight.timestamp()),
        )
    except typst.TypstError as refusal:
        raise NotPrintable(f"{refusal.message} {' '.join(refusal.hints)}".strip()) from refusal
    if warnings:
        raise NotPrintable("; ".join(warning.message for warning in warnings))
    return bytes(made)


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def typesetting_data(document: Document, *, list_url: ListUrl | None = None, base_url: str = "") -> dict[str, Any]:
    """What the template reads: plain lists, texts and numbers, every text with only characters it can set."""
    marks = FigureMarks(document)
    body = Body(marks)
    sections = [body.section(section) for section in document.sections]
    notes = [body.block(block) for block in document.notes]
    groups = note_groups(document, marks, list_url=list_url, base_url=base_url)
    language, _, region = document.language.partition("-")
    return {
        "title": printable(document.title),
        "subtitle": printable(document.subtitle),
        "publisher": printable(document.publisher),
        "language": language,
        "region": region,
        "date": [document.date.year, document.date.month, document.date.day],
        "day": day_in_words(document.date),
        "wordmark": WORDMARK,
        "provenance": printable(provenance(document)),
        "fonts": list(FAMILIES),
        "words": _WORDS,
        "sections": sections,
        "notes": notes,
        "figures": [_note_group(group) for group in groups],
    }


_WORDS = {
    "contents": "Contents",
    "notes": "About this document",
    "figures": HEADING,
    "explained": EXPLANATION,
    "list": "The list behind it",
    "used": "Printed on",
    "alike": "For all of these",
    "of": "of",
}


def _note_group(group: NoteGroup) -> dict[str, Any]:
    """A group's notes; what all of them say alike is said once."""
    first, *others = group.notes
    alike = [row for row in first.rows if others and all(row in other.rows for other in others)]
    return {
        "title": printable(group.title),
        "definition": printable(group.definition),
        "alike": _rows(alike),
        "notes": [
            {
                "anchor": note.anchor,
                "printed": printable(note.printed),
                "rows": _rows(row for row in note.rows if row not in alike),
                "address": note.address,
                "uses": note.uses,
            }
            for note in group.notes
        ],
    }


def _rows(rows: Iterable[tuple[str, str]]) -> list[list[str]]:
    return [[printable(term), printable(meaning)] for term, meaning in rows]

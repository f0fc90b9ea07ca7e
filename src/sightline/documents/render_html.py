"""The accessible master of a document: semantic HTML in GOV.UK classes, fit for a strict content policy.

`fragment` stands inside a page of the service; `page` is a whole file that links a stylesheet beside it, whose
bytes `stylesheet` gives. The same document gives the same bytes: addresses come from the caller.
"""

from pathlib import Path

from django.utils.safestring import SafeString

from sightline.documents.figure_notes import EXPLANATION, HEADING, FigureMarks, FigureNote, ListUrl, note_groups
from sightline.documents.html_blocks import Body
from sightline.documents.markup import element, joined
from sightline.documents.model import Document, Section
from sightline.documents.printed import as_text
from sightline.documents.provenance import WORDMARK, day_in_words, provenance

STATIC = Path(__file__).parent / "static" / "documents"
RIGHT_TO_LEFT = {"ar", "ckb", "fa", "he", "ps", "ur", "yi"}
STYLESHEET_NAME = "document.css"


def page(
    document: Document,
    *,
    list_url: ListUrl | None = None,
    base_url: str = "",
    stylesheet_href: str = STYLESHEET_NAME,
) -> str:
    """A whole HTML file. `list_url` gives the address of the list behind a figure, `base_url` goes before it."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("title", f"{document.title} – {WORDMARK}"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("link", rel="stylesheet", href=stylesheet_href),
    )
    main = element(
        "main",
        fragment(document, list_url=list_url, base_url=base_url),
        class_="govuk-main-wrapper",
        id="main-content",
    )
    body = element(
        "body",
        element("a", "Skip to main content", class_="govuk-skip-link", href="#main-content"),
        element("header", _in_the_middle(element("p", WORDMARK, class_="document-wordmark")), class_="document-banner"),
        _in_the_middle(main),
        element("footer", _in_the_middle(element("p", provenance(document))), class_="document-footer"),
        class_="govuk-template__body",
    )
    html = element("html", head, body, **_language(document), class_="govuk-template")
    return f"<!DOCTYPE html>\n{html}\n"


def stylesheet() -> bytes:
    """The stylesheet that a whole file links: the base of its page, then the styles of documents."""
    return b"\n".join((STATIC / name).read_bytes() for name in ("standalone.css", "document.css"))


def fragment(
    document: Document, *, list_url: ListUrl | None = None, base_url: str = "", heading_level: int = 1
) -> SafeString:
    """The document without a page around it; its title is a heading of `heading_level`."""
    marks = FigureMarks(document)
    body = Body(marks)
    level = heading_level + 1
    sections = [_section(body, section, level) for section in document.sections]
    if document.notes:
        heading = _heading("About this document", level, "about-this-document")
        sections.append(element("section", heading, *map(body.block, document.notes)))
    groups = note_groups(document, marks, list_url=list_url, base_url=base_url)
    if groups:
        notes = [_note_group(group.title, group.definition, group.notes, level + 1) for group in groups]
        explanation = element("p", EXPLANATION, class_="govuk-body")
        heading = _heading(HEADING, level, "about-figures")
        sections.append(element("section", heading, explanation, *notes))
    return element(
        "article",
        _opening(document, heading_level),
        _contents(document, level, has_figures=bool(groups)),
        *sections,
        class_="document",
        **_language(document),
    )


def _language(document: Document) -> dict[str, str]:
    """The attributes that say in which language and direction the document is written."""
    language = document.language.partition("-")[0]
    return {"lang": document.language, "dir": "rtl" if language in RIGHT_TO_LEFT else "ltr"}


def _in_the_middle(child: SafeString) -> SafeString:
    return element("div", child, class_="govuk-width-container")


def _opening(document: Document, level: int) -> SafeString:
    subtitle = element("p", document.subtitle, class_="govuk-body-l") if document.subtitle else ""
    who = f"{document.publisher}, {day_in_words(document.date)}" if document.publisher else day_in_words(document.date)
    return element(
        "header",
        element(f"h{level}", document.title, class_="govuk-heading-xl"),
        subtitle,
        element("p", who, class_="govuk-body document-day"),
        class_="document-opening",
    )


def _contents(document: Document, level: int, *, has_figures: bool) -> SafeString:
    entries = [(section.anchor, as_text(section.heading)) for section in document.sections]
    if document.notes:
        entries.append(("about-this-document", "About this document"))
    if has_figures:
        entries.append(("about-figures", HEADING))
    items = [
        element("li", element("a", text, href=f"#{anchor}", class_="govuk-link"), class_="document-contents__item")
        for anchor, text in entries
    ]
    return element(
        "nav",
        element(f"h{level}", "Contents", class_="govuk-heading-m", id="contents"),
        element("ol", *items, class_="govuk-list"),
        class_="document-contents",
        aria_labelledby="contents",
    )


def _section(body: Body, section: Section, level: int) -> SafeString:
    heading = _heading(body.words(section.heading), level, section.anchor)
    blocks = [body.block(block) for block in section.blocks]
    return element("section", heading, *blocks, *(_section(body, inner, level + 1) for inner in section.sections))


def _heading(text: str, level: int, ident: str) -> SafeString:
    size = {2: "l", 3: "m"}.get(level, "s")
    return element(f"h{min(level, 6)}", text, class_=f"govuk-heading-{size}", id=ident)


def _note_group(title: str, definition: str, notes: tuple[FigureNote, ...], level: int) -> SafeString:
    heading = element(f"h{min(level, 6)}", title, class_="govuk-heading-s")
    meaning = element("p", definition, class_="govuk-body") if definition else ""
    return element("div", heading, meaning, *(_note(title, note) for note in notes), class_="document-note-group")


def _note(title: str, note: FigureNote) -> SafeString:
    facts = [element("div", element("dt", term), element("dd", meaning)) for term, meaning in note.rows]
    whose = element("span", f" {title}, {note.printed}", class_="govuk-visually-hidden")
    links = [
        element("a", f"place {place}", whose, href=f"#{use}", class_="govuk-link")
        for place, use in enumerate(note.uses, start=1)
    ]
    if note.address:
        behind = element("a", "The list behind it", whose, href=note.address, class_="govuk-link")
        facts.append(element("div", element("dt", "List"), element("dd", behind)))
    if links:
        listed = joined(links[0], *(joined(", ", link) for link in links[1:]))
        facts.append(element("div", element("dt", "Printed at"), element("dd", listed)))
    return element(
        "div",
        element("p", note.printed, class_="document-figure-note__printed"),
        element("dl", *facts, class_="document-figure-note__facts"),
        class_="document-figure-note",
        id=note.anchor,
    )

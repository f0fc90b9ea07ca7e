"""The PDF meets PDF/UA-1, holds every text as text, and is the same bytes for the same document."""

import io
import unicodedata
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pypdf
import pytest
import typst
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sightline.documents import render_pdf
from sightline.documents.glyphs import FAMILIES, printable
from sightline.documents.model import (
    Chart,
    Column,
    Document,
    FigureRef,
    Link,
    Number,
    Paragraph,
    Section,
    Series,
    Table,
    Words,
)
from sightline.documents.render_pdf import NotPrintable, pdf, typesetting_data
from sightline.documents.tests.documents_of_text import document_of
from sightline.documents.tests.example import CONVERTED, RECEIVED, count, report
from sightline.documents.walk import figures_used
from sightline.indicators.figures import Figure


def list_url(figure: Figure) -> str:
    return f"lists/{figure.catalogue.lower()}"


def opened(made: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(made))


def root(read: pypdf.PdfReader) -> Any:
    return read.trailer["/Root"]


def written(words: Words, title: str = "Title") -> Document:
    return Document(title, "", date(2023, 9, 30), (Section("Heading", "here", (Paragraph(words),)),))


def said(made: bytes) -> str:
    return "\n".join(page.extract_text() for page in opened(made).pages)


@pytest.fixture(scope="module")
def made() -> bytes:
    return pdf(report(), list_url=list_url, base_url="https://sightline.example/")


@pytest.fixture(scope="module")
def read(made: bytes) -> pypdf.PdfReader:
    return opened(made)


def test_the_typesetter_enforces_pdf_ua_and_the_file_claims_it(read: pypdf.PdfReader) -> None:
    metadata = read.xmp_metadata
    assert metadata is not None
    assert b"pdfuaid:part" in metadata.stream.get_data()
    assert render_pdf.STANDARD == "ua-1"


def test_what_pdf_ua_forbids_is_refused_with_the_typesetter_s_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render_pdf, "printable", lambda text: text)
    with pytest.raises(NotPrintable, match="could not be displayed"):
        pdf(Document("一", "", date(2023, 9, 30), ()))


def test_the_file_is_tagged_and_says_its_language_and_title(read: pypdf.PdfReader) -> None:
    assert root(read)["/MarkInfo"]["/Marked"]
    assert root(read)["/Lang"] == "en-GB"
    assert root(read)["/ViewerPreferences"]["/DisplayDocTitle"]
    assert read.metadata is not None
    assert read.metadata.title == "Annual report of the partnership 2022-23"
    assert read.metadata.author == "Safeguarding Children Partnership"
    assert read.metadata.creation_date == datetime(2023, 9, 30, tzinfo=UTC)


def test_headings_are_bookmarks_in_order(read: pypdf.PdfReader) -> None:
    def titles(outline: Any) -> list[str]:
        return [one for item in outline for one in (titles(item) if isinstance(item, list) else [str(item.title)])]

    assert titles(read.outline) == [
        "Arrangements and structure",
        "The integrated front door",
        "Who makes contact",
        "Through the year",
        "Levels of need",
        "Workforce development",
        "About this document",
        "Figures and where they come from",
    ]


def structure(read: pypdf.PdfReader) -> list[Any]:
    found, waiting = [], [root(read)["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, pypdf.generic.ArrayObject):
            waiting.extend(node)
        elif isinstance(node, pypdf.generic.DictionaryObject):
            found.append(node)
            if "/K" in node:
                waiting.append(node["/K"])
    return found


def test_every_drawing_has_an_alternative_text_and_every_table_its_headings(read: pypdf.PdfReader) -> None:
    nodes = structure(read)
    kinds = Counter(str(node.get("/S")) for node in nodes)
    drawings = [node for node in nodes if node.get("/S") == "/Figure"]
    assert len([node for node in drawings if node.get("/Alt")]) == 3
    assert "4,587" in " ".join(str(node.get("/Alt")) for node in drawings)
    assert kinds["/Table"] == 5
    assert kinds["/TH"] >= 5 * 2
    assert kinds["/H1"] == 5
    assert kinds["/H2"] >= 3
    assert kinds["/LI"] >= 5


def test_links_lead_to_notes_and_to_lists_under_the_base_address(read: pypdf.PdfReader) -> None:
    targets: Counter[str] = Counter()
    for page in read.pages:
        for annotation in page.get("/Annots", []):
            action = annotation.get_object().get("/A", {})
            targets["uri" if "/URI" in action else "within"] += 1
            if "/URI" in action and "lists" in action["/URI"]:
                assert action["/URI"].startswith("https://sightline.example/lists/")
    figures = len(figures_used(report()))
    assert targets["uri"] >= figures
    assert targets["within"] >= 2 * figures, "to the note and back"


def test_only_the_shipped_fonts_are_used_and_all_are_embedded(read: pypdf.PdfReader) -> None:
    names = set()
    for page in read.pages:
        resources: Any = page["/Resources"]
        for font in resources.get("/Font", {}).values():
            names.add(font.get_object()["/BaseFont"].partition("+")[2])
    assert names
    assert all(name.startswith(("SourceSansPro", "NotoSansArabic", "NotoSansHebrew")) for name in names)
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(render_pdf.FONTS)])
    assert set(found.families()) == set(FAMILIES)


def test_the_same_document_gives_the_same_bytes(made: bytes) -> None:
    assert pdf(report(), list_url=list_url, base_url="https://sightline.example/") == made


def test_another_day_gives_another_creation_date() -> None:
    later = opened(pdf(replace(written("Words."), date=date(2024, 9, 30))))
    assert later.metadata is not None
    assert later.metadata.creation_date == datetime(2024, 9, 30, tzinfo=UTC)


def test_every_page_names_the_snapshot_and_counts_the_pages(read: pypdf.PdfReader) -> None:
    total = len(read.pages)
    assert total >= 5
    for place, page in enumerate(read.pages, start=1):
        text = page.extract_text()
        assert "Snapshot 2023-04-12-01" in text
        assert f"{place} of {total}" in text
        assert "Sightline" in text


def test_a_suppressed_figure_s_number_is_nowhere_in_the_file() -> None:
    hidden = replace(CONVERTED, numerator=7654321, suppressed=True)
    text = said(pdf(written(FigureRef(hidden))))
    assert "suppressed" in text
    assert "7,654,321" not in text
    assert "7654321" not in str(typesetting_data(written(FigureRef(hidden))))


@pytest.mark.parametrize(
    "text",
    [
        "#let x = 1; #panic()",
        "$x^2$ and @ref and <label> and [content] and *bold* _em_ `raw`",
        "back\\slash \\u{41} \"double\" 'single' // comment /* more */",
        "= Heading\n- list\n+ enum\n/ term: x",
        "https://example.org/~tilde#hash",
        "-- --- ... ~",
    ],
)
def test_markup_of_the_typesetter_is_printed_as_text(text: str) -> None:
    shown = said(pdf(written(text, title=text)))
    for line in text.split("\n"):
        assert shown.count(" ".join(line.split())) >= 2, "once in the title, once in the paragraph"


@pytest.mark.parametrize(
    ("text", "language"),
    [("שלום עולם", "he"), ("السلام عليكم", "ar"), ("Zażółć gęślą jaźń", "pl"), ("Привет, мир", "ru")],
)
def test_other_scripts_come_out_as_their_own_letters(text: str, language: str) -> None:
    made = pdf(replace(written(text, title="x"), language=language))
    assert root(opened(made))["/Lang"] == language
    assert Counter(_letters(text)) <= Counter(_letters(said(made)))


def _letters(text: str) -> str:
    """The letters of a text, however they are joined or composed."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c)[0] in "LN")


SETTABLE = st.one_of(
    st.text(),
    st.text(st.sampled_from("#$@<>[](){}\\\"'`*_=-+/~^&|;:,.!? \n\tabc019éß")),
    st.text(st.characters(min_codepoint=0x05D0, max_codepoint=0x06FF)),
)


@settings(max_examples=40, deadline=None)
@given(SETTABLE)
@example("#")
@example("\\")
@example("\u00ad")
@example('"')
@example("\u202e\u2066")
@example("e\u0301\u0301\u0301 \u05b0 \u200d \ufe0f")
@example("\x00\ud800\uffff\U0010ffff")
@example("ffi fl ﬁ")
def test_any_text_in_any_place_can_be_typeset_and_comes_out_as_text(text: str) -> None:
    shown = said(pdf(replace(document_of(text), title=f"T {text}", subtitle=text, publisher=text)))
    wanted, found = Counter(_letters(printable(text))), Counter(_letters(shown))
    assert {letter for letter in wanted if found[letter] < wanted[letter]} == set()


def test_a_chart_may_name_what_the_fonts_cannot_set() -> None:
    values = (Number(3, "a return"), Number(5, "a return"))
    chart = Chart("bar", "中", "文", "x", "y", ("中", "文"), (Series("李", values),))
    document = Document("T", "", date(2023, 9, 30), (Section("H", "h", (chart,)),))
    assert said(pdf(document)).count("[?]") >= 4


def test_a_table_over_many_pages_repeats_its_headings_figures_and_all() -> None:
    wards = [count(place, by={"ward": f"Ward {place}"}) for place in range(150)]
    columns = (Column(("Share ", FigureRef(CONVERTED))), Column("Children", True))
    rows = tuple((f"Ward {place}", FigureRef(ward)) for place, ward in enumerate(wards))
    table = Table("Every ward", columns, rows, totals=("All", FigureRef(RECEIVED)))
    section = Section(("Of ", FigureRef(RECEIVED), " contacts"), "h", (table,))
    read = opened(pdf(Document("T", "", date(2023, 9, 30), (section,))))
    pages = [page.extract_text() for page in read.pages]
    assert "Of 13,490 contacts" in pages[0], "in the contents"
    assert sum("Share 32.5%" in text for text in pages) >= 3


def test_no_joiner_hides_in_a_number_that_a_reader_may_search_for(made: bytes) -> None:
    assert "\u2060" not in said(made)


def test_a_link_to_a_section_that_is_not_there_is_refused() -> None:
    with pytest.raises(NotPrintable, match="nowhere"):
        pdf(written(Link("there", "#nowhere")))


def test_a_document_without_sections_is_still_a_document() -> None:
    assert len(opened(pdf(Document("Only a title", "", date(2023, 9, 30), ()))).pages) == 1

"""The HTML is the accessible master: well-ordered, escaped, fit for a strict content policy, always the same."""

import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from django.utils.safestring import SafeString
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sightline.documents.figure_notes import HEADING
from sightline.documents.markup import NotAllowed, clean, element, joined
from sightline.documents.model import Document, FigureRef, Paragraph, Section
from sightline.documents.render_html import fragment, page, stylesheet
from sightline.documents.tests.documents_of_text import PLACES, document_of
from sightline.documents.tests.example import CONVERTED, RECEIVED, report
from sightline.indicators.figures import Figure

VOID = {"meta", "link"}
MARKED = "ħøstile <script>alert('1')</script> \"quoted\" & &amp; ]]> <!-- -->"


class Reader(HTMLParser):
    """Reads a page back: elements with their attributes, texts, and whether every element is closed in turn."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self._open: list[str] = []
        self.feed(source)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    @property
    def text(self) -> str:
        return "".join(self.texts)

    def named(self, *tags: str) -> list[dict[str, str]]:
        return [attributes for tag, attributes in self.elements if tag in tags]

    def of_class(self, name: str) -> list[dict[str, str]]:
        return [attributes for _, attributes in self.elements if name in attributes.get("class", "").split()]


def list_url(figure: Figure) -> str:
    return f"lists/{figure.catalogue.lower()}?period={figure.period}&snapshot={figure.snapshot}"


@pytest.fixture(scope="module")
def source() -> str:
    return page(report(), list_url=list_url)


@pytest.fixture(scope="module")
def read(source: str) -> Reader:
    return Reader(source)


def test_there_is_one_h1_and_no_heading_skips_a_level(read: Reader) -> None:
    levels = [int(tag[1]) for tag, _ in read.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_nothing_is_written_that_a_strict_content_policy_blocks(read: Reader) -> None:
    assert not read.named("style", "script", "iframe", "object", "embed", "base")
    for _, attributes in read.elements:
        assert not [name for name in attributes if name == "style" or name.startswith("on")]
        assert not attributes.get("href", "").lower().startswith(("javascript:", "data:"))


def test_ids_are_unique_and_every_link_within_the_page_leads_somewhere(read: Reader) -> None:
    ids = [attributes["id"] for _, attributes in read.elements if "id" in attributes]
    assert [ident for ident, times in Counter(ids).items() if times > 1] == []
    within = {link["href"][1:] for link in read.named("a") if link["href"].startswith("#")}
    assert within
    assert within <= set(ids)
    described = " ".join(attributes.get("aria-labelledby", "") for _, attributes in read.elements).split()
    assert set(described) <= set(ids)


def test_the_page_says_its_language_title_and_stylesheet(read: Reader) -> None:
    [html] = read.named("html")
    assert (html["lang"], html["dir"]) == ("en-GB", "ltr")
    assert [link["href"] for link in read.named("link")] == ["document.css"]
    assert "Annual report of the partnership 2022-23 – Sightline" in read.texts
    assert read.named("main") == [{"class": "govuk-main-wrapper", "id": "main-content"}]


def test_a_document_in_a_script_from_right_to_left_says_so() -> None:
    [html] = Reader(page(replace(document_of("x"), language="ur"))).named("html")
    assert (html["lang"], html["dir"]) == ("ur", "rtl")


def test_every_table_has_a_caption_and_headings_with_a_scope(read: Reader, source: str) -> None:
    assert len(read.named("table")) == len(read.named("caption")) == 5
    assert all(heading["scope"] in {"col", "row", "colgroup"} for heading in read.named("th"))
    for table in re.findall(r"<table.*?</table>", source, re.DOTALL):
        assert re.search(r'<tbody[^>]*><tr[^>]*><th[^>]*scope="row"', table)
    assert [heading["colspan"] for heading in read.named("th") if heading["scope"] == "colgroup"] == ["4"]


def test_every_chart_stands_in_a_figure_with_a_caption_and_its_numbers(source: str) -> None:
    figures = re.findall(r"<figure.*?</figure>", source, re.DOTALL)
    assert len(figures) == 3
    for figure in figures:
        assert figure.count("<figcaption") == 1
        assert figure.count('role="img"') == 2, "one drawing for wide pages, one for narrow ones"
        assert "<details" in figure
        assert "<table" in figure


def test_a_wide_table_can_be_scrolled_by_keyboard_and_has_a_name(read: Reader) -> None:
    wide = read.of_class("document-scroll")
    assert wide
    assert all(box["tabindex"] == "0" and box["role"] == "region" and box["aria-labelledby"] for box in wide)


def test_the_cells_of_a_matrix_are_shaded_by_class(read: Reader) -> None:
    assert len(read.of_class("document-shade-5")) == 1
    assert len(read.of_class("document-outlined")) == 4


def test_every_figure_in_the_text_links_to_its_note_and_the_note_links_back(read: Reader) -> None:
    uses = read.of_class("document-figure")
    assert len(uses) > 60
    notes = {note["id"] for note in read.of_class("document-figure-note")}
    assert {use["href"][1:] for use in uses} == notes
    links = {link["href"] for link in read.named("a")}
    assert {f"#{use['id']}" for use in uses} <= links
    assert HEADING in read.texts


def test_a_note_links_the_list_behind_its_figure(read: Reader) -> None:
    addresses = {link["href"] for link in read.named("a")}
    assert "lists/fd-05?period=2022-23&snapshot=2023-04-12-01" in addresses


def test_addresses_stand_under_the_base_address() -> None:
    read = Reader(page(document_of("x"), list_url=list_url, base_url="https://sightline.example/"))
    behind = [link["href"] for link in read.named("a") if "lists/" in link["href"]]
    assert behind
    assert all(address.startswith("https://sightline.example/lists/") for address in behind)


def test_without_addresses_no_list_is_linked() -> None:
    assert "The list behind it" not in page(document_of("x"))


def test_a_suppressed_figure_s_number_is_nowhere_in_the_page() -> None:
    hidden = replace(CONVERTED, numerator=7654321, suppressed=True)
    document = replace(report(), sections=(Section("S", "s", (Paragraph(FigureRef(hidden)),)),), figures=())
    source = page(document)
    assert "suppressed" in source
    assert "7,654,321" not in source
    assert "7654321" not in source
    assert "32.5" not in source


def test_the_same_document_gives_the_same_page(source: str) -> None:
    assert page(report(), list_url=list_url) == source


def test_a_fragment_stands_in_a_page_of_the_service_under_its_headings() -> None:
    inside = fragment(report(), heading_level=2)
    assert isinstance(inside, SafeString)
    levels = [int(tag[1]) for tag, _ in Reader(inside).elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[:2] == [2, 3]
    assert 1 not in levels
    assert not Reader(inside).named("html", "head", "body", "main", "link")


@pytest.mark.parametrize("depth", [8])
def test_headings_go_no_deeper_than_html_does(depth: int) -> None:
    section = Section("deepest", "deepest")
    for level in range(depth):
        section = Section(f"Level {level}", f"level-{level}", sections=(section,))
    source = fragment(Document("T", "", report().date, (section,)))
    assert "<h6" in source
    assert "<h7" not in source


def test_hostile_text_is_shown_as_text_in_every_place() -> None:
    read = Reader(page(document_of(MARKED)))
    assert read.text.count(MARKED) >= PLACES
    assert not read.named("script")


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1))
@example("<script>alert(1)</script>")
@example("\"><img src=x onerror='x'>")
@example("&lt;b&gt; &amp;amp;")
@example("\x00\x1b\ud800\uffff")
def test_whatever_stands_in_the_document_stands_in_the_page(text: str) -> None:
    marked = f"§{text}§"
    source = page(document_of(marked))
    source.encode()
    read = Reader(source)
    # a page's line breaks are all written \n (HTML, 13.2.3.5)
    shown = clean(marked).replace("\r\n", "\n").replace("\r", "\n")
    assert read.text.count(shown) >= PLACES
    assert Counter(tag for tag, _ in read.elements) == Counter(
        tag for tag, _ in Reader(page(document_of("x"))).elements
    )


def test_an_element_escapes_its_children_and_attributes() -> None:
    assert element("p", "<b>", class_='a"b', aria_label="") == '<p class="a&quot;b">&lt;b&gt;</p>'
    assert element("p", element("b", "x"), "&") == "<p><b>x</b>&amp;</p>"
    assert joined("<", element("i")) == "&lt;<i></i>"


@pytest.mark.parametrize(
    ("name", "attributes"), [("script", {}), ("style", {}), ("p", {"style": "x"}), ("p", {"onclick": "x"})]
)
def test_an_element_that_the_policy_blocks_cannot_be_written(name: str, attributes: dict[str, str]) -> None:
    with pytest.raises(NotAllowed):
        element(name, **attributes)


def test_every_class_of_a_document_is_styled(read: Reader) -> None:
    css = stylesheet().decode()
    assert "http" not in css
    used = {name for _, attributes in read.elements for name in attributes.get("class", "").split()}
    assert {name for name in used if name.startswith("document-") and f".{name}" not in css} == set()


def test_a_figure_is_printed_the_same_in_text_and_note() -> None:
    source = fragment(replace(report(), sections=(Section("S", "s", (Paragraph(FigureRef(RECEIVED)),)),)))
    assert source.count(">13,490<") == 2

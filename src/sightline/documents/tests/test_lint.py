"""Every number in prose is bound to a figure, or marked as no measurement; the rest is a finding."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.documents.lint import Finding, findings, typed_numbers
from sightline.documents.model import (
    Block,
    BulletList,
    Callout,
    Column,
    DescribedFigure,
    Document,
    Emphasis,
    FigureRef,
    KeyFigure,
    KeyFigures,
    Link,
    Number,
    Paragraph,
    Plain,
    Section,
    Table,
    Words,
)
from sightline.documents.tests.example import RECEIVED, bar_chart, count, report


def written(*blocks: Block, heading: Words = "Heading") -> Document:
    section = Section(heading, "here", blocks)
    return Document("Title 2022-23", "", date(2023, 9, 30), (section,), (DescribedFigure(RECEIVED, "C", "All."),))


def codes(document: Document) -> list[tuple[str, str]]:
    return [(finding.code, finding.text) for finding in findings(document)]


def test_the_example_report_has_no_findings() -> None:
    assert findings(report()) == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("We received 13,490 contacts.", ["13,490"]),
        ("A third, 33%, in 2022-23", ["33%", "2022-23"]),
        ("Between 1.5 and 2½", ["1.5", "2½"]),
        ("٣ أطفال", ["٣"]),
        ("x² and Ⅳ", ["²", "Ⅳ"]),
        ("Nothing - typed, here. 100 %", ["100"]),
        ("none", []),
        ("", []),
    ],
)
def test_typed_numbers_are_found_in_any_script(text: str, numbers: list[str]) -> None:
    assert typed_numbers(text) == numbers


@given(st.text(alphabet=st.characters(categories=["L", "M", "Z", "S", "P"])))
def test_a_text_without_numerals_has_no_typed_number(text: str) -> None:
    assert typed_numbers(text) == []


@given(st.text(), st.characters(categories=["Nd", "Nl", "No"]), st.text())
def test_a_numeral_anywhere_is_found(before: str, numeral: str, after: str) -> None:
    assert any(numeral in found for found in typed_numbers(before + numeral + after))


@pytest.mark.parametrize(
    "block",
    [
        Paragraph("about 7 children"),
        Paragraph(("about ", Emphasis("7"))),
        Paragraph(Link("all 7", "https://example.org")),
        BulletList(("one", "7")),
        Callout("finding", "7 children", (Paragraph("x"),)),
        Callout("note", "x", (BulletList(("7",)),)),
        KeyFigures((KeyFigure(FigureRef(RECEIVED), "contacts", "up by 7"),)),
        Table("7 children", (Column("a"), Column("b")), (("x", "y"),)),
        Table("c", (Column("a"), Column("b")), (("x", "7"),)),
        Table("c", (Column("a"), Column("b")), (("x", "y"),), note="7"),
        replace(bar_chart(), alt="Seven is 7"),
        replace(bar_chart(), note="7"),
    ],
)
def test_a_number_typed_in_any_block_is_a_finding(block: Block) -> None:
    found = [finding for finding in findings(written(block)) if finding.code == "typed-number"]
    assert len(found) == 1
    assert "7" in found[0].text
    assert found[0].anchor == "here"


def test_a_number_typed_in_a_heading_or_in_the_notes_is_a_finding() -> None:
    assert ("typed-number", "7") in codes(written(Paragraph("x"), heading="The 7 partners"))
    in_notes = findings(replace(written(Paragraph("x")), notes=(Paragraph("9 days"),)))
    assert [(finding.code, finding.anchor, finding.text) for finding in in_notes] == [("typed-number", "", "9")]


def test_what_is_marked_plain_bound_or_a_label_is_no_finding() -> None:
    prose = Paragraph(("Under ", Plain("section 47"), " since ", Plain("1989"), ": ", FigureRef(RECEIVED)))
    labels = Table("c", (Column("Year"), Column("2022-23")), (("Level 2", FigureRef(RECEIVED)),))
    assert findings(written(prose, labels)) == []


def test_a_number_in_a_table_needs_a_source() -> None:
    columns = (Column("a"), Column("b"))
    table = Table("c", columns, (("x", Number(7, " ")), ("y", Number(8, "a return, first version"))))
    assert codes(written(table)) == [("number-without-source", "7")]


def test_a_figure_without_definition_or_unlike_its_description_is_a_finding() -> None:
    stranger = count(5, catalogue="XX-01")
    assert codes(written(Paragraph(FigureRef(stranger)))) == [("figure-without-definition", stranger.ref)]
    other = replace(RECEIVED, value=None, numerator=None)
    assert codes(written(Paragraph(FigureRef(other)))) == [("figure-differs", RECEIVED.ref)]


def test_a_form_that_cannot_be_printed_is_a_finding_not_a_failure() -> None:
    [finding] = findings(written(Paragraph(FigureRef(RECEIVED, "interval"))))
    assert (finding.code, finding.place) == ("nothing-to-print", "paragraph")


def test_links_to_nowhere_empty_sections_and_silent_charts_are_findings() -> None:
    nowhere = written(Paragraph(Link("there", "#gone")), Paragraph(Link("here", "#here")))
    assert codes(nowhere) == [("link-to-nowhere", "#gone")]
    assert codes(written()) == [("empty-section", "")]
    silent = [finding.code for finding in findings(written(replace(bar_chart(), alt=" ")))]
    assert "no-description" in silent


def test_characters_that_the_pdf_cannot_set_are_named() -> None:
    [finding] = findings(written(Paragraph("In Chinese: 中文")))
    assert isinstance(finding, Finding)
    assert (finding.code, finding.text) == ("no-glyph", "中文")

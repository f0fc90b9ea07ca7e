"""A document is refused where no renderer could print it truthfully."""

from datetime import date

import pytest

from sightline.documents.model import (
    Chart,
    Column,
    DescribedFigure,
    Document,
    Link,
    Matrix,
    NotSupplied,
    Number,
    Section,
    Series,
    Table,
    Words,
    is_address,
    nested,
)
from sightline.documents.printed import as_text
from sightline.documents.tests.example import RECEIVED, line_chart, report

DAY = date(2023, 9, 30)


@pytest.mark.parametrize(
    "href",
    [
        "https://www.gov.uk/guidance?a=1&b=2#top",
        "http://example.org",
        "mailto:front.door@example.org",
        "tel:01519220000",
        "lists/contacts?period=2022-23",
        "../figures.json",
        "/contacts",
        "#front-door",
    ],
)
def test_a_document_may_link_to_web_mail_telephone_and_its_own_neighbours(href: str) -> None:
    assert Link("there", href).href == href


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>",
        "vbscript:x",
        "file:///etc/passwd",
        "https://a b",
        "\\\\server\\share",
        "http://[broken",
        "",
    ],
)
def test_a_document_may_not_link_to_code_or_files(href: str) -> None:
    assert not is_address(href)
    with pytest.raises(ValueError, match="may link to"):
        Link("there", href)


@pytest.mark.parametrize("anchor", ["", "With Capitals", "figure-one", "use-1", "chart-1", "contents", "-a", "a--b"])
def test_an_anchor_is_lower_case_and_leaves_the_renderers_their_own(anchor: str) -> None:
    with pytest.raises(ValueError, match="Not an anchor"):
        Section("Heading", anchor)


@pytest.mark.parametrize("blank", ["", "  \n", "\u202e\u200b", "\x00", ()])
def test_a_title_heading_or_link_that_nobody_could_see_is_refused(blank: Words) -> None:
    with pytest.raises(ValueError, match="link"):
        Link(as_text(blank), "#here")
    with pytest.raises(ValueError, match="heading"):
        Section(blank, "here")
    with pytest.raises(ValueError, match="title"):
        Document(as_text(blank), "", DAY, ())


def test_two_sections_cannot_share_an_anchor_even_at_different_depths() -> None:
    inner = Section("Inner", "same")
    with pytest.raises(ValueError, match="share an anchor"):
        Document("T", "", DAY, (Section("Outer", "outer", sections=(inner,)), Section("Other", "same")))


def test_a_figure_is_described_once() -> None:
    twice = (DescribedFigure(RECEIVED, "One"), DescribedFigure(RECEIVED, "Two"))
    with pytest.raises(ValueError, match="described twice"):
        Document("T", "", DAY, (), figures=twice)


@pytest.mark.parametrize("language", ["english", "en_GB", 'en" onload="', ""])
def test_a_language_is_written_as_a_code(language: str) -> None:
    with pytest.raises(ValueError, match="language"):
        Document("T", "", DAY, (), language=language)


def test_a_row_or_totals_of_the_wrong_length_are_refused() -> None:
    columns = (Column("a"), Column("b"))
    with pytest.raises(ValueError, match="2 cells"):
        Table("T", columns, (("one",),))
    with pytest.raises(ValueError, match="2 cells"):
        Table("T", columns, (("one", "two"),), totals=("all",))


def test_a_matrix_needs_a_cell_for_every_pair_of_labels() -> None:
    with pytest.raises(ValueError, match="1 rows of 2"):
        Matrix("T", "r", "c", ("x",), ("y", "z"), ((NotSupplied(),),))


def test_a_chart_has_one_to_four_series_over_categories_named_once() -> None:
    one = (Number(1, "a return"),)
    five = tuple(Series(str(place), one) for place in range(5))
    for categories, series in ((("a",), ()), (("a",), five), ((), five[:1]), (("a", "b"), five[:1])):
        with pytest.raises(ValueError, match=r"chart|categories|series"):
            Chart("bar", "C", "alt", "x", "y", categories, series)
    with pytest.raises(ValueError, match="named once"):
        Chart("bar", "C", "alt", "x", "y", ("a", "a"), (Series("s", one * 2),))


def test_the_table_of_a_chart_holds_the_same_values_as_the_chart() -> None:
    chart = line_chart()
    assert [row[0] for row in chart.table.rows] == list(chart.categories)
    for place, series in enumerate(chart.series, start=1):
        assert tuple(row[place] for row in chart.table.rows) == series.values


def test_sections_are_read_outer_before_inner() -> None:
    anchors = [section.anchor for section in nested(report().sections)]
    assert anchors[1:5] == ["front-door", "who-makes-contact", "through-the-year", "levels-of-need"]

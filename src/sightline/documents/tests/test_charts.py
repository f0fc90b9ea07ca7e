"""Drawings are fit for a page: no style, no script, named for those who do not see, legible without colour."""

import re
from itertools import pairwise
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from sightline.documents.charts import PHONE, PRINT, SCREEN, Setting, drawing
from sightline.documents.charts.setting import (
    DASHES,
    FILLS,
    HATCHINGS,
    INKS_ON_FILLS,
    LINE_INKS,
    MARKS,
    Drawn,
    dressed,
)
from sightline.documents.model import Chart, FigureRef, Measure, NotSupplied, Number, Series
from sightline.documents.svg import NAMESPACE, NotDrawable, fit_for_a_page
from sightline.documents.tests.example import CONTACTS, FEW, bar_chart, line_chart, stacked_chart

HOSTILE = "</text><script>alert(\"1\")</script> & 'quotes' \x07"
ALL_SETTINGS = pytest.mark.parametrize("setting", [SCREEN, PHONE, PRINT], ids=["screen", "phone", "print"])
ALL_CHARTS = pytest.mark.parametrize("chart", [bar_chart(), line_chart(), stacked_chart()], ids=lambda c: c.kind)


def chart(kind: str, *series: Series, categories: tuple[str, ...] = ("One", "Two", "Three")) -> Chart:
    return Chart(kind, "Caption", "Description", "Category", "Children", categories, series)  # type: ignore[arg-type]


def series(name: str, *values: int | None) -> Series:
    measures: tuple[Measure, ...] = tuple(NotSupplied() if v is None else Number(v, "a return") for v in values)
    return Series(name, measures)


def elements(svg: str) -> list[Element]:
    return list(fromstring(svg).iter())


def tags(svg: str) -> set[str]:
    return {element.tag.removeprefix(f"{{{NAMESPACE}}}") for element in elements(svg)}


def texts(svg: str) -> list[str]:
    found = ("".join(element.itertext()) for element in elements(svg) if element.tag == f"{{{NAMESPACE}}}text")
    return [text for text in found if text]


@ALL_SETTINGS
@ALL_CHARTS
def test_a_drawing_holds_only_what_a_strict_page_may_carry(chart: Chart, setting: Setting) -> None:
    svg = drawing(chart, setting=setting, ident="chart-1")
    assert tags(svg) <= {"svg", "title", "desc", "defs", "pattern", "g", "path", "rect", "line", "text", "tspan"}
    for element in elements(svg):
        assert not {name for name in element.attrib if name in {"style", "class", "href"} or name.startswith("on")}


@ALL_CHARTS
def test_a_drawing_is_one_image_with_a_name_and_a_description(chart: Chart) -> None:
    root = fromstring(drawing(chart, setting=SCREEN, ident="chart-7"))
    title, description = list(root)[:2]
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "chart-7-title chart-7-description"
    assert (title.get("id"), description.get("id")) == ("chart-7-title", "chart-7-description")
    assert title.text
    assert description.text
    inside = [element for element in root.iter() if element is not root]
    assert not [element for element in inside if element.get("role") or element.get("aria-label")]


@ALL_CHARTS
def test_ids_are_the_drawing_s_own_and_every_reference_is_met(chart: Chart) -> None:
    svg = drawing(chart, setting=SCREEN, ident="chart-2")
    ids = [element.get("id", "") for element in elements(svg) if element.get("id")]
    assert len(ids) == len(set(ids))
    assert all(ident.startswith("chart-2-") for ident in ids)
    assert set(re.findall(r"url\(#([^)]+)\)", svg)) <= set(ids)


@ALL_SETTINGS
@ALL_CHARTS
def test_the_same_chart_is_drawn_alike_twice(chart: Chart, setting: Setting) -> None:
    assert drawing(chart, setting=setting, ident="a") == drawing(chart, setting=setting, ident="a")


@ALL_SETTINGS
def test_a_drawing_is_as_wide_as_its_place(setting: Setting) -> None:
    for one in (bar_chart(), line_chart(), stacked_chart()):
        width = float(fromstring(drawing(one, setting=setting, ident="a")).get("width", "0"))
        assert abs(width - setting.width) <= 1


def test_every_bar_carries_its_value() -> None:
    assert {"4,587", "2,833", "404", "Police"} <= set(texts(drawing(bar_chart(), setting=SCREEN, ident="a")))


def test_a_long_name_is_broken_into_lines_and_nothing_is_cut() -> None:
    svg = drawing(bar_chart(), setting=PHONE, ident="a")
    assert "…" not in svg
    assert any("".join(text.split()) == "Membersofthepublicandfamilymembers" for text in texts(svg))


def test_two_lines_differ_in_dash_and_mark_and_carry_their_names() -> None:
    svg = drawing(line_chart(), setting=SCREEN, ident="a")
    dashes = {element.get("stroke-dasharray") for element in elements(svg) if element.get("stroke-dasharray")}
    assert len(dashes) >= 2
    assert {"Contacts", "Referrals", "Apr", "Mar"} <= set(texts(svg))
    assert len({tuple(dash) for dash in DASHES}) == len(set(MARKS)) == len(set(LINE_INKS)) == 4


def test_pieces_of_a_bar_are_hatched_apart() -> None:
    svg = drawing(stacked_chart(), setting=SCREEN, ident="a")
    fills = {element.get("fill", "") for element in elements(svg)}
    assert {"url(#a-hatching-1)", "url(#a-hatching-2)", FILLS[0]} <= fills


@pytest.mark.parametrize("kind", ["bar", "stacked"])
def test_a_missing_value_is_said_in_words_not_drawn_as_nought(kind: str) -> None:
    shown = texts(drawing(chart(kind, series("Boys", 3, None, 5)), setting=SCREEN, ident="a"))
    assert any("not supplied" in text for text in shown)
    assert "0" not in shown


def test_a_suppressed_value_is_said_in_words() -> None:
    hidden = Chart("bar", "C", "D", "x", "y", ("Abroad",), (Series("s", (FigureRef(FEW),)),))
    assert "suppressed" in texts(drawing(hidden, setting=SCREEN, ident="a"))


def test_a_line_breaks_where_a_value_is_missing() -> None:
    whole = drawing(chart("line", series("s", 5, 6, 7)), setting=SCREEN, ident="a")
    broken = drawing(chart("line", series("s", 5, None, 7)), setting=SCREEN, ident="a")
    lines = [element.get("d", "") for element in elements(broken) if element.get("stroke") == LINE_INKS[0]]
    assert lines
    assert not any("L" in line for line in lines), "no stroke joins the points on either side of the gap"
    assert any("L" in element.get("d", "") for element in elements(whole) if element.get("stroke") == LINE_INKS[0])


def test_names_that_print_alike_stay_two_categories() -> None:
    two = chart("bar", series("s", 3, 5), categories=("中", "文"))
    shown = texts(drawing(two, setting=PRINT, ident="a"))
    assert shown == ["[?]", "[?]", "3", "5"]


@ALL_SETTINGS
@pytest.mark.parametrize("kind", ["bar", "stacked", "line"])
def test_a_chart_without_any_value_can_still_be_drawn(kind: str, setting: Setting) -> None:
    assert "<svg" in drawing(chart(kind, series("s", None, None, None)), setting=setting, ident="a")


@pytest.mark.parametrize("kind", ["bar", "stacked", "line"])
def test_four_series_with_hostile_names_are_drawn_as_text(kind: str) -> None:
    names = [f"{HOSTILE} {place}" for place in range(4)]
    four = chart(kind, *(series(name, 5, 6, 7) for name in names), categories=(HOSTILE, "b", "c"))
    svg = drawing(four, setting=SCREEN, ident="a")
    assert "script" not in tags(svg)
    assert 'alert("1")' in "".join("".join(texts(svg)).split("\n"))
    assert "\x07" not in svg


def test_a_negative_bar_is_drawn_and_a_negative_piece_is_refused() -> None:
    assert "−5" in texts(drawing(chart("bar", series("s", -5, 8, 1)), setting=SCREEN, ident="a"))
    with pytest.raises(NotDrawable, match="less than nought"):
        drawing(chart("stacked", series("s", -5, 8, 1)), setting=SCREEN, ident="a")


def test_months_stand_in_the_order_given() -> None:
    shown = texts(drawing(line_chart(), setting=SCREEN, ident="a"))
    months = [text for text in shown if text in line_chart().categories]
    assert months == list(line_chart().categories)
    assert len(CONTACTS) == len(months)


@pytest.mark.parametrize("bad", ["<script>1</script>", "<style>*{}</style>", '<image href="x"/>', "<foreignObject/>"])
def test_an_element_that_no_page_may_carry_is_refused(bad: str) -> None:
    with pytest.raises(NotDrawable):
        fit_for_a_page(f'<svg xmlns="{NAMESPACE}">{bad}</svg>', ident="a", title="t", description="d", hatchings={})


def test_styles_become_attributes_and_unknown_attributes_go() -> None:
    raw = (
        f'<svg xmlns="{NAMESPACE}"><g onclick="x()" style="fill: #123456; behavior: url(x)">'
        '<path d="M1.23456,2"/><path d="" fill="red"/><text opacity="0">no</text></g></svg>'
    )
    svg = fit_for_a_page(raw, ident="a", title="t", description="d", hatchings={})
    assert '<g fill="#123456"><path d="M1.23,2" /></g>' in svg


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio, WCAG 2.2."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_colours_stand_out_from_the_page_and_letters_from_colours() -> None:
    assert all(contrast(fill, "#ffffff") >= 3 for fill in FILLS)
    assert all(contrast(ink, "#ffffff") >= 4.5 for ink in LINE_INKS)
    assert all(contrast(ink, fill) >= 4.5 for ink, fill in zip(INKS_ON_FILLS, FILLS, strict=True))
    assert all(contrast(one, other) >= 1.9 for one, other in pairwise(FILLS))
    assert set(HATCHINGS) == set(FILLS[1:])


def test_the_drawing_library_is_asked_for_the_shipped_face_only() -> None:
    from sightline.documents.charts.bars import bars

    drawn: Drawn = dressed(bars(bar_chart(), PRINT), PRINT)
    assert drawn.to_dict()["config"]["font"] == "Source Sans Pro"
    faces = set(re.findall(r'font-family="([^"]+)"', drawing(bar_chart(), setting=PRINT, ident="a")))
    assert faces == {"Source Sans Pro"}

"""What the shipped fonts cannot set is replaced before the typesetter refuses the document."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.documents.glyphs import REPLACEMENT, coverage, printable, unprintable


@pytest.mark.parametrize(
    "text",
    [
        "Plain English, with “quotes” – dashes… and £, €, §, ½, →, ✓",
        "Zażółć gęślą jaźń",
        "Șaizeci și șapte",
        "Ελληνικά и русский",
        "Tiếng Việt",
        "שלום עולם",
        "السلام عليكم، گھر، چای",
        "two\nlines",
    ],
)
def test_the_languages_of_the_area_s_families_can_be_set(text: str) -> None:
    assert printable(text) == text
    assert unprintable(text) == ()


@pytest.mark.parametrize(
    ("text", "shown", "named"),
    [
        ("李 smiled", f"{REPLACEMENT} smiled", ("李",)),
        ("ok 😀😀", f"ok {REPLACEMENT}{REPLACEMENT}", ("😀",)),
        ("private \ue000", f"private {REPLACEMENT}", ("\ue000",)),
        ("a\x00b\x1bc\x7f", "abc", ()),
        ("tab\tand\r\nreturn", "tab and\nreturn", ()),
        ("e\u0301", "é", ()),
        ("turn\u202eed", "turned", ()),
        ("\ud800", "", ()),
        ("soft\u00adly", "softly", ()),
    ],
)
def test_what_cannot_be_set_is_replaced_and_named(text: str, shown: str, named: tuple[str, ...]) -> None:
    assert printable(text) == shown
    assert unprintable(text) == named


def test_a_mark_goes_with_its_letter() -> None:
    assert printable("b\u05b0") == REPLACEMENT, "no one font has a Latin letter and a Hebrew point"
    assert printable("\u05d1\u05b0") == "\u05d1\u05b0"


def test_each_face_covers_its_own_script() -> None:
    latin, arabic, hebrew = coverage()
    assert set(map(ord, "Aaé£")) <= latin
    assert {0x0627, 0x0644, 0x06BE} <= arabic
    assert {0x05D0, 0x05EA} <= hebrew
    assert 0x4E00 not in latin | arabic | hebrew


@given(st.text(st.characters(exclude_categories=[])))
def test_printable_text_is_printable_as_it_is(text: str) -> None:
    assert printable(printable(text)) == printable(text)
    assert unprintable(printable(text)) == ()

"""A value is understood where every word of it is known, and refused where one is strange."""

import pytest

from sightline.intake.wording import Wording, wording, words_of

TABLE = """kind,code,values
whole,9,who knows
phrase,3C,school nurse
phrase,2A,school|schools
phrase,3,health services
phrase,1A,father
ignored,,b|and|the
"""


@pytest.fixture
def words(tmp_path) -> Wording:
    (tmp_path / "table.csv").write_text(TABLE, encoding="utf-8")
    return wording(tmp_path / "table.csv")


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("School", "2A"),
        ("b) SCHOOLS", "2A"),
        ("Health Services – School Nurse", "3C"),
        ("School & Father", "2A"),
        ("Who knows?", "9"),
        ("the school who knows", None),
        ("Schoool", None),
        ("School of dolphins", None),
        ("and the", None),
        ("", None),
    ],
)
def test_the_phrase_that_stands_highest_decides(words, value, code):
    assert words.code(value) == code


def test_apostrophes_and_signs_make_no_difference():
    assert words_of("Children’s  Centre/A&E (+1)") == ("childrens", "centre", "a", "and", "e", "and", "1")


def test_a_value_that_stands_in_the_table_twice_is_found_out(tmp_path):
    (tmp_path / "table.csv").write_text(TABLE + "phrase,7,school\n", encoding="utf-8")
    with pytest.raises(ValueError, match="“school” stands in the table twice"):
        wording(tmp_path / "table.csv")

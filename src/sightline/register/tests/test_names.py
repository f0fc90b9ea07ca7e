"""How names are kept, and how they are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sightline.register.names import searchable, tidy


@pytest.mark.parametrize(
    ("name", "compared"),
    [
        ("O'Brien", "obrien"),
        ("O’Brien", "obrien"),
        ("Smith-Jones", "smith jones"),
        ("Zoë", "zoe"),
        ("Łukasz Wójcik", "lukasz wojcik"),
        ("Straße", "strasse"),
        ("İpek Işık", "ipek isik"),
        ("Søren Đặng", "soren dang"),
        ("محمّد", "محمد"),
        ("Ольга Ёлкина", "ольга елкина"),
        ("王小明", "王小明"),
        ("  Mary\tAnn ", "mary ann"),
        ("‮eniL", "enil"),
    ],
)
def test_a_name_is_compared_without_what_people_type_differently(name, compared):
    assert searchable(name) == compared


@given(some.text())
def test_what_is_kept_shows_all_that_it_holds(name):
    kept = tidy(name)
    assert kept == tidy(kept)
    assert not set(kept) & set("\0\n\t‮‏​")
    assert kept == kept.strip()


@given(some.text(), some.text())
def test_comparing_is_stable_and_knows_no_case(one, other):
    compared = searchable(one, other)
    assert searchable(compared) == compared
    assert all(letter.isalnum() or letter == " " for letter in compared)
    assert searchable(tidy(one)) == searchable(one)

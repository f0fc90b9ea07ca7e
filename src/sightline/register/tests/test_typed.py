"""What was typed is read as names, a date, numbers and a postcode, in any order."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sightline.register.typed import described, read

TODAY = date(2023, 4, 12)
BORN = date(2015, 6, 12)


@pytest.mark.parametrize(
    "typed",
    [
        "12/06/2015",
        "12.6.15",
        "12-06-2015",
        "2015-06-12",
        "12 June 2015",
        "12th of June 2015",
        "June 12, 2015",
        "12 06 2015",
        "12062015",
        "١٢/٠٦/٢٠١٥",
    ],
)
def test_a_date_is_read_however_it_is_written(typed):
    found = read(f"Wren {typed} Appletree", on=TODAY)
    assert (found.born_on, found.swapped) == (BORN, date(2015, 12, 6))
    assert found.words == ("wren", "appletree")


def test_a_date_brings_those_that_a_slip_of_the_finger_makes_of_it():
    near = read("12/06/2015", on=TODAY).near
    assert {date(2015, 6, 13), date(2015, 6, 22), date(2005, 6, 12), date(2015, 6, 21)} <= set(near)
    assert BORN not in near


def test_a_date_the_american_way_round_is_the_swapped_one():
    found = read("06/25/2015", on=TODAY)
    assert (found.born_on, found.swapped) == (None, date(2015, 6, 25))


def test_a_date_that_never_was_is_named_and_left_out():
    found = read("Wren 31/02/2015", on=TODAY)
    assert found.words == ("wren",)
    assert "31/02/2015 is not a real date" in found.notes[0]


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("943 476 5919", ("9434765919",)),
        ("943-476-5919", ("943-476-5919", "9434765919")),
        ("943476", ("943476",)),
        ("a207000016049", ("A207000016049",)),
        ("ICS/12345", ("ICS/12345",)),
        ("300 0123", ("3000123", "0123")),
    ],
)
def test_a_number_or_a_part_of_it_is_read_without_its_spaces(typed, parts):
    assert read(typed, on=TODAY).parts == parts


@pytest.mark.parametrize(
    ("typed", "postcode"), [("pr8 1da", "PR8 1DA"), ("PR81DA", "PR8 1DA"), ("PR8", "PR8 "), ("PR8 1", "PR8 1")]
)
def test_a_postcode_is_read_whole_or_in_part(typed, postcode):
    assert read(f"Appletree {typed}", on=TODAY).postcode == postcode


def test_a_year_beside_a_name_is_a_year_of_birth_and_alone_a_number():
    assert read("Wren 2015", on=TODAY).year == 2015
    assert read("2015", on=TODAY).parts == ("2015",)


def test_unborn_is_no_name():
    found = read("Unborn Appletree", on=TODAY)
    assert (found.unborn, found.words) == (True, ("appletree",))


@given(some.text(max_size=300))
def test_whatever_is_typed_is_read(text):
    found = read(text, on=TODAY)
    assert all(word and " " not in word and len(word) <= 80 for word in found.words)
    assert all(len(part) >= 3 for part in found.parts)


@given(some.dates(date(1998, 1, 1), date(2023, 4, 12)))
def test_each_slip_is_undone_by_another(born_on):
    for near in described(on=TODAY, born_on=born_on).near:
        assert born_on in described(on=TODAY, born_on=near).near

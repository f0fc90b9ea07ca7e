"""Spellings that are the same fact, and values that are none."""

from datetime import date

import pytest

from sightline.linkage.normalising import compared, compared_address, compared_postcode, name_words, searchable
from sightline.linkage.numbers import valid_nhs_number, valid_upn
from sightline.linkage.tests.people import health, nhs_number, upn

TEXTS = [("Zoë", "zoe"), ("O’LINNET", "olinnet"), ("Mary-Kate", "mary kate"), ("Łabędź", "labedz"), (None, "")]
NO_NAMES = ["Baby", "Baby Girl", "UNBORN", "Unborn baby", "Twin 1", "Not known", "n/k", "", "  ", None, "?"]
ADDRESSES = [
    ("14 Samphire Rd", "14 samphire road"),
    ("14, SAMPHIRE ROAD, Bootle", "14 samphire road"),
    ("Flat 2, 14 Samphire Road, Bootle", "flat 2 14 samphire road"),
    ("The Old Net House, Crosby", "the old net house"),
    (" , ", None),
    (None, None),
]
POSTCODES = [("l21 8nb", "L218NB"), ("PR9  0AA", "PR90AA"), ("ZZ99 3VZ", None), ("L21", None), ("", None), (None, None)]


@pytest.mark.parametrize(("typed", "expected"), TEXTS)
def test_signs_accents_and_case_make_no_difference(typed, expected):
    assert searchable(typed) == expected


@pytest.mark.parametrize("typed", NO_NAMES)
def test_a_word_that_says_the_name_is_not_known_is_no_name(typed):
    assert name_words(typed) == ()


def test_a_name_that_holds_such_a_word_stays_a_name():
    assert name_words("Boy George") == ("boy", "george")


@pytest.mark.parametrize(("typed", "expected"), ADDRESSES)
def test_an_address_is_compared_as_far_as_its_street(typed, expected):
    assert compared_address(typed) == expected


@pytest.mark.parametrize(("typed", "expected"), POSTCODES)
def test_a_postcode_is_compared_only_when_it_can_be_one(typed, expected):
    assert compared_postcode(typed) == expected


def test_a_valid_nhs_number_is_read_with_spaces_and_without():
    number = nhs_number(1)
    assert valid_nhs_number(f"{number[:3]} {number[3:6]}-{number[6:]}") == number


@pytest.mark.parametrize("typed", ["9999999999", "0000000000", "1111111111", "1234567881", "943476591", "94347659199"])
def test_a_stand_in_is_no_nhs_number(typed):
    assert valid_nhs_number(typed) is None


def test_every_other_last_digit_makes_an_nhs_number_invalid():
    number = nhs_number(1)
    others = [number[:9] + digit for digit in "0123456789" if digit != number[9]]
    assert [valid_nhs_number(other) for other in others] == [None] * 9


def test_a_pupil_number_needs_its_letter():
    right = upn(1)
    assert valid_upn(right.lower()) == right
    assert [valid_upn(letter + right[1:]) for letter in "ABCDEFGHJKLMNPQRTUVWXYZ"].count(None) == 22


@pytest.mark.parametrize("born_on", [date(1900, 1, 1), date(1899, 12, 30), date(1970, 1, 1)])
def test_a_date_that_a_system_writes_for_none_is_none(born_on):
    assert compared(health(born_on=born_on))["born"] is None


def test_a_born_child_is_compared_by_birth_and_no_longer_by_the_expected_date():
    assert compared(health(expected_on=date(2014, 9, 20)))["expected"] is None

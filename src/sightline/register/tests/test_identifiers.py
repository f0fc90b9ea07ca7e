"""Unique pupil numbers. The right one below is the example of python-stdnum's documentation."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sightline.register.identifiers import upn_check_letter, why_not_a_upn


def test_a_number_checked_by_others_is_right():
    assert upn_check_letter("801200005001") == "B"
    assert why_not_a_upn("B801200005001") is None


def test_a_temporary_number_ends_in_a_letter_that_counts_as_its_place():
    assert upn_check_letter("80120000500A") == upn_check_letter("801200005000")
    assert upn_check_letter("80120000500B") == upn_check_letter("801200005001")


@pytest.mark.parametrize(
    ("upn", "why"),
    [
        ("B207000016049", "first letter"),
        ("Q20700001604", "13 characters"),
        ("I207000016049", "I, O and S"),
        ("Q2070000160S9", "letter and 12 digits"),
        ("Q20700001604O", "letter and 12 digits"),
        ("", "13 characters"),
        ("Q٢٠٧٠٠٠٠١٦٠٤٩", "13 characters"),
    ],
)
def test_what_is_wrong_is_said_without_repeating_the_number(upn, why):
    said = why_not_a_upn(upn)
    assert why in said
    assert not upn or upn not in said


@given(some.from_regex(r"[0-9]{11}[0-9ABCDEFGH]", fullmatch=True), some.integers(0, 10), some.integers(1, 9))
def test_one_wrong_digit_never_passes(last_twelve, place, more):
    upn = upn_check_letter(last_twelve) + last_twelve
    assert why_not_a_upn(upn) is None
    wrong = str((int(last_twelve[place]) + more) % 10)
    assert why_not_a_upn(upn[0] + last_twelve[:place] + wrong + last_twelve[place + 1 :]) is not None

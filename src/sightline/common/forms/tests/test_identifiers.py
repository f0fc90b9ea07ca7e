import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sightline.common.forms.identifiers import (
    is_nhs_number,
    nhs_check_digit,
    normal_postcode,
    postcode_is_whole,
    why_not_an_nhs_number,
)

NINE_DIGITS = st.text(alphabet="0123456789", min_size=9, max_size=9)


@pytest.mark.parametrize("number", ["9434765919", "4010232137", "9990000018", "9876543210"])
def test_a_published_example_number_is_accepted(number: str) -> None:
    assert is_nhs_number(number)
    assert why_not_an_nhs_number(number) is None


@pytest.mark.parametrize("number", ["9434765918", "0000000000", "94347659", "94347659190", "943476591x", ""])
def test_what_is_no_nhs_number_is_refused(number: str) -> None:
    assert not is_nhs_number(number)


@given(NINE_DIGITS)
def test_at_most_one_tenth_digit_belongs_to_nine(nine: str) -> None:
    fitting = [digit for digit in "0123456789" if is_nhs_number(nine + digit)]
    expected = nhs_check_digit(nine)
    assert fitting == ([] if expected is None or nine == "0" * 9 else [str(expected)])


@given(NINE_DIGITS, st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(nine: str, place: int, shift: int) -> None:
    check = nhs_check_digit(nine)
    assume(check is not None)
    number = f"{nine}{check}"
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    assert not is_nhs_number(wrong)


@given(NINE_DIGITS, st.integers(0, 8))
def test_two_neighbours_that_changed_places_are_always_noticed(nine: str, place: int) -> None:
    check = nhs_check_digit(nine)
    assume(check is not None)
    number = f"{nine}{check}"
    assume(number[place] != number[place + 1])
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert not is_nhs_number(swapped)


@pytest.mark.parametrize(
    ("digits", "words"),
    [
        ("943476591", "NHS number must have 10 digits: 1 digit is missing"),
        ("94347659", "NHS number must have 10 digits: 2 digits are missing"),
        ("94347659199", "NHS number must have 10 digits: 1 digit is too many"),
        ("943476591O", "NHS number must be 10 digits, like 943 476 5919, without letters or signs"),
    ],
)
def test_the_reason_says_what_is_wrong(digits: str, words: str) -> None:
    assert why_not_an_nhs_number(digits) == words


def test_the_reason_never_repeats_the_number() -> None:
    assert "9434765918" not in (why_not_an_nhs_number("9434765918") or "")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("pr81da", "PR8 1DA"), (" l20  9pb ", "L20 9PB"), ("SW1A-1AA", "SW1A 1AA"), ("M1.1AE", "M1 1AE")],
)
def test_a_postcode_is_kept_in_capitals_with_one_space(typed: str, kept: str) -> None:
    assert normal_postcode(typed) == kept
    assert postcode_is_whole(kept)


@pytest.mark.parametrize("postcode", ["PR8", "PR8 1", "8PR 1DA", "PR8 1DAX", "ABCDE", "PR8 1CO"])
def test_a_part_of_a_postcode_is_not_whole(postcode: str) -> None:
    assert not postcode_is_whole(normal_postcode(postcode))

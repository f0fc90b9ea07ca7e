"""Whether an NHS number or a postcode can be what it claims. Pure functions: no field, no database."""

import re

from sightline.linkage.numbers import nhs_check_digit

_POSTCODE = re.compile(r"(GIR 0AA|[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][ABD-HJLNP-UW-Z]{2})")


def is_nhs_number(digits: str) -> bool:
    """Are these ten digits, of which the last is the right check digit?"""
    if not re.fullmatch(r"[0-9]{10}", digits) or digits == "0000000000":
        return False
    return nhs_check_digit(digits[:9]) == int(digits[9])


def why_not_an_nhs_number(digits: str) -> str | None:
    """Say what is wrong with a typed NHS number and what to do next; None when nothing is.

    The words do not repeat the number: a message may end up in a place where the number may not stand.
    """
    if not re.fullmatch(r"[0-9]*", digits):
        return "NHS number must be 10 digits, like 943 476 5919, without letters or signs"
    if len(digits) != 10:
        missing = "are missing" if len(digits) < 10 else "are too many"
        amount = abs(10 - len(digits))
        counted = f"{amount} digit{'s' if amount > 1 else ''} {missing}".replace("1 digit are", "1 digit is")
        return f"NHS number must have 10 digits: {counted}"
    if not is_nhs_number(digits):
        return (
            "NHS number has a wrong digit, or two that changed places. "
            "Check it against where you read it, or leave it empty"
        )
    return None


def normal_postcode(typed: str) -> str:
    """Write a postcode in capitals, with one space before its last three characters."""
    letters = re.sub(r"[\s.\-]", "", typed).upper()
    return f"{letters[:-3]} {letters[-3:]}" if len(letters) > 3 else letters


def postcode_is_whole(postcode: str) -> bool:
    """Has a normalised postcode the shape of a whole one? Whether it is in use, only a directory knows."""
    return _POSTCODE.fullmatch(postcode) is not None

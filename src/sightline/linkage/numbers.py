"""Whether an NHS number or a unique pupil number can be what it claims. Pure functions."""

from functools import lru_cache

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
"""The letters of a unique pupil number in the order of their values: I, O and S are never used."""

PLACEHOLDERS = frozenset({"1234567890", "0123456789", "1234567881", "9876543210", "4000000000", "4000000004"})
"""Typed where a number had to stand and none was known; ten times the same digit is another."""


def nhs_check_digit(first_nine: str) -> int | None:
    """The tenth digit that belongs to nine; None when no NHS number can begin so.

    Modulus 11: the digits weighted 10 down to 2; 11 less the remainder, where 11 counts as 0 and 10 is never
    issued. NHS Data Model and Dictionary, "NHS NUMBER".
    """
    total = sum(int(digit) * weight for digit, weight in zip(first_nine, range(10, 1, -1), strict=True))
    digit = (11 - total % 11) % 11
    return None if digit == 10 else digit


@lru_cache(maxsize=1 << 16)
def valid_nhs_number(typed: str | None) -> str | None:
    """Ten digits whose check digit is right and which stand in for nothing; None for anything else."""
    digits = ten_digits(typed)
    if digits is None or digits in PLACEHOLDERS or len(set(digits)) == 1:
        return None
    return digits if nhs_check_digit(digits[:9]) == int(digits[9]) else None


def ten_digits(typed: str | None) -> str | None:
    """What was typed for an NHS number, without its spaces; None when it is not ten digits or all are the same."""
    digits = "".join((typed or "").replace("-", " ").split())
    if len(digits) != 10 or not digits.isascii() or not digits.isdecimal():
        return None
    return None if digits in PLACEHOLDERS or len(set(digits)) == 1 else digits


def upn_check_letter(last_twelve: str) -> str:
    """The first letter that belongs to the other twelve characters of a unique pupil number.

    Each is multiplied by its place (2 to 13), a last letter standing for its value; the remainder after
    division by 23 gives the letter. DfE, "Unique pupil numbers" (UPN 2.0, 2004); census rules 1510, 1540, 1550.
    """
    values = [int(digit) for digit in last_twelve[:-1]]
    values.append(int(last_twelve[-1]) if last_twelve[-1].isdecimal() else LETTERS.index(last_twelve[-1]))
    return LETTERS[sum(value * place for place, value in enumerate(values, start=2)) % 23]


@lru_cache(maxsize=1 << 16)
def valid_upn(typed: str | None) -> str | None:
    """A permanent unique pupil number whose letter is right. A temporary one (it ends in a letter) names no child."""
    upn = "".join((typed or "").upper().split())
    if len(upn) != 13 or not upn.isascii() or upn[0] not in LETTERS or not upn[1:].isdecimal():
        return None
    return upn if upn[0] == upn_check_letter(upn[1:]) else None

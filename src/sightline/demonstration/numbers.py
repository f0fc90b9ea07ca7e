"""Numbers by which systems know a child: in the right form, and never issued to anybody."""

from collections.abc import Iterator

from sightline.demonstration.draw import Draw

_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_REFERENCE_LETTERS = "BCDFGHJKLMNPQRSTVWXZ23456789"


def nhs_numbers() -> Iterator[str]:
    """NHS numbers with a right check digit, in the range that begins 999 and is kept for tests."""
    for first_nine in range(999_000_000, 1_000_000_000):
        digit = _nhs_check_digit(str(first_nine))
        if digit is not None:
            yield f"{first_nine}{digit}"


def _nhs_check_digit(first_nine: str) -> int | None:
    """Modulus 11 (NHS Data Model and Dictionary); None where the number cannot be issued."""
    total = sum(int(digit) * weight for digit, weight in zip(first_nine, range(10, 1, -1), strict=True))
    digit = (11 - total % 11) % 11
    return None if digit == 10 else digit


def upn(place: int) -> str:
    """A unique pupil number with its check letter: Sefton's number, 343, and school numbers that no school has."""
    serial, school = place % 1000, 900 + place // 1000 % 100
    digits = f"343{school:04d}{place // 100_000 % 100:02d}{serial:03d}"
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(2, 14), strict=True))
    return _UPN_LETTERS[total % 23] + digits


def case_number(place: int) -> str:
    return f"CS-{7_000_000 + place * 7}"


def reference(draw: Draw) -> str:
    """A front door reference in the form that the front door makes."""
    letters = "".join(draw.one(_REFERENCE_LETTERS) for _ in range(8))
    return f"FD-{letters[:4]}-{letters[4:]}"

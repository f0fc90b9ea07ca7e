"""The code that opens a public receipt: how it is made, read back as typed, and kept as a hash only."""

from collections.abc import Iterable
from hashlib import pbkdf2_hmac

from django.utils.crypto import salted_hmac

# No vowels and no look-alikes, so that nothing is spelt by accident and nothing is misread from a phone.
_SIGNS = "BCDFGHJKLMNPQRSTVWXZ23456789"
_HASH_ROUNDS = 100_000


def code_for(mark: str) -> str:
    """The code for a form with this mark: the same again when the same form is sent twice, known to nobody else."""
    digest = salted_hmac("sightline.front_door.public_receipt", mark, algorithm="sha256").digest()
    signs = [_SIGNS[byte % len(_SIGNS)] for byte in digest[:12]]
    return "-".join("".join(signs[start : start + 4]) for start in (0, 4, 8))


def hash_of(reference: str, code: str) -> str:
    """What is kept of a code, salted with its reference, as 64 hexadecimal signs."""
    plain = "".join(_letters(code))
    return pbkdf2_hmac("sha256", plain.encode(), as_reference(reference).encode(), _HASH_ROUNDS).hex()


def as_reference(typed: str) -> str:
    """A reference as it is kept, however it was typed: "fd 2345 6789" is FD-2345-6789."""
    signs = "".join(_letters(typed)).removeprefix("FD")
    return f"FD-{signs[:4]}-{signs[4:]}"


def _letters(typed: str) -> Iterable[str]:
    return (c for c in typed.upper() if c.isascii() and c.isalnum())

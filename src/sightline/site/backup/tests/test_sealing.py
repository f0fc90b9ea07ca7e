"""A sealed file opens for its passphrase alone, and only as it was sealed."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.site.backup import sealing
from sightline.site.backup.sealing import MAGIC, PIECE, PREFIX, SALT, TAG, Opener, Sealer, WillNotOpen, is_sealed

WORDS = "a passphrase of some length"
BEGINS = len(MAGIC) + SALT + PREFIX


def sealed(content: bytes, *, at_once: int = 50_000) -> bytes:
    beneath = io.BytesIO()
    sealer = Sealer(beneath, WORDS)
    for start in range(0, len(content), at_once):
        sealer.write(content[start : start + at_once])
    sealer.finish()
    return beneath.getvalue()


def opened(file: bytes, passphrase: str = WORDS) -> bytes:
    return io.BufferedReader(Opener(io.BytesIO(file), passphrase)).read()


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 3 * PIECE + 17])
def test_what_was_sealed_is_read_again_at_every_size_round_a_piece(size: int) -> None:
    content = bytes(number % 251 for number in range(size))
    assert opened(sealed(content)) == content


@settings(max_examples=15, deadline=None)
@given(start=st.integers(0, 3 * PIECE), length=st.integers(0, PIECE + 5))
def test_it_is_read_from_anywhere(start: int, length: int) -> None:
    content = bytes(number % 241 for number in range(2 * PIECE + 99))
    reader = io.BufferedReader(Opener(io.BytesIO(sealed(content)), WORDS))
    reader.seek(start)
    assert reader.read(length) == content[start : start + length]
    assert reader.seek(0, io.SEEK_END) == len(content)


def test_another_passphrase_does_not_open_it() -> None:
    with pytest.raises(WillNotOpen):
        opened(sealed(b"words"), "another passphrase")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda file: file[:-1],
        lambda file: file[: BEGINS + PIECE + TAG],
        lambda file: file[:BEGINS],
        lambda file: file + b"\0",
        lambda file: file[:-40] + b"!" + file[-39:],
        lambda file: file[: BEGINS + 9] + bytes([file[BEGINS + 9] ^ 1]) + file[BEGINS + 10 :],
        lambda file: (
            file[:BEGINS]
            + file[BEGINS + PIECE + TAG : BEGINS + 2 * (PIECE + TAG)]
            + file[BEGINS : BEGINS + PIECE + TAG]
            + file[BEGINS + 2 * (PIECE + TAG) :]
        ),
    ],
    ids=["a byte short", "cut after a piece", "only its head", "a byte more", "end changed", "changed", "swapped"],
)
def test_a_file_that_was_cut_changed_or_put_in_another_order_does_not_open(spoil: object) -> None:
    file = sealed(bytes(3 * PIECE))
    with pytest.raises(WillNotOpen):
        opened(spoil(file))  # type: ignore[operator]


def test_the_same_words_are_sealed_differently_each_time_and_show_nothing_of_themselves() -> None:
    one, other = sealed(b"Appletree" * 100), sealed(b"Appletree" * 100)
    assert one[len(MAGIC) :] != other[len(MAGIC) :]
    assert b"Appletree" not in one
    assert is_sealed(io.BytesIO(one))
    assert not is_sealed(io.BytesIO(b"PK"))
    assert sealing.SHORTEST_PASSPHRASE >= 12

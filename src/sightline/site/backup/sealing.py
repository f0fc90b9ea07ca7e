"""A file under a passphrase: AES-256-GCM in pieces, so that any size is written and read without holding it whole.

Each piece is sealed under its number and a mark for the last one (the STREAM construction of Hoang, Reyhanitabar,
Rogaway and Vizár, 2015): a piece that was changed, moved, doubled or cut off does not open. The key comes from the
passphrase by scrypt with a salt of the file's own.
"""

import hashlib
import io
import secrets
from typing import BinaryIO

MAGIC = b"Sightline backup, sealed, 1\n"
SALT, PREFIX, TAG = 16, 7, 16
"""Bytes of the salt, of the part of a nonce that is the file's own, and of the mark that GCM puts behind a piece."""

PIECE = 64 * 1024
"""Bytes sealed at a time."""

SHORTEST_PASSPHRASE = 12


class WillNotOpen(ValueError):  # noqa: N818 - what happened
    """The passphrase is another one, or the file is damaged: the two cannot be told apart."""


def is_sealed(file: BinaryIO) -> bool:
    """Whether a file, read from its beginning, is one of these. Leaves it at its beginning."""
    found = file.read(len(MAGIC)) == MAGIC
    file.seek(0)
    return found


def _key(passphrase: str, salt: bytes) -> bytes:
    return hashlib.scrypt(passphrase.encode(), salt=salt, n=2**15, r=8, p=1, maxmem=64 * 2**20, dklen=32)


def _nonce(prefix: bytes, number: int, *, last: bool) -> bytes:
    return prefix + number.to_bytes(4, "big") + (b"\1" if last else b"\0")


class Sealer(io.RawIOBase):
    """Seals what is written to it into `beneath`; only `close` writes the last piece, so a cut file is known."""

    def __init__(self, beneath: BinaryIO, passphrase: str) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        salt, self._prefix = secrets.token_bytes(SALT), secrets.token_bytes(PREFIX)
        self._beneath, self._number, self._waiting = beneath, 0, bytearray()
        self._cipher = AESGCM(_key(passphrase, salt))
        beneath.write(MAGIC + salt + self._prefix)

    def writable(self) -> bool:
        return True

    def write(self, data: "bytes | bytearray | memoryview") -> int:  # type: ignore[override]
        self._waiting += data
        while len(self._waiting) > PIECE:  # one byte more: then this piece is not the last
            self._seal(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]
        return len(data)

    def finish(self) -> None:
        """Seals the last piece. A file without it never opens."""
        self._seal(bytes(self._waiting), last=True)
        self._waiting.clear()

    def _seal(self, piece: bytes, *, last: bool) -> None:
        self._beneath.write(self._cipher.encrypt(_nonce(self._prefix, self._number, last=last), piece, MAGIC))
        self._number += 1


class Opener(io.RawIOBase):
    """Reads a sealed file anywhere. Raises WillNotOpen for a piece that is not as it was sealed."""

    def __init__(self, beneath: BinaryIO, passphrase: str) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        self._begins = len(MAGIC) + SALT + PREFIX
        size = beneath.seek(0, io.SEEK_END) - self._begins
        beneath.seek(0)
        head = beneath.read(self._begins)
        if size < TAG:
            raise WillNotOpen
        self._beneath, self._prefix = beneath, head[-PREFIX:]
        self._cipher = AESGCM(_key(passphrase, head[len(MAGIC) : len(MAGIC) + SALT]))
        self._pieces = -(-size // (PIECE + TAG))
        self._size, self._at = size - self._pieces * TAG, 0
        self._opened: tuple[int, bytes] = (-1, b"")
        self._piece(self._pieces - 1)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def readinto(self, into: "bytearray | memoryview") -> int:  # type: ignore[override]
        if self._at >= self._size:
            return 0
        number, offset = divmod(self._at, PIECE)
        found = self._piece(number)[offset : offset + len(into)]
        into[: len(found)] = found
        self._at += len(found)
        return len(found)

    def _piece(self, number: int) -> bytes:
        from cryptography.exceptions import InvalidTag

        if self._opened[0] != number:
            self._beneath.seek(self._begins + number * (PIECE + TAG))
            nonce = _nonce(self._prefix, number, last=number == self._pieces - 1)
            try:
                self._opened = number, self._cipher.decrypt(nonce, self._beneath.read(PIECE + TAG), MAGIC)
            except InvalidTag as refusal:
                raise WillNotOpen from refusal
        return self._opened[1]

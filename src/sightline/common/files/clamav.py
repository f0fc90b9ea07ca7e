"""Asking ClamAV whether a file holds a virus, by its own protocol (clamd(8), command INSTREAM)."""

import re
import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

_PIECE = 1 << 18
_PATIENCE = 30.0  # seconds for one answer
_FOUND = re.compile(r"^stream: (?P<virus>.+) FOUND$")


class ScannerDown(Exception):  # noqa: N818 - a state, not a fault of ours
    """The scanner does not answer, or answers that it could not scan."""


@dataclass(frozen=True)
class Verdict:
    """What the scanner says: the name it gives the virus, or nothing."""

    virus: str = ""


def is_set_up() -> bool:
    """Whether this service has a virus scanner (SIGHTLINE_CLAMAV: host:port, or the path of a socket)."""
    return bool(settings.CLAMAV)


def scan(file: BinaryIO) -> Verdict:
    """Sends the content to the scanner and reads its verdict. Raises ScannerDown."""
    file.seek(0)
    try:
        with _connected() as scanner:
            scanner.sendall(b"zINSTREAM\0")
            while piece := file.read(_PIECE):
                scanner.sendall(struct.pack(">I", len(piece)) + piece)
            scanner.sendall(struct.pack(">I", 0))
            answer = _answer(scanner)
    except OSError as problem:
        raise ScannerDown(f"The virus scanner does not answer: {type(problem).__name__}") from problem
    if answer == "stream: OK":
        return Verdict()
    if found := _FOUND.match(answer):
        return Verdict(virus=found["virus"][:120])
    raise ScannerDown("The virus scanner could not scan the file.")


@contextmanager
def _connected() -> Iterator[socket.socket]:
    where = str(settings.CLAMAV)
    if where.startswith("/"):
        scanner = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        scanner.settimeout(_PATIENCE)
        try:
            scanner.connect(str(Path(where)))
        except OSError:
            scanner.close()
            raise
    else:
        host, _, port = where.rpartition(":")
        scanner = socket.create_connection((host.strip("[]"), int(port)), timeout=_PATIENCE)
    with scanner:
        yield scanner


def _answer(scanner: socket.socket) -> str:
    said = b""
    while b"\0" not in said and len(said) < 4096:
        more = scanner.recv(1024)
        if not more:
            break
        said += more
    return said.partition(b"\0")[0].decode("utf-8", "replace").strip()

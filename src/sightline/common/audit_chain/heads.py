"""The heads of the chain outside the database: whoever changes the database alone is found by them."""

import fcntl
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True)
class Head:
    """One seal as the outside knows it: its number, the last entry it closed, when, and the chain's hash then."""

    number: int
    last_seq: int
    sealed_at: datetime
    hash: str

    def __str__(self) -> str:
        return f"{self.number} {self.last_seq} {self.sealed_at.isoformat()} {self.hash}"


class LineUnreadable(ValueError):  # noqa: N818 - a state of the file
    """A line that is no head: it was edited, or its end was lost."""


def read_head(line: str) -> Head:
    """A head from its line. Raises LineUnreadable."""
    try:
        number, last_seq, at, told = line.split(" ")
        head = Head(int(number), int(last_seq), datetime.fromisoformat(at), told)
    except ValueError as problem:
        raise LineUnreadable(line) from problem
    if len(told) != 64 or head.sealed_at.tzinfo is None:
        raise LineUnreadable(line)
    return head


@dataclass(frozen=True)
class Heads:
    """A file that is only added to, one line to a seal; better on another disk or machine than the database's."""

    path: Path

    def lines(self) -> Iterator[tuple[int, Head | None]]:
        """Every line with its number, counted from 1; None where it is no head. Nothing where there is no file."""
        if not self.path.exists():
            return
        with self.path.open(encoding="ascii", errors="replace") as file:
            for number, line in enumerate(file, start=1):
                try:
                    yield number, read_head(line.rstrip("\n"))
                except LineUnreadable:
                    yield number, None

    def tell(self, after: Callable[[int], Sequence[Head]]) -> int:
        """Adds the heads that come `after` the last one told, and waits until the disk has them; how many.

        Several callers take turns. A line that a failing disk cut short is ended first, so that the next is whole.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            told, whole = _last(handle)
            new = after(told)
            if new:
                text = ("" if whole else "\n") + "".join(f"{head}\n" for head in new)
                _write(handle, text.encode("ascii"))
                os.fsync(handle)
                _sync_folder(self.path.parent)
            return len(new)
        finally:
            os.close(handle)

    def set_aside(self) -> Path | None:
        """Keeps the file under another name, so that the next sealing tells every head anew; None without a file."""
        if not self.path.exists():
            return None
        taken = 1
        while (kept := self.path.with_name(f"{self.path.name}.{taken}")).exists():
            taken += 1
        self.path.rename(kept)
        return kept


def _last(handle: int) -> tuple[int, bool]:
    """The number of the last head in the file, 0 where there is none; and whether the file ends with a line."""
    size = os.fstat(handle).st_size
    if not size:
        return 0, True
    tail = os.pread(handle, 4096, max(0, size - 4096)).decode("ascii", errors="replace")
    numbers = [0]
    for line in tail.split("\n"):
        try:
            numbers.append(read_head(line).number)
        except LineUnreadable:
            continue
    return numbers[-1], tail.endswith("\n")


def _write(handle: int, text: bytes) -> None:
    while text:
        text = text[os.write(handle, text) :]


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

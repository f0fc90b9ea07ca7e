"""Where the content of files lies: under the home, named by its own SHA-256, readable by the service alone.

The folder is no part of the web: `settings.MEDIA_ROOT` has no address. A content is written under a temporary name
and renamed when it is safely on the disk, so that a crash leaves a whole file or none.
"""

import errno
import hashlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from sightline.common.files.refusals import CannotKeepFiles

_PIECE = 1 << 20
_COMING_IN = "coming-in"


@dataclass(frozen=True)
class Content:
    """What lies in the store: its digest (64 hexadecimal signs) and its size in bytes."""

    sha256: str
    size: int


class ContentLost(Exception):  # noqa: N818 - said of the content
    """A content that should be there is not, or is not what was put there."""


def root() -> Path:
    return Path(settings.MEDIA_ROOT)


def place_of(sha256: str) -> Path:
    """Where the content with this digest lies, whether it is there or not."""
    return root() / sha256[:2] / sha256[2:4] / sha256


def digest_of(file: BinaryIO) -> Content:
    """The digest and size of a content that is not kept."""
    digest, size = hashlib.sha256(), 0
    file.seek(0)
    while piece := file.read(_PIECE):
        digest.update(piece)
        size += len(piece)
    return Content(digest.hexdigest(), size)


def put(file: BinaryIO) -> Content:
    """Keeps a content; the same content twice is kept once. Raises CannotKeepFiles where the disk does not take it."""
    try:
        return _put(file)
    except OSError as problem:
        full = problem.errno in (errno.ENOSPC, errno.EDQUOT)
        raise CannotKeepFiles(
            "The file could not be kept: the disk of the service "
            + ("is full." if full else "does not take it.")
            + " What you wrote is not lost. Try again later, and tell whoever runs the service."
        ) from problem


def _put(file: BinaryIO) -> Content:
    coming_in = _private(root() / _COMING_IN)
    digest, size = hashlib.sha256(), 0
    handle, temporary = tempfile.mkstemp(dir=coming_in)  # readable by the service alone: 0600
    try:
        with os.fdopen(handle, "wb") as kept:
            file.seek(0)
            while piece := file.read(_PIECE):
                digest.update(piece)
                size += len(piece)
                kept.write(piece)
            kept.flush()
            os.fsync(kept.fileno())
        place = place_of(digest.hexdigest())
        _private(place.parent)
        Path(temporary).replace(place)
        _settle(place.parent)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return Content(digest.hexdigest(), size)


def _private(folder: Path) -> Path:
    for step in reversed([folder, *(up for up in folder.parents if up.is_relative_to(root()))]):
        step.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _settle(folder: Path) -> None:
    """Makes the new name in the folder as safe as the content."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read(sha256: str) -> bytes:
    """The whole content, checked against its digest. Raises ContentLost."""
    try:
        content = place_of(sha256).read_bytes()
    except OSError as problem:
        raise ContentLost(sha256) from problem
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ContentLost(sha256)
    return content


def remove(sha256: str) -> None:
    """Takes a content away. Whoever calls has made sure that no row needs it."""
    place_of(sha256).unlink(missing_ok=True)


def contents() -> Iterator[tuple[str, float]]:
    """Everything that lies in the store: its digest and when it came, as seconds of the file system's clock."""
    for place in root().glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*"):
        yield place.name, place.stat().st_mtime


def left_behind() -> Iterator[Path]:
    """What a crash left half-written."""
    yield from (root() / _COMING_IN).glob("*")


def disk_time() -> float:
    """What the disk's own clock shows, in the seconds that `contents` tells."""
    with tempfile.NamedTemporaryFile(dir=_private(root() / _COMING_IN)) as mark:
        return Path(mark.name).stat().st_mtime

"""The one file: a ZIP whose last member, the manifest, says what every other one must be.

A ZIP rather than a tar: its members are written without knowing their size, its table of contents stands at the
end, so that a cut file is known at once, and the manifest is read first though it is written last.
"""

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Self, cast

from sightline.site.backup.sealing import Opener, Sealer, WillNotOpen, is_sealed

MANIFEST = "manifest.json"
KIND, VERSION = "Sightline backup", 1
AT_ONCE = 2**20
"""Bytes read at a time."""

STORED_AS_IT_IS = (".parquet", ".zip", ".pdf", ".png", ".jpg", ".jpeg", ".docx", ".xlsx")
"""Files that are compressed already."""


class BackupUnusable(ValueError):  # noqa: N818 - a state of the file
    """The file cannot be restored from: damaged, cut off, sealed, or no backup of ours. Says which."""


@dataclass
class Manifest:
    """What a backup says of itself."""

    taken_at: str
    server_version: int
    migrations: list[list[str]]
    """Area and name of every migration that the database had."""

    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Table to its `columns` and `rows`."""

    sequences: dict[str, list[Any]] = field(default_factory=dict)
    """Sequence to its last number and whether that was given out."""

    members: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Member to its `bytes`, `sha256` and, for a file, `mode`."""


class Writer:
    """Puts members into a new backup, each with its checksum."""

    def __init__(self, beneath: BinaryIO, *, passphrase: str | None) -> None:
        self._sealer = Sealer(beneath, passphrase) if passphrase else None
        out = cast(BinaryIO, self._sealer) if self._sealer else beneath
        self._zip = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=5)
        self.members: dict[str, dict[str, Any]] = {}

    @contextmanager
    def member(self, name: str) -> "Iterator[Member]":
        """A new member, to be written to until the block ends."""
        about = zipfile.ZipInfo(name)
        about.compress_type = zipfile.ZIP_STORED if name.endswith(STORED_AS_IT_IS) else zipfile.ZIP_DEFLATED
        with self._zip.open(about, "w", force_zip64=True) as into:
            member = Member(cast(BinaryIO, into))
            yield member
        self.members[name] = {"bytes": member.size, "sha256": member.digest.hexdigest()}

    def add_file(self, name: str, path: Path) -> None:
        """A file of the home. Raises FileNotFoundError when it has gone, before anything is written."""
        with path.open("rb") as source, self.member(name) as into:
            while piece := source.read(AT_ONCE):
                into.write(piece)
        self.members[name]["mode"] = path.stat().st_mode & 0o777

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.fp = None  # not finished: then nothing more is written, and the file never opens

    def finish(self, manifest: Manifest) -> None:
        """Writes the manifest and closes the file: without both it is no backup."""
        manifest.members = self.members
        told = {"kind": KIND, "version": VERSION, **vars(manifest)}
        self._zip.writestr(MANIFEST, json.dumps(told, indent=1), zipfile.ZIP_DEFLATED)
        self._zip.close()
        if self._sealer:
            self._sealer.finish()


class Member:
    """One member while it is written."""

    def __init__(self, into: BinaryIO) -> None:
        self._into, self.size, self.digest = into, 0, hashlib.sha256()

    def write(self, data: bytes | memoryview) -> None:
        """Adds to the member."""
        self._into.write(data)
        self.digest.update(data)
        self.size += len(data)


class Reader:
    """An existing backup. Raises BackupUnusable for whatever is no whole backup of ours."""

    def __init__(self, path: Path, *, passphrase: str | None) -> None:
        self.path = path
        self._file = path.open("rb")
        try:
            with _plainly(path):
                self._zip = zipfile.ZipFile(self._opened(passphrase))
                self.manifest = _read_manifest(self._zip, path)
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()
        self._file.close()

    def check(self) -> None:
        """Reads all of it and compares it with its checksums."""
        promised = {MANIFEST, *self.manifest.members}
        found = set(self._zip.namelist())
        if promised != found:
            names = ", ".join(sorted(promised ^ found)[:5])
            raise BackupUnusable(f"{self.path} is damaged: members are missing or were added ({names}).")
        with _plainly(self.path):
            for name, about in self.manifest.members.items():
                digest, size = hashlib.sha256(), 0
                for piece in self.pieces(name):
                    digest.update(piece)
                    size += len(piece)
                if (size, digest.hexdigest()) != (about["bytes"], about["sha256"]):
                    raise BackupUnusable(f"{self.path} is damaged: its member {name} is not as it was written.")

    def pieces(self, name: str) -> Iterator[bytes]:
        """The content of a member."""
        with self._zip.open(name) as member:
            while piece := member.read(AT_ONCE):
                yield piece

    def _opened(self, passphrase: str | None) -> BinaryIO:
        if not is_sealed(self._file):
            return self._file
        if not passphrase:
            raise BackupUnusable(f"{self.path} is sealed. Give its passphrase with --passphrase-file.")
        return cast(BinaryIO, io.BufferedReader(Opener(self._file, passphrase), AT_ONCE))


@contextmanager
def _plainly(path: Path) -> Iterator[None]:
    try:
        yield
    except WillNotOpen as refusal:
        raise BackupUnusable(f"{path} does not open: the passphrase is another one, or it is damaged.") from refusal
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as fault:
        raise BackupUnusable(f"{path} is no whole backup of Sightline: cut off, damaged or another file.") from fault


def _read_manifest(archive: zipfile.ZipFile, path: Path) -> Manifest:
    try:
        told = json.loads(archive.read(MANIFEST))
        kind, version = told.pop("kind"), told.pop("version")
        if kind == KIND and version == VERSION:
            return Manifest(**told)
    except (KeyError, ValueError, TypeError, AttributeError) as fault:
        raise BackupUnusable(f"{path} is no backup of Sightline: it has no manifest of ours.") from fault
    raise BackupUnusable(f"{path} is a {kind!r} of version {version}; this Sightline reads version {VERSION}.")

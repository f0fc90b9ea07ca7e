"""Dated, read-only, pseudonymous snapshots: the only place figures come from.

A snapshot is a folder named after its business date and sequence ("2023-04-12-01"), with one Parquet file for
each table and a manifest of what was taken, when, up to which cut-off and by which version of the code. It is
written beside its final place and renamed into it, so that nobody meets half of one, and it is never changed
afterwards. The same content gives the same bytes.
"""

import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import file_digest
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from sightline.indicators.engines import Tables
from sightline.indicators.fitting import fit_to_declaration
from sightline.indicators.published import PublishedTable

MANIFEST = "manifest.json"
SNAPSHOT_ID = re.compile(r"(\d{4}-\d{2}-\d{2})-(\d{2,})")
ROWS_IN_A_GROUP = 131_072
READ_ONLY = 0o440


class SnapshotNotFound(LookupError):  # noqa: N818  a refusal, named as it reads
    """There is no snapshot of that id, or none at all."""


class SnapshotExists(ValueError):  # noqa: N818  a refusal, named as it reads
    """A snapshot of that id was taken already; snapshots are never written twice."""


class SnapshotDamaged(RuntimeError):  # noqa: N818  a refusal, named as it reads
    """A file of the snapshot is missing, strange or not as it was written; the message names it."""

    def __init__(self, file: Path, what: str) -> None:
        super().__init__(
            f"{file.parent.name}/{file.name} {what}. Take a new snapshot, or restore this one from backup."
        )
        self.file = file


@dataclass(frozen=True, slots=True)
class TableEntry:
    """What the manifest says of one table: its rows (None if not supplied), checksum and declared columns."""

    name: str
    rows: int | None
    sha256: str
    columns: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One snapshot on disk, as its manifest describes it."""

    id: str
    folder: Path
    business_date: date
    taken_at: datetime
    cut_off: datetime
    code_version: str
    area: str | None
    entries: tuple[TableEntry, ...]

    def path(self, table: str) -> Path:
        """Where a table's Parquet file lies."""
        return self.folder / f"{table}.parquet"

    def supplied(self) -> list[str]:
        """The names of the tables that came with it."""
        return [entry.name for entry in self.entries if entry.rows is not None]

    def tables(self, engine: str = "duckdb") -> Tables:
        """Its tables as Ibis tables on a connection of their own: duckdb, or spark where it is installed."""
        return Tables.from_parquet(
            {entry.name: self.path(entry.name) for entry in self.entries},
            engine=engine,
            snapshot=self.id,
            business_date=self.business_date,
            area=self.area,
            not_supplied=[entry.name for entry in self.entries if entry.rows is None],
        )


def write_snapshot(
    folder: Path,
    tables: Mapping[str, pa.Table],
    declared: Sequence[PublishedTable],
    *,
    business_date: date,
    taken_at: datetime,
    cut_off: datetime,
    code_version: str,
    sequence: int | None = None,
    area: str | None = None,
) -> Snapshot:
    """Write the next snapshot of a business date (or the one of that sequence) into the folder of snapshots.

    Every declared table is checked to be publishable and every given one to fit its declaration, before
    anything is written. A declared table that is not given is kept without rows and marked as not supplied.
    `area` is the local authority's code, by which rates find their population.
    Raises NotPublishable, DoesNotFit, SnapshotExists.
    """
    for declaration in declared:
        declaration.check_is_publishable()
    fitted = fit_to_declaration(tables, declared)
    folder.mkdir(parents=True, exist_ok=True)
    number = _next_sequence(folder, business_date) if sequence is None else sequence
    snapshot_id = f"{business_date.isoformat()}-{number:02d}"
    if (folder / snapshot_id).exists():
        raise SnapshotExists(f"Snapshot {snapshot_id} exists already; take the next one instead.")
    about = {
        "id": snapshot_id,
        "business_date": business_date.isoformat(),
        "taken_at": taken_at.isoformat(),
        "cut_off": cut_off.isoformat(),
        "code_version": code_version,
        "area": area,
    }
    half_written = Path(tempfile.mkdtemp(prefix=".taking-", dir=folder))
    try:
        _write_files(half_written, about, fitted, {d.name: d for d in declared}, supplied=frozenset(tables))
        _put_in_place(half_written, folder / snapshot_id)
    except BaseException:
        shutil.rmtree(half_written, ignore_errors=True)
        raise
    return _read_manifest(folder / snapshot_id)


def open_snapshot(folder: Path, snapshot_id: str = "latest") -> Snapshot:
    """A snapshot whose every file is as it was written; "latest" is the newest by business date and sequence.

    Raises SnapshotNotFound, SnapshotDamaged.
    """
    known = _ids(folder)
    if not known:
        raise SnapshotNotFound("No snapshot has been taken yet.")
    wanted = known[-1] if snapshot_id == "latest" else snapshot_id
    if wanted not in known:
        raise SnapshotNotFound(f"There is no snapshot {wanted!r}; the latest is {known[-1]}.")
    snapshot = _read_manifest(folder / wanted)
    _check_files(snapshot)
    return snapshot


def list_snapshots(folder: Path) -> list[Snapshot]:
    """Every snapshot in the folder, oldest first, as the manifests describe them (files are not read)."""
    return [_read_manifest(folder / snapshot_id) for snapshot_id in _ids(folder)]


def _ids(folder: Path) -> list[str]:
    if not folder.is_dir():
        return []
    found = [match for entry in folder.iterdir() if (match := SNAPSHOT_ID.fullmatch(entry.name))]
    return [match[0] for match in sorted(found, key=lambda match: (match[1], int(match[2])))]


def _next_sequence(folder: Path, business_date: date) -> int:
    taken = [match for known in _ids(folder) if (match := SNAPSHOT_ID.fullmatch(known))]
    return max((int(match[2]) for match in taken if match[1] == business_date.isoformat()), default=0) + 1


def _write_files(
    folder: Path,
    about: Mapping[str, Any],
    tables: Mapping[str, pa.Table],
    declared: Mapping[str, PublishedTable],
    *,
    supplied: frozenset[str],
) -> None:
    entries = {}
    for name, table in sorted(tables.items()):
        path = folder / f"{name}.parquet"
        pq.write_table(table, path, compression="zstd", version="2.6", row_group_size=ROWS_IN_A_GROUP)
        _seal(path)
        entries[name] = {
            "meaning": declared[name].meaning,
            "rows": table.num_rows if name in supplied else None,
            "sha256": _sha256(path),
            "key": list(declared[name].key or ()),
            "columns": [{"name": c.name, "type": c.type, "meaning": c.meaning} for c in declared[name].columns],
        }
    manifest = folder / MANIFEST
    text = json.dumps({**about, "tables": entries}, indent=2, sort_keys=True, ensure_ascii=False)
    manifest.write_text(text + "\n", encoding="utf-8")
    _seal(manifest)


def _seal(path: Path) -> None:
    with path.open("rb") as written:
        os.fsync(written.fileno())
    path.chmod(READ_ONLY)


def _put_in_place(half_written: Path, place: Path) -> None:
    half_written.chmod(0o750)
    try:
        half_written.rename(place)
    except OSError as taken:
        raise SnapshotExists(f"Snapshot {place.name} was taken meanwhile; take the next one instead.") from taken
    parent = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(parent)
    finally:
        os.close(parent)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _read_manifest(folder: Path) -> Snapshot:
    path = folder / MANIFEST
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        return Snapshot(
            id=held["id"],
            folder=folder,
            business_date=date.fromisoformat(held["business_date"]),
            taken_at=datetime.fromisoformat(held["taken_at"]),
            cut_off=datetime.fromisoformat(held["cut_off"]),
            code_version=held["code_version"],
            area=held["area"],
            entries=tuple(_entries(held["tables"])),
        )
    except FileNotFoundError as missing:
        raise SnapshotDamaged(path, "is missing") from missing
    except (ValueError, KeyError, TypeError, AttributeError) as strange:
        raise SnapshotDamaged(path, "cannot be read as a manifest") from strange


def _entries(tables: Mapping[str, Any]) -> Iterator[TableEntry]:
    for name, held in sorted(tables.items()):
        columns = tuple((c["name"], c["type"], c["meaning"]) for c in held["columns"])
        yield TableEntry(name=name, rows=held["rows"], sha256=held["sha256"], columns=columns)


def _check_files(snapshot: Snapshot) -> None:
    if snapshot.id != snapshot.folder.name:
        raise SnapshotDamaged(snapshot.folder / MANIFEST, f"belongs to snapshot {snapshot.id}")
    for entry in snapshot.entries:
        path = snapshot.path(entry.name)
        if not path.is_file():
            raise SnapshotDamaged(path, "is missing")
        if _sha256(path) != entry.sha256:
            raise SnapshotDamaged(path, "is not as it was written")
    expected = {MANIFEST, *(snapshot.path(entry.name).name for entry in snapshot.entries)}
    for path in sorted(snapshot.folder.iterdir()):
        if path.name not in expected:
            raise SnapshotDamaged(path, "does not belong to the snapshot")

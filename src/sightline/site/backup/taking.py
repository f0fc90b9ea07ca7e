"""Taking a backup while the service serves: one file, the database as at one moment."""

import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from sightline.site.backup import home_files, tables
from sightline.site.backup.archive import Manifest, Writer
from sightline.site.backup.loading import member_of
from sightline.site.progress import stage


class BackupRefused(RuntimeError):  # noqa: N818 - a refusal
    """No backup is taken: the message says why. Nothing was written."""


def take(home: Path, file: Path, *, now: datetime, passphrase: str | None = None, quiet: bool = False) -> int:
    """Write everything that `home` keeps into `file`; its size in bytes. The server must be up.

    Written beside its place, 0600, and renamed when it is whole and on the disk. The heads of the audit chain
    are read before the database and the files that rows point to after it, so that what is restored is consistent.
    Raises BackupRefused, and OSError when the disk does not take it; half a file is never left behind.
    """
    with _draft_of(file) as out, Writer(out, passphrase=passphrase) as writer:
        with stage("Keeping the home's own files", quiet=quiet):
            _keep(writer, home, home_files.before_the_database(home))
        manifest = _keep_database(writer, home, now=now, quiet=quiet)
        with stage("Keeping files and snapshots", quiet=quiet):
            _keep(writer, home, home_files.after_the_database(home))
        writer.finish(manifest)
    size = file.stat().st_size
    told = {"taken_at": now.isoformat(), "bytes": size, "sealed": bool(passphrase)}
    (home / home_files.LAST_BACKUP).write_text(json.dumps(told))
    return size


@contextmanager
def _draft_of(file: Path) -> Iterator[BinaryIO]:
    _refuse_what_exists(file)
    draft = file.with_name(f".{file.name}.{secrets.token_hex(4)}.part")
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    except OSError as refusal:
        raise BackupRefused(f"{file} cannot be written: {refusal.strerror}.") from refusal
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        _refuse_what_exists(file)
        draft.rename(file)
        _remember_name(file.parent)
    finally:
        draft.unlink(missing_ok=True)


def _refuse_what_exists(file: Path) -> None:
    if file.exists() or file.is_symlink():
        raise BackupRefused(f"{file} exists already, and a backup never overwrites. Choose another name.")


def _remember_name(folder: Path) -> None:
    """Has the folder's entry on the disk too, so that a power cut does not lose the name."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _keep(writer: Writer, home: Path, paths: list[str]) -> None:
    for path in paths:
        try:
            writer.add_file(f"home/{path}", home / path)
        except FileNotFoundError:
            continue  # removed since it was listed


def _keep_database(writer: Writer, home: Path, *, now: datetime, quiet: bool) -> Manifest:
    import psycopg

    from sightline.site.database import connection_parameters

    with psycopg.connect(**connection_parameters(home), autocommit=True) as connection, connection.cursor() as cursor:
        cursor.execute("begin isolation level repeatable read, read only")
        for setting in tables.PLAIN.split(";"):
            cursor.execute(setting)
        manifest = _described(cursor, now=now, server=connection.info.server_version)
        for table in tables.tables_of(cursor):
            with writer.member(member_of(table.name)) as into:
                rows = tables.copy_out(cursor, table, into)
            manifest.tables[table.name] = {"columns": list(table.columns), "rows": rows}
        manifest.sequences = tables.sequences_of(cursor)
        cursor.execute("commit")
    if not quiet:
        _say_how_much(manifest)
    return manifest


def _say_how_much(manifest: Manifest) -> None:
    from sightline.site.progress import say

    rows = sum(about["rows"] for about in manifest.tables.values())
    say(f"Kept the database: {len(manifest.tables)} tables, {rows:,} rows")


def _described(cursor: Any, *, now: datetime, server: int) -> Manifest:
    if cursor.execute("select to_regclass('public.django_migrations')").fetchone()[0] is None:
        raise BackupRefused("There is no database of Sightline here yet: nothing to keep.")
    done = cursor.execute("select app, name from public.django_migrations order by id").fetchall()
    return Manifest(taken_at=now.isoformat(), server_version=server, migrations=[list(each) for each in done])

"""Restoring a backup into an empty home: checked first, loaded whole or not at all."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from sightline.site.backup import home_files
from sightline.site.backup.archive import BackupUnusable, Reader
from sightline.site.backup.loading import load
from sightline.site.backup.tables import OtherShape
from sightline.site.progress import stage

DRAFTS = ".restoring"
FILES = "home/"
COUNTED = {"people who sign in": "register_staff", "agencies": "register_agency", "children": "register_child"}
"""What makes a database somebody's: words for it, and the table that tells."""


class HomeNotEmpty(RuntimeError):  # noqa: N818 - a refusal
    """Something is here already; the message says what. Nothing was changed."""


def restore(home: Path, file: Path, *, passphrase: str | None = None, quiet: bool = False) -> str:
    """Bring back what `file` holds into an empty `home`; the moment it was taken. Django must be set up.

    Raises BackupUnusable or HomeNotEmpty before anything is touched. When it fails later, home and database are
    emptied again. A backup of an earlier version is loaded into that version's tables, which then migrate.
    """
    from sightline.site.database import in_use

    with Reader(file, passphrase=passphrase) as backup:
        with stage("Checking the backup", quiet=quiet):
            backup.check()
            targets = _targets(backup)
            members = [(name, _place(name)) for name in backup.manifest.members if name.startswith(FILES)]
        _require_empty_home(home)
        with in_use(home):
            _require_empty_database(home)
            with _all_or_nothing(home):
                _bring_back(home, backup, targets, members, quiet=quiet)
        return backup.manifest.taken_at


def _bring_back(
    home: Path,
    backup: Reader,
    targets: list[tuple[str, str]],
    members: list[tuple[str, PurePosixPath]],
    *,
    quiet: bool,
) -> None:
    from sightline.site.database import prepare
    from sightline.site.database.preparation import let_roles_in

    with stage("Writing files and snapshots", quiet=quiet):
        for name, place in members:
            _write(home / DRAFTS / place, backup, name)
    with stage("Making the tables as they were", quiet=quiet):
        _make_tables(home, targets)
        let_roles_in(home)
    with stage("Loading the rows", quiet=quiet), _owner(home) as connection:
        load(connection, backup)
        connection.execute("analyze")
    prepare(home, quiet=quiet)
    for _, place in members:
        (home / place).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        (home / DRAFTS / place).replace(home / place)


def _targets(backup: Reader) -> list[tuple[str, str]]:
    """The migrations that the database had. Raises BackupUnusable when this code does not know them all."""
    from django.db.migrations.loader import MigrationLoader

    known = MigrationLoader(None).graph.nodes
    wanted = [(area, name) for area, name in backup.manifest.migrations]
    strange = [f"{area} {name}" for area, name in wanted if (area, name) not in known]
    if strange:
        raise BackupUnusable(
            f"{backup.path} comes from another version of Sightline, with migrations that this one does not know "
            f"({', '.join(strange[:3])}). Restore it with the version that made it, or a later one."
        )
    return wanted


def _place(name: str) -> PurePosixPath:
    """Where a file of the home goes. Raises BackupUnusable for one that would lie elsewhere."""
    place = PurePosixPath(name.removeprefix(FILES))
    if place.is_absolute() or not place.parts or ".." in place.parts or "\\" in name or "\0" in name:
        raise BackupUnusable(f"The backup holds a file that would not lie in the home: {name!r}.")
    if place.parts[0] in home_files.MADE_AGAIN or place.name.endswith(home_files.OF_THIS_HOME_ALONE):
        raise BackupUnusable(f"The backup holds a file that no backup holds: {name!r}.")
    return place


def _require_empty_home(home: Path) -> None:
    if here := home_files.in_the_way(home):
        raise HomeNotEmpty(
            f"{home} is not empty: it holds {', '.join(here)}. A backup is restored into an empty home only: set "
            "SIGHTLINE_HOME to a new folder."
        )


def _require_empty_database(home: Path) -> None:
    """Nobody's records may be there. Tables that nobody has used are made anew."""
    with _owner(home) as connection:
        found = {}
        for words, table in COUNTED.items():
            if connection.execute("select to_regclass(%s)", [f"public.{table}"]).fetchone()[0]:
                found[words] = connection.execute(f"select count(*) from public.{table}").fetchone()[0]
        strange = connection.execute(
            "select count(*) from pg_tables where schemaname = 'public' and tablename <> 'spatial_ref_sys'"
        ).fetchone()[0]
        if any(found.values()) or (strange and not found):
            told = ", ".join(f"{count:,} {words}" for words, count in found.items()) or f"{strange} tables"
            raise HomeNotEmpty(
                f"The database {connection.info.dbname!r} is not empty: it holds {told}. A backup is restored into an "
                "empty one only: set SIGHTLINE_HOME to a new folder, or name an empty database."
            )
        if found:
            _empty(connection)


@contextmanager
def _all_or_nothing(home: Path) -> Iterator[None]:
    try:
        yield
    except BaseException as failure:
        with _owner(home) as connection:
            _empty(connection)
        if isinstance(failure, OtherShape):
            raise BackupUnusable(str(failure)) from failure
        raise
    finally:
        shutil.rmtree(home / DRAFTS, ignore_errors=True)


def _empty(connection: Any) -> None:
    """Takes away what the migrations made. The schema is the database owner's own (PostgreSQL 15 and later)."""
    connection.execute("drop schema if exists published cascade")
    connection.execute("drop schema public cascade")
    connection.execute("create schema public")


def _make_tables(home: Path, targets: list[tuple[str, str]]) -> None:
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    from sightline.site.database.roles import ensure_extensions

    with _owner(home) as connection:
        ensure_extensions(connection)
    executor = MigrationExecutor(connections["owner"])
    leaves = _leaves(executor, targets)
    executor.migrate(leaves)
    made = set(MigrationExecutor(connections["owner"]).loader.applied_migrations)
    connections["owner"].close()
    if made != set(targets):
        raise OtherShape("The migrations of the backup do not stand by themselves: some of their forerunners lack.")


def _leaves(executor: Any, targets: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those of the migrations that none of the others follows."""
    wanted, graph = set(targets), executor.loader.graph
    followed = {parent.key for key in wanted for parent in graph.node_map[key].parents}
    return sorted(wanted - followed)


def _owner(home: Path) -> Any:
    import psycopg

    from sightline.site.database import connection_parameters

    return psycopg.connect(**connection_parameters(home), autocommit=True)


def _write(place: Path, backup: Reader, name: str) -> None:
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with place.open("xb") as out:
        for piece in backup.pieces(name):
            out.write(piece)
    place.chmod(int(backup.manifest.members[name].get("mode", 0o600)) & 0o770)

"""Rows into freshly made tables, in one transaction: all of them or none.

Foreign keys are taken off and put on again behind the rows, which checks them once for all rows and asks for no
order of tables; triggers rest meanwhile, so that history and audit are loaded and not written anew; and row
security steps back for the owner, who could not COPY under it. All three are the owner's to do: no superuser.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sightline.site.backup.archive import Manifest, Reader
from sightline.site.backup.tables import NOT_LOADED, PLAIN, OtherShape, Table, copy_in, set_numbers, tables_of

KEYS = """
select conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) from pg_constraint
where contype = 'f' and conparentid = 0 and conrelid = any(%s::regclass[]) order by 1, 2
"""
TRIGGERS = """
select tgrelid::regclass::text, quote_ident(tgname), tgenabled::text from pg_trigger
where not tgisinternal and tgenabled <> 'D' and tgrelid = any(%s::regclass[])
"""
FORCED = "select oid::regclass::text from pg_class where relforcerowsecurity and oid = any(%s::regclass[])"
ENABLED = {"O": "enable", "A": "enable always", "R": "enable replica"}


def load(connection: Any, backup: Reader) -> None:
    """Fills the tables from the backup. Raises OtherShape, with nothing loaded, when they do not fit."""
    with connection.transaction(), connection.cursor() as cursor:
        for setting in PLAIN.split(";"):
            cursor.execute(setting)
        cursor.execute("set local search_path = pg_catalog")
        tables = _fitting(tables_of(cursor), backup.manifest)
        names = [table.name for table in tables]
        with _without(cursor, names):
            cursor.execute(f"truncate {', '.join(names)}")
            for table in tables:
                _fill(cursor, table, backup)
        set_numbers(cursor, backup.manifest.sequences)


def member_of(table: str) -> str:
    """The member of the backup that holds the rows of a table."""
    return f"database/{table}.copy"


def _fitting(tables: list[Table], manifest: Manifest) -> list[Table]:
    here = {table.name: set(table.columns) for table in tables}
    there = {name: set(about["columns"]) for name, about in manifest.tables.items()}
    if here != there:
        strange = sorted(name for name in {*here, *there} if here.get(name) != there.get(name))
        raise OtherShape(f"The backup's tables are not those that its migrations make: {', '.join(strange[:5])}.")
    ordered = [Table(name, tuple(about["columns"])) for name, about in manifest.tables.items()]
    return [table for table in ordered if table.name != NOT_LOADED]


def _fill(cursor: Any, table: Table, backup: Reader) -> None:
    loaded, promised = copy_in(cursor, table, backup.pieces(member_of(table.name))), backup.manifest.tables[table.name]
    if loaded != promised["rows"]:
        raise OtherShape(f"{table.name} took {loaded} rows, but {promised['rows']} were written.")


@contextmanager
def _without(cursor: Any, names: list[str]) -> Iterator[None]:
    """Foreign keys, triggers and the owner's row security off, and on again as they were."""
    keys, triggers, forced = (cursor.execute(asked, [names]).fetchall() for asked in (KEYS, TRIGGERS, FORCED))
    for table, name, _ in keys:
        cursor.execute(f"alter table {table} drop constraint {name}")
    for table, name, _ in triggers:
        cursor.execute(f"alter table {table} disable trigger {name}")
    for (table,) in forced:
        cursor.execute(f"alter table {table} no force row level security")
    yield
    for (table,) in forced:
        cursor.execute(f"alter table {table} force row level security")
    for table, name, how in triggers:
        cursor.execute(f"alter table {table} {ENABLED[how]} trigger {name}")
    for table, name, definition in keys:
        cursor.execute(f"alter table {table} add constraint {name} {definition}")

"""Data of the milestone before come through the migrations whole.

`milestone_a.json` holds rows of every table as milestone A (the front door) left them, taken from its demonstration,
with the migrations that it had. All people in it are invented. A migration of a milestone that is out is never edited
again: homes that ran it would not get the change.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
KEPT = json.loads((Path(__file__).parent / "milestone_a.json").read_text("utf-8"))
DATABASE = f"from_milestone_a_{os.environ.get('PYTEST_XDIST_WORKER', 'one')}"
pytestmark = pytest.mark.database

GONE: dict[str, set[str]] = {}
"""Table to the columns that a later migration took away on purpose."""

SHAPE = {
    "columns": """select table_name, column_name, data_type, character_maximum_length, is_nullable
                  from information_schema.columns where table_schema = 'public'""",
    "constraints": "select conrelid::regclass::text, conname, pg_get_constraintdef(oid) from pg_constraint",
    "policies": "select tablename, policyname, permissive, roles::text, cmd, qual, with_check from pg_policies",
    "row security": """select relname, relrowsecurity, relforcerowsecurity from pg_class
                       where relkind = 'r' and relnamespace = 'public'::regnamespace""",
    "triggers": "select tgrelid::regclass::text, pg_get_triggerdef(oid) from pg_trigger where not tgisinternal",
    "indexes": "select indexname, indexdef from pg_indexes where schemaname = 'public'",
    "rights": """select table_name, grantee, privilege_type from information_schema.role_table_grants
                 where table_schema = 'public' and grantee like 'sightline%'""",
}


@pytest.fixture(scope="module")
def migrated(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """A database made as milestone A made it, filled with its rows, then brought up to date; the owner in it."""
    from django.core.management import call_command
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    from tests.support.database import _owner

    with django_db_blocker.unblock(), _owner("postgres") as owner:
        owner.execute(f"drop database if exists {DATABASE} with (force)")
        owner.execute(f"create database {DATABASE}")
        usual = connections["owner"].settings_dict["NAME"]
        connections["owner"].close()
        connections["owner"].settings_dict["NAME"] = DATABASE
        try:
            executor = MigrationExecutor(connections["owner"])
            wanted = {(area, name) for area, name in KEPT["migrations"]}
            followed = {parent.key for key in wanted for parent in executor.loader.graph.node_map[key].parents}
            executor.migrate(sorted(wanted - followed))
            with _owner(DATABASE) as filling:
                _fill(filling)
            call_command("migrate", database="owner", verbosity=0)
        finally:
            connections["owner"].close()
            connections["owner"].settings_dict["NAME"] = usual
        with _owner(DATABASE) as inside:
            yield inside
        owner.execute(f"drop database {DATABASE} with (force)")


def _fill(owner: Any) -> None:
    with owner.transaction():
        owner.execute(f"truncate {', '.join(KEPT['tables'])} cascade")
        for table, kept in KEPT["tables"].items():
            owner.execute(f"alter table {table} disable trigger user")
            columns = ", ".join(f'"{column}"' for column in kept["columns"])
            places = ", ".join(["%s"] * len(kept["columns"]))
            for row in kept["rows"]:
                owner.execute(f"insert into {table} ({columns}) overriding system value values ({places})", row)
        owner.execute("set constraints all immediate")
        for table in KEPT["tables"]:
            owner.execute(f"alter table {table} enable trigger user")
            owner.execute(
                """select setval(pg_get_serial_sequence(%s, column_name), 100000) from information_schema.columns
                   where table_name = %s and is_identity = 'YES'""",
                [table, table],
            )


@pytest.mark.parametrize("table", KEPT["tables"])
def test_no_row_and_no_value_is_lost(migrated: Any, table: str) -> None:
    kept = KEPT["tables"][table]
    columns = [column for column in kept["columns"] if column not in GONE.get(table, set())]
    was = [
        {column: value for column, value in zip(kept["columns"], row, strict=True) if column in columns}
        for row in kept["rows"]
    ]
    listed = ", ".join(f'"{column}"::text' for column in columns)
    migrated.execute("set timezone = 'UTC'")
    found = migrated.execute(f"select {listed} from {table}").fetchall()
    now = [dict(zip(columns, row, strict=True)) for row in found]
    lost = [row for row in was if row not in now]
    assert not lost
    assert len(now) >= len(was)


def test_every_constraint_holds(migrated: Any) -> None:
    assert migrated.execute("select conname from pg_constraint where not convalidated").fetchall() == []


@pytest.mark.parametrize("what", SHAPE)
def test_the_tables_are_those_of_a_new_home(migrated: Any, django_db_setup: None, what: str) -> None:
    from django.db import connections

    from tests.support.database import _owner

    with _owner(connections["owner"].settings_dict["NAME"]) as new:
        wanted = set(new.execute(SHAPE[what]).fetchall())
    assert set(migrated.execute(SHAPE[what]).fetchall()) == wanted


def test_every_table_of_that_milestone_has_rows_here() -> None:
    assert all(kept["rows"] for kept in KEPT["tables"].values())


@pytest.mark.parametrize(("path", "digest"), sorted(KEPT["released"].items()))
def test_a_migration_that_is_out_is_never_edited(path: str, digest: str) -> None:
    now = hashlib.sha256((ROOT / path).read_bytes()).hexdigest()
    assert now == digest, f"{path} ran in homes of milestone A: put the change into a new migration."

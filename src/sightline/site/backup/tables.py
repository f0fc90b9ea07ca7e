"""The database's rows, out and in again, over the ordinary connection of the owner.

COPY and not pg_dump: it goes through the driver that every installation has, which speaks TLS (the PostgreSQL that
we bring does not) and is of no server's version; a dump by a newer program does not load into an older server. What
a database is made of (tables, policies, triggers, grants) comes from the migrations, as everywhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

NOT_LOADED = "public.django_migrations"
"""Says which migrations ran here; the restored database has its own, of the same names."""

PLAIN = """
set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres'; set local timezone = 'UTC';
set local bytea_output = 'hex'; set local extra_float_digits = 1; set local client_encoding = 'UTF8';
set local statement_timeout = 0; set local lock_timeout = 0; set local idle_in_transaction_session_timeout = 0
"""
"""Values are written alike on every server, and nothing interrupts."""

TABLES = """
select format('%I.%I', n.nspname, c.relname),
       (select array_agg(quote_ident(a.attname) order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''),
       pg_has_role(c.relowner, 'MEMBER') and (not row_security_active(c.oid) or exists (
            select from pg_policy p where p.polrelid = c.oid and p.polpermissive and p.polcmd in ('*', 'r')
            and pg_get_expr(p.polqual, p.polrelid) = 'true'
            and (0::oid = any(p.polroles) or to_regrole(quote_ident(current_user))::oid = any(p.polroles))
       ) and not exists (select from pg_policy p where p.polrelid = c.oid and not p.polpermissive))
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind = 'r' and c.relpersistence = 'p'
  and n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%'
  and not exists (select from pg_depend d where d.objid = c.oid and d.classid = 'pg_class'::regclass
                  and d.deptype = 'e')
order by 1
"""

SEQUENCES = f"""
select format('%I.%I', n.nspname, c.relname)
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind = 'S' and n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%'
  and not exists (select from pg_depend d where d.objid = c.oid and d.refobjid = to_regclass('{NOT_LOADED}'))
order by 1
"""


class NotAllToSee(RuntimeError):  # noqa: N818 - a state of the world
    """The owner may not see every row of a table, so that a backup would not be whole."""


class OtherShape(ValueError):  # noqa: N818 - a state of the world
    """The rows of a backup do not fit the tables that its migrations make."""


@dataclass(frozen=True)
class Table:
    """A table by its full, quoted name, with the quoted names of the columns that can be written."""

    name: str
    columns: tuple[str, ...]

    @property
    def listed(self) -> str:
        """As COPY wants it."""
        return f"{self.name} ({', '.join(self.columns)})"


def tables_of(cursor: Any) -> list[Table]:
    """Every table. Raises NotAllToSee when row security would hide rows of one from the role that asks."""
    found = cursor.execute(TABLES).fetchall()
    hidden = [name for name, _, whole in found if not whole]
    if hidden:
        raise NotAllToSee(f"The database's owner may not see all of {', '.join(hidden)}.")
    return [Table(name, tuple(columns or ())) for name, columns, _ in found]


def sequences_of(cursor: Any) -> dict[str, list[Any]]:
    """Every sequence's last number and whether it has been given out."""
    names = [name for (name,) in cursor.execute(SEQUENCES).fetchall()]
    return {name: list(cursor.execute(f"select last_value, is_called from {name}").fetchone()) for name in names}


def copy_out(cursor: Any, table: Table, into: Any) -> int:
    """Writes the rows of `table` as text to `into`; how many they were."""
    with cursor.copy(f"copy {table.listed} to stdout") as rows:
        for piece in rows:
            into.write(piece)
    return int(cursor.rowcount)


def copy_in(cursor: Any, table: Table, pieces: Iterable[bytes]) -> int:
    """Loads rows written by `copy_out`; how many they were."""
    with cursor.copy(f"copy {table.listed} from stdin") as rows:
        for piece in pieces:
            rows.write(piece)
    return int(cursor.rowcount)


def set_numbers(cursor: Any, sequences: dict[str, list[Any]]) -> None:
    """Lets the sequences go on where they were."""
    for name, (last, given_out) in sequences.items():
        cursor.execute("select setval(%s::regclass, %s, %s)", [name, last, given_out])

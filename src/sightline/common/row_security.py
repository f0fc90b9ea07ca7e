"""Row security, written as the migrations need it. Every table with people in it has it from its first day.

Three roles meet these tables: the owner (migrates, sees all), the app (serves; sees what a policy lets
the acting person see), the publisher (sees only the published views, never these tables).
"""

from collections.abc import Sequence

from django.db.migrations import RunSQL

STAFF = "(select nullif(current_setting('app.staff_id', true), '')::bigint)"
AGENCY = "(select nullif(current_setting('app.agency_id', true), '')::bigint)"
OWN_AGENCY = f"agency_id = {AGENCY}"


def within(record: str, *, level: str = "READ", reach: str = "ALL", column: str = "agency_id") -> str:
    """A condition: the row is of an agency whose `record`s the acting person may reach at this `level`.

    Names as the access matrix has them (Record, Level, Reach). The database looks the person's roles up itself.
    """
    return f"{column} = any ((select sightline_agencies('{record}', '{level}', '{reach}'))::bigint[])"


def secure(
    table: str,
    *,
    read: str,
    write: str | None = None,
    insert: str | None = None,
    may: Sequence[str] = ("select", "insert", "update"),
) -> RunSQL:
    """Puts `table` under row security: the app role may do what `may` says, on rows for which the conditions hold.

    `read` and `write` are SQL conditions over a row; `write` is `read` where not given, and `insert` is
    `write`. A right without its policy gives nothing.
    """
    statements = [
        f"alter table {table} enable row level security",
        f"alter table {table} force row level security",
        f"create policy owner_sees_all on {table} to current_user using (true) with check (true)",
        *_grants(table, may),
        *_policies(table, read=read, write=write, insert=insert, may=may),
    ]
    return _run(statements)


def secure_anew(
    table: str,
    *,
    read: str,
    write: str | None = None,
    insert: str | None = None,
    may: Sequence[str] = ("select", "insert", "update"),
) -> RunSQL:
    """Gives a table that is under row security already other conditions, and the app role exactly these rights."""
    rights = ("select", "insert", "update", "delete")
    statements = [
        *[f"drop policy if exists app_{right} on {table}" for right in rights],
        f"revoke all on {table} from sightline_app",
        *_grants(table, may),
        *_policies(table, read=read, write=write, insert=insert, may=may),
    ]
    return _run(statements)


def _policies(table: str, *, read: str, write: str | None, insert: str | None, may: Sequence[str]) -> list[str]:
    write = write or read
    conditions = {
        "select": f"using ({read})",
        "insert": f"with check ({insert or write})",
        "update": f"using ({write}) with check ({write})",
        "delete": f"using ({write})",
    }
    return [f"create policy app_{right} on {table} for {right} to sightline_app {conditions[right]}" for right in may]


def open_table(table: str, *, may: Sequence[str] = ("select",)) -> RunSQL:
    """Lets the app role use a table that holds nobody's record: agencies, sessions, the clock."""
    return _run(_grants(table, may))


def only_for(function: str, *roles: str) -> RunSQL:
    """Lets `roles` alone call a function, named with its argument types."""
    return _run(
        [
            f"revoke all on function {function} from public",
            f"grant execute on function {function} to {', '.join(roles)}",
        ]
    )


def _grants(table: str, may: Sequence[str]) -> list[str]:
    statements = [f"revoke all on {table} from public"]
    if may:
        statements.append(f"grant {', '.join(may)} on {table} to sightline_app")
    if "insert" in may:
        statements.append(
            f"""do $$
            declare numbers text;
            begin
                select pg_get_serial_sequence('{table}', column_name) into numbers
                from information_schema.columns
                where table_name = '{table}' and is_identity = 'YES';
                if numbers is not null then
                    execute format('grant usage, select on sequence %s to sightline_app', numbers);
                end if;
            end $$"""
        )
    return statements


def _run(statements: Sequence[str]) -> RunSQL:
    return RunSQL([(statement, None) for statement in statements], RunSQL.noop)

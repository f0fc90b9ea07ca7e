"""The database's roles (ruling R4): the owner makes the tables, the others obey row security.

`sightline_owner` migrates and makes the other roles; it is no superuser. `sightline_app` serves,
`sightline_publisher` writes snapshots, `sightline_lado` owns what only the LADO's circle may see.
"""

from collections.abc import Mapping
from typing import Any, Protocol

from sightline.common.database_roles import APP, CREATE_ROLES, EXTENSIONS, LADO, OWNER, PUBLISHER, SERVING_ROLES
from sightline.site.database.problems import DatabaseUnavailable, RoleUnsafe


class Cursor(Protocol):
    """The part of a database cursor that is used here: psycopg's and Django's both have it."""

    def execute(self, query: Any, params: Any = ..., /) -> Any:
        """Run one statement."""


def ensure_roles(cursor: Cursor) -> None:
    """Make the three serving roles, without login, where they are missing; the caller may create roles."""
    cursor.execute(CREATE_ROLES)


def ensure_extensions(cursor: Cursor) -> None:
    """Add the extensions that search, linkage and exclusion constraints need; the database's owner may."""
    for extension in EXTENSIONS:
        cursor.execute(f"create extension if not exists {extension}")


def ensure_owner(connection: Any, *, password: str, database: str) -> None:
    """As the cluster's superuser: make the owner role and its database, and give the owner its password."""
    from psycopg import sql

    made = connection.execute("select 1 from pg_roles where rolname = %s", [OWNER]).fetchone()
    verb = "alter" if made else "create"
    connection.execute(
        sql.SQL("{} role {} login nosuperuser createdb createrole nobypassrls password {}").format(
            sql.SQL(verb), sql.Identifier(OWNER), sql.Literal(_scrambled(connection, OWNER, password))
        )
    )
    if not connection.execute("select 1 from pg_database where datname = %s", [database]).fetchone():
        connection.execute(
            sql.SQL("create database {} owner {}").format(sql.Identifier(database), sql.Identifier(OWNER))
        )


def set_role_passwords(owner_connection: Any, passwords: Mapping[str, str]) -> None:
    """Let the serving roles log in, each with its password (role name to password).

    `owner_connection` is a psycopg connection. Only the scrambled form leaves this process, so that neither
    log nor activity view can hold a password. Raises RoleUnsafe when a role could pass row security.
    """
    from psycopg import sql

    for role, secret in passwords.items():
        found = owner_connection.execute(
            "select rolsuper or rolbypassrls from pg_roles where rolname = %s", [role]
        ).fetchone()
        if found is None:
            raise DatabaseUnavailable(f"The database has no role {role} yet: migrate first.")
        if found[0]:
            raise RoleUnsafe(
                f"The role {role} is superuser or may bypass row security, so every reader would see every "
                f"child. Take that from it (alter role {role} nosuperuser nobypassrls), then start again."
            )
        owner_connection.execute(
            sql.SQL("alter role {} login password {}").format(
                sql.Identifier(role), sql.Literal(_scrambled(owner_connection, role, secret))
            )
        )


def _scrambled(connection: Any, role: str, password: str) -> str:
    return str(connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode("ascii"))


__all__ = [
    "APP",
    "CREATE_ROLES",
    "EXTENSIONS",
    "LADO",
    "OWNER",
    "PUBLISHER",
    "SERVING_ROLES",
    "ensure_extensions",
    "ensure_owner",
    "ensure_roles",
    "set_role_passwords",
]

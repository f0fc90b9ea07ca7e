"""From nothing to a database that can serve: one call, one line per stage."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sightline.site.database import passwords, places
from sightline.site.database.binaries import OLDEST_MAJOR
from sightline.site.database.connections import connection_parameters, external_address
from sightline.site.database.embedded import EmbeddedPostgres
from sightline.site.database.entering import enter
from sightline.site.database.problems import DatabaseUnavailable
from sightline.site.database.roles import SERVING_ROLES, ensure_extensions, set_role_passwords
from sightline.site.progress import stage
from sightline.site.turns import in_turn


def start_database(home: Path) -> EmbeddedPostgres | None:
    """Have a server that answers: ours, started when down, or the one SIGHTLINE_DATABASE_URL names (None)."""
    if external_address() is None:
        return EmbeddedPostgres(home).start()
    with _as_owner(home) as connection:
        if connection.info.server_version < OLDEST_MAJOR * 10_000:
            raise DatabaseUnavailable(
                f"The server that SIGHTLINE_DATABASE_URL names runs PostgreSQL "
                f"{connection.info.server_version // 10_000}; Sightline needs {OLDEST_MAJOR} or later."
            )
    return None


def stop_database(home: Path) -> None:
    """Stop our own server; somebody else's is left alone."""
    if external_address() is None:
        EmbeddedPostgres(home).stop()


@contextmanager
def in_use(home: Path) -> Iterator[None]:
    """Have the server while inside. Ours is stopped by the last to leave; somebody else's is left alone."""
    if external_address() is None:
        with EmbeddedPostgres(home).held():
            yield
    else:
        start_database(home)
        yield


def prepare(home: Path, *, quiet: bool = False) -> None:
    """Start, extend, migrate, and let the roles in. Two callers at once take turns. Django must be set up.

    Safe to repeat: what is done already costs about a second. Lines go to standard error.
    """
    home = Path(home).resolve()
    places.open_home(home)
    with in_turn(home / "preparing.lock"):
        with stage("Starting the database", quiet=quiet):
            start_database(home)
        with stage("Preparing its tables", quiet=quiet):
            with _as_owner(home) as connection:
                ensure_extensions(connection)
            _migrate()
        with stage("Letting its roles in", quiet=quiet):
            let_roles_in(home)


@contextmanager
def _as_owner(home: Path) -> Iterator[Any]:
    import psycopg

    parameters = connection_parameters(home)
    try:
        connection = enter(parameters)
    except psycopg.OperationalError as refusal:
        raise DatabaseUnavailable(
            f"The database {parameters['dbname']!r} at {parameters['host']} does not answer as "
            f"{parameters['user']}: {str(refusal).strip()}"
        ) from refusal
    with connection:
        yield connection


def _migrate() -> None:
    from django.core.management import call_command

    call_command("migrate", database="owner", verbosity=0, interactive=False)


def let_roles_in(home: Path) -> None:
    """Give each serving role this home's password.

    On somebody else's server a role that already logs in with another password is another home's: changing it
    would lock that home out, so we ask.
    """
    with _as_owner(home) as connection:
        outstanding = [role for role in SERVING_ROLES if not _lets_in(home, role)]
        if external_address() is not None:
            for role in outstanding:
                if _has_another_password(connection, role):
                    raise DatabaseUnavailable(
                        f"On this server {role} already has a password which is not this home's. Copy "
                        f"{passwords.password_file(home, role)} from the machine that set it or, if none "
                        f"uses it now, run: alter role {role} nologin"
                    )
        set_role_passwords(connection, {role: passwords.password(home, role) for role in outstanding})


def _lets_in(home: Path, role: str) -> bool:
    import psycopg

    if not passwords.password_file(home, role).exists():
        return False
    try:
        enter(connection_parameters(home, role)).close()
    except psycopg.OperationalError:
        return False
    return True


def _has_another_password(connection: Any, role: str) -> bool:
    found = connection.execute("select rolcanlogin from pg_roles where rolname = %s", [role]).fetchone()
    return bool(found and found[0])

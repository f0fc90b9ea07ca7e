"""The roles that obey row security: made by the migrating role, let in with a password, never above the rules."""

from pathlib import Path
from typing import Any

import psycopg
import pytest

from sightline.site.database import (
    DatabaseUnavailable,
    EmbeddedPostgres,
    connection_parameters,
    ensure_roles,
    passwords,
    preparation,
    prepare,
    set_role_passwords,
)
from sightline.site.database.problems import RoleUnsafe
from sightline.site.database.roles import APP, LADO, PUBLISHER, SERVING_ROLES, ensure_extensions

pytestmark = pytest.mark.database


def connected(server: EmbeddedPostgres, role: str = "sightline_owner") -> psycopg.Connection[Any]:
    return psycopg.connect(**server.connection_parameters(role), autocommit=True)


def let_in(server: EmbeddedPostgres) -> None:
    with connected(server) as owner:
        ensure_roles(owner)
        set_role_passwords(owner, {role: passwords.password(server.home, role) for role in SERVING_ROLES})


def test_making_the_roles_twice_is_making_them_once(standing: EmbeddedPostgres) -> None:
    with connected(standing) as owner:
        ensure_roles(owner.cursor())
        ensure_roles(owner.cursor())
        found = owner.execute(
            "select rolname, rolcanlogin, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles "
            "where rolname = any(%s) order by rolname",
            [list(SERVING_ROLES)],
        ).fetchall()
    assert found == [(role, False, False, False, False, False) for role in (APP, LADO, PUBLISHER)]


def test_the_owner_can_give_them_what_is_theirs(standing: EmbeddedPostgres) -> None:
    with connected(standing) as owner:
        ensure_roles(owner)
        for role in (APP, PUBLISHER, LADO):
            owner.execute(f"create schema of_{role} authorization {role}")
            owner.execute(f"set role {role}")
            owner.execute(f"create table of_{role}.mine ()")
            owner.execute("reset role")


def test_the_owner_can_add_the_extensions(standing: EmbeddedPostgres) -> None:
    with connected(standing) as owner:
        ensure_extensions(owner)
        assert owner.execute("select similarity('Wren', 'Wrenn') > 0.5").fetchone() == (True,)


def test_a_role_is_let_in_with_its_password_and_no_other(server: EmbeddedPostgres) -> None:
    let_in(server)
    with connected(server, APP) as app:
        assert app.execute("select current_user").fetchone() == (APP,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute("set role sightline_owner")
    wrong = server.connection_parameters(APP) | {"password": "guessed"}
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(**wrong)


def test_a_role_that_could_pass_row_security_is_not_let_in(server: EmbeddedPostgres) -> None:
    let_in(server)
    superuser = server.connection_parameters("postgres", database="postgres")
    with psycopg.connect(**superuser, autocommit=True) as above:
        above.execute("alter role sightline_app bypassrls")
    with connected(server) as owner, pytest.raises(RoleUnsafe, match="every reader would see every child"):
        set_role_passwords(owner, {APP: "a password"})


def test_a_role_that_was_never_made_is_named(standing: EmbeddedPostgres) -> None:
    with connected(standing) as owner, pytest.raises(DatabaseUnavailable, match="no role sightline_scribe yet"):
        set_role_passwords(owner, {"sightline_scribe": "a password"})


@pytest.fixture
def only_roles_to_migrate(monkeypatch: pytest.MonkeyPatch) -> None:
    """In place of all migrations, the part of the first that the roles depend on."""
    start, homes = preparation.start_database, []

    def remember(home: Path) -> EmbeddedPostgres | None:
        homes.append(home)
        return start(home)

    def migrate() -> None:
        with preparation._as_owner(homes[-1]) as owner:
            ensure_roles(owner)

    monkeypatch.setattr(preparation, "start_database", remember)
    monkeypatch.setattr(preparation, "_migrate", migrate)


@pytest.mark.usefixtures("only_roles_to_migrate")
def test_preparing_twice_says_one_line_per_stage_and_changes_nothing(
    server: EmbeddedPostgres, capsys: pytest.CaptureFixture[str]
) -> None:
    prepare(server.home)
    before = {role: passwords.password(server.home, role) for role in SERVING_ROLES}
    lines = capsys.readouterr().err.splitlines()
    assert [line.partition(" ... done (")[0] for line in lines] == [
        "Starting the database",
        "Preparing its tables",
        "Letting its roles in",
    ]
    prepare(server.home, quiet=True)
    assert capsys.readouterr().err == ""
    assert before == {role: passwords.password(server.home, role) for role in SERVING_ROLES}
    psycopg.connect(**connection_parameters(server.home, PUBLISHER)).close()


@pytest.fixture
def elsewhere(server: EmbeddedPostgres, monkeypatch: pytest.MonkeyPatch) -> str:
    """The test's server, as if somebody else ran it: reached by SIGHTLINE_DATABASE_URL alone."""
    secret = passwords.password(server.home, "sightline_owner")
    host = str(server.socket_folder).replace("/", "%2F")
    monkeypatch.setenv("SIGHTLINE_DATABASE_URL", f"postgresql://sightline_owner:{secret}@{host}/sightline")
    return secret


@pytest.mark.usefixtures("only_roles_to_migrate", "elsewhere")
def test_a_server_elsewhere_is_prepared_for_the_first_home_and_kept_from_the_second(place: Path) -> None:
    first, second = place / "first", place / "second"
    prepare(first, quiet=True)
    prepare(first, quiet=True)
    psycopg.connect(**connection_parameters(first, APP)).close()
    with pytest.raises(DatabaseUnavailable, match="already has a password which is not this home's"):
        prepare(second, quiet=True)
    psycopg.connect(**connection_parameters(first, APP)).close()
    assert not (first / "postgres").exists()


def test_a_server_elsewhere_that_refuses_is_named_without_the_password(
    place: Path, elsewhere: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = preparation.external_address()
    assert url is not None
    monkeypatch.setenv(
        "SIGHTLINE_DATABASE_URL",
        f"postgresql://sightline_owner:not-{elsewhere}@{url.host.replace('/', '%2F')}/sightline",
    )
    with pytest.raises(DatabaseUnavailable, match="does not answer as sightline_owner") as refusal:
        preparation.start_database(place / "home")
    assert elsewhere not in str(refusal.value)

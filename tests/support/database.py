"""The tests' database: made by the owner, used by the app role, under row security."""

import fcntl
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


def _fingerprint() -> str:
    """Changes with migrations, published views, the access matrix or the small partnership: then a new template."""
    parts = sorted((ROOT / "src").rglob("migrations/*.py")) + sorted((ROOT / "src").rglob("tables.py"))
    parts += sorted((ROOT / "src/sightline/common/access").glob("*.py"))
    parts += [ROOT / "src/sightline/common/audit_chain/sql.py", ROOT / "src/sightline/common/history.py"]
    parts += [ROOT / "tests/support/partnership.py", ROOT / "src/sightline/common/row_security.py"]
    return hashlib.sha256(b"".join(path.read_bytes() for path in parts)).hexdigest()[:12]


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_blocker: Any) -> Iterator[None]:
    """One database per test worker, copied from a template that the owner migrated and peopled once."""
    from django.db import connections

    from sightline.site.database import start_database
    from sightline.site.home import home

    worker = getattr(request.config, "workerinput", {}).get("workerid", "one")
    name, template = f"test_{worker}", f"template_{_fingerprint()}"
    with django_db_blocker.unblock():
        start_database(home())
        _make_template(template)
        _collect_static_files()
        with _owner("postgres") as owner:
            owner.execute(f"drop database if exists {name} with (force)")
            owner.execute(f"create database {name} template {template}")
        for alias in connections:
            connections[alias].close()
            connections[alias].settings_dict["NAME"] = name
    yield
    with django_db_blocker.unblock():
        for alias in connections:
            connections[alias].close()


def _owner(database: str) -> Any:
    import psycopg

    from sightline.site.database import connection_parameters
    from sightline.site.home import home

    return psycopg.connect(**connection_parameters(home(), database=database), autocommit=True)


def _collect_static_files() -> None:
    """The pages' stylesheets, once for every worker of this home."""
    from sightline.site.home import home
    from sightline.site.static_files import collect

    with (home() / "static.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        collect()


def _make_template(template: str) -> None:
    """Under an advisory lock, so that several test workers make one template between them."""
    from django.core.management import call_command
    from django.db import connections

    from sightline.site.database import set_role_passwords
    from sightline.site.database.passwords import password
    from sightline.site.database.roles import SERVING_ROLES
    from sightline.site.home import home
    from tests.support.partnership import people

    with _owner("postgres") as owner:
        owner.execute("select pg_advisory_lock(20230412)")
        if owner.execute("select 1 from pg_database where datname = %s", [template]).fetchone():
            return
        making = f"{template}_making"
        owner.execute(f"drop database if exists {making} with (force)")
        for (old,) in owner.execute("select datname from pg_database where datname like 'template\\_%'").fetchall():
            owner.execute(f'drop database if exists "{old}" with (force)')
        owner.execute(f"create database {making}")
        connections["owner"].settings_dict["NAME"] = making
        call_command("migrate", database="owner", verbosity=0)
        people()
        connections["owner"].close()
        set_role_passwords(owner, {role: password(home(), role) for role in SERVING_ROLES})
        owner.execute(f"alter database {making} rename to {template}")


@pytest.fixture
def database_cursor(db: None) -> Iterator[Any]:
    """A bare cursor as the owner, for what is proved in SQL; what it does is undone."""
    from django.db import connections

    with _owner(connections["owner"].settings_dict["NAME"]) as owner:
        owner.autocommit = False
        with owner.cursor() as cursor:
            yield cursor
        owner.rollback()

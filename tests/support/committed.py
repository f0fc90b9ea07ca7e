"""A database of its own for what must be committed: the chain is about what other transactions have ended."""

import time
from collections.abc import Iterator
from typing import Any

import pytest


def drop(maker: Any, name: str) -> None:
    """Drops the database once its last connections are gone: the owner may not end those of the service."""
    import psycopg

    for _ in range(100):
        try:
            maker.execute(f"drop database if exists {name}")
        except psycopg.errors.ObjectInUse:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"Somebody still uses {name}")


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """Opens connections to a fresh copy of the tests' database: `committed()` as the owner, or as the role named."""
    import psycopg
    from django.db import connections

    from sightline.common.database_roles import OWNER
    from sightline.site.database import connection_parameters
    from sightline.site.home import home

    with django_db_blocker.unblock():
        name = connections["owner"].settings_dict["NAME"] + "_committed"
    opened: list[Any] = []

    def connect(role: str = OWNER, *, database: str = name, **options: Any) -> Any:
        opened.append(
            psycopg.connect(**connection_parameters(home(), role, database=database), autocommit=True, **options)
        )
        return opened[-1]

    maker = connect(database="postgres")
    (template,) = maker.execute("select datname from pg_database where datname like 'template\\_%'").fetchone()
    drop(maker, name)
    maker.execute(f"create database {name} template {template}")
    yield connect
    for connection in opened[1:]:
        connection.close()
    drop(maker, name)
    maker.close()

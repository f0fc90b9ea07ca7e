"""The plan, made once; and the small demonstration, built once in a database of its own."""

from collections.abc import Iterator
from typing import Any

import pytest

from sightline.demonstration.figures import Figures, figures
from sightline.demonstration.plan import Plan
from sightline.demonstration.planning import make_plan


@pytest.fixture(scope="session")
def plan() -> Plan:
    """The whole plan."""
    return make_plan()


@pytest.fixture(scope="session")
def small_plan() -> Plan:
    """A tenth of it."""
    return make_plan(small=True)


@pytest.fixture(scope="session")
def by_year(plan: Plan) -> dict[str, Figures]:
    """The whole plan's figures by year."""
    return {each.label: each for each in figures(plan)}


@pytest.fixture(scope="module")
def database_of_its_own(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any
) -> Iterator[None]:
    """A copy of the tests' database, to which all connections go while the module's tests run."""
    from django.db import connections

    worker = getattr(request.config, "workerinput", {}).get("workerid", "one")
    source, name = connections["owner"].settings_dict["NAME"], f"demonstration_{worker}"
    with django_db_blocker.unblock():
        _close_all()
        _as_owner(f"drop database if exists {name} with (force)", f"create database {name} template {source}")
        _go_to(name)
        yield
        _close_all()
        _go_to(source)
        _as_owner(f"drop database {name} with (force)")


def _go_to(name: str) -> None:
    from django.db import connections

    for alias in connections:
        connections[alias].settings_dict["NAME"] = name


def _close_all() -> None:
    from django.db import connections

    for alias in connections:
        connections[alias].close()


def _as_owner(*statements: str) -> None:
    from django.db import connections

    with connections["owner"]._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)

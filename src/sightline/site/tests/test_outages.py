"""A lost database, a full disk and two people at once are told apart from a fault of ours."""

import errno
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, OperationalError
from django.template import TemplateDoesNotExist
from django.test import RequestFactory
from psycopg import errors as pg

from sightline.site import errors
from sightline.site.outages import BUSY, FULL, LOST, outage


def raised(error: BaseException, *, because: BaseException | None = None) -> BaseException:
    try:
        raise error from because
    except BaseException as caught:
        return caught


@pytest.mark.parametrize(
    ("error", "meant"),
    [
        (psycopg.OperationalError("connection refused"), LOST),
        (psycopg.InterfaceError("the connection is closed"), LOST),
        (pg.AdminShutdown("terminating connection"), LOST),
        (pg.CrashShutdown("because of crash of another server process"), LOST),
        (pg.CannotConnectNow("the database system is starting up"), LOST),
        (pg.TooManyConnections("sorry, too many clients already"), LOST),
        (pg.ReadOnlySqlTransaction("cannot execute INSERT in a read-only transaction"), LOST),
        (pg.DiskFull("could not extend file: No space left on device"), FULL),
        (OSError(errno.ENOSPC, "No space left on device"), FULL),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), FULL),
        (pg.DeadlockDetected("deadlock detected"), BUSY),
        (pg.SerializationFailure("could not serialize access"), BUSY),
        (pg.QueryCanceled("canceling statement due to user request"), None),
        (pg.UniqueViolation("duplicate key value"), None),
        (FileNotFoundError(errno.ENOENT, "No such file"), None),
        (ValueError("a fault of ours"), None),
        (None, None),
    ],
)
def test_the_error_says_what_is_wrong(error: BaseException | None, meant: Any) -> None:
    assert outage(error) is meant


def test_it_is_found_behind_what_django_makes_of_it() -> None:
    cause = pg.DiskFull("No space left on device")
    assert outage(raised(OperationalError("No space left on device"), because=cause)) is FULL
    assert outage(raised(RuntimeError("in a template"), because=raised(DatabaseError("x"), because=cause))) is FULL


def answer(error: BaseException, *, path: str = "/front-door/", method: str = "get") -> Any:
    request = getattr(RequestFactory(), method)(path)
    request.resolver_match = None
    try:
        raise error
    except BaseException:
        return errors.fault(request)


def test_a_lost_database_says_when_to_try_again_and_that_nothing_was_half_saved() -> None:
    page = answer(psycopg.OperationalError("gone"), method="post")
    said = page.content.decode()
    assert (page.status_code, page["Retry-After"], page["Cache-Control"]) == (503, "10", "no-store")
    assert "cannot reach its database" in said
    assert "not half saved" in said
    assert "999" in said
    assert "not half saved" not in answer(psycopg.OperationalError("gone")).content.decode()


def test_the_health_address_tells_a_machine_and_nothing_more() -> None:
    page = answer(psycopg.OperationalError("connection to 10.0.0.1 failed"), path="/health")
    assert page.status_code == 503
    assert page.content == b'{"status": "database lost"}'


def test_a_fault_of_ours_gets_a_reference_and_none_of_its_text() -> None:
    page = answer(ValueError("Wren Appletree"))
    assert page.status_code == 500
    assert "Reference" in page.content.decode()
    assert "Appletree" not in page.content.decode()


@pytest.mark.parametrize("error", [ValueError("x"), psycopg.OperationalError("x")])
def test_the_page_comes_even_when_the_stylesheets_do_not(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = errors.render_to_string

    def without_manifest(template: str, about: dict[str, Any]) -> str:
        if template != "site/bare.html":
            raise ValueError("Missing staticfiles manifest entry")
        return drawn(template, about)

    monkeypatch.setattr(errors, "render_to_string", without_manifest)
    said = answer(error).content.decode()
    assert "<h1" in said
    assert "999" in said
    assert "/static/" not in said
    with pytest.raises(TemplateDoesNotExist):
        drawn("no such page.html", {})

"""Without its database the service says so on every page, loses nothing, and goes on by itself."""

import fcntl
import os
import signal
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests.reliability.posting import post_contact
from tests.reliability.service import Service, service, until

pytestmark = pytest.mark.database


@pytest.fixture(scope="module")
def running() -> Iterator[Service]:
    with service() as found:
        found.serve()
        yield found


@contextmanager
def without_database(running: Service) -> Iterator[None]:
    """The database killed, and held down as by a machine that does not let it start: whoever starts it waits."""
    lock = os.open((running.home / "postgres" / "starting.lock").resolve(), os.O_RDWR)
    fcntl.flock(lock, fcntl.LOCK_EX)
    os.kill(running.postmaster(), signal.SIGKILL)
    try:
        yield
    finally:
        os.close(lock)


def page(running: Service, path: str) -> tuple[int, str, str]:
    try:
        with urlopen(f"{running.address}{path}", timeout=30) as answer:
            return answer.status, answer.headers.get("Retry-After", ""), answer.read().decode()
    except HTTPError as refusal:
        return refusal.code, refusal.headers.get("Retry-After", ""), refusal.read().decode()


def test_every_page_says_so_and_the_form_is_recorded_once_when_it_is_sent_again(running: Service) -> None:
    mark = str(uuid.uuid4())
    with without_database(running):
        for path in ("/", "/sign-in", "/worried-about-a-child/", "/front-door/"):
            began = time.monotonic()
            status, again, said = page(running, path)
            assert (status, again) == (503, "10"), path
            assert "cannot reach its database" in said
            assert time.monotonic() - began < 8
        assert page(running, "/health") == (503, "10", '{"status": "database lost"}')
        status, _, said = post_contact(running, mark=mark)
        assert status == 503
        assert "It was not half saved" in said
        assert "Appletree" not in said
    began = time.monotonic()
    assert until(running.well, seconds=20), running.said
    print(f"\nwell {time.monotonic() - began:.1f} s after the database could start again")
    first, again = post_contact(running, mark=mark), post_contact(running, mark=mark)
    assert first[:2] == again[:2]
    assert first[0] == 302
    told = "select count(*) from front_door_contactevent where referral_text like %s"
    assert running.ask(told, [f"%{mark}%"]) == [(1,)]


def test_the_health_command_says_what_is_not_well(running: Service) -> None:
    assert until(running.well, seconds=20)
    told = running.command("health", expect=1).stdout
    assert "PostgreSQL" in told
    assert "all are done" in told
    assert "NOT WELL  last backup" in told
    with without_database(running):
        told = running.command("health", "--format", "json", expect=1).stdout
    assert '"well": false' in told
    assert "Traceback" not in told
    assert until(running.well, seconds=20)


def test_data_that_are_gone_are_not_replaced_by_an_empty_database(running: Service) -> None:
    assert until(running.well, seconds=20)
    version = next(running.home.glob("postgres/*/data")).resolve().parent
    with without_database(running):
        time.sleep(0.5)
        (version / "data").rename(version / "away")
    time.sleep(4)
    assert not (version / "data").exists()
    assert page(running, "/health")[0] == 503
    assert "is gone. Bring that folder back" in (running.folder / "serve.log").read_text()
    (version / "away").rename(version / "data")
    assert until(running.well, seconds=30), running.said

"""Counting tries, for every web worker at once."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections

from sightline.common import attempts
from sightline.common.attempts import Counted, Limit

pytestmark = pytest.mark.django_db(databases="__all__")

NOON = datetime(2023, 4, 12, 12, tzinfo=UTC)
STRICT = Counted(Limit(free=3, first_wait=timedelta(seconds=30), longest=timedelta(minutes=2)), ("door", "somebody"))


def tries(*seconds):
    """What each try is told, in seconds."""
    return [attempts.wait([STRICT], at=NOON + timedelta(seconds=each)).total_seconds() for each in seconds]


def test_the_first_tries_are_free_and_then_each_wait_is_twice_the_last():
    assert tries(0, 0, 0) == [0, 0, 0]
    assert tries(1) == [29]
    assert tries(30) == [0]
    assert tries(31) == [59]
    assert tries(90) == [0]
    assert tries(91) == [119]
    assert tries(210) == [0]
    assert tries(211) == [119], "the wait grows no longer than the longest"


def test_a_try_that_came_too_early_does_not_make_the_wait_longer():
    tries(0, 0, 0)
    assert tries(*range(1, 20))[-1] == 30 - 19
    assert tries(30) == [0]


def test_after_an_hour_everything_is_forgotten():
    tries(0, 0, 0)
    assert tries(3601, 3602, 3603) == [0, 0, 0]
    with connections["evidence"].cursor() as cursor:
        cursor.execute("select count(*) from common_attempt where at < %s", [NOON + timedelta(seconds=1)])
        assert cursor.fetchone() == (0,)


def test_of_twenty_tries_in_the_same_moment_no_more_pass_than_one_after_the_other():
    """Each in a thread with a connection of its own, as web workers have."""
    counted = Counted(STRICT.limit, ("door", "twenty at once"))
    together, told = threading.Barrier(20), []

    def try_it():
        together.wait()
        told.append(attempts.wait([counted], at=NOON))
        connections.close_all()

    threads = [threading.Thread(target=try_it) for _ in range(20)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    left = threading.Thread(target=lambda: (attempts.forget(counted), connections.close_all()))
    left.start()
    left.join()
    assert len(told) == 20
    assert sum(not wait for wait in told) <= counted.limit.free


def test_what_went_well_starts_afresh():
    tries(0, 0, 0)
    attempts.forget(STRICT)
    assert tries(1, 1, 1) == [0, 0, 0]


def test_one_kept_try_can_be_taken_back():
    tries(0, 0, 0)
    attempts.take_back(STRICT)
    assert tries(1) == [0]
    assert tries(2) != [0]


def test_a_code_is_used_once():
    assert attempts.first_use("code", "7", "123456", at=NOON)
    assert not attempts.first_use("code", "7", "123456", at=NOON)
    assert attempts.first_use("code", "8", "123456", at=NOON)


def test_neither_a_name_nor_an_address_can_be_read_from_the_table():
    attempts.wait([Counted(STRICT.limit, ("sign-in", "192.0.2.1", "mina"))], at=NOON)
    with connections["evidence"].cursor() as cursor:
        cursor.execute("select key from common_attempt")
        (key,) = cursor.fetchone()
    assert len(key) == 64
    assert int(key, 16)


@pytest.mark.parametrize(
    ("left", "told"),
    [(0.2, "1 second"), (20, "20 seconds"), (59.5, "1 minute"), (61, "2 minutes"), (900, "15 minutes")],
)
def test_a_wait_is_told_in_words_and_never_too_short(left, told):
    assert attempts.in_words(timedelta(seconds=left)) == told


@pytest.mark.parametrize(
    ("behind_a_proxy", "forwarded", "seen"),
    [
        (False, "203.0.113.9", "192.0.2.1"),
        (True, "203.0.113.9", "203.0.113.9"),
        (True, "10.0.0.1, 203.0.113.9", "203.0.113.9"),
        (True, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (True, "nonsense", "nonsense"),
    ],
)
def test_an_address_is_what_our_own_web_server_saw(rf, settings, behind_a_proxy, forwarded, seen):
    settings.SERVED_OVER_TLS = behind_a_proxy
    request = rf.get("/", REMOTE_ADDR="192.0.2.1", headers={"x-forwarded-for": forwarded})
    assert attempts.address_of(request) == seen

"""What an error says about the machinery beneath: the database is lost, the disk is full, two were at it at once."""

import errno
from collections.abc import Iterator
from dataclasses import dataclass

import psycopg
from django.db import InterfaceError


@dataclass(frozen=True)
class Outage:
    """A state that ends without anybody mending a fault: what the page says of it, and seconds until a new try."""

    name: str
    heading: str
    why: str
    what_next: str
    try_again_after: int


CLOSED = "Sightline is closed for the moment"
LOST = Outage(
    "database lost",
    CLOSED,
    "Sightline cannot reach its database.",
    "It opens again by itself, mostly within a minute: try again then.",
    10,
)
FULL = Outage(
    "disk full",
    CLOSED,
    "The disk that Sightline writes to is full. Pages that only show something may still work.",
    "Tell the people who run Sightline for you now. It goes on by itself as soon as they have made room.",
    120,
)
BUSY = Outage(
    "two at once",
    "Please send it once more",
    "Two people were changing the same records at the same moment, and one had to wait.",
    "It was you: nothing is wrong.",
    1,
)

FULL_DISK = frozenset({errno.ENOSPC, errno.EDQUOT})
BY_STATE = {"53100": FULL, "40001": BUSY, "40P01": BUSY, "55P03": BUSY, "25006": LOST}
"""SQLSTATE (PostgreSQL, appendix A) to what it means for the reader; by its first two signs below."""
BY_CLASS = {"08": LOST, "53": LOST, "57": LOST, "58": LOST}
NOT_THE_SERVER = frozenset({"57014"})
"""A statement that was cancelled: the server is well."""


def outage(error: BaseException | None) -> Outage | None:
    """The outage behind an error, found in it or in what led to it; None when it is a fault of ours."""
    for cause in _chain(error):
        if found := _meant_by(cause):
            return found
    return None


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: list[BaseException] = []
    waiting = [error]
    while waiting:
        cause = waiting.pop(0)
        if cause is not None and cause not in seen:
            seen.append(cause)
            yield cause
            waiting += [cause.__cause__, cause.__context__]


def _meant_by(error: BaseException) -> Outage | None:
    if isinstance(error, OSError) and error.errno in FULL_DISK:
        return FULL
    if isinstance(error, psycopg.Error) and error.sqlstate:
        state = error.sqlstate
        return BY_STATE.get(state) or (None if state in NOT_THE_SERVER else BY_CLASS.get(state[:2]))
    # Without a state: the connection itself broke, or there was none to be had.
    return LOST if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError | InterfaceError) else None

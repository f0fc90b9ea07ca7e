"""How often one address may send the public form: enough for a family, too few for a machine.

Nobody is locked out: who meets the limit is told when to try again and whom to ring, and keeps what they wrote.
The count lives in each server process's memory for an hour, under a hash whose salt changes daily and is never
written down; so no list of who wrote to us can be made from it. With several processes the limit is at most
that many times as high.
"""

import secrets
from datetime import date, datetime
from hashlib import sha256

from django.core.cache import cache

MOST_IN_AN_HOUR = 10
HOUR = 3600
_salts: dict[date, bytes] = {}


def is_at_the_limit(address: str, *, at: datetime) -> bool:
    """Whether this address has sent as many as it may within the hour."""
    return cache.get(_key(address, at), 0) >= MOST_IN_AN_HOUR


def count_one(address: str, *, at: datetime) -> None:
    """Counts one that was sent."""
    key = _key(address, at)
    cache.add(key, 0, timeout=HOUR)
    cache.incr(key)


def _key(address: str, at: datetime) -> str:
    today = at.date()
    if today not in _salts:
        _salts.clear()
        _salts[today] = secrets.token_bytes(32)
    return f"public-form/{sha256(_salts[today] + address.encode()).hexdigest()}"

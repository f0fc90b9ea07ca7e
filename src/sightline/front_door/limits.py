"""How often one address may send the public form: enough for a family, too few for a machine.

Nobody is locked out: who meets the limit is told when to try again and whom to ring, and keeps what they wrote.
The count lives in the database for an hour, under a keyed hash that changes with the day; so every web worker
counts together, and no list of who wrote to us can be made from it.
"""

from datetime import datetime, timedelta

from sightline.common import attempts

MOST_IN_AN_HOUR = 10
HOURLY = attempts.Limit(free=MOST_IN_AN_HOUR, first_wait=timedelta(hours=1), longest=timedelta(hours=1))


def is_at_the_limit(address: str, *, at: datetime) -> bool:
    """Whether this address has sent as many as it may within the hour."""
    days = (at, at - HOURLY.within)
    return sum(attempts.happened(_counted(address, day), at=at) for day in _distinct(days)) >= MOST_IN_AN_HOUR


def count_one(address: str, *, at: datetime) -> None:
    """Counts one that was sent."""
    attempts.count_one(_counted(address, at), at=at)


def _distinct(moments: tuple[datetime, ...]) -> list[datetime]:
    """One moment of each day: an hour may reach back over midnight."""
    return list({moment.date(): moment for moment in moments}.values())


def _counted(address: str, at: datetime) -> attempts.Counted:
    return attempts.Counted(HOURLY, ("public form", at.date().isoformat(), address))

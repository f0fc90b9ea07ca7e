"""When the records are made, and who makes them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sightline.timescales.zone import LONDON

Ids = dict[str, list[Any]]
"""Which records stand for a part of an address: {"child_id": [12]}."""


def on(day: int, hour: int, minute: int = 0, *, month: int = 4, year: int = 2023) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=LONDON)


NOW = on(12, 9)


@contextmanager
def acting(username: str, at: datetime = NOW) -> Iterator[Any]:
    """One transaction in which this person of the small partnership acts."""
    from sightline.common import actor
    from sightline.register.models import Staff

    staff = Staff.objects.using("owner").select_related("agency", "team").get(username=username)
    with actor.acting(staff, at=at):
        yield Staff.objects.select_related("agency", "team").get(username=username)

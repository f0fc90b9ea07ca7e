"""Screenings that a colleague who leaves has begun: colleagues take them over one by one."""

from collections.abc import Iterator
from datetime import datetime

from django.db import connection

from sightline.register.models import Staff
from sightline.register.open_work import OpenWork, open_work


@open_work.add
def tools_in_hand(*, person: Staff, by: Staff, at: datetime) -> Iterator[OpenWork]:
    """Drafts of screenings."""
    with connection.cursor() as cursor:
        cursor.execute("select sightline_tools_in_hand(%s)", [person.pk])
        (count,) = cursor.fetchone()
    yield OpenWork(
        title="Screenings begun and not completed",
        count=count,
        note="They stay with the agency: any colleague who completes screenings takes one over on its page",
    )

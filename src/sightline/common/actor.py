"""Who is acting, told to the database for the length of one transaction.

Row security reads these settings. They are local to the transaction, so that a pooled connection
carries nothing of one person's to the next; with none set, the database shows no rows at all.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction


def introduce(*, staff: Any, at: datetime, purpose: str = "", using: str = DEFAULT_DB_ALIAS) -> None:
    """Tells the database who acts in the present transaction, for which agency, why, and at which business time."""
    _set(
        using,
        {
            "app.staff_id": str(staff.pk) if staff else "",
            "app.agency_id": str(staff.agency_id) if staff else "",
            "app.purpose": purpose,
            "app.business_time": at.isoformat(),
        },
    )


@contextmanager
def acting(staff: Any, *, at: datetime, purpose: str = "", using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """One transaction in which `staff` acts; with None, the public acts."""
    with transaction.atomic(using=using):
        introduce(staff=staff, at=at, purpose=purpose, using=using)
        yield


@contextmanager
def on_behalf_of(agency_id: int, *, using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Delivers something into another agency's records, as a letter-box does: the sender may put in, not look in.

    Only for verbs that add what the sender has written (a referral to the front door); the person acting
    stays named. What the sender's own agency may see is as before when the block ends, also by an error.
    """
    with connections[using].cursor() as cursor:
        cursor.execute("select current_setting('app.agency_id', true)")
        own = cursor.fetchone()[0] or ""
    with transaction.atomic(using=using):
        _set(using, {"app.agency_id": str(agency_id), "app.delivering": "1"})
        yield
        _set(using, {"app.agency_id": own, "app.delivering": ""})


def _set(using: str, settings: dict[str, str]) -> None:
    calls = ", ".join(["set_config(%s, %s, true)"] * len(settings))
    with connections[using].cursor() as cursor:
        cursor.execute(f"select {calls}", [part for setting in settings.items() for part in setting])

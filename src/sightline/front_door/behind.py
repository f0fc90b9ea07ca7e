"""The list behind a figure: the very rows that were counted, found again by those who may see them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import ibis
from django.db import connection

from sightline.front_door.models import Contact, Referral
from sightline.front_door.models.contacts import ContactQuerySet
from sightline.front_door.models.offers import ReferralQuerySet
from sightline.indicators.register import MONTH, RATIO, Indicator
from sightline.indicators.snapshots import Snapshot
from sightline.indicators.tallies import UNKNOWN
from sightline.indicators.vocabulary import month_of
from sightline.register.models import Staff
from sightline.timescales.periods import Period

KEYS = {"contacts": "contact", "referrals": "referral"}


@dataclass(frozen=True)
class Behind:
    """What was counted, and what of it this person may see."""

    counted: int
    records: ContactQuerySet | ReferralQuerySet

    @property
    def unseen(self) -> int:
        """Counted, but not for this person's eyes: restricted records, or changed since the snapshot."""
        return self.counted - self.records.count()


def counted(
    indicator: Indicator, snapshot: Snapshot, period: Period, *, variant: str | None, by: Mapping[str, str]
) -> list[str]:
    """The pseudonyms of the rows in the numerator (of a count: of all rows) of one figure."""
    rows = indicator(snapshot.tables(), period, variant)
    if indicator.kind is RATIO:
        rows = rows.filter(rows.counts.cast("int64").fill_null(0) != 0)
    for column, value in by.items():
        indicator.check_breakdown(column)
        cell = month_of(rows[indicator.date]) if column == MONTH else rows[column].cast("string")
        rows = rows.filter(cell.isnull() if value == UNKNOWN else cell == ibis.literal(value))
    return [row for row in rows[KEYS[indicator.table]].to_pyarrow().to_pylist() if row]


def behind(indicator: Indicator, pseudonyms: Sequence[str], staff: Staff) -> Behind:
    """The records behind the pseudonyms, as far as `staff` may see them."""
    visible: Any = (
        Contact.objects.visible_to(staff) if indicator.table == "contacts" else Referral.objects.visible_to(staff)
    )
    with connection.cursor() as cursor:
        cursor.execute(f"select sightline_{indicator.table}_behind(%s)", [list(pseudonyms)])
        ids = [row[0] for row in cursor.fetchall()]
    return Behind(len(pseudonyms), visible.filter(pk__in=ids))

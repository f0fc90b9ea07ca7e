"""The verbs of intake: what is remembered of a sender's headings, and of the rows that were read."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from sightline.common import audit
from sightline.common.access import Permission
from sightline.common.many import lay_in, number, put_back
from sightline.common.refusals import must_hold
from sightline.intake.models import ExtractRow, RememberedMapping
from sightline.register.models import Staff


@transaction.atomic
def remember_headings(
    format: str,  # noqa: A002 - what it is called
    headings: Mapping[str, str],
    *,
    by: Staff,
    at: datetime,
    agency_id: int | None = None,
) -> None:
    """Keeps which heading of an agency's lists stands for which column; a later word replaces the earlier.

    The agency is `by`'s own, or the one on whose behalf the transaction delivers (`actor.on_behalf_of`).
    """
    must_hold(by, Permission.EDIT_CHILDREN)
    for column, heading in headings.items():
        mapping, is_new = RememberedMapping.objects.get_or_create(
            agency_id=agency_id or by.agency_id,
            format=format,
            column=column,
            defaults={"heading": heading, "recorded_by": by, "recorded_at": at},
        )
        if not is_new and mapping.heading != heading:
            mapping.heading, mapping.recorded_by, mapping.recorded_at = heading, by, at
            mapping.save()
        elif not is_new:
            continue
        audit.record("remembered a heading", mapping, by=by, at=at, fields=["heading"])


@transaction.atomic
def keep_rows(rows: Sequence[ExtractRow], *, by: Staff, at: datetime) -> None:
    """Keeps rows of an extract that became records. What was done is audited with the records themselves."""
    must_hold(by, Permission.EDIT_CHILDREN)
    for row in rows:
        row.agency_id, row.recorded_by, row.recorded_at, row.read_at = by.agency_id, by, at, at
    number(rows)
    lay_in(rows)


@transaction.atomic
def keep_changed_rows(rows: Sequence[ExtractRow], *, by: Staff, at: datetime) -> None:
    """Keeps what rows that are known say now, and that they are there."""
    must_hold(by, Permission.EDIT_CHILDREN)
    for row in rows:
        row.read_at, row.absent_since = at, None
    put_back(rows, ("happened_on", "source", "ordinal", "values", "read_at", "absent_since"))


@transaction.atomic
def flag_absent(rows: Iterable[ExtractRow], *, by: Staff, at: datetime) -> None:
    """Marks rows that a later extract of the same window lacks. Their records stay: an absence deletes nothing."""
    must_hold(by, Permission.EDIT_CHILDREN)
    newly = [row for row in rows if row.absent_since is None]
    for row in newly:
        row.absent_since = at
        audit.record("flagged a row as absent from a later extract", row, by=by, at=at, fields=["absent_since"])
    put_back(newly, ("absent_since",))


@transaction.atomic
def keep_delivered_rows(
    new: Sequence[ExtractRow], changed: Sequence[ExtractRow], *, agency_id: int, by: Staff, at: datetime
) -> None:
    """Keeps the rows of a person list that was delivered for an agency. Call it `on_behalf_of` that agency.

    What was done to the records is audited with them.
    """
    must_hold(by, Permission.LINK_RECORDS)
    for row in new:
        row.agency_id, row.recorded_by, row.recorded_at, row.read_at = agency_id, by, at, at
    number(new)
    lay_in(new)
    put_back(changed, ("values", "read_at", "absent_since"))

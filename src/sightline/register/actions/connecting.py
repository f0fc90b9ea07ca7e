"""Who is connected with a restricted record: a colleague's own family, a witness. They are kept away from it.

Nobody connected is named on the record, opens it in an emergency, or changes who may open it.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection, transaction

from sightline.common import audit
from sightline.common.access import Permission
from sightline.common.refusals import NotYours, must_hold
from sightline.register.actions.emergencies import AT_LEAST
from sightline.register.actions.refusals import AlreadyRecorded, NotAllowed
from sightline.register.models import EmergencyAccess, Restriction, RestrictionConnection, Staff


@transaction.atomic
def connect_with_restriction(
    *, restriction: Restriction, staff: Staff, by: Staff, at: datetime
) -> RestrictionConnection:
    """Keeps that `staff` is connected with the record. What they had opened in an emergency closes at once.

    For those named on the record, and the data protection lead. Whoever is named is taken off the record first.
    """
    must_hold(by, Permission.RESTRICT_RECORDS)
    _answers_for(restriction, by=by)
    check_connected([staff], named=[each.staff for each in restriction.access.select_related("staff")], by=by)
    if is_connected(restriction, staff):
        raise AlreadyRecorded(f"{staff.name} is connected with the record already.")
    connected = RestrictionConnection.objects.create(
        restriction=restriction, agency_id=restriction.agency_id, staff=staff
    )
    for access in EmergencyAccess.objects.still_open().filter(restriction=restriction, staff=staff):
        access.closes_at = max(at, access.opened_at + AT_LEAST)
        access.save(update_fields=["closes_at"])
    audit.record("said who is connected with a record", restriction, by=by, at=at, fields=["connections"])
    return connected


@transaction.atomic
def take_off_connection(*, restriction: Restriction, staff: Staff, by: Staff, at: datetime) -> None:
    """`staff` is not connected with the record after all, or no longer."""
    must_hold(by, Permission.RESTRICT_RECORDS)
    _answers_for(restriction, by=by)
    taken_off, _ = restriction.connections.filter(staff=staff).delete()
    if not taken_off:
        raise AlreadyRecorded(f"{staff.name} is not connected with the record.")
    audit.record("said who is no longer connected with a record", restriction, by=by, at=at, fields=["connections"])


def check_connected(connected: Iterable[Staff], *, named: Iterable[Staff], by: Staff) -> None:
    """Raises NotYours or NotAllowed for somebody of another agency, or who is named on the record as well."""
    named = set(named)
    for person in connected:
        if person.agency_id != by.agency_id:
            raise NotYours(f"{person.name} does not work in this agency.")
        if person in named:
            raise NotAllowed(f"{person.name} is named on the record: somebody connected with it cannot open it.")


def is_connected(restriction: Restriction, staff: Staff) -> bool:
    """Whether the database has `staff` as connected: whoever asks need not be able to read the list."""
    with connection.cursor() as cursor:
        cursor.execute("select sightline_is_connected(%s, %s)", [restriction.pk, staff.pk])
        return bool(cursor.fetchone()[0])


def answers_for(restriction: Restriction, *, by: Staff) -> bool:
    """Whether `by`, who acts, is named on the record or leads data protection, and is not connected with it."""
    with connection.cursor() as cursor:
        cursor.execute("select sightline_answers_for(%s)", [restriction.pk])
        return bool(cursor.fetchone()[0]) and restriction.agency_id == by.agency_id


def _answers_for(restriction: Restriction, *, by: Staff) -> None:
    if not Restriction.objects.in_force().filter(pk=restriction.pk, agency_id=by.agency_id).exists():
        raise AlreadyRecorded("This restriction has been lifted already.")
    if not answers_for(restriction, by=by):
        raise NotAllowed(
            f"Only somebody named on the record, or the data protection lead, says who is connected. Ask"
            f" {restriction.ask.name}."
        )

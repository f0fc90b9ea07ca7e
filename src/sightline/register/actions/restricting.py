"""Records that only named people may open. Who restricts, names and lifts is always on the record."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from sightline.common import audit
from sightline.common.access import Permission
from sightline.common.refusals import NotYours, must_hold
from sightline.register.actions import checking
from sightline.register.actions.connecting import answers_for, check_connected, is_connected
from sightline.register.actions.linking.undoing import take_apart
from sightline.register.actions.refusals import AlreadyRecorded, Incomplete, NotAllowed
from sightline.register.models import Child, Restriction, RestrictionAccess, RestrictionConnection, Staff


@transaction.atomic
def restrict_child(
    *,
    child: Child,
    reason: str,
    ask: Staff,
    named: Sequence[Staff] = (),
    connected: Sequence[Staff] = (),
    by: Staff,
    at: datetime,
) -> Restriction:
    """From now on only the people named open the record; `ask`, always one of them, answers for it.

    `connected` are those who must never open it: for a relative of a member of staff, at least that colleague.
    Whoever restricts the record and is not named closes the door behind themselves. For an adoption the record's
    links to other agencies' records are undone: the identities before and after are never linked.
    """
    must_hold(by, Permission.RESTRICT_RECORDS)
    if reason not in Restriction.Reason:
        raise Incomplete("Say why the record is restricted.")
    if reason == Restriction.Reason.STAFF_RELATIVE and not connected:
        raise Incomplete("Say whose relative it is: that colleague must not be able to open the record.")
    child = checking.locked(child, by=by)
    if Restriction.objects.in_force().filter(child=child).exists():
        raise AlreadyRecorded("The record is already restricted. Change who is named on it instead.")
    people = list(dict.fromkeys([ask, *named]))
    for person in people:
        _check_person(person, by=by)
    check_connected(connected, named=people, by=by)
    child.save()
    if reason == Restriction.Reason.ADOPTION:
        take_apart(child=child, reason="The record is restricted.", by=by, at=at)
    restriction = Restriction.objects.create(
        child=child, agency_id=child.agency_id, reason=reason, ask=ask, restricted_at=at, restricted_by=by
    )
    RestrictionAccess.objects.bulk_create(
        [RestrictionAccess(restriction=restriction, agency_id=child.agency_id, staff=person) for person in people]
    )
    # All at once: whoever names themselves as connected can read none of it a moment later.
    RestrictionConnection.objects.bulk_create(
        [
            RestrictionConnection(restriction=restriction, agency_id=child.agency_id, staff=person)
            for person in dict.fromkeys(connected)
        ]
    )
    audit.record("restricted a record", restriction, by=by, at=at, fields=["reason", "ask", "access", "connections"])
    return restriction


@transaction.atomic
def lift_restriction(*, restriction: Restriction, by: Staff, at: datetime) -> Restriction:
    """The record is open to the agency again. For those named on it, and the data protection lead."""
    must_hold(by, Permission.RESTRICT_RECORDS)
    restriction = _in_force(restriction, by=by)
    if not answers_for(restriction, by=by):
        raise NotAllowed(
            f"Only somebody named on the restriction, or the data protection lead, lifts it. Ask {restriction.ask}."
        )
    restriction.lifted_at, restriction.lifted_by = at, by
    restriction.save()
    audit.record("lifted a restriction", restriction, by=by, at=at, fields=["lifted_at"])
    return restriction


@transaction.atomic
def name_on_restriction(*, restriction: Restriction, staff: Staff, by: Staff, at: datetime) -> RestrictionAccess:
    """Lets one more person open the record. Nobody names themselves."""
    must_hold(by, Permission.RESTRICT_RECORDS)
    restriction = _in_force(restriction, by=by)
    _check_person(staff, by=by)
    if staff == by:
        raise NotAllowed(f"Nobody names themselves on a restricted record. Ask {restriction.ask.name}.")
    if is_connected(restriction, staff):
        raise NotAllowed(f"{staff.name} cannot be named on this record. Ask {restriction.ask.name}.")
    if restriction.access.filter(staff=staff).exists():
        raise AlreadyRecorded(f"{staff.name} is already named.")
    access = RestrictionAccess.objects.create(restriction=restriction, agency_id=restriction.agency_id, staff=staff)
    audit.record("named a person on a restriction", restriction, by=by, at=at, fields=["access"])
    return access


@transaction.atomic
def take_off_restriction(*, restriction: Restriction, staff: Staff, by: Staff, at: datetime) -> None:
    """One person may no longer open the record. The person whom others are told to ask stays."""
    must_hold(by, Permission.RESTRICT_RECORDS)
    restriction = _in_force(restriction, by=by)
    if staff == restriction.ask:
        raise NotAllowed("Others are told to ask this person about the record, so they must be able to open it.")
    taken_off, _ = restriction.access.filter(staff=staff).delete()
    if not taken_off:
        raise AlreadyRecorded(f"{staff.name} is not named.")
    audit.record("took a person off a restriction", restriction, by=by, at=at, fields=["access"])


def _in_force(restriction: Restriction, *, by: Staff) -> Restriction:
    found = (
        Restriction.objects.in_force()
        .select_for_update(of=("self",))
        .filter(pk=restriction.pk, agency_id=by.agency_id)
        .first()
    )
    if found is None:
        raise AlreadyRecorded("This restriction has been lifted already.")
    if is_connected(found, by):
        raise NotAllowed(f"You cannot change who may open this record. Ask {found.ask.name}.")
    return found


def _check_person(person: Staff, *, by: Staff) -> None:
    if person.agency_id != by.agency_id or not person.is_active:
        raise NotYours(f"{person.name} does not work in this agency any more, so cannot be named.")
    if not person.may(Permission.VIEW_CHILDREN):
        raise NotAllowed(
            f"{person.name}'s role does not let them open children's records, so naming them does nothing."
        )

"""An inspector is let in to read what the agency holds, for the length of the inspection and no longer."""

from datetime import datetime

from django.db import connection, transaction

from sightline.common import audit
from sightline.common.access import Permission
from sightline.common.access.roles import Inspector
from sightline.common.refusals import NotYours, must_hold
from sightline.register.actions import checking
from sightline.register.actions.refusals import AlreadyRecorded, Impossible, Incomplete, NotAllowed
from sightline.register.clocks import INSPECTION
from sightline.register.models import Agency, Inspection, Staff


@transaction.atomic
def open_inspection(
    *, inspector: Staff, authority: str, from_at: datetime, to_at: datetime, by: Staff, at: datetime
) -> Inspection:
    """Lets `inspector`, of a regulator, read the records of `by`'s agency from one moment to another.

    At most as long as `clocks.INSPECTION` says. Outside that time the inspector cannot sign in. Raises NotAllowed for
    somebody who is no inspector, Impossible for a time that cannot be, AlreadyRecorded where one is open or to come.
    """
    must_hold(by, Permission.ADMIT_INSPECTORS)
    if inspector.agency.kind != Agency.Kind.REGULATOR or inspector.roles != [Inspector.code]:
        raise NotAllowed(f"{inspector.name} is not an inspector of a regulator, and nothing else. Nobody was let in.")
    if not inspector.is_active:
        raise NotAllowed(f"{inspector.name} has left. Ask the regulator who inspects.")
    under = checking.text(authority, called="framework or power", longest=200)
    if not under:
        raise Incomplete("Say under which framework or power they inspect.")
    _check_time(from_at, to_at, at=at)
    checking.one_at_a_time("open an inspection", by.agency_id)
    others = Inspection.objects.filter(agency_id=by.agency_id, inspector=inspector, ended_at=None, to_at__gt=at)
    if others.exists():
        raise AlreadyRecorded(f"{inspector.name} is let in already, or will be. End that inspection first.")
    inspection = Inspection.objects.create(
        agency_id=by.agency_id,
        inspector=inspector,
        authority=under,
        from_at=from_at,
        to_at=to_at,
        opened_by=by,
        opened_at=at,
    )
    _lend_access(inspection)
    audit.record("let an inspector in", inspection, by=by, at=at, fields=["authority", "from_at", "to_at"])
    return inspection


@transaction.atomic
def end_inspection(*, inspection: Inspection, by: Staff, at: datetime) -> Inspection:
    """The inspector is shut out at once; an inspection that has not begun never will."""
    must_hold(by, Permission.ADMIT_INSPECTORS)
    found = Inspection.objects.select_for_update(of=("self",)).filter(pk=inspection.pk, agency_id=by.agency_id).first()
    if found is None:
        raise NotYours("There is no such inspection of this agency.")
    if found.ended_at or found.to_at <= at:
        raise AlreadyRecorded("The inspection is over already.")
    found.ended_at, found.ended_by = at, by
    found.save(update_fields=["ended_at", "ended_by"])
    _lend_access(found)
    audit.record("shut an inspector out", found, by=by, at=at, fields=["ended_at"])
    return found


def _check_time(from_at: datetime, to_at: datetime, *, at: datetime) -> None:
    if to_at <= from_at:
        raise Impossible("The inspection ends before it begins. Check both.")
    if to_at <= at:
        raise Impossible("The inspection would be over already. Check when it ends.")
    rule = INSPECTION.deadline(from_at)
    if to_at > rule.due_at:
        raise Impossible(
            "An inspector is let in for 28 days at most. If the inspection lasts longer, open it again then."
        )


def _lend_access(inspection: Inspection) -> None:
    """The inspector's own row, which the service may not write, takes its times from the inspections alone."""
    with connection.cursor() as cursor:
        cursor.execute("select sightline_lend_access(%s)", [inspection.pk])

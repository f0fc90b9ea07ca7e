"""A restricted record is opened in an emergency: for hours, with a reason, and told at once to those who answer for it.

Ruling S2; the safeguards of the access matrix: emergency reading, with a reason and notice to the owner.
"""

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.urls import reverse

from sightline.common import audit
from sightline.common.access import Permission
from sightline.common.access.roles import DataProtectionLead
from sightline.common.outbox import tell
from sightline.common.refusals import NotYours, must_hold
from sightline.register.actions import checking
from sightline.register.actions.refusals import AlreadyRecorded, Incomplete, NotAllowed, StaysClosed
from sightline.register.clocks import EMERGENCY_ACCESS
from sightline.register.models import EmergencyAccess, Restriction, Staff

MAIL = "RECORD_OPENED"
AT_LEAST = timedelta(microseconds=1)
"""How long an opening that is ended in the moment it began has lasted: the database keeps none of no length."""


@transaction.atomic
def open_in_emergency(*, restriction: Restriction, reason: str, by: Staff, at: datetime) -> EmergencyAccess:
    """Opens a restricted record to `by` for the hours of `clocks.EMERGENCY_ACCESS`, and tells those who answer for it.

    Raises StaysClosed, in the same words whether it is an adoption, a matter of the police or somebody connected with
    the record; AlreadyRecorded where the record is open to `by` already; NotYours; Incomplete without a reason.
    """
    must_hold(by, Permission.OPEN_IN_EMERGENCY)
    found = Restriction.objects.in_force().select_related("ask").filter(pk=restriction.pk, agency_id=by.agency_id)
    restriction_now = found.select_for_update(of=("self",)).first()
    if restriction_now is None:
        raise AlreadyRecorded("This restriction has been lifted: the record is open to the agency.")
    because = checking.text(reason, called="reason", longest=400)
    if not because:
        raise Incomplete("Say what the emergency is. Those who answer for the record read it.")
    if not Restriction.objects.closed_to(by).filter(pk=restriction_now.pk).exists():
        raise AlreadyRecorded("The record is open to you already.")
    if not _may_be_opened(restriction_now):
        raise StaysClosed(restriction_now.ask)
    access = EmergencyAccess.objects.create(
        restriction=restriction_now,
        agency_id=restriction_now.agency_id,
        staff=by,
        reason=because,
        opened_at=at,
        closes_at=EMERGENCY_ACCESS.deadline(at).due_at,
    )
    audit.record("opened a restricted record in an emergency", access, by=by, at=at, fields=["reason", "closes_at"])
    tell(to=told_of(restriction_now), template=MAIL, path=reverse("register:emergencies"), by=by, at=at)
    return access


def _may_be_opened(restriction: Restriction) -> bool:
    """The database's own answer for the acting person: it alone knows who is connected."""
    with connection.cursor() as cursor:
        cursor.execute("select sightline_opens_in_emergency(%s)", [restriction.pk])
        return bool(cursor.fetchone()[0])


def told_of(restriction: Restriction) -> list[Staff]:
    """Who is told at once: the person to ask about the record, and every data protection lead of the agency."""
    leads = Staff.objects.with_role(DataProtectionLead.code).filter(agency_id=restriction.agency_id)
    return list(dict.fromkeys([restriction.ask, *leads.order_by("pk")]))


@transaction.atomic
def end_emergency(*, access: EmergencyAccess, by: Staff, at: datetime) -> EmergencyAccess:
    """Closes the record before its time. For whoever opened it, and those who answer for the record."""
    access = _held(access, by=by)
    if access.closes_at <= at:
        raise AlreadyRecorded("The record has closed already.")
    access.closes_at = max(at, access.opened_at + AT_LEAST)
    access.save(update_fields=["closes_at"])
    audit.record("closed a record opened in an emergency", access, by=by, at=at, fields=["closes_at"])
    return access


@transaction.atomic
def see_emergency(*, access: EmergencyAccess, by: Staff, at: datetime) -> EmergencyAccess:
    """The person to ask about the record has read that it was opened, by whom and why."""
    access = _held(access, by=by)
    if access.restriction.ask_id != by.pk:
        raise NotAllowed(f"This was told to {access.restriction.ask.name}, who alone can say that they have seen it.")
    if access.owner_saw_at:
        raise AlreadyRecorded("You have said already that you have seen it.")
    access.owner_saw_at = at
    access.save(update_fields=["owner_saw_at"])
    audit.record("saw that a record was opened in an emergency", access, by=by, at=at, fields=["owner_saw_at"])
    return access


@transaction.atomic
def record_finding(*, access: EmergencyAccess, finding: str, by: Staff, at: datetime) -> EmergencyAccess:
    """The data protection lead has looked into it, and says what they found. Nobody finds on their own opening."""
    must_hold(by, Permission.SEE_ACCESS_TRAIL)
    access = _held(access, by=by)
    if access.staff_id == by.pk:
        raise NotAllowed("Nobody looks into what they opened themselves. Ask another data protection lead.")
    if not EmergencyAccess.objects.answered_for_by(by).filter(pk=access.pk).exists():
        raise NotYours("You do not answer for this record.")
    said = checking.text(finding, called="finding", longest=400)
    if not said:
        raise Incomplete("Say what you found: whether the record had to be opened, and what follows.")
    if access.lead_saw_at:
        raise AlreadyRecorded("A finding stands already.")
    access.lead_saw_at, access.lead_saw_by, access.finding = at, by, said
    access.save(update_fields=["lead_saw_at", "lead_saw_by", "finding"])
    audit.record("found on an opening in an emergency", access, by=by, at=at, fields=["finding", "lead_saw_at"])
    return access


def _held(access: EmergencyAccess, *, by: Staff) -> EmergencyAccess:
    mine = EmergencyAccess.objects.filter(pk__in=EmergencyAccess.objects.visible_to(by).values("pk"))
    found = mine.select_related("restriction__ask").select_for_update(of=("self",)).filter(pk=access.pk).first()
    if found is None:
        raise NotYours("There is no such opening, or not one that you may see.")
    return found

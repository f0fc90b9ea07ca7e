"""Somebody leaves: their access ends, and nothing of theirs is left to nobody unsaid."""

from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import connection, models, transaction

from sightline.common import audit
from sightline.common.access import ROLES, Permission
from sightline.register.actions.refusals import AlreadyRecorded, Impossible, Incomplete, NotAllowed
from sightline.register.actions.staffing.asking import colleague, keep_change
from sightline.register.actions.staffing.inviting import end_sessions
from sightline.register.models import Cover, Invitation, Restriction, RoleRequest, Staff, StaffChange
from sightline.register.open_work import open_work


@transaction.atomic
def leave(
    *, person: Staff, by: Staff, at: datetime, hand_over_to: Staff | None = None, left_on_purpose: bool = False
) -> Staff:
    """The colleague's access ends now: password, roles and sessions.

    Open work goes to `hand_over_to`, or stays on purpose with the agency. Raises Incomplete where neither was said,
    and NotAllowed while restricted records name them as whom to ask: a colleague who may must be named first.
    """
    held = colleague(person, by=by)
    if not held.is_active:
        raise AlreadyRecorded(f"{held.name} has left already.")
    _keep_an_administrator(held, by=by)
    _not_asked_about(held)
    work = [each for each in open_work.gather(person=held, by=by, at=at) if each.count]
    if work and hand_over_to is None and not left_on_purpose:
        named = "; ".join(f"{each.title}: {each.count}" for each in work)
        raise Incomplete(f"{held.name} has open work ({named}). Say who takes it, or that it stays with the agency.")
    if hand_over_to is not None:
        _can_take_over(hand_over_to, held)
        for each in work:
            if each.hand_over:
                each.hand_over(hand_over_to)
    _end_covers(held, by=by, at=at)
    _take_off_restrictions(held, by=by, at=at)
    Invitation.objects.filter(staff=held, used_at=None, withdrawn_at=None).update(withdrawn_at=at)
    for asked in RoleRequest.objects.filter(staff=held, decided_at=None).exclude(asked_by=by):
        asked.decided_by, asked.decided_at, asked.given = by, at, False
        asked.save(update_fields=["decided_by", "decided_at", "given"])
    end_sessions(held)
    before = list(held.roles)
    held.is_active, held.roles, held.password = False, [], make_password(None)
    held.save(update_fields=["is_active", "roles", "password"])
    keep_change(
        held,
        StaffChange.What.LEFT,
        verb="ended a colleague's access",
        by=by,
        at=at,
        fields=["is_active", "password", "roles"],
        before=before,
    )
    return held


def _keep_an_administrator(person: Staff, *, by: Staff) -> None:
    """Whoever acts is one and cannot end their own access; said here, guarded by the database."""
    others = Staff.objects.colleagues_of(by).exclude(pk=person.pk)
    if person.may(Permission.MANAGE_STAFF) and not any(each.may(Permission.MANAGE_STAFF) for each in others):
        raise Impossible("An agency keeps an administrator in post. Let another one in first.")


def asked_about(person: Staff) -> int:
    """How many restricted records tell others to ask this person. Which ones is not for an administrator."""
    with connection.cursor() as cursor:
        cursor.execute("select sightline_asked_about(%s)", [person.pk])
        return int(cursor.fetchone()[0])


def _not_asked_about(person: Staff) -> None:
    if count := asked_about(person):
        records = "a restricted record tells" if count == 1 else f"{count} restricted records tell"
        raise NotAllowed(
            f"{records.capitalize()} others to ask {person.name}. A colleague whose role restricts records must name"
            " somebody else there first, so that nobody is left to ask."
        )


def _can_take_over(receiver: Staff, leaver: Staff) -> None:
    if receiver.agency_id != leaver.agency_id or not receiver.is_active or receiver.pk == leaver.pk:
        raise Impossible("Choose a colleague of the same agency, in post, to take over the work.")
    lost = {role for role in leaver.roles if role in ROLES} - set(receiver.roles)
    if lost and not receiver.permissions >= frozenset().union(*(ROLES[role].may for role in lost)) & _WORK:
        raise Impossible(f"{receiver.name}'s role does not let them do this work. Choose somebody else.")


_WORK = frozenset({Permission.VIEW_CONTACTS, Permission.TRIAGE_CONTACTS, Permission.DECIDE_CONTACTS})


def _end_covers(person: Staff, *, by: Staff, at: datetime) -> None:
    """Nobody covers for or is covered by somebody who is not there."""
    covers = Cover.objects.visible_to(by).not_over_at(at).select_for_update(of=("self",))
    for cover in covers.filter(models.Q(absent=person) | models.Q(covering=person)):
        cover.to_at = max(at, cover.from_at)
        if at <= cover.from_at:
            cover.from_at -= timedelta(microseconds=1)  # never began: keeps its row, with no length to speak of
        cover.save(update_fields=["from_at", "to_at"])
        audit.record("ended cover", cover, by=by, at=at, fields=["to_at"])


def _take_off_restrictions(person: Staff, *, by: Staff, at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select sightline_take_off_restrictions(%s)", [person.pk])
        (taken,) = cursor.fetchone()
    audit.record_many(
        audit.described("took off a restriction", Restriction(pk=each), by=by, at=at, fields=["access"])
        for each in taken
    )

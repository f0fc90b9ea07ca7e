"""Somebody joins the agency, or comes back to it."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import connection, transaction

from sightline.common.access import Permission
from sightline.common.refusals import must_hold
from sightline.register.actions.refusals import AlreadyRecorded, Incomplete
from sightline.register.actions.staffing.asking import checked_email, colleague, keep_change, line, own_team, split
from sightline.register.actions.staffing.changing import ask_for_roles
from sightline.register.actions.staffing.inviting import Invited, invite
from sightline.register.models import Staff, StaffChange, Team


@transaction.atomic
def join(
    *,
    username: str,
    name: str,
    roles: Sequence[str],
    by: Staff,
    at: datetime,
    team: Team | None = None,
    email: str = "",
    telephone: str = "",
    job_title: str = "",
    starts_at: datetime | None = None,
) -> Invited:
    """Adds a colleague to the administrator's own agency; the code with which they set their own password.

    Roles that need two people are asked for and wait. Access begins at `starts_at`, or now. Raises AlreadyRecorded
    for a username that somebody has, Impossible for a role that the agency cannot give.
    """
    must_hold(by, Permission.MANAGE_STAFF)
    given, waits = split(roles, held=(), agency=by.agency)
    person = Staff(
        username=_username(username),
        name=line(name, called="name", field="name", needed=True),
        email=checked_email(email),
        telephone=line(telephone, called="telephone number", field="telephone"),
        job_title=line(job_title, called="job title", field="job_title"),
        agency=by.agency,
        team=own_team(team, by=by),
        roles=given,
        password=make_password(None),
        access_begins_at=starts_at if starts_at and starts_at > at else None,
    )
    person.save(force_insert=True)
    keep_change(
        person,
        StaffChange.What.JOINED,
        verb="let a colleague in",
        by=by,
        at=at,
        fields=["agency", "email", "job_title", "name", "roles", "team", "telephone", "username"],
        after=given,
    )
    ask_for_roles(person, waits, by=by, at=at)
    return invite(person, by=by, at=at)


@transaction.atomic
def bring_back(*, person: Staff, roles: Sequence[str], by: Staff, at: datetime, team: Team | None = None) -> Invited:
    """A colleague who left comes back: their roles are given anew, and they set a new password."""
    held = colleague(person, by=by)
    if held.is_active:
        raise AlreadyRecorded(f"{held.name} is in post.")
    given, waits = split(roles, held=(), agency=by.agency)
    held.roles, held.team, held.is_active = given, own_team(team, by=by), True
    held.password, held.access_ends_at = make_password(None), None
    held.save()
    keep_change(
        held,
        StaffChange.What.CAME_BACK,
        verb="brought a colleague back",
        by=by,
        at=at,
        fields=["is_active", "password", "roles", "team"],
        after=given,
    )
    ask_for_roles(held, waits, by=by, at=at)
    return invite(held, by=by, at=at)


def _username(said: str) -> str:
    wanted = line(said, called="username", field="username", needed=True).casefold()
    try:
        validate_slug(wanted.replace(".", "-"))
    except ValidationError as wrong:
        raise Incomplete("A username has letters, figures, dots and hyphens, such as mina.manager.") from wrong
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [f"sightline: username {wanted}"])
    if Staff.objects.filter(username__iexact=wanted).exists():
        raise AlreadyRecorded(f"Somebody has the username {wanted} already. Choose another.")
    return wanted

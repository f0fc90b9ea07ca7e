"""What every verb about a colleague asks first: who acts, about whom, and which roles the agency may give."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from sightline.common import audit
from sightline.common.access import ROLES, Permission
from sightline.common.access.roles import may_hold
from sightline.common.refusals import NotYours, must_hold
from sightline.register.actions import checking
from sightline.register.actions.refusals import Impossible, Incomplete
from sightline.register.models import Agency, Staff, StaffChange, Team

LONGEST = {"name": 120, "job_title": 120, "telephone": 30, "email": 254, "username": 80}


def colleague(person: Staff, *, by: Staff) -> Staff:
    """The colleague as they stand now, held for this transaction.

    Raises NotYours for another agency's people, for oneself, and for whoever is no administrator.
    """
    must_hold(by, Permission.MANAGE_STAFF)
    if person.pk == by.pk:
        raise NotYours("Nobody changes their own access. Ask another administrator of your agency.")
    found = Staff.objects.filter(pk=person.pk, agency_id=by.agency_id)
    held = found.select_for_update(of=("self",)).select_related("agency", "team").first()
    if held is None:
        raise NotYours("This person works for another agency. Its own administrator looks after them.")
    return held


def roles_of(agency: Agency) -> dict[str, str]:
    """Code to name of every role that people of this agency may hold."""
    return {
        code: role.name
        for code, role in ROLES.items()
        if may_hold(code, agency_kind=agency.kind, holds_front_door=agency.holds_front_door) and not role.for_systems
    }


def split(roles: Iterable[str], *, held: Collection[str], agency: Agency) -> tuple[list[str], list[str]]:
    """The roles that one administrator may give (or that the person has), and those that wait for a second person.

    Raises Impossible for a role that this agency's people cannot hold, Incomplete for none at all.
    """
    wanted = list(dict.fromkeys(roles))
    if not wanted:
        raise Incomplete("Give at least one role: without one the person can open nothing.")
    if wrong := [code for code in wanted if code not in roles_of(agency) and code not in held]:
        named = ", ".join(ROLES[code].name if code in ROLES else code for code in wrong)
        raise Impossible(f"People of {agency.name} cannot hold this role: {named}.")
    waits = [code for code in wanted if code not in held and ROLES[code].four_eyes]
    return [code for code in wanted if code not in waits], waits


def line(said: str, *, called: str, field: str, needed: bool = False) -> str:
    """A line of text, tidied and short enough; Incomplete where it is needed and missing."""
    tidied = checking.text(said, called=called, longest=LONGEST[field])
    if needed and not tidied:
        raise Incomplete(f"Give the {called}.")
    return tidied


def checked_email(said: str) -> str:
    """The address tidied; Impossible where it is none."""
    address = line(said, called="e-mail address", field="email")
    try:
        if address:
            validate_email(address)
    except ValidationError as wrong:
        raise Impossible("This is no e-mail address. Check it, or leave it empty.") from wrong
    return address


def holds_role_of_two(person: Staff) -> bool:
    """Whether the person holds a role that only two people together give."""
    return any(ROLES[code].four_eyes for code in person.roles if code in ROLES)


def is_system(person: Staff) -> bool:
    """Whether this is another system, which acts by a token and never signs in."""
    return any(ROLES[code].for_systems for code in person.roles if code in ROLES)


def own_team(team: Team | None, *, by: Staff) -> Team | None:
    if team is not None and team.agency_id != by.agency_id:
        raise Impossible("This team belongs to another agency.")
    return team


def keep_change(
    person: Staff,
    what: str,
    *,
    verb: str,
    by: Staff,
    at: datetime,
    fields: Sequence[str] = (),
    before: Sequence[str] = (),
    after: Sequence[str] = (),
    **more: Any,
) -> StaffChange:
    """The line on the person's page, and the audit of it, in the transaction of the change."""
    change = StaffChange.objects.create(
        staff=person,
        agency_id=person.agency_id,
        what=what,
        fields=sorted(fields),
        roles_before=list(before),
        roles_after=list(after),
        at=at,
        by=by,
    )
    audit.record(verb, person, by=by, at=at, fields=fields, **more)
    return change

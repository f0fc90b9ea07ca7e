"""A colleague moves: another team, other roles, another telephone. Some roles take two people to give."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from sightline.common import audit
from sightline.common.access import Permission
from sightline.common.refusals import NotYours, must_hold
from sightline.register.actions.refusals import AlreadyRecorded, Impossible
from sightline.register.actions.staffing.asking import checked_email, colleague, keep_change, line, own_team, split
from sightline.register.models import RoleRequest, Staff, StaffChange, Team


@transaction.atomic
def change_staff(
    *,
    person: Staff,
    name: str,
    roles: Sequence[str],
    team: Team | None,
    email: str,
    telephone: str,
    job_title: str,
    by: Staff,
    at: datetime,
) -> list[str]:
    """Changes what stands about a colleague; the names of the fields that changed.

    A role that needs two people is asked for and waits; one taken away goes at once. Nothing else can be changed
    here: neither the username, nor the agency, nor a password.
    """
    held = colleague(person, by=by)
    if not held.is_active:
        raise Impossible(f"{held.name} has left. Bring them back first.")
    given, waits = split(roles, held=held.roles, agency=by.agency)
    before = list(held.roles)
    wanted = {
        "name": line(name, called="name", field="name", needed=True),
        "email": checked_email(email),
        "telephone": line(telephone, called="telephone number", field="telephone"),
        "job_title": line(job_title, called="job title", field="job_title"),
        "team": own_team(team, by=by),
        "roles": given if set(given) != set(before) else before,
    }
    changed = [field for field, value in wanted.items() if getattr(held, field) != value]
    for field in changed:
        setattr(held, field, wanted[field])
    if changed:
        held.save(update_fields=changed)
        keep_change(
            held,
            StaffChange.What.CHANGED,
            verb="changed a colleague's access",
            by=by,
            at=at,
            fields=changed,
            before=before,
            after=held.roles,
        )
    ask_for_roles(held, waits, by=by, at=at)
    return changed


def ask_for_roles(person: Staff, roles: Sequence[str], *, by: Staff, at: datetime) -> None:
    """Each of these roles waits for a second person; one that is asked for already stays so."""
    open_ones = set(RoleRequest.objects.filter(staff=person, decided_at=None).values_list("role", flat=True))
    for role in roles:
        if role not in open_ones:
            asked = RoleRequest.objects.create(
                staff=person, agency_id=person.agency_id, role=role, asked_by=by, asked_at=at
            )
            audit.record("asked for a role that two people give", asked, by=by, at=at, fields=["role"])


@transaction.atomic
def decide_role(*, asked: RoleRequest, given: bool, by: Staff, at: datetime) -> RoleRequest:
    """A second administrator of the agency, or the data protection lead, gives the role or refuses it.

    Raises NotYours for whoever asked for it and for the person themselves. The database gives the role when the
    request is confirmed, and in no other way.
    """
    if not (by.may(Permission.MANAGE_STAFF) or by.may(Permission.OVERSEE_STAFF)):
        must_hold(by, Permission.OVERSEE_STAFF)
    if by.pk in (asked.asked_by_id, asked.staff_id):
        raise NotYours("You asked for this role, or it is for you: another person decides.")
    open_ones = RoleRequest.objects.visible_to(by).filter(decided_at=None).select_for_update(of=("self",))
    held = open_ones.select_related("staff").filter(pk=asked.pk).first()
    if held is None:
        raise AlreadyRecorded("This was decided already, or is another agency's.")
    if given and (not held.staff.is_active or held.role in held.staff.roles):
        raise Impossible(f"{held.staff.name} has left, or holds this role already. Refuse the request.")
    before = list(held.staff.roles)
    held.decided_by, held.decided_at, held.given = by, at, given
    held.save(update_fields=["decided_by", "decided_at", "given"])
    keep_change(
        held.staff,
        StaffChange.What.ROLE_GIVEN if given else StaffChange.What.ROLE_REFUSED,
        verb="gave a role as the second person" if given else "refused a role as the second person",
        by=by,
        at=at,
        fields=["roles"],
        before=before,
        after=[*before, held.role] if given else before,
    )
    return held

"""Agencies and staff, added by whoever runs the service. Agencies cannot add themselves, nor people themselves.

The service's own database role may read both tables and write neither: these verbs write as the owner.
"""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from sightline.common import audit
from sightline.common.access import ROLES
from sightline.register.actions.refusals import AlreadyRecorded, Impossible
from sightline.register.models import Agency, Staff, Team

OWNER = "owner"


def add_agency(
    *, name: str, kind: str, at: datetime, is_safeguarding_partner: bool = False, holds_front_door: bool = False
) -> Agency:
    """Adds an agency of the partnership. Raises AlreadyRecorded for a second of that name, or a second front door."""
    agencies = Agency.objects.using(OWNER)
    if agencies.filter(name__iexact=name).exists():
        raise AlreadyRecorded(f"There is an agency called {name} already.")
    if kind not in Agency.Kind:
        kinds = ", ".join(f"{each.value} ({each.label})" for each in Agency.Kind)
        raise Impossible(f"{kind} is not a kind of agency. Choose one of: {kinds}.")
    if holds_front_door and (holder := agencies.filter(holds_front_door=True).first()):
        raise AlreadyRecorded(f"{holder.name} holds the front door already, and an area has one.")
    with transaction.atomic(using=OWNER):
        agency = agencies.create(
            name=name,
            kind=kind,
            is_safeguarding_partner=is_safeguarding_partner,
            holds_front_door=holds_front_door,
        )
        audit.record("added an agency", agency, by=None, at=at, using=OWNER)
    return agency


def add_staff(
    *,
    username: str,
    name: str,
    agency: str,
    roles: Sequence[str],
    password: str,
    at: datetime,
    team: str = "",
    job_title: str = "",
) -> Staff:
    """Adds a person who may sign in. A team not yet known is added with them.

    Raises Impossible for an unknown agency or role or a password that is too weak, AlreadyRecorded for a username
    that somebody has.
    """
    works_for = Agency.objects.using(OWNER).filter(name__iexact=agency).first()
    if works_for is None:
        raise Impossible(f"There is no agency called {agency}. Add it first, or check its spelling.")
    of_people = {code for code, role in ROLES.items() if not role.for_systems}
    if unknown := sorted(set(roles) - of_people):
        raise Impossible(
            f"{', '.join(unknown)}: no such role for a person. Choose from: {', '.join(sorted(of_people))}."
        )
    if Staff.objects.using(OWNER).filter(username__iexact=username).exists():
        raise AlreadyRecorded(f"Somebody has the username {username} already. Choose another.")
    person = Staff(username=username, name=name, agency=works_for, roles=list(roles), job_title=job_title)
    try:
        validate_password(password, person)
    except ValidationError as weak:
        raise Impossible(" ".join(weak.messages)) from weak
    person.set_password(password)
    with transaction.atomic(using=OWNER):
        if team:
            person.team, _ = Team.objects.using(OWNER).get_or_create(agency=works_for, name=team)
        person.save(using=OWNER, force_insert=True)
        audit.record("added a member of staff", person, by=None, at=at, using=OWNER)
    return person

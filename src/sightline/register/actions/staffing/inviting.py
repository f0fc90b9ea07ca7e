"""A code for one use, shown to the administrator once, with which a person sets their own password."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.urls import reverse

from sightline.common import actor, outbox
from sightline.common.refusals import Refused
from sightline.common.sealing import keyed_hash
from sightline.register.actions.refusals import Impossible, NotAllowed
from sightline.register.actions.staffing.asking import colleague, holds_role_of_two, is_system, keep_change
from sightline.register.models import Invitation, Staff, StaffChange

VALID_FOR = timedelta(hours=72)
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without I, L, O, 0 and 1, which people read for one another."""
GROUPS, IN_A_GROUP = 5, 4
"""Twenty letters out of 31: 99 bits, which nobody guesses in 72 hours."""


class CodeNotGood(Refused):
    """The code is wrong, used, withdrawn or too old; which of these is not told."""

    def __init__(self) -> None:
        super().__init__(
            "This code is not one that can be used now. It works once and for 72 hours: check what you typed, or ask"
            " your agency's administrator for a new one."
        )


@dataclass(frozen=True)
class Invited:
    """The person, and the code that is shown once and kept nowhere."""

    staff: Staff
    code: str
    expires_at: datetime


def invite(person: Staff, *, by: Staff, at: datetime) -> Invited:
    """A new code for somebody who has no password. Earlier codes count no longer. Within the caller's transaction."""
    if is_system(person):
        raise NotAllowed(f"{person.name} is a system and has no password. Issue it a token instead.")
    Invitation.objects.filter(staff=person, used_at=None, withdrawn_at=None).update(withdrawn_at=at)
    drawn = "".join(secrets.choice(LETTERS) for _ in range(GROUPS * IN_A_GROUP))
    made = Invitation.objects.create(
        staff=person,
        agency_id=person.agency_id,
        code_hash=_hashed(drawn),
        made_by=by,
        made_at=at,
        expires_at=at + VALID_FOR,
    )
    outbox.tell(to=[person], template="ACCOUNT_MADE", path=reverse("staff:set_up_account"), by=by, at=at)
    groups = [drawn[start : start + IN_A_GROUP] for start in range(0, len(drawn), IN_A_GROUP)]
    return Invited(staff=person, code="-".join(groups), expires_at=made.expires_at)


@transaction.atomic
def invite_again(*, person: Staff, by: Staff, at: datetime) -> Invited:
    """A new code for a colleague whose first has run out, or who has forgotten their password.

    Their password ends at once, and their sessions. The second step stays: who finds the code is not yet in. Raises
    NotAllowed for people whose role needs two persons: no single one takes their place.
    """
    held = colleague(person, by=by)
    if not held.is_active:
        raise Impossible(f"{held.name} has left. Bring them back first.")
    if held.has_usable_password():
        if holds_role_of_two(held):
            raise NotAllowed(
                f"{held.name} holds a role that two people must agree to, so one person alone cannot take their"
                " password away. Whoever runs the service can."
            )
        held.password = make_password(None)
        held.save(update_fields=["password"])
        end_sessions(held)
    invited = invite(held, by=by, at=at)
    keep_change(held, StaffChange.What.INVITED, verb="gave a new set-up code", by=by, at=at, fields=["password"])
    return invited


def end_sessions(person: Staff) -> None:
    """Ends every session of the person, wherever they are signed in."""
    with connection.cursor() as cursor:
        cursor.execute("select sightline_end_sessions(%s)", [person.pk])


def invited_person(code: str) -> Staff:
    """Whose code this is, while it may be used. Raises CodeNotGood."""
    with connection.cursor() as cursor:
        cursor.execute("select sightline_invited(%s)", [_hashed(code)])
        (found,) = cursor.fetchone()
    person = Staff.objects.filter(pk=found).first() if found else None
    if person is None:
        raise CodeNotGood
    return person


@transaction.atomic
def accept_invitation(*, code: str, password: str, at: datetime) -> Staff:
    """The person sets their own password, once. Raises CodeNotGood, or Impossible for a password that is too weak.

    The database finds the person by the code alone and takes it for used in the same breath.
    """
    person = invited_person(code)
    try:
        validate_password(password, person)
    except ValidationError as weak:
        raise Impossible(" ".join(weak.messages)) from weak
    with connection.cursor() as cursor:
        cursor.execute("select sightline_accept_invitation(%s, %s)", [_hashed(code), make_password(password)])
        (accepted,) = cursor.fetchone()
    if accepted != person.pk:
        raise CodeNotGood
    actor.introduce(staff=person, at=at)
    keep_change(person, StaffChange.What.SET_UP, verb="set their own password", by=person, at=at, fields=["password"])
    actor.introduce(staff=None, at=at)
    return person


def _hashed(code: str) -> str:
    """However it was typed: small letters, spaces and hyphens make no difference."""
    letters = "".join(letter for letter in code.upper() if letter.isalnum())
    return keyed_hash(letters, purpose="invitation")

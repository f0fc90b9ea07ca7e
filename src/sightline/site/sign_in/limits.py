"""How often a password or a code may be tried. Never by the name alone, so that nobody can lock a colleague out.

One address has many tries, since a whole office may stand behind it; one name from one address has few, with a wait
that doubles. Whoever tries Mina's name from elsewhere does not stop Mina at her own desk.
"""

from datetime import datetime, timedelta

from django.http import HttpRequest

from sightline.common import attempts
from sightline.register.models import Staff

OFFICE = attempts.Limit(free=60, first_wait=timedelta(seconds=5), longest=timedelta(minutes=5))
NAME_FROM_AN_ADDRESS = attempts.Limit(free=5, first_wait=timedelta(seconds=30))
# Who gets this far knows the password, so here the person themselves is counted: a million codes are soon tried from
# a thousand addresses. It closes codes alone; a passkey cannot be guessed and is not counted.
CODES_OF_A_PERSON = attempts.Limit(free=20, first_wait=timedelta(minutes=1))


def wait_before_password(request: HttpRequest, username: str) -> timedelta:
    """Counts one try of a password; how long to wait first, or nought."""
    return attempts.wait(_of_password(request, username), at=_now(request))


def password_was_right(request: HttpRequest, username: str) -> None:
    office, name = _of_password(request, username)
    attempts.forget(name)
    attempts.take_back(office)


def wait_before_code(request: HttpRequest, staff: Staff) -> timedelta:
    """Counts one try of a code; how long to wait first, or nought."""
    return attempts.wait(_of_code(request, staff), at=_now(request))


def code_was_right(request: HttpRequest, staff: Staff) -> None:
    attempts.forget(*_of_code(request, staff))


def _of_password(request: HttpRequest, username: str) -> list[attempts.Counted]:
    address = attempts.address_of(request)
    return [
        attempts.Counted(OFFICE, ("sign-in", address)),
        attempts.Counted(NAME_FROM_AN_ADDRESS, ("sign-in", address, username.strip().casefold())),
    ]


def _of_code(request: HttpRequest, staff: Staff) -> list[attempts.Counted]:
    address = attempts.address_of(request)
    return [
        attempts.Counted(NAME_FROM_AN_ADDRESS, ("code", address, str(staff.pk))),
        attempts.Counted(CODES_OF_A_PERSON, ("code", str(staff.pk))),
    ]


def _now(request: HttpRequest) -> datetime:
    return request.now  # type: ignore[attr-defined]

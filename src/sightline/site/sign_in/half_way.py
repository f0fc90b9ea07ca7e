"""Somebody who has shown the first proof and not yet the second: known to the session, signed in to nothing.

Until the second step is done `request.user` is nobody, so every page refuses by itself. What these pages read of the
person (their second steps) is read after the database has been told who it is about.
"""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from sightline.common import actor
from sightline.register.models import Staff
from sightline.site.sign_in.backend import StaffBackend

KEY = "half_signed_in"
PATIENCE = timedelta(minutes=15)


@dataclass(frozen=True)
class HalfWay:
    """What the session remembers between the two steps."""

    staff_id: int
    proof: str
    """PASSWORD or PROVIDER."""
    wanted: str
    until: str
    password_mark: str
    """Changes with the password: who changes it ends what was begun with the old one."""
    set_up: str = ""
    """Which second step was set up in this very sign-in, if any."""


def begin(request: HttpRequest, staff: Staff, *, proof: str, wanted: str) -> None:
    """Remembers the first step under a new session key, so that a key planted before is worth nothing."""
    at: datetime = request.now  # type: ignore[attr-defined]
    half = HalfWay(staff.pk, proof, wanted, (at + PATIENCE).isoformat(), staff.get_session_auth_hash())
    request.session.cycle_key()
    request.session[KEY] = asdict(half)


def of(request: HttpRequest) -> tuple[HalfWay, Staff] | None:
    """Who is half-way in this browser, introduced to the database; None where nobody is, or no longer."""
    kept = request.session.get(KEY)
    if not kept or request.user.is_authenticated:
        return None
    half = HalfWay(**kept)
    staff = StaffBackend().get_user(half.staff_id)
    at: datetime = request.now  # type: ignore[attr-defined]
    if (
        staff is None
        or at > datetime.fromisoformat(half.until)
        or not constant_time_compare(half.password_mark, staff.get_session_auth_hash())
    ):
        forget(request)
        return None
    actor.introduce(staff=staff, at=at, purpose="signing in")
    return half, staff


def has_set_up(request: HttpRequest, half: HalfWay) -> None:
    """The second step was set up just now, which also proves it."""
    request.session[KEY] = asdict(half)


def forget(request: HttpRequest) -> None:
    request.session.pop(KEY, None)

"""What signing in writes: the person's own list of sign-ins, their second steps, their password."""

from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.internal.auth import WebAuthn
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet

from sightline.common import audit
from sightline.common.models import SignIn
from sightline.common.refusals import Refused
from sightline.register.models import Staff

Type = Authenticator.Type
REMEMBERED = timedelta(days=90)


class LastSecondStep(Refused):
    """The person must have a second step and this is the only one."""


@transaction.atomic
def record_sign_in(*, by: Staff, at: datetime, how: SignIn.How, browser: str, session_key: str) -> SignIn:
    """Adds a line to the person's own list, and takes the key of sessions off that can no longer be in use."""
    SignIn.objects.filter(staff_id=by.pk, at__lt=at - REMEMBERED).update(session_key="", browser="")
    return SignIn.objects.create(staff_id=by.pk, at=at, how=how, browser=browser[:60], session_key=session_key)


@transaction.atomic
def end_sign_in(*, by: Staff, at: datetime, session_key: str) -> None:
    """Says on the list when this session ended."""
    SignIn.objects.filter(staff_id=by.pk, session_key=session_key, ended_at=None).update(ended_at=at, session_key="")


@transaction.atomic
def continue_sign_in(*, by: Staff, before: str, now: str) -> None:
    """The same session goes on under another key."""
    SignIn.objects.filter(staff_id=by.pk, session_key=before, ended_at=None).update(session_key=now)


def sign_ins_of(staff: Staff) -> QuerySet[SignIn]:
    """The person's own sign-ins, the latest first."""
    return SignIn.objects.filter(staff_id=staff.pk).order_by("-at", "-pk")


@transaction.atomic
def sign_out_everywhere(*, by: Staff, at: datetime, but: str = "") -> int:
    """Ends every session of the person but the one named; how many there were."""
    open_ones = SignIn.objects.filter(staff_id=by.pk, ended_at=None).exclude(session_key="").exclude(session_key=but)
    keys = list(open_ones.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    open_ones.update(ended_at=at, session_key="")
    audit.record("signed out everywhere", by, by=by, at=at)
    return len(keys)


@transaction.atomic
def add_app(*, by: Staff, at: datetime, secret: str) -> None:
    """The person's app now gives the codes; another app's codes count no longer."""
    Authenticator.objects.filter(user_id=by.pk, type=Type.TOTP).delete()
    _set_up_at(TOTP.activate(by, secret).instance, at)
    audit.record("set up an app for codes", by, by=by, at=at)


@transaction.atomic
def add_passkey(*, by: Staff, at: datetime, name: str, credential: dict[str, object]) -> None:
    """The person may use this passkey as second step."""
    _set_up_at(WebAuthn.add(by, name, credential).instance, at)
    audit.record("added a passkey", by, by=by, at=at)


def _set_up_at(step: Authenticator, at: datetime) -> None:
    """In business time, as every other moment on the person's account page."""
    step.created_at = at
    step.save(update_fields=["created_at"])


@transaction.atomic
def make_recovery_codes(*, by: Staff, at: datetime) -> list[str]:
    """Ten new codes for when the telephone is lost. The earlier ones count no longer."""
    Authenticator.objects.filter(user_id=by.pk, type=Type.RECOVERY_CODES).delete()
    codes = RecoveryCodes.activate(by)
    codes.mark_as_viewed()
    audit.record("made recovery codes", by, by=by, at=at)
    return codes.generate_codes()


@transaction.atomic
def remove_second_step(*, which: Authenticator, is_needed: bool, by: Staff, at: datetime) -> None:
    """Takes one second step away; with the last of them go the recovery codes.

    Raises LastSecondStep where the person must keep one.
    """
    steps = Authenticator.objects.filter(user_id=by.pk).exclude(type=Type.RECOVERY_CODES)
    others = list(steps.select_for_update().exclude(pk=which.pk))
    if is_needed and not others:
        raise LastSecondStep("You must have a second step. Add another one first, then remove this one.")
    which.delete()
    if not others:
        Authenticator.objects.filter(user_id=by.pk).delete()
    audit.record("removed a second step", by, by=by, at=at)


@transaction.atomic
def link_to_provider(*, by: Staff, at: datetime, provider: str, subject: str) -> None:
    """From now on this subject of the other provider is this person, whatever becomes of the e-mail address."""
    SocialAccount.objects.create(user=by, provider=provider, uid=subject, extra_data={})
    audit.record("linked to the organisation's sign-in", by, by=by, at=at)


@transaction.atomic
def change_password(*, by: Staff, at: datetime, password: str) -> None:
    """A new password. Every other session of the person ends, because sessions carry a mark of the password."""
    by.set_password(password)
    by.save(update_fields=["password"])
    audit.record("changed their password", by, by=by, at=at, fields=["password"])

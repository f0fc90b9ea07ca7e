"""A person's second steps: which there are, and whether a code or a passkey proves that it is they.

Reads only what row security shows of the person who has been introduced to the database.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import qrcode
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret, validate_totp_code
from allauth.mfa.webauthn.internal import auth as webauthn
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from qrcode.image.svg import SvgPathImage

from sightline.common import attempts
from sightline.common.models import SignIn
from sightline.common.sealing import NotOpened, seal, unseal
from sightline.register.models import Staff

Type = Authenticator.Type
NEW_APP = "new_app"
SETTING_UP = "setting up an app for codes"


@dataclass(frozen=True)
class SecondSteps:
    """What a person may use beside the password."""

    app: Authenticator | None
    passkeys: list[Authenticator]
    codes_left: int | None
    """None where there are no recovery codes."""

    @property
    def any(self) -> bool:
        return bool(self.app or self.passkeys)

    def one(self, number: int) -> Authenticator | None:
        """The app or passkey with this number."""
        return next((each for each in (self.app, *self.passkeys) if each and each.pk == number), None)


def of(staff: Staff) -> SecondSteps:
    """The person's own second steps; the person must have been introduced to the database."""
    found = list(Authenticator.objects.filter(user_id=staff.pk).order_by("created_at"))
    codes = next((each for each in found if each.type == Type.RECOVERY_CODES), None)
    return SecondSteps(
        app=next((each for each in found if each.type == Type.TOTP), None),
        passkeys=[each for each in found if each.type == Type.WEBAUTHN],
        codes_left=len(codes.wrap().get_unused_codes()) if codes else None,
    )


def proven_by_code(staff: Staff, code: str, *, at: datetime) -> SignIn.How | None:
    """How the person is proven by what they typed: a code of the app, once, or a recovery code, once."""
    steps = {each.type: each for each in Authenticator.objects.filter(user_id=staff.pk).exclude(type=Type.WEBAUTHN)}
    app, recovery = steps.get(Type.TOTP), steps.get(Type.RECOVERY_CODES)
    if app and validate_totp_code(get_adapter().decrypt(app.data["secret"]), code):
        if not attempts.first_use("code", str(staff.pk), normalize_user_code(code), at=at):
            return None
        app.record_usage()
        return SignIn.How.APP
    if recovery and recovery.wrap().validate_code(code):
        return SignIn.How.RECOVERY_CODE
    return None


def ask_for_passkey(staff: Staff) -> dict[str, Any]:
    """What the browser needs to ask for one of the person's passkeys; the challenge stays in the session."""
    return webauthn.begin_authentication(staff)


def proven_by_passkey(staff: Staff, answer: Mapping[str, Any]) -> bool:
    """Whether the browser's answer is signed by one of the person's passkeys, for this challenge and this address."""
    try:
        webauthn.parse_authentication_response(answer)
        webauthn.complete_authentication(staff, dict(answer)).record_usage()
    except (ValidationError, ValueError, TypeError, KeyError):
        return False
    return True


def ask_for_new_passkey(staff: Staff) -> dict[str, Any]:
    """What the browser needs to make a passkey for this service; those the person has are not made again."""
    return webauthn.begin_registration(staff, passwordless=False)


def is_new_passkey(answer: Mapping[str, Any]) -> bool:
    """Whether the browser's answer is a passkey made for this challenge and this address."""
    try:
        webauthn.parse_registration_response(answer)
        webauthn.complete_registration(dict(answer))
    except (ValidationError, ValueError, TypeError, KeyError):
        return False
    return True


def new_secret(request: HttpRequest, *, again: bool) -> str:
    """The secret that is being set up, sealed in the session until a code proves that the app has it."""
    at: datetime = request.now  # type: ignore[attr-defined]
    if not again and (kept := request.session.get(NEW_APP)):
        try:
            return unseal(kept, purpose=SETTING_UP)
        except NotOpened:
            pass
    secret = generate_totp_secret()
    request.session[NEW_APP] = seal(secret, purpose=SETTING_UP, at=at)
    return secret


def is_code_of(secret: str, code: str) -> bool:
    return validate_totp_code(secret, code)


def picture_of(staff: Staff, secret: str) -> str:
    """The square that an app photographs, as SVG without style or script."""
    url = get_adapter().build_totp_url(staff, secret)
    image = qrcode.make(url, image_factory=SvgPathImage, box_size=8, border=2)
    return str(image.to_string(encoding="unicode"))


def in_fours(secret: str) -> str:
    """The same secret for typing by hand."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))

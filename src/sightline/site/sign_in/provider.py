"""Signing in with another organisation's account (OpenID Connect): the way there, the way back, and who is let in.

Let in is a person in post here whose subject is stored already, or whom the provider names by a verified e-mail
address (or the configured claim) that is exactly one person's. Nobody is added from a provider's word.
"""

import logging
import secrets
from typing import Any
from urllib.parse import urlsplit

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from requests import RequestException

from sightline.common import actor, audit
from sightline.common.models import SignIn
from sightline.register.models import Staff
from sightline.site.sign_in import actions, half_way, rules, second_steps, sessions
from sightline.site.sign_in.provider_settings import ProviderSettings

log = logging.getLogger("sightline.sign_in")
CLOCKS_DIFFER = 30
"""Seconds by which the provider's clock and ours may differ."""
SIGNED_WITH = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
"""Signatures with a key pair. A shared secret would let whoever knows it write the provider's word."""


class NotTrusted(OAuth2Error):  # noqa: N818 - said as the other refusals are
    """What the provider sent does not hold. The reason names nobody and may stand in the log."""


class Way(OpenIDConnectOAuth2Adapter):
    """allauth's way to the provider and back, with the token's signature always checked and addresses of ours."""

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return request.build_absolute_uri(reverse("sign_in_provider_return"))

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        """The token's claims, after its signature, issuer, audience and time were checked (OpenID Connect, 3.1.3.7)."""
        if self.openid_config["issuer"].rstrip("/") != app.settings["server_url"]:
            raise NotTrusted("The provider calls itself by another name than the settings do.")
        try:
            return self._verified(app, id_token)
        except jwt.PyJWTError as wrong:
            raise NotTrusted("The token is not to be trusted.") from wrong

    def _verified(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        claims: dict[str, Any] = jwt.decode(
            id_token,
            key=self._key_of(id_token),
            algorithms=SIGNED_WITH,
            audience=app.client_id,
            issuer=self.openid_config["issuer"],
            leeway=CLOCKS_DIFFER,
            options={"require": ["exp", "iat", "iss", "aud", "sub"]},
        )
        if claims.get("azp", app.client_id) != app.client_id:
            raise NotTrusted("The token was made for another service.")
        return claims

    def _key_of(self, id_token: str) -> jwt.PyJWK:
        """The provider's public key with which the token says that it is signed; its only one, where it says none."""
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
            keys = jwt.PyJWKSet.from_dict(answer.json()).keys
        wanted = jwt.get_unverified_header(id_token).get("kid")
        found = [key for key in keys if wanted in (None, key.key_id)]
        if len(found) != 1:
            raise NotTrusted("The token is signed with a key that the provider does not show.")
        return found[0]


def leave(request: HttpRequest, about: ProviderSettings, *, wanted: str) -> HttpResponse:
    """Sends the browser to the provider, with a state, a nonce and a proof key (PKCE) that stay in the session."""
    provider = get_adapter(request).get_provider(request, provider=about.id)
    provider.oauth2_adapter_class = Way
    nonce = secrets.token_urlsafe(24)
    try:
        answer = provider.redirect(
            request, process="login", next_url=wanted, data={"nonce": nonce}, auth_params={"nonce": nonce}
        )
    except (RequestException, OAuth2Error, KeyError, ValueError) as wrong:
        return went_wrong(request, wrong)
    # A page that goes on by itself: our policy lets no form lead to another address, not even by redirection.
    return render(request, "site/sign_in/to_provider.html", {"there": answer.url, "provider": about.name})


def come_back(request: HttpRequest, about: ProviderSettings) -> HttpResponse:
    """Reads what the provider sent the browser back with. allauth checks state and proof key, then calls `arrived`."""
    try:
        return OAuth2CallbackView.adapter_view(Way(request, about.id))(request)
    except (RequestException, OAuth2Error, KeyError, ValueError) as wrong:
        return went_wrong(request, wrong)


def arrived(request: HttpRequest, brought: SocialLogin) -> HttpResponse:
    """The provider's word is genuine. Is it for this browser's question, and is it one of our people?"""
    about = _about()
    said: dict[str, Any] = brought.account.extra_data
    token, more = said.get("id_token") or {}, said.get("userinfo") or {}
    nonce = str((brought.state.get("data") or {}).get("nonce", ""))
    if not nonce or not constant_time_compare(str(token.get("nonce", "")), nonce):
        return went_wrong(request, NotTrusted("The token was made for another question."))
    if more and more.get("sub") != token.get("sub"):
        return went_wrong(request, NotTrusted("Token and user information name two people."))
    claims = {**more, **token}
    staff, is_known = _known(about, str(token["sub"])), True
    if staff is None:
        staff, is_known = _named_by(about, claims), False
    if staff is None:
        audit.sign_in_failed(request, about=None, why="brought by the provider, nobody in post here")
        return render(request, "site/sign_in/not_ours.html", {"provider": about.name}, status=403)
    actor.introduce(staff=staff, at=request.now, purpose="signing in")  # type: ignore[attr-defined]
    if not is_known:
        if _has_another_subject(staff, about):
            audit.sign_in_failed(request, about=staff, why="brought by the provider as another subject")
            return render(request, "site/sign_in/not_ours.html", {"provider": about.name}, status=403)
        actions.link_to_provider(by=staff, at=request.now, provider=about.id, subject=str(token["sub"]))  # type: ignore[attr-defined]
    return _go_on(request, staff, wanted=str(brought.state.get("next") or ""), is_strong=about.is_strong(claims))


def _go_on(request: HttpRequest, staff: Staff, *, wanted: str, is_strong: bool) -> HttpResponse:
    """In, if the provider's word is strong enough; else to the person's own second step."""
    from sightline.site.sign_in.views.signing_in import ask_for_second_step

    if is_strong or not (second_steps.of(staff).any or rules.must_have_second_step(staff)):
        return sessions.let_in(request, staff, how=SignIn.How.PROVIDER, wanted=wanted)
    half_way.begin(request, staff, proof="PROVIDER", wanted=wanted)
    return ask_for_second_step(staff)


def _known(about: ProviderSettings, subject: str) -> Staff | None:
    """Who in post has this subject, asked by a function that answers for one subject alone."""
    with connection.cursor() as cursor:
        cursor.execute("select sightline_staff_of_subject(%s, %s)", [about.id, subject])
        (found,) = cursor.fetchone()
    return _in_post(pk=found) if found else None


def _named_by(about: ProviderSettings, claims: dict[str, Any]) -> Staff | None:
    """Whom the provider names at a first sign-in: exactly one person, or nobody."""
    value = str(claims.get(about.claim) or "").strip()
    if not value:
        return None
    if about.claim == "email":
        return _in_post(email__iexact=value) if claims.get("email_verified") is True else None
    return _in_post(username__iexact=value)


def _in_post(**wanted: Any) -> Staff | None:
    found = list(Staff.objects.in_post().select_related("agency", "team").filter(**wanted)[:2])
    return found[0] if len(found) == 1 else None


def _has_another_subject(staff: Staff, about: ProviderSettings) -> bool:
    """Who is linked already is found by the subject; the same address under another subject is somebody else."""
    return bool(SocialAccount.objects.filter(user=staff, provider=about.id).exists())


def _about() -> ProviderSettings:
    """The provider of the settings; the pages that lead here are not found without one."""
    about = settings.PROVIDER
    if about is None:
        raise RuntimeError("No provider is set.")
    return about


def went_wrong(request: HttpRequest, why: Exception | None) -> HttpResponse:
    """Plainly said to the person; the log says of what kind it was, and nothing of anybody."""
    about = _about()
    reason = str(why) if isinstance(why, NotTrusted) else type(why).__name__ if why else "refused, or not asked for"
    log.warning("sign-in with %s failed: %s", urlsplit(about.issuer).hostname, reason)
    audit.sign_in_failed(request, about=None, why="the way to the provider and back failed")
    return render(request, "site/sign_in/provider_failed.html", {"provider": about.name}, status=401)

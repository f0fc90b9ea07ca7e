"""Letting a person in and out: a new session key, what stands on the access trail, and time-outs."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import login, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from sightline.common import actor, audit, kept_posts
from sightline.common.models import SignIn
from sightline.register.models import Staff
from sightline.site.sign_in import actions, half_way, rules
from sightline.site.sign_in.backend import BACKEND

KEY = "signed_in"
WHY = "why_signed_out"
SEEN_AT_MOST_EVERY = timedelta(minutes=1)
AWAY, TOO_LONG = "away", "too long"
TOLD = {
    AWAY: "You were signed out because nothing was done here for a while. Sign in again to go on.",
    TOO_LONG: "You were signed out because you had been signed in all day. Sign in again to go on.",
}


def let_in(request: HttpRequest, staff: Staff, *, how: SignIn.How, wanted: str) -> HttpResponse:
    """Signs the person in; what they had sent too late stands before them first."""
    at: datetime = request.now  # type: ignore[attr-defined]
    actor.introduce(staff=staff, at=at)
    kept = kept_posts.take(request, staff.pk)
    half_way.forget(request)
    request.session.pop(WHY, None)
    login(request, staff, backend=BACKEND)
    request.session.cycle_key()  # also where login found the same person signed in and kept the key
    begin(request, at)
    key = str(request.session.session_key)
    actions.record_sign_in(by=staff, at=at, how=how, browser=browser_of(request), session_key=key)
    audit.signed_in(request, how=how.label)
    here = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    response = render(request, "site/send_again.html", {"kept": kept}) if kept else redirect(wanted if here else "home")
    kept_posts.remember_person(response, staff.pk)
    return response


def begin(request: HttpRequest, at: datetime) -> None:
    """Stamps the session with when it began and when it ends by itself."""
    request.session[KEY] = {
        "at": at.isoformat(),
        "seen": at.isoformat(),
        "proved": at.isoformat(),
        "away": rules.away_for().total_seconds(),
    }


def let_out(request: HttpRequest, *, why: str) -> None:
    """Ends the session, and says so on the trail and on the person's own list."""
    if request.user.is_authenticated:
        at: datetime = request.now  # type: ignore[attr-defined]
        audit.signed_out(request, why=why)
        actions.end_sign_in(by=request.user, at=at, session_key=str(request.session.session_key))
        actor.introduce(staff=None, at=at)
    logout(request)


def keep_only_this(request: HttpRequest, staff: Staff) -> None:
    """The password is new: every other session ends, and this one goes on under a new key."""
    at: datetime = request.now  # type: ignore[attr-defined]
    before = str(request.session.session_key)
    actions.sign_out_everywhere(by=staff, at=at, but=before)
    update_session_auth_hash(request, staff)
    actions.continue_sign_in(by=staff, before=before, now=str(request.session.session_key))


class TimeOuts:
    """Signs people out who have been away, or signed in all day. Stands after the actor is known."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and (why := _over(request)):
            let_out(request, why=why)
            request.session[WHY] = why
        return self.get_response(request)


def _over(request: HttpRequest) -> str:
    """Why the session is over, or nothing; keeps the moment of this request where it goes on."""
    at: datetime = request.now  # type: ignore[attr-defined]
    stamps: dict[str, Any] | None = request.session.get(KEY)
    if stamps is None:
        begin(request, at)
        return ""
    began, seen = (datetime.fromisoformat(stamps[name]) for name in ("at", "seen"))
    if at - began >= timedelta(seconds=settings.SESSION_COOKIE_AGE):
        return TOO_LONG
    if at - seen >= timedelta(seconds=stamps["away"]):
        return AWAY
    if at - seen >= SEEN_AT_MOST_EVERY:
        request.session[KEY] = stamps | {"seen": at.isoformat()}
    return ""


PROOF_LASTS = timedelta(minutes=10)


def proved_lately(request: HttpRequest) -> bool:
    """Whether the person has shown within ten minutes that it is they who sit there."""
    stamps = request.session.get(KEY) or {}
    at: datetime = request.now  # type: ignore[attr-defined]
    return "proved" in stamps and at - datetime.fromisoformat(stamps["proved"]) < PROOF_LASTS


def has_proved(request: HttpRequest) -> None:
    at: datetime = request.now  # type: ignore[attr-defined]
    request.session[KEY] = request.session[KEY] | {"proved": at.isoformat()}


BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone|iPad", "iOS"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def browser_of(request: HttpRequest) -> str:
    """Such as “Firefox on Windows”: enough for a person to know their own machine again."""
    said = request.headers.get("User-Agent", "")
    browser, system = (
        next((name for mark, name in known if re.search(mark, said)), "") for known in (BROWSERS, SYSTEMS)
    )
    return " on ".join(each for each in (browser, system) if each)

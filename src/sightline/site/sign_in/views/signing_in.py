"""Username and password, another organisation's sign-in, the second step, and signing out."""

import json
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import authenticate
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from sightline.common import actor, audit, business_time
from sightline.common.access import open_to_all
from sightline.common.attempts import in_words
from sightline.common.models import SignIn
from sightline.register.models import Staff
from sightline.site.sign_in import forms, half_way, limits, provider, rules, second_steps, sessions
from sightline.site.sign_in.backend import named

NOT_RIGHT = "Check your username and password. If you have forgotten them, ask your agency's administrator."
WRONG_CODE = "That code is not right, or was used before. Wait for the next one, or use a recovery code."
HINT = "The six digits that your app shows, or one of your recovery codes"


@open_to_all
@never_cache
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Asks for a username and password, then for the second step, then goes where the person wanted to go."""
    form, status = forms.NameAndPassword(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        username, password = form.cleaned_data["username"], form.cleaned_data["password"]
        if left := limits.wait_before_password(request, username):
            audit.sign_in_failed(request, about=named(username), why="too many tries from this address")
            form.add_error(None, too_many(left))
            status = 429
        elif staff := authenticate(request, username=username, password=password):
            limits.password_was_right(request, username)
            return _first_step_done(request, staff)
        else:
            audit.sign_in_failed(request, about=named(username), why="wrong name or password")
            form.add_error(None, NOT_RIGHT)
    about = {
        "form": form,
        "next": request.GET.get("next", request.POST.get("next", "")),
        "demonstration": _demonstration(),
        "provider": settings.PROVIDER,
        "why_signed_out": sessions.TOLD.get(request.session.get(sessions.WHY, "")),
    }
    return render(request, "site/sign_in.html", about, status=status)


def _first_step_done(request: HttpRequest, staff: Staff) -> HttpResponse:
    """In, where the password is enough; else half-way, until the second step is done."""
    if request.user.is_authenticated:
        sessions.let_out(request, why="signed in again")
    wanted = request.POST.get("next", "")
    # The database is told who it is about, before their second steps are read.
    actor.introduce(staff=staff, at=request.now, purpose="signing in")  # type: ignore[attr-defined]
    if second_steps.of(staff).any or rules.must_have_second_step(staff):
        half_way.begin(request, staff, proof="PASSWORD", wanted=wanted)
        return ask_for_second_step(staff)
    return sessions.let_in(request, staff, how=SignIn.How.PASSWORD, wanted=wanted)


def ask_for_second_step(staff: Staff) -> HttpResponse:
    """To the page that asks for it, or to the one that sets it up where the person has none."""
    return redirect("sign_in_second_step" if second_steps.of(staff).any else "sign_in_set_up")


def too_many(left: timedelta) -> str:
    return f"Too many tries. Wait {in_words(left)}, then try again. If it was not you who tried, tell your manager."


@open_to_all
@never_cache
@sensitive_post_parameters("code")
def second_step(request: HttpRequest) -> HttpResponse:
    """Asks somebody whose first step is done for a code or a passkey."""
    found = half_way.of(request)
    if found is None:
        return redirect("sign_in")
    half, staff = found
    steps = second_steps.of(staff)
    if not steps.any:
        return redirect("sign_in_set_up")
    sent_passkey = "credential" in request.POST
    form = forms.Code(request.POST if request.method == "POST" and not sent_passkey else None, hint=HINT)
    answer = forms.PasskeyAnswer(request.POST if sent_passkey else None)
    how, status = _proven(request, staff, form, answer)
    if how is not None:
        through = SignIn.How.PROVIDER_AND_STEP if half.proof == "PROVIDER" else how
        return sessions.let_in(request, staff, how=through, wanted=half.wanted)
    about = {
        "form": form,
        "both": [form, answer],
        "steps": steps,
        "has_errors": bool(answer.errors),
        "passkey": json.dumps(second_steps.ask_for_passkey(staff)) if steps.passkeys else "",
    }
    return render(request, "site/sign_in/second_step.html", about, status=status)


def _proven(
    request: HttpRequest, staff: Staff, form: forms.Code, answer: forms.PasskeyAnswer
) -> tuple[SignIn.How | None, int]:
    """How the person is proven by what was sent, if at all; and the status of the page that says why not."""
    if answer.is_bound:
        if answer.is_valid() and second_steps.proven_by_passkey(staff, answer.cleaned_data["credential"]):
            return SignIn.How.PASSKEY, 200
        audit.sign_in_failed(request, about=staff, why="wrong passkey")
        answer.add_error(None, "That passkey was not accepted. Try again, or use a code.")
    elif form.is_valid():
        if left := limits.wait_before_code(request, staff):
            audit.sign_in_failed(request, about=staff, why="too many codes")
            form.add_error(None, too_many(left))
            return None, 429
        how = second_steps.proven_by_code(staff, form.cleaned_data["code"], at=request.now)  # type: ignore[attr-defined]
        if how is not None:
            limits.code_was_right(request, staff)
            return how, 200
        audit.sign_in_failed(request, about=staff, why="wrong code")
        form.add_error("code", WRONG_CODE)
    return None, 200


@open_to_all
@require_POST
def to_provider(request: HttpRequest) -> HttpResponse:
    """Sends the browser to the organisation's own sign-in."""
    if settings.PROVIDER is None:
        raise Http404
    if request.user.is_authenticated:
        sessions.let_out(request, why="signed in again")
    return provider.leave(request, settings.PROVIDER, wanted=request.POST.get("next", ""))


@open_to_all
@never_cache
def from_provider(request: HttpRequest) -> HttpResponse:
    """Where the organisation's sign-in sends the browser back to."""
    if settings.PROVIDER is None:
        raise Http404
    return provider.come_back(request, settings.PROVIDER)


@open_to_all
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    sessions.let_out(request, why="asked to")
    return redirect("sign_in")


def _demonstration() -> dict[str, Any] | None:
    """Whom a visitor may sign in as, while the demonstration runs; never beside a partnership's real clock."""
    told = settings.HOME / "demonstration.json"
    if business_time.is_real() or not told.exists():
        return None
    return dict(json.loads(told.read_text("utf-8")))

"""Setting up a second step: at the first sign-in, where nothing else can be reached before, or on one's own account."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from sightline.common.access import open_to_all
from sightline.common.models import SignIn
from sightline.register.models import Staff
from sightline.site.sign_in import actions, forms, half_way, limits, second_steps, sessions
from sightline.site.sign_in.views.signing_in import too_many

APP_HINT = "The six digits that the app shows now"
NOT_THE_CODE = (
    "That is not the code that the app shows now. Check that the telephone sets its clock by itself, then type the"
    " next code."
)
NOT_ACCEPTED = "The passkey was not accepted. Try again, or choose an app instead."
Done = Callable[[SignIn.How, list[str] | None], HttpResponse]
"""What follows when a step is set up: which it was, and the new recovery codes where some were made."""


def app_page(request: HttpRequest, staff: Staff, done: Done, **about: Any) -> HttpResponse:
    """Shows the secret of a new app, and asks for a code that proves the app has it."""
    sent = request.method == "POST"
    form = forms.Code(request.POST if sent else None, hint=APP_HINT)
    secret, status = second_steps.new_secret(request, again=not sent), 200
    if sent and form.is_valid():
        if left := limits.wait_before_code(request, staff):
            form.add_error(None, too_many(left))
            status = 429
        elif second_steps.is_code_of(secret, form.cleaned_data["code"]):
            limits.code_was_right(request, staff)
            request.session.pop(second_steps.NEW_APP, None)
            actions.add_app(by=staff, at=request.now, secret=secret)  # type: ignore[attr-defined]
            return done(SignIn.How.APP, _codes_if_none(request, staff))
        else:
            form.add_error("code", NOT_THE_CODE)
    about |= {
        "form": form,
        "picture": second_steps.picture_of(staff, secret),
        "secret": second_steps.in_fours(secret),
    }
    return render(request, "site/sign_in/app.html", about, status=status)


def passkey_page(request: HttpRequest, staff: Staff, done: Done, **about: Any) -> HttpResponse:
    """Asks the browser to make a passkey, and takes it in."""
    form = forms.NewPasskey(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        credential = form.cleaned_data["credential"]
        if second_steps.is_new_passkey(credential):
            at = request.now  # type: ignore[attr-defined]
            actions.add_passkey(by=staff, at=at, name=form.cleaned_data["name"], credential=credential)
            return done(SignIn.How.PASSKEY, _codes_if_none(request, staff))
        form.add_error(None, NOT_ACCEPTED)
    about |= {"form": form, "passkey": json.dumps(second_steps.ask_for_new_passkey(staff))}
    return render(request, "site/sign_in/passkey.html", about)


def _codes_if_none(request: HttpRequest, staff: Staff) -> list[str] | None:
    if second_steps.of(staff).codes_left is not None:
        return None
    return actions.make_recovery_codes(by=staff, at=request.now)  # type: ignore[attr-defined]


def _without_a_step(request: HttpRequest) -> tuple[half_way.HalfWay, Staff] | None:
    """Who is half-way and has no second step yet. Who has one must show it: a password alone never adds another."""
    found = half_way.of(request)
    return found if found and not second_steps.of(found[1]).any else None


@open_to_all
@never_cache
def set_up(request: HttpRequest) -> HttpResponse:
    """Tells somebody who signs in for the first time what a second step is, and lets them choose."""
    if _without_a_step(request) is None:
        return redirect("sign_in")
    return render(request, "site/sign_in/set_up.html")


@open_to_all
@never_cache
def set_up_app(request: HttpRequest) -> HttpResponse:
    return _setting_up(request, app_page)


@open_to_all
@never_cache
def set_up_passkey(request: HttpRequest) -> HttpResponse:
    return _setting_up(request, passkey_page)


def _setting_up(request: HttpRequest, page: Callable[..., HttpResponse]) -> HttpResponse:
    found = _without_a_step(request)
    if found is None:
        return redirect("sign_in")
    half, staff = found

    def done(how: SignIn.How, codes: list[str] | None) -> HttpResponse:
        half_way.has_set_up(request, replace(half, set_up=how))
        return render(request, "site/sign_in/recovery_codes.html", {"codes": codes, "go_on": "sign_in_go_on"})

    return page(request, staff, done, first=True, back_url=reverse("sign_in_set_up"))


@open_to_all
@require_POST
def go_on(request: HttpRequest) -> HttpResponse:
    """The person has kept their recovery codes: in."""
    found = half_way.of(request)
    if found is None or not found[0].set_up:
        return redirect("sign_in")
    half, staff = found
    how = SignIn.How.PROVIDER_AND_STEP if half.proof == "PROVIDER" else SignIn.How(half.set_up)
    return sessions.let_in(request, staff, how=how, wanted=half.wanted)

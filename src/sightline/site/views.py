"""Signing in and out, the home page, and the page that says whether the service is well."""

import json
from typing import Any

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.forms import AuthenticationForm
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from sightline.common import actor, business_time, drafts, kept_posts
from sightline.common.access import open_to_all, signed_in
from sightline.common.providers import needs_me
from sightline.common.style_guide import style_guide as every_part
from sightline.register.models import Staff
from sightline.register.request import StaffRequest
from sightline.timescales.zone import in_london


@signed_in
def home(request: StaffRequest) -> HttpResponse:
    """What needs me: every queue of every area that waits for this person, the most urgent first."""
    lines = [line for line in needs_me.gather(staff=request.user, now=request.now) if line.count]
    lines.sort(key=lambda line: (-line.overdue, line.soonest_due_at is None, line.soonest_due_at, line.title))
    return render(request, "site/home.html", {"lines": lines})


@open_to_all
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Asks for a username and password, then goes where the person wanted to go."""
    form = AuthenticationForm(request, request.POST or None)
    form.fields["username"].label = "Username"
    if request.method == "POST" and form.is_valid():
        return _let_in(request, form.get_user())
    return render(
        request,
        "site/sign_in.html",
        {
            "form": form,
            "next": request.GET.get("next", request.POST.get("next", "")),
            "demonstration": _demonstration(),
        },
    )


@open_to_all
def style_guide(request: HttpRequest) -> HttpResponse:
    """Every part that pages are made of, while the demonstration runs."""
    if business_time.is_real():
        raise Http404
    return every_part(request)


def _demonstration() -> dict[str, Any] | None:
    """Whom a visitor may sign in as, while the demonstration runs; never beside a partnership's real clock."""
    told = settings.HOME / "demonstration.json"
    if business_time.is_real() or not told.exists():
        return None
    return dict(json.loads(told.read_text("utf-8")))


def _let_in(request: HttpRequest, staff: Staff) -> HttpResponse:
    """Signs the person in; what they had sent too late stands before them first."""
    actor.introduce(staff=staff, at=request.now)  # type: ignore[attr-defined]
    kept = kept_posts.take(request, staff.pk)
    login(request, staff)
    wanted = request.POST.get("next", "")
    here = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    response = render(request, "site/send_again.html", {"kept": kept}) if kept else redirect(wanted if here else "home")
    kept_posts.remember_person(response, staff.pk)
    return response


@signed_in
@require_POST
def draft(request: StaffRequest, page: str, about: int) -> HttpResponse:
    """Keeps what stands in a form while it is being typed. Asked by the page's script."""
    kept = drafts.keep(staff_id=request.user.pk, form=f"{page}/{about}", sent=request.POST, at=request.now)
    return JsonResponse({"saved_at": f"{in_london(kept.saved_at):%H:%M}"})


@open_to_all
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("sign_in")


@open_to_all
def health(request: HttpRequest) -> HttpResponse:
    """Whether the service can reach its database; nothing else is told to a passer-by."""
    with connection.cursor() as cursor:
        cursor.execute("select 1")
    return JsonResponse({"status": "well"})

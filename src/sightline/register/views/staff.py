"""Joiners, movers and leavers, as each agency's own administrator sees to them."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db import connection
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from sightline.common import audit
from sightline.common.access import ROLES, Permission, needs
from sightline.common.refusals import Refused
from sightline.register import actions
from sightline.register.actions.second_steps import clear_second_step
from sightline.register.actions.staffing import leaving
from sightline.register.actions.staffing.inviting import Invited
from sightline.register.forms import colleagues as forms
from sightline.register.models import RoleRequest, Staff, StaffChange
from sightline.register.open_work import open_work
from sightline.register.request import StaffRequest


def last_sign_ins(agency_id: int) -> dict[int, datetime]:
    """When each person of the agency last signed in; shown to its administrator alone."""
    with connection.cursor() as cursor:
        cursor.execute("select staff_id, at from sightline_last_sign_ins(%s)", [agency_id])
        return dict(cursor.fetchall())


@needs(Permission.MANAGE_STAFF)
def people(request: StaffRequest) -> HttpResponse:
    """Everybody of the agency: those in post, then those who left."""
    everybody = Staff.objects.filter(agency_id=request.user.agency_id).select_related("team").order_by("name")
    signed_in = last_sign_ins(request.user.agency_id)
    rows: list[dict[str, Any]] = [{"person": person, "last": signed_in.get(person.pk)} for person in everybody]
    context = {
        "in_post": [row for row in rows if row["person"].is_active],
        "left": [row for row in rows if not row["person"].is_active],
        "waiting": waiting_for(request.user).count(),
    }
    audit.listed(request)
    return render(request, "register/staff/people.html", context)


def _colleague(request: StaffRequest, staff_id: int) -> Staff:
    found = Staff.objects.filter(agency_id=request.user.agency_id, pk=staff_id).select_related("agency", "team").first()
    if found is None:
        raise Http404("No such colleague in your agency.")
    return found


@needs(Permission.MANAGE_STAFF)
def person(request: StaffRequest, staff_id: int) -> HttpResponse:
    """One colleague: roles, team, what was changed and by whom."""
    found = _colleague(request, staff_id)
    changes = (
        StaffChange.objects.visible_to(request.user).filter(staff=found).select_related("by").order_by("-at", "-pk")
    )
    asked = RoleRequest.objects.visible_to(request.user).filter(staff=found, decided_at=None).select_related("asked_by")
    context = {
        "person": found,
        "rows": _facts(found),
        "asked": [{"name": role_name(each.role), "request": each} for each in asked],
        "events": [
            {"at": each.at, "title": each.get_what_display(), "by": each.by.name, "text": _in_words(each)}
            for each in changes[:50]
        ],
        "is_oneself": found.pk == request.user.pk,
        "has_password": found.has_usable_password(),
        "back_url": reverse("staff:people"),
        "back_label": "People of your agency",
    }
    return render(request, "register/staff/person.html", context)


def role_name(code: str) -> str:
    return ROLES[code].name if code in ROLES else code


def _facts(found: Staff) -> list[dict[str, Any]]:
    last = last_sign_ins(found.agency_id).get(found.pk)
    ends = found.access_ends_at
    return [
        {"key": "Username", "value": found.username},
        {"key": "Job title", "value": found.job_title},
        {"key": "Roles", "value": "\n".join(found.role_names) or "None"},
        {"key": "Team", "value": found.team.name if found.team else "None"},
        {"key": "E-mail", "value": found.email},
        {"key": "Telephone", "value": found.telephone},
        {"key": "Last signed in", "value": f"{last:%d %B %Y}" if last else "Not yet"},
        {"key": "Access ends", "value": f"{ends:%d %B %Y}" if ends else "When they leave"},
    ]


def _in_words(change: StaffChange) -> str:
    gained = [role_name(code) for code in change.roles_after if code not in change.roles_before]
    lost = [role_name(code) for code in change.roles_before if code not in change.roles_after]
    said = [f"Given: {', '.join(gained)}."] if gained else []
    said += [f"Taken away: {', '.join(lost)}."] if lost else []
    others = [field.replace("_", " ") for field in change.fields if field not in ("roles", "is_active")]
    return " ".join([*said, f"Changed: {', '.join(others)}." if others else ""]).strip()


def _about(
    request: StaffRequest, template: str, form: Form, *, back: str, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"form": form, "back_url": back, "back_label": "Back", **more}
    return render(request, f"register/staff/{template}.html", context, status=status)


def _shown_once(request: StaffRequest, invited: Invited) -> HttpResponse:
    """The code stands on this page and nowhere else: it is not kept, and no address leads back here."""
    context = {"invited": invited, "set_up_url": request.build_absolute_uri(reverse("staff:set_up_account"))}
    return render(request, "register/staff/code.html", context)


@needs(Permission.MANAGE_STAFF)
@never_cache
def join(request: StaffRequest) -> HttpResponse:
    """Lets a new colleague in; the code for their first password is shown once."""
    form = forms.Join(request.POST or None, by=request.user, now=request.now)
    if request.method == "POST" and form.is_valid():
        try:
            return _shown_once(request, actions.join(by=request.user, at=request.now, **form.cleaned_data))
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return _about(
        request, "join", form, back=reverse("staff:people"), heading="Let a colleague in", button="Let them in"
    )


@needs(Permission.MANAGE_STAFF)
def change(request: StaffRequest, staff_id: int) -> HttpResponse:
    """A colleague moves: team, roles, how they are reached."""
    found = _colleague(request, staff_id)
    names = ("name", "job_title", "email", "telephone", "team", "roles")
    form = forms.Change(
        request.POST or None,
        by=request.user,
        held=found.roles,
        initial={name: getattr(found, name) for name in names},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_staff(person=found, by=request.user, at=request.now, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Changed")
            return redirect("staff:person", found.pk)
    back = reverse("staff:person", args=[found.pk])
    return _about(request, "join", form, back=back, heading="Change a colleague's access", button="Change")


@needs(Permission.MANAGE_STAFF)
def leave(request: StaffRequest, staff_id: int) -> HttpResponse:
    """Ends a colleague's access, when it is said what becomes of their work."""
    found = _colleague(request, staff_id)
    work = [each for each in open_work.gather(person=found, by=request.user, at=request.now) if each.count]
    form = forms.Leave(
        request.POST if request.method == "POST" else None, person=found, by=request.user, has_work=bool(work)
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.leave(
                person=found,
                by=request.user,
                at=request.now,
                hand_over_to=said.get("hand_over_to") or None,
                left_on_purpose=said.get("work") == forms.STAYS,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Their access has ended")
            return redirect("staff:person", found.pk)
    back = reverse("staff:person", args=[found.pk])
    return _about(request, "leave", form, back=back, person=found, work=work, asked_about=leaving.asked_about(found))


@needs(Permission.MANAGE_STAFF)
@never_cache
def bring_back(request: StaffRequest, staff_id: int) -> HttpResponse:
    """A colleague who left comes back, with roles given anew and a new password."""
    found = _colleague(request, staff_id)
    form = forms.Access(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            said = form.cleaned_data
            return _shown_once(request, actions.bring_back(person=found, by=request.user, at=request.now, **said))
        except Refused as refusal:
            form.add_error(None, str(refusal))
    back = reverse("staff:person", args=[found.pk])
    return _about(request, "join", form, back=back, heading="Bring a colleague back", button="Bring them back")


@needs(Permission.MANAGE_STAFF)
@require_POST
@never_cache
def new_code(request: StaffRequest, staff_id: int) -> HttpResponse:
    """A new set-up code, where the first has run out or the password is forgotten."""
    found = _colleague(request, staff_id)
    try:
        return _shown_once(request, actions.invite_again(person=found, by=request.user, at=request.now))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("staff:person", found.pk)


@needs(Permission.MANAGE_STAFF)
def clear_step(request: StaffRequest, staff_id: int) -> HttpResponse:
    """A colleague has lost their telephone: their second step is cleared, and they set up a new one."""
    found = _colleague(request, staff_id)
    form = forms.ClearStep(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            clear_second_step(person=found, by=request.user, at=request.now, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Cleared. They set up a new second step when they next sign in.")
            return redirect("staff:person", found.pk)
    back = reverse("staff:person", args=[found.pk])
    return _about(request, "join", form, back=back, heading="Clear a lost second step", button="Clear it")


def waiting_for(staff: Staff) -> Any:
    """The requests for roles that this person may decide."""
    theirs = RoleRequest.objects.visible_to(staff).filter(decided_at=None, staff__is_active=True)
    return theirs.exclude(asked_by=staff).exclude(staff=staff)


@needs(Permission.MANAGE_STAFF, Permission.OVERSEE_STAFF)
def roles(request: StaffRequest) -> HttpResponse:
    """Roles that wait for a second person."""
    asked = waiting_for(request.user).select_related("staff", "agency", "asked_by").order_by("asked_at", "pk")
    rows = [{"request": each, "name": role_name(each.role)} for each in asked]
    return render(request, "register/staff/roles.html", {"rows": rows})


@needs(Permission.MANAGE_STAFF, Permission.OVERSEE_STAFF)
@require_POST
def decide_role(request: StaffRequest, request_id: int) -> HttpResponse:
    found = waiting_for(request.user).filter(pk=request_id).first()
    if found is None:
        raise Http404("No such request, or it is decided.")
    given = request.POST.get("do") == "give"
    try:
        actions.decide_role(asked=found, given=given, by=request.user, at=request.now)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Role given" if given else "Role refused")
    return redirect("staff:roles")

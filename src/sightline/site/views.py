"""The home page, drafts, the style guide, and the page that says whether the service is well."""

from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from sightline.common import business_time, drafts
from sightline.common.access import ROLES, Permission, open_to_all, signed_in
from sightline.common.providers import needs_me
from sightline.common.style_guide import style_guide as every_part
from sightline.register.request import StaffRequest
from sightline.site.reference import rights
from sightline.timescales.zone import in_london


@signed_in
def home(request: StaffRequest) -> HttpResponse:
    """What needs me: every queue of every area that waits for this person, the most urgent first."""
    lines = [line for line in needs_me.gather(staff=request.user, now=request.now) if line.count]
    lines.sort(key=lambda line: (-line.overdue, line.soonest_due_at is None, line.soonest_due_at, line.title))
    return render(request, "site/home.html", {"lines": lines})


@signed_in
def roles(request: StaffRequest) -> HttpResponse:
    """What each role may see and do, printed from the code that decides it."""
    shown = [
        {
            "role": role,
            "anchor": role.code.lower().replace("_", "-"),
            "may": [each.value for each in Permission if each in role.may],
            "reach": rights.reach_of(role),
            "is_mine": role.code in request.user.roles,
        }
        for role in ROLES.values()
    ]
    return render(request, "site/roles.html", {"roles": shown, "records": list(rights.by_record())})


@open_to_all
def style_guide(request: HttpRequest) -> HttpResponse:
    """Every part that pages are made of, while the demonstration runs."""
    if business_time.is_real():
        raise Http404
    return every_part(request)


@signed_in
@require_POST
def draft(request: StaffRequest, page: str, about: int) -> HttpResponse:
    """Keeps what stands in a form while it is being typed. Asked by the page's script."""
    kept = drafts.keep(staff_id=request.user.pk, form=f"{page}/{about}", sent=request.POST, at=request.now)
    return JsonResponse({"saved_at": f"{in_london(kept.saved_at):%H:%M}"})


@open_to_all
def health(request: HttpRequest) -> HttpResponse:
    """Whether the service can reach its database; nothing else is told to a passer-by."""
    with connection.cursor() as cursor:
        cursor.execute("select 1")
    return JsonResponse({"status": "well"})

"""The quarterly review of an agency's people, and who was not looked at in time."""

import csv
import io
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from sightline.common import audit
from sightline.common.access import Permission, needs
from sightline.common.refusals import Refused
from sightline.register import actions, staff_reviews
from sightline.register.models import Agency, Staff
from sightline.register.request import StaffRequest
from sightline.register.views.staff import last_sign_ins
from sightline.timescales.zone import in_london

BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@needs(Permission.MANAGE_STAFF)
def review(request: StaffRequest) -> HttpResponse:
    """Who is confirmed this quarter and who is left, with the deadline."""
    rows = staff_reviews.of_agency(request.user.agency_id, now=request.now, seen_by=request.user)
    signed_in = last_sign_ins(request.user.agency_id)
    done = sum(1 for row in rows if row.confirmation)
    context = {
        "quarter": staff_reviews.quarter_at(request.now),
        "rows": [{"row": row, "last": signed_in.get(row.person.pk)} for row in rows],
        "done": done,
        "left": len(rows) - done,
        "stopped_at": max((row.confirmation.at for row in rows if row.confirmation), default=None)
        if done == len(rows)
        else None,
        "back_url": reverse("staff:people"),
        "back_label": "People of your agency",
    }
    audit.listed(request)
    return render(request, "register/staff/review.html", context)


@needs(Permission.MANAGE_STAFF)
@require_POST
def confirm(request: StaffRequest, staff_id: int) -> HttpResponse:
    found = Staff.objects.filter(agency_id=request.user.agency_id, pk=staff_id).first()
    if found is None:
        raise Http404("No such colleague in your agency.")
    try:
        actions.confirm_in_post(person=found, seen_roles=request.POST.getlist("roles"), by=request.user, at=request.now)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Confirmed")
    return redirect("staff:review")


@needs(Permission.MANAGE_STAFF)
def review_csv(request: StaffRequest) -> HttpResponse:
    """The review as a file for the agency's own records. What might be read as a formula is written as text."""
    quarter = staff_reviews.quarter_at(request.now)
    signed_in = last_sign_ins(request.user.agency_id)
    lines: list[list[Any]] = [
        ["Name", "Username", "Job title", "Team", "Roles", "Last signed in", "Confirmed", "Confirmed by"]
    ]
    for row in staff_reviews.of_agency(request.user.agency_id, now=request.now, seen_by=request.user):
        person, confirmed, last = row.person, row.confirmation, signed_in.get(row.person.pk)
        lines.append(
            [
                person.name,
                person.username,
                person.job_title,
                person.team.name if person.team else "",
                "; ".join(person.role_names),
                f"{in_london(last):%Y-%m-%d %H:%M}" if last else "",
                f"{in_london(confirmed.at):%Y-%m-%d %H:%M}" if confirmed else "",
                confirmed.by.name if confirmed else "",
            ]
        )
    text = io.StringIO(newline="")
    csv.writer(text).writerows([[_as_text(cell) for cell in line] for line in lines])
    audit.exported(request)
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    name = quarter.label.replace(" ", "-").lower()
    response["Content-Disposition"] = f'attachment; filename="staff-review-{name}.csv"'
    return response


def _as_text(cell: str) -> str:
    return f"'{cell}" if cell.startswith(BEGINS_A_FORMULA) else cell


@needs(Permission.OVERSEE_STAFF)
def not_reviewed(request: StaffRequest) -> HttpResponse:
    """For the data protection lead: who was not confirmed when the time was over. Nobody is locked out by it."""
    quarter = staff_reviews.quarter_at(request.now)
    is_over = request.now > quarter.deadline.due_at
    people = staff_reviews.not_confirmed(now=request.now, seen_by=request.user) if is_over else []
    by_agency: dict[Agency, list[Staff]] = {}
    for person in sorted(people, key=lambda each: each.agency.name):
        by_agency.setdefault(person.agency, []).append(person)
    looked_after = {each.agency_id for each in Staff.objects.in_post() if each.may(Permission.MANAGE_STAFF)}
    found = [
        {"agency": agency, "people": left, "has_administrator": agency.pk in looked_after}
        for agency, left in by_agency.items()
    ]
    context = {"quarter": quarter, "is_over": is_over, "found": found}
    return render(request, "register/staff/not_reviewed.html", context)

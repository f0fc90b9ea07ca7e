"""The pages of the trail: who has opened a child's record; what was refused or opened in an emergency."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sightline.common import audit
from sightline.common.access import Permission, needs
from sightline.register.request import StaffRequest
from sightline.site import trail


@needs(Permission.SEE_ACCESS_TRAIL, Permission.SIGN_OFF_DECISIONS)
def who_has_opened(request: StaffRequest, child_id: int) -> HttpResponse:
    """For the data protection lead and the child's accountable manager only: it can betray who takes an interest.

    That it was read is itself kept.
    """
    if not trail.may_read(child_id):
        audit.refused(request, wanted="see who opened a record", record_type="register.Child", record_id=child_id)
        raise Http404("No such child, or not one whose trail you may see.")
    openings = trail.openings_of(child_id)
    child = trail.stands_for(child_id, request.user)
    audit.opened(request, child)
    back = (
        {"back_url": reverse("child", args=[child_id]), "back_label": "The child’s record"} if child.agency_id else {}
    )
    return render(
        request,
        "site/who_has_opened.html",
        {"child": child if child.agency_id else None, "openings": openings, "most": trail.MOST, **back},
    )


@needs(Permission.SEE_ACCESS_TRAIL)
def refused_or_emergency(request: StaffRequest) -> HttpResponse:
    """For the data protection lead: what the agency's staff were refused, and what was opened in an emergency."""
    audit.listed(request)
    return render(
        request,
        "site/refused_or_emergency.html",
        {
            "refusals": trail.refusals(),
            "emergencies": trail.emergencies(request.user),
            "may_look_up": request.user.may(Permission.VIEW_CHILDREN),
        },
    )

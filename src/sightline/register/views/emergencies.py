"""Opening a restricted record in an emergency, and looking at what was opened."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from sightline.common import audit
from sightline.common.access import Permission, needs
from sightline.common.refusals import Refused
from sightline.register import actions, forms
from sightline.register.clocks import EMERGENCY_ACCESS
from sightline.register.models import Child, EmergencyAccess, Restriction
from sightline.register.request import StaffRequest
from sightline.timescales.zone import local_date

SHOWN = 100


@needs(Permission.OPEN_IN_EMERGENCY)
def open_now(request: StaffRequest, restriction_id: int) -> HttpResponse:
    """Says whom to ring, for how long the record opens and who is told; opens it when a reason is given.

    Of the child, and of why the record is restricted, the page says nothing.
    """
    found = Restriction.objects.visible_to(request.user).in_force().select_related("ask").filter(pk=restriction_id)
    restriction = found.first()
    if restriction is None:
        raise Http404("No such restriction, or it was lifted.")
    if request.method != "POST":
        audit.held(request, record_type="register.Restriction", record_id=restriction.pk)
    form = forms.Emergency(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            access = actions.open_in_emergency(
                restriction=restriction, by=request.user, at=request.now, **form.cleaned_data
            )
        except actions.AlreadyRecorded as refusal:
            messages.info(request, str(refusal))
            return redirect("child", restriction.child_id)
        except Refused as refusal:
            audit.refused(
                request,
                wanted="open a restricted record in an emergency",
                record_type="register.Restriction",
                record_id=restriction.pk,
            )
            form.add_error(None, str(refusal))
        else:
            audit.opened(request, access)
            return redirect("child", restriction.child_id)
    rule = EMERGENCY_ACCESS.deadline(request.now)
    about = {"restriction": restriction, "form": form, "closes_at": rule.due_at, "rule": _rule(request)}
    return render(request, "register/open_in_emergency.html", about)


def _rule(request: StaffRequest) -> Any:
    return EMERGENCY_ACCESS.in_force_on(local_date(request.now))


@needs(Permission.VIEW_CHILDREN)
def emergencies(request: StaffRequest) -> HttpResponse:
    """What was opened in an emergency: one's own, and of the records that one answers for."""
    return _page(request)


def _page(request: StaffRequest, *, about: int = 0, finding: forms.Finding | None = None) -> HttpResponse:
    staff = request.user
    seen = EmergencyAccess.objects.visible_to(staff).select_related(
        "staff", "restriction__ask", "lead_saw_by", "restriction"
    )
    answers_for = set(EmergencyAccess.objects.visible_to(staff).answered_for_by(staff).values_list("pk", flat=True))
    children = Child.objects.visible_to(staff).in_bulk([each.restriction.child_id for each in seen])
    leads = staff.may(Permission.SEE_ACCESS_TRAIL)
    rows = [
        {
            "access": each,
            "child": children.get(each.restriction.child_id),
            "is_open": each.closes_at > request.now,
            "may_see": each.pk in answers_for and each.restriction.ask_id == staff.pk and not each.owner_saw_at,
            "form": _finding(each, finding if each.pk == about else None)
            if leads and each.pk in answers_for and each.staff_id != staff.pk and not each.lead_saw_at
            else None,
        }
        for each in seen.order_by("-opened_at", "-pk")[:SHOWN]
    ]
    return render(request, "register/emergencies.html", {"rows": rows, "forms": [finding] if finding else []})


def _finding(access: EmergencyAccess, sent: forms.Finding | None) -> forms.Finding:
    return sent or forms.Finding(auto_id=f"id_{access.pk}_%s")


@needs(Permission.VIEW_CHILDREN)
@require_POST
def change(request: StaffRequest, access_id: int) -> HttpResponse:
    """Closing the record early, saying that one has seen it, or what one found."""
    access = EmergencyAccess.objects.visible_to(request.user).filter(pk=access_id).first()
    if access is None:
        raise Http404("No such opening, or not one that you may see.")
    said: Any = {"access": access, "by": request.user, "at": request.now}
    wanted = request.POST.get("do")
    try:
        if wanted == "end":
            actions.end_emergency(**said)
            messages.success(request, "The record is closed again")
        elif wanted == "seen":
            actions.see_emergency(**said)
            messages.success(request, "Kept that you have seen it")
        else:
            form = forms.Finding(request.POST, auto_id=f"id_{access.pk}_%s")
            if not form.is_valid():
                return _page(request, about=access.pk, finding=form)
            actions.record_finding(finding=form.cleaned_data["finding"], **said)
            messages.success(request, "Finding kept")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(reverse("register:emergencies"))

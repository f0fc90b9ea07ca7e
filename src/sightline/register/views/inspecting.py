"""Letting inspectors in, and out."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from sightline.common.access import Permission, needs
from sightline.common.refusals import Refused
from sightline.register import actions, forms
from sightline.register.clocks import INSPECTION
from sightline.register.models import Inspection
from sightline.register.request import StaffRequest
from sightline.timescales.zone import local_date


@needs(Permission.ADMIT_INSPECTORS)
def inspections(request: StaffRequest) -> HttpResponse:
    """Who inspects or inspected the agency, and a form to let somebody in."""
    rule = INSPECTION.in_force_on(local_date(request.now))
    form = forms.OpenInspection(request.POST or None, now=request.now, longest=rule.length_in_words())
    if request.method == "POST" and form.is_valid():
        try:
            actions.open_inspection(by=request.user, at=request.now, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The inspector is let in for this time")
            return redirect("register:inspections")
    found = Inspection.objects.visible_to(request.user).filter(agency=request.user.agency)
    rows = [
        {"inspection": each, "standing": _standing(each, request), "may_end": not each.is_over(request.now)}
        for each in found.select_related("inspector__agency", "opened_by", "ended_by").order_by("-from_at", "-pk")
    ]
    return render(request, "register/inspections.html", {"form": form, "rows": rows, "rule": rule})


def _standing(inspection: Inspection, request: StaffRequest) -> tuple[str, str]:
    """In a word, and the colour of its tag."""
    if inspection.is_over(request.now):
        return "Over", "grey"
    return ("Open", "green") if inspection.from_at <= request.now else ("To come", "blue")


@needs(Permission.ADMIT_INSPECTORS)
@require_POST
def end(request: StaffRequest, inspection_id: int) -> HttpResponse:
    found = Inspection.objects.visible_to(request.user).filter(pk=inspection_id, agency=request.user.agency).first()
    if found is None:
        raise Http404("No such inspection.")
    try:
        actions.end_inspection(inspection=found, by=request.user, at=request.now)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "The inspector is shut out")
    return redirect("register:inspections")

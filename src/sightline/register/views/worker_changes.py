"""Changes of worker that the person, or their agency, was told of."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from sightline.common import audit
from sightline.common.access import signed_in
from sightline.common.refusals import Refused
from sightline.register import actions
from sightline.register.models import WorkerChangeTelling
from sightline.register.request import StaffRequest


@signed_in
def changes(request: StaffRequest) -> HttpResponse:
    """What was told, the latest first: first what nobody here has seen yet."""
    told = WorkerChangeTelling.objects.visible_to(request.user).order_by("-at", "-pk")
    audit.listed(request)
    return render(
        request,
        "register/sharing/worker_changes.html",
        {"unseen": told.unseen(), "seen": told.filter(seen_at__isnull=False).select_related("seen_by")[:50]},
    )


@signed_in
@require_POST
def seen(request: StaffRequest, telling_id: int) -> HttpResponse:
    found = WorkerChangeTelling.objects.visible_to(request.user).filter(pk=telling_id).first()
    if found is None:
        raise Http404("No such change was told to you.")
    try:
        actions.see_change(telling=found, by=request.user, at=request.now)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("sharing:worker_changes")

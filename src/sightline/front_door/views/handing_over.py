"""The out-of-hours hand-over."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from sightline.common import audit, once
from sightline.common.access import Permission, needs
from sightline.common.refusals import Refused
from sightline.front_door import actions, forms
from sightline.front_door.models import HandOver
from sightline.register.request import StaffRequest


@needs(Permission.HAND_OVER)
def hand_over(request: StaffRequest) -> HttpResponse:
    """What the last shift left, unread first, and a place to write for the next."""
    notes = HandOver.objects.visible_to(request.user).select_related("written_by", "read_by", "contact__event", "child")
    form = forms.HandOver(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            once.do_once(
                lambda: actions.hand_over(by=request.user, at=request.now, **said),
                mark=once.mark_of(request.POST),
                staff_id=request.user.pk,
                goes_to=reverse("front_door:hand_over"),
                at=request.now,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Hand-over written")
            return redirect("front_door:hand_over")
    audit.listed(request)
    return render(
        request,
        "front_door/hand_over.html",
        {
            "unread": notes.unread().order_by("written_at"),
            "read": notes.exclude(read_at=None).order_by("-written_at")[:30],
            "form": form,
            "once": uuid.uuid4(),
        },
    )


@needs(Permission.HAND_OVER)
@require_POST
def read(request: StaffRequest, note_id: int) -> HttpResponse:
    note = get_object_or_404(HandOver.objects.visible_to(request.user), pk=note_id)
    actions.read_hand_over(note=note, by=request.user, at=request.now)
    messages.success(request, "Marked as read")
    return redirect("front_door:hand_over")

"""Asking other agencies, and their own page for answering."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from sightline.common import audit
from sightline.common.access import Permission, needs
from sightline.common.refusals import Refused
from sightline.front_door import actions, forms
from sightline.front_door.models import Check
from sightline.front_door.views.acting import contact_for, one_thing
from sightline.register.request import StaffRequest


@needs(Permission.ASK_CHECKS)
def ask(request: StaffRequest, contact_id: int) -> HttpResponse:
    found = contact_for(request, contact_id)
    return one_thing(
        request,
        found,
        page="ask",
        form=lambda sent: forms.AskCheck(sent, staff=request.user),
        do=lambda form: actions.ask_check(
            contact=found,
            by=request.user,
            at=request.now,
            **form.cleaned_data,
        ),
        heading="Ask another agency",
        button="Ask",
        done="Check asked",
    )


@needs(Permission.ANSWER_CHECKS)
def asked_of_us(request: StaffRequest) -> HttpResponse:
    """What the front door asks of this person's agency: open questions first, the earliest due on top."""
    checks = Check.objects.visible_to(request.user).asked_of(request.user.agency_id)
    audit.listed(request)
    return render(
        request,
        "front_door/checks_asked_of_us.html",
        {
            "waiting": checks.waiting().order_by("answer_by"),
            "answered": checks.exclude(pk__in=checks.waiting()).order_by("-asked_at")[:50],
        },
    )


@needs(Permission.ANSWER_CHECKS)
def answer(request: StaffRequest, check_id: int) -> HttpResponse:
    check = get_object_or_404(
        Check.objects.visible_to(request.user).asked_of(request.user.agency_id),
        pk=check_id,
    )
    audit.opened(request, check)
    form = forms.AnswerCheck(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_check(check=check, by=request.user, at=request.now, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Answer sent")
            return redirect("front_door:checks_asked_of_us")
    return render(request, "front_door/answer_check.html", {"check": check, "form": form})

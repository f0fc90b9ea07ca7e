"""Asking other agencies, and their own page for answering."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from sightline.common import audit
from sightline.common.access import Permission, needs
from sightline.common.files.adding import Added, AddFiles, added
from sightline.common.refusals import Refused
from sightline.front_door import actions, attachments, codes, forms
from sightline.front_door.models import Check, Contact
from sightline.front_door.views.acting import contact_for, one_thing
from sightline.front_door.views.attaching import say_problems
from sightline.register.models import Grant, Restriction, SharedChild, Staff
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
        warning=_warning(found, request),
    )


def _warning(found: Contact, request: StaffRequest) -> str:
    """What to think of before asking about a child whose record is restricted."""
    mine = Restriction.objects.visible_to(request.user).in_force()
    if found.child_id is None or not mine.filter(child=found.child_id).exists():
        return ""
    return (
        "This record is restricted. The agency is told the name, the date of birth and your question, and sees nothing"
        " else of the child. Ask only if it must know that much."
    )


def _window_of(check: Check, staff: Staff) -> int | None:
    """The window through which the agency asked sees the child, where it shows something."""
    shown = SharedChild.objects.visible_to(staff)
    given = Grant.objects.visible_to(staff).live().filter(rests_on_type=Check._meta.label, rests_on_id=check.pk)
    return shown.filter(pk__in=given.values("pk")).values_list("pk", flat=True).first()


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
    files_form = AddFiles(request.POST or None, label="Add files to your answer")
    hanging = attachments.on_check(check, request.user)
    now = Added()
    if request.method == "POST" and check.state == codes.CheckState.ASKED and files_form.is_valid():
        now = added(request, already=hanging.in_place().count())
        say_problems(files_form, now)
    if request.method == "POST" and form.is_valid() and files_form.is_valid():
        try:
            with transaction.atomic():
                actions.answer_check(check=check, by=request.user, at=request.now, **form.cleaned_data)
                actions.attach_to_check(check=check, files=now.files, by=request.user, at=request.now)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Answer sent")
            return redirect("front_door:checks_asked_of_us")
    context = {
        "check": check,
        "form": form,
        "files_form": files_form,
        "forms": [form, files_form],
        "files": now.files,
        "hanging": attachments.rows(hanging, request.user),
        "window": _window_of(check, request.user),
    }
    return render(request, "front_door/answer_check.html", context)

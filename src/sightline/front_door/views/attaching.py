"""Adding files to a contact or to a check, and withdrawing one."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from sightline.common import audit
from sightline.common.access import Permission, needs
from sightline.common.files.adding import FIELD, Added, AddFiles, added
from sightline.common.refusals import Refused
from sightline.front_door import actions
from sightline.front_door.actions.attaching import may_withdraw
from sightline.front_door.forms.attaching import WithdrawFile
from sightline.front_door.models import Attachment, Check
from sightline.front_door.views.acting import contact_for
from sightline.register.request import StaffRequest

May = Permission


@needs(May.RECEIVE_CONTACTS)
def attach(request: StaffRequest, contact_id: int) -> HttpResponse:
    """Adds files to what was received: a letter that came later, a picture, a form."""
    found = contact_for(request, contact_id)
    return _add(
        request,
        hanging=Attachment.objects.visible_to(request.user).filter(event_id=found.event_id),
        do=lambda files: actions.attach(event=found.event, files=files, by=request.user, at=request.now),
        back_url=reverse("front_door:contact", args=[found.pk]),
        back_label="Back to the contact",
        about=f"{found.child_name}, {found.event.reference}",
        heading="Add files to this contact",
        who="Everybody who may see the contact can open them.",
    )


@needs(May.ASK_CHECKS, May.ANSWER_CHECKS)
def attach_to_check(request: StaffRequest, check_id: int) -> HttpResponse:
    """Adds files to a check: to the question, by the front door, or to the answer, by the agency asked."""
    check = _check_for(request, check_id)
    answering = check.asked_of_id == request.user.agency_id and request.user.may(May.ANSWER_CHECKS)
    back = reverse("front_door:answer_check", args=[check.pk])
    if not answering:
        back = reverse("front_door:contact", args=[check.contact_id])
    return _add(
        request,
        hanging=Attachment.objects.visible_to(request.user).filter(about_check=check),
        do=lambda files: actions.attach_to_check(check=check, files=files, by=request.user, at=request.now),
        back_url=back,
        back_label="Back to the check" if answering else "Back to the contact",
        about=check.about_name,
        heading="Add files to this check",
        who=f"The front door and {check.asked_of} can open them, and nobody else.",
    )


def _check_for(request: StaffRequest, check_id: int) -> Check:
    own = Check.objects.visible_to(request.user).select_related("asked_of", "agency")
    found = own.filter(pk=check_id).first()
    if found is None:
        audit.refused(request, wanted="open a check", record_type="front_door.Check", record_id=check_id)
        raise Http404("No such check, or not one that you may see.")
    return found


def _add(
    request: StaffRequest, *, hanging: Any, do: Callable[[Any], Any], back_url: str, **context: Any
) -> HttpResponse:
    form = AddFiles(request.POST if request.method == "POST" else None, label="Which files?")
    now = added(request, already=hanging.in_place().count()) if request.method == "POST" else Added()
    if request.method == "POST" and form.is_valid():
        say_problems(form, now)
        if not now.files and not now.problems and "drop_file" not in request.POST:
            form.add_error(FIELD, "Select a file")
        if now.files and form.is_valid() and "drop_file" not in request.POST:
            try:
                do(now.files)
            except Refused as refusal:
                form.add_error(FIELD, str(refusal))
            else:
                messages.success(request, "File added" if len(now.files) == 1 else f"{len(now.files)} files added")
                return redirect(back_url)
    return render(
        request, "front_door/attach.html", {"form": form, "files": now.files, "back_url": back_url, **context}
    )


def say_problems(form: Any, now: Added) -> None:
    """Puts why files were not taken beside the question about files."""
    for problem in now.problems:
        form.add_error(FIELD, problem)


@needs(May.TRIAGE_CONTACTS, May.ANSWER_CHECKS)
def withdraw_file(request: StaffRequest, attachment_id: int) -> HttpResponse:
    """Takes a file out of sight, with the reason."""
    found = _attachment_for(request, attachment_id)
    back = _record_of(request, found)
    form = WithdrawFile(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_attachment(attachment=found, by=request.user, at=request.now, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "File withdrawn")
            return redirect(back)
    context = {
        "form": form,
        "attachment": found,
        "back_url": back,
        "may_withdraw": may_withdraw(found, by=request.user),
    }
    return render(request, "front_door/withdraw_file.html", context)


def _attachment_for(request: StaffRequest, attachment_id: int) -> Attachment:
    seen = Attachment.objects.visible_to(request.user).in_place().for_a_list()
    found = seen.filter(pk=attachment_id).first()
    if found is None:
        audit.refused(request, wanted="withdraw a file", record_type="front_door.Attachment", record_id=attachment_id)
        raise Http404("No such file, or not one that you may withdraw.")
    return found


def _record_of(request: StaffRequest, found: Attachment) -> str:
    """The page from which the file was reached."""
    if found.about_check is not None and found.about_check.asked_of_id == request.user.agency_id:
        return reverse("front_door:answer_check", args=[found.about_check.pk])
    if found.about_check is not None:
        return reverse("front_door:contact", args=[found.about_check.contact_id])
    contact = found.event.contacts.visible_to(request.user).order_by("pk").first() if found.event else None
    return reverse("front_door:contact", args=[contact.pk]) if contact else reverse("front_door:worklist")

"""Following a referral: its receipt, how far it is, what the referrer was told, and their answer to that."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from sightline.common import audit, drafts
from sightline.common.access import Permission, needs
from sightline.common.refusals import Refused
from sightline.common.wording import moment
from sightline.front_door import actions, attachments, receipts, referral_forms
from sightline.front_door.actions.submitting import front_door
from sightline.front_door.models import Attachment, Submission
from sightline.front_door.views.referring.journey import unfinished
from sightline.register.request import StaffRequest

PER_PAGE = 25
COLUMNS = [{"label": label} for label in ("Referral", "Sent", "How far it is", "You hear the outcome")]


@needs(Permission.SUBMIT_REFERRALS)
def submissions(request: StaffRequest) -> HttpResponse:
    """What this person's agency has sent, the latest first, and what this person has begun."""
    own = Submission.objects.visible_to(request.user).select_related("submitted_by").order_by("-submitted_at", "-pk")
    page = Paginator(own, PER_PAGE).get_page(request.GET.get("page"))
    audit.listed(request)
    return render(
        request,
        "front_door/referring/submissions.html",
        {
            "page": page,
            "columns": COLUMNS,
            "rows": [_row(each) for each in page],
            "unfinished": unfinished(request),
        },
    )


def _row(submission: Submission) -> dict[str, Any]:
    status = receipts.status_of(submission)
    _, outcome = receipts.clocks_of(submission)
    tags = [{"text": status.label, "colour": status.colour}]
    if any(not told.is_read for told in receipts.told(submission)):
        tags.append({"text": "New", "colour": "orange"})
    return {
        "url": reverse("front_door:submission", args=[submission.pk]),
        "cells": [
            {"text": ", ".join(submission.sent.get("children", [])) or "Referral", "hint": submission.reference},
            {
                "text": moment(submission.submitted_at),
                "hint": submission.submitted_by.name if submission.submitted_by else "",
            },
            {"text": "", "tags": tags},
            {"clock": outcome, "stopped_at": outcome.stopped_at},
        ],
    }


@needs(Permission.SUBMIT_REFERRALS)
def submission(request: StaffRequest, submission_id: int) -> HttpResponse:
    """One referral: the receipt, what happens next and by when, what was sent, what was told about each child."""
    found = _own(request, submission_id)
    audit.opened(request, found)
    told = receipts.told(found)
    if any(not each.is_read for each in told):
        found = actions.read_feedback(submission=found, by=request.user, at=request.now)
    return render(
        request,
        "front_door/referring/submission.html",
        {
            "submission": found,
            "status": receipts.status_of(found),
            "clocks": receipts.clocks_of(found),
            "told": told,
            "is_settled": receipts.is_settled(found),
            "files": attachments.rows(own_files(found, request), request.user),
            "telephone": front_door().telephone,
            "back_url": reverse("front_door:submissions"),
            "back_label": "My referrals",
        },
    )


def own_files(submission: Submission, request: StaffRequest) -> Any:
    """The files that went with the referral."""
    return Attachment.objects.visible_to(request.user).filter(submission=submission).for_a_list()


@needs(Permission.SUBMIT_REFERRALS)
def reply(request: StaffRequest, submission_id: int, place: int) -> HttpResponse:
    """Agrees or disagrees with the outcome for one child."""
    found = _own(request, submission_id)
    told = next((each for each in receipts.told(found) if each.place == place), None)
    if told is None:
        raise Http404("There is no such outcome.")
    draft = f"reply-{place}/{found.pk}"
    form = referral_forms.Reply(request.POST or drafts.kept(request, draft))
    if request.method != "POST" and form.is_bound:
        drafts.shown_again(form)
    if request.method == "POST" and form.is_valid():
        try:
            actions.reply_to_feedback(
                submission=found, contact_pk=told.contact, by=request.user, at=request.now, **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            drafts.discard(staff_id=request.user.pk, form=draft)
            messages.success(request, "Your answer has reached the front door")
            return redirect("front_door:submission", found.pk)
    return render(
        request,
        "front_door/referring/reply.html",
        {
            "submission": found,
            "told": told,
            "form": form,
            "draft_url": reverse("draft", args=[f"reply-{place}", found.pk]),
            "back_url": reverse("front_door:submission", args=[found.pk]),
            "back_label": "Back to the referral",
        },
    )


def _own(request: StaffRequest, submission_id: int) -> Submission:
    """The referral, if this person's agency sent it; else not found, and the refusal is kept."""
    own = Submission.objects.visible_to(request.user).select_related("submitted_by")
    found = own.filter(pk=submission_id).first()
    if found is None:
        audit.refused(request, wanted="open a referral", record_type="front_door.Submission", record_id=submission_id)
        raise Http404("No such referral, or not one that your agency sent.")
    return found

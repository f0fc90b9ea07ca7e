"""Hanging files on a contact or a check, and taking them out of sight again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from sightline.common import actor, audit
from sightline.common.access import Permission
from sightline.common.files import actions as files_of_all
from sightline.common.files.limits import limits
from sightline.common.models import StoredFile
from sightline.common.refusals import NotYours, must_hold
from sightline.front_door import codes
from sightline.front_door.actions.refusals import AlreadyDecided, Impossible, Incomplete
from sightline.front_door.models import Attachment, Check, ContactEvent, Submission
from sightline.register.actions.sharing import Basis, Told, keep_lines
from sightline.register.models import Disclosure, Purpose, Staff


@transaction.atomic
def attach(*, event: ContactEvent, files: Sequence[StoredFile], by: Staff, at: datetime) -> list[Attachment]:
    """Hangs files on what was received; whoever may see the contact may open them. Also long after the decision."""
    must_hold(by, Permission.RECEIVE_CONTACTS)
    event = ContactEvent.objects.select_for_update(of=("self",)).get(pk=event.pk)
    check_there_is_room(event.attachments.all(), files)
    return [_hang(file, agency_id=event.agency_id, event=event, by=by, at=at) for file in files]


@transaction.atomic
def attach_to_referral(
    *, submission: Submission, files: Sequence[StoredFile], by: Staff, at: datetime
) -> list[Attachment]:
    """Sends files with a referral, in the transaction that sends it: put before the front door, as the words are."""
    must_hold(by, Permission.SUBMIT_REFERRALS)
    if submission.submitted_by_id != by.pk:
        raise NotYours("Files go with a referral when it is sent, by the person who sends it.")
    agency_id = submission.event.agency_id
    with actor.on_behalf_of(agency_id):
        check_there_is_room(submission.event.attachments.all(), files)
        return [
            _hang(file, agency_id=agency_id, event=submission.event, submission=submission, by=by, at=at)
            for file in files
        ]


@transaction.atomic
def attach_to_check(*, check: Check, files: Sequence[StoredFile], by: Staff, at: datetime) -> list[Attachment]:
    """Hangs files on a check: the front door's on its question, the agency's on its answer. Both see both."""
    check = Check.objects.select_for_update(of=("self",)).get(pk=check.pk)
    if check.asked_of_id == by.agency_id and by.may(Permission.ANSWER_CHECKS):
        pass
    elif check.agency_id == by.agency_id:
        must_hold(by, Permission.ASK_CHECKS)
        if files and check.state != codes.CheckState.ASKED:
            raise AlreadyDecided("This check is already answered or withdrawn, so nothing more is sent with it.")
    else:
        raise NotYours("This check was asked of another agency.")
    check_there_is_room(check.attachments.all(), files)
    if files:
        _keep_in_ledger(check, files=len(files), by=by, at=at)
    return [_hang(file, agency_id=check.agency_id, about_check=check, by=by, at=at) for file in files]


def _keep_in_ledger(check: Check, *, files: int, by: Staff, at: datetime) -> None:
    """A file on a check is told to the other side: the sharing ledger says so, on the check's own law."""
    of_check = Disclosure.objects.filter(about_type=Check._meta.label, about_id=check.pk, purpose=Purpose.CHECK)
    asked = of_check.order_by("at", "pk").first()
    basis = Basis(article_6_basis=check.article_6_basis)
    if asked is not None:  # of a restricted child the line is not shown to who answers
        basis = replace(
            basis,
            special_category_condition=asked.special_category_condition,
            law_enforcement=asked.law_enforcement,
        )
    answering = by.agency_id == check.asked_of_id
    told = Told(
        about=check,
        child=asked.child_id if asked else None,
        agency=by.agency_id,
        receiver=check.agency_id if answering else check.asked_of_id,
        purpose=Purpose.CHECK_ANSWER if answering else Purpose.CHECK,
        basis=basis,
        fields=["1 file" if files == 1 else f"{files} files"],
        means=Disclosure.Means.SIGHTLINE,
        by=by,
        at=at,
    )
    keep_lines([told])


@transaction.atomic
def withdraw_attachment(*, attachment: Attachment, reason: str, by: Staff, at: datetime) -> Attachment:
    """Takes a file out of sight: sent in error, or about somebody else. Its content is kept until its time is over.

    Only a run of the retention rules removes a content, and none under legal hold.
    """
    if not reason.strip():
        raise Incomplete("Say why the file is withdrawn, so that its absence can be understood.")
    _check_may_withdraw(attachment, by=by)
    held = Attachment.objects.select_for_update(of=("self",)).get(pk=attachment.pk)
    if held.withdrawn_at is not None:
        raise AlreadyDecided("This file is already withdrawn.")
    held.withdrawn_at, held.withdrawn_by, held.withdrawn_reason = at, by, reason.strip()
    held.save()
    fields = ["withdrawn_at", "withdrawn_reason"]
    audit.record("withdrew a file", held, by=by, at=at, fields=fields)
    return held


def may_withdraw(attachment: Attachment, *, by: Staff) -> bool:
    """The front door withdraws any file; an agency asked withdraws what it sent with its answer."""
    if attachment.agency_id == by.agency_id:
        return by.may(Permission.TRIAGE_CONTACTS)
    own = attachment.attached_by.agency_id == by.agency_id
    return own and attachment.about_check_id is not None and by.may(Permission.ANSWER_CHECKS)


def _check_may_withdraw(attachment: Attachment, *, by: Staff) -> None:
    if not may_withdraw(attachment, by=by):
        raise NotYours("Ask the front door to withdraw this file: ring them, and give the reference.")


def check_there_is_room(hanging: Any, files: Sequence[StoredFile]) -> None:
    """Refuses more files than one record holds."""
    most = limits().per_record
    if hanging.filter(withdrawn_at=None).count() + len(files) > most:
        raise Impossible(f"One record holds up to {most} files. Take some off, or put several into one PDF.")


def _hang(file: StoredFile, *, by: Staff, at: datetime, **where: Any) -> Attachment:
    attachment = Attachment.objects.create(file=file, attached_by=by, attached_at=at, **where)
    files_of_all.hang(file=file, by=by, at=at)
    audit.record("attached a file", attachment, by=by, at=at)
    return attachment

"""Asking other agencies what they know, and their answers."""

from datetime import date, datetime

from django.db import transaction

from sightline.common import audit
from sightline.common.access import Permission
from sightline.common.refusals import NotYours, must_hold
from sightline.front_door import clocks, codes
from sightline.front_door.actions import telling
from sightline.front_door.actions.locking import locked
from sightline.front_door.actions.mailing import tell_check_asked
from sightline.front_door.actions.refusals import AlreadyDecided, Incomplete
from sightline.front_door.actions.taking_up import take_up
from sightline.front_door.models import Check, Contact
from sightline.register.models import Agency, Staff
from sightline.timescales.zone import local_date


@transaction.atomic
def ask_check(
    *, contact: Contact, asked_of: Agency, question: str, article_6_basis: str, by: Staff, at: datetime
) -> Check:
    """Asks one agency one question about the child, telling it no more than it needs to find the child.

    Where the child is known in the register, the agency sees the least of the child until it has answered.
    """
    must_hold(by, Permission.ASK_CHECKS)
    if not question.strip():
        raise Incomplete("Write the question: ask for the least that you need to know.")
    if not article_6_basis:
        raise Incomplete("Choose the lawful basis for asking.")
    contact = locked(contact)
    if contact.state not in codes.UNDECIDED:
        raise AlreadyDecided("The contact is already decided, so no more checks are asked.")
    deadline = clocks.CHECK_ANSWER.in_force_on(local_date(at)).deadline(at)
    check = Check.objects.create(
        contact=contact,
        agency_id=contact.agency_id,
        asked_of=asked_of,
        about_name=contact.child_name,
        about_born_on=_born_on(contact),
        about_postcode=contact.described_postcode,
        question=question,
        article_6_basis=article_6_basis,
        asked_at=at,
        asked_by=by,
        answer_by=deadline.due_at,
        answer_rule_version=deadline.rule_version,
    )
    contact.state = codes.State.INFORMATION_REQUESTED
    contact.save()
    take_up(contact, at=at)
    audit.record("asked a check", check, by=by, at=at, purpose=article_6_basis)
    telling.asked(check, contact, by=by, at=at)
    tell_check_asked(check, by=by, at=at)
    return check


@transaction.atomic
def answer_check(*, check: Check, answer: str, analysis: str = "", sensitivity: str, by: Staff, at: datetime) -> Check:
    """The agency asked answers, and says with whom its answer may be shared. With that it sees the child no more."""
    must_hold(by, Permission.ANSWER_CHECKS)
    if check.asked_of_id != by.agency_id:
        raise NotYours("This check was asked of another agency.")
    if not answer.strip():
        raise Incomplete("Write the answer; where nothing is known, say that nothing is known.")
    if not sensitivity:
        raise Incomplete("Say with whom this answer may be shared.")
    check = Check.objects.select_for_update(of=("self",)).get(pk=check.pk)
    if check.state != codes.CheckState.ASKED:
        raise AlreadyDecided("This check is already answered or withdrawn.")
    check.state, check.answer, check.analysis = codes.CheckState.ANSWERED, answer, analysis
    check.sensitivity, check.answered_at, check.answered_by = sensitivity, at, by
    check.save()
    audit.record("answered a check", check, by=by, at=at, fields=["answer", "analysis", "sensitivity"])
    telling.answered(check, by=by, at=at)
    return check


@transaction.atomic
def withdraw_check(*, check: Check, by: Staff, at: datetime) -> Check:
    """The front door no longer needs the answer."""
    must_hold(by, Permission.ASK_CHECKS)
    return _withdraw(check, because="The check was withdrawn", by=by, at=at)


def withdraw_open_checks(contact: Contact, *, because: str, by: Staff, at: datetime) -> None:
    """Withdraws what is still asked about a contact that ends. The verb that ends it has asked whether `by` may."""
    for check in contact.checks.waiting():
        _withdraw(check, because=because, by=by, at=at)


def _withdraw(check: Check, *, because: str, by: Staff, at: datetime) -> Check:
    check = Check.objects.select_for_update(of=("self",)).get(pk=check.pk)
    if check.state != codes.CheckState.ASKED:
        raise AlreadyDecided("This check is already answered or withdrawn.")
    check.state = codes.CheckState.WITHDRAWN
    check.save()
    audit.record("withdrew a check", check, by=by, at=at, fields=["state"])
    telling.no_longer_asked(check, because=because, by=by, at=at)
    return check


def _born_on(contact: Contact) -> date | None:
    return contact.child.born_on if contact.child else contact.described_born_on

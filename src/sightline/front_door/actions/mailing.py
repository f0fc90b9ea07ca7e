"""Who is told by e-mail that something at the front door waits for them: never what, and nothing of the child."""

from datetime import datetime

from django.urls import reverse

from sightline.common.access import Permission
from sightline.common.access.roles import ROLES, AgencySafeguardingLead
from sightline.common.outbox import tell
from sightline.front_door.models import Check, Contact, Submission
from sightline.register.models import Staff


def tell_check_asked(check: Check, *, by: Staff, at: datetime) -> None:
    """The safeguarding leads of the agency asked, wherever they have an e-mail address."""
    leads = Staff.objects.with_role(AgencySafeguardingLead.code).filter(agency_id=check.asked_of_id)
    tell(
        to=leads,
        template="CHECK_ASKED",
        path=reverse("front_door:answer_check", args=[check.pk]),
        reference=check.contact.event.reference,
        by=by,
        at=at,
    )


def tell_received(submission: Submission, *, by: Staff, at: datetime) -> None:
    """Whoever sent the referral: a receipt that stays when the page is closed."""
    _tell_referrer(submission, "REFERRAL_RECEIVED", by=by, at=at)


def tell_outcome(submission: Submission, *, by: Staff, at: datetime) -> None:
    """Whoever sent the referral: its outcome can be read. The public has no accounts and is not written to."""
    _tell_referrer(submission, "OUTCOME_TOLD", by=by, at=at)


def _tell_referrer(submission: Submission, template: str, *, by: Staff, at: datetime) -> None:
    sender = submission.submitted_by
    if sender is not None and sender.is_active:
        path = reverse("front_door:submission", args=[submission.pk])
        tell(to=[sender], template=template, path=path, reference=submission.reference, by=by, at=at)


def tell_sign_off_waits(contact: Contact, *, by: Staff, at: datetime) -> None:
    """The colleagues who may sign it off, which never is who decided it."""
    colleagues = Staff.objects.in_post().filter(agency_id=contact.agency_id).exclude(pk=by.pk)
    signing = [code for code, role in ROLES.items() if Permission.SIGN_OFF_DECISIONS in role.may]
    tell(
        to=colleagues.filter(roles__overlap=signing),
        template="SIGN_OFF_WAITS",
        path=reverse("front_door:contact", args=[contact.pk]),
        reference=contact.event.reference,
        by=by,
        at=at,
    )

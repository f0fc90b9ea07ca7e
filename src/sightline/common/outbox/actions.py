"""Writing mail, in the transaction of what it tells; taking it for sending, and keeping what became of it."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.urls import Resolver404, resolve

from sightline.common import actor, audit
from sightline.common.models import OutgoingMail
from sightline.common.outbox import configuration
from sightline.common.outbox.templates import TEMPLATES

RUNNING = "run mail"
"""The purpose under which the database shows the mail to the job and to whoever runs the service (common 0008)."""

WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440))
"""After the first failed try, the second, …: about two days in all, then it is given up and shown."""

GIVEN_UP_AFTER = timedelta(minutes=10)
"""A mail taken for sending that long ago: whoever took it has died. It is tried again under the same message id."""

_REFERENCE = re.compile(r"([A-Z]{2}-[A-Z0-9]{4}-[A-Z0-9]{4})?")

State = OutgoingMail.State


class NotForMail(ValueError):  # noqa: N818 - said of what was given
    """A caller tried to put something into a mail that mails do not carry."""


@transaction.atomic
def tell(
    *, to: Iterable[Any], template: str, path: str, reference: str = "", by: Any, at: datetime
) -> list[OutgoingMail]:
    """Writes one mail to each of `to` (members of staff): that something waits for them at `path`, and no more.

    Call it in the transaction of what it tells: both stand, or neither. Who has no e-mail address gets none.
    `path` is the address of a page with numbers in it, not names (`reverse(…)`); `reference` is a record's reference
    such as FD-2345-6789. Where mail is not set up the row says so. Raises NotForMail.
    """
    check_can_be_told(template=template, path=path, reference=reference)
    people = {staff.pk: staff for staff in to if staff.email}
    state = State.WAITING if configuration.is_set_up() else State.NOT_SET_UP
    written = [
        OutgoingMail(
            to_staff_id=staff.pk,
            to_address=staff.email,
            template=template,
            reference=reference,
            path=path,
            state=state,
            written_at=at,
            written_by_id=by.pk if by else None,
            next_try_at=at,
        )
        for staff in people.values()
    ]
    for mail in written:
        mail.save()
        audit.record("wrote a mail", mail, by=by, at=at)
    return written


def check_can_be_told(*, template: str, path: str, reference: str) -> None:
    """Refuses what is no reference, no page of ours, or a page with words of its own in its address."""
    if template not in TEMPLATES:
        raise NotForMail(f"There is no mail {template!r}: add it to sightline.common.outbox.templates.")
    if not _REFERENCE.fullmatch(reference):
        raise NotForMail("A mail names a record by its reference, such as FD-2345-6789.")
    if "reference" in TEMPLATES[template].places and not reference:
        raise NotForMail(f"The mail {template} names a reference: give it.")
    try:
        page = resolve(path)
    except Resolver404 as problem:
        raise NotForMail("A mail leads to a page of this service: give what reverse() gives.") from problem
    if not all(isinstance(part, int | UUID) for part in (*page.args, *page.kwargs.values())):
        raise NotForMail("The address of a page in a mail holds numbers, not words.")


def take_next(*, at: datetime) -> OutgoingMail | None:
    """Takes one mail for sending, and marks that before it is sent; two jobs at once never take the same."""
    due = Q(state=State.WAITING, next_try_at__lte=at) | Q(state=State.SENDING, claimed_at__lte=at - GIVEN_UP_AFTER)
    with actor.acting(None, at=at, purpose=RUNNING):
        mail = (
            OutgoingMail.objects.filter(due).order_by("next_try_at", "pk").select_for_update(skip_locked=True).first()
        )
        if mail is not None:
            mail.state, mail.claimed_at, mail.tries = State.SENDING, at, mail.tries + 1
            mail.save()
    return mail


def mark_sent(*, mail: OutgoingMail, at: datetime) -> None:
    """The server has taken it."""
    with actor.acting(None, at=at, purpose=RUNNING):
        mail.state, mail.sent_at, mail.problem = State.SENT, at, ""
        mail.save()
        audit.record("sent a mail", mail, by=None, at=at, fields=["state"])


def mark_failed(*, mail: OutgoingMail, problem: str, for_good: bool, at: datetime) -> None:
    """It was not sent: it is tried again after a while that grows, or given up and shown."""
    with actor.acting(None, at=at, purpose=RUNNING):
        mail.problem = problem[:120]
        if for_good or mail.tries > len(WAITS):
            mail.state = State.DEAD
            audit.record("gave up a mail", mail, by=None, at=at, fields=["state"])
        else:
            mail.state, mail.next_try_at = State.WAITING, at + WAITS[mail.tries - 1]
        mail.save()


@transaction.atomic
def try_again(*, mail_ids: Iterable[int], by: Any, at: datetime) -> int:
    """Whoever runs the service sends again what was given up; how many. Call it with the purpose `RUNNING` set."""
    again = list(OutgoingMail.objects.filter(pk__in=list(mail_ids), state=State.DEAD).select_for_update())
    for mail in again:
        mail.state, mail.tries, mail.next_try_at = State.WAITING, 0, at
        mail.save()
        audit.record("sent a mail again", mail, by=by, at=at, fields=["state"])
    return len(again)

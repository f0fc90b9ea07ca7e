"""How the outgoing mail stands, for whoever runs the service."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min

from sightline.common import actor
from sightline.common.models import OutgoingMail
from sightline.common.outbox import configuration
from sightline.common.outbox.actions import RUNNING
from sightline.common.outbox.templates import TEMPLATES

MOST_SHOWN = 100
LATE = timedelta(minutes=15)
State = OutgoingMail.State


@dataclass(frozen=True)
class GivenUp:
    """A mail that could not be sent: to whom, about what, and why. Its subject names a reference at most."""

    pk: int
    to_address: str
    subject: str
    written_at: datetime
    tries: int
    problem: str


@dataclass(frozen=True)
class MailState:
    """Counts by state; the oldest that still waits; what was given up, the latest first."""

    is_set_up: bool
    counts: dict[str, int]
    oldest_waiting_at: datetime | None
    given_up: list[GivenUp]

    def is_late(self, now: datetime) -> bool:
        """Whether mail waits longer than its job would let it: the job worker may not be running."""
        return self.oldest_waiting_at is not None and self.oldest_waiting_at < now - LATE

    @property
    def lines(self) -> list[tuple[str, int]]:
        """Each state in words, with how many mails are in it."""
        return [(state.label, self.counts.get(state, 0)) for state in State]


@contextmanager
def for_running(staff: Any, *, at: datetime) -> Iterator[None]:
    """Within it `staff` sees all mail, because they run the service; then no more."""
    actor.introduce(staff=staff, at=at, purpose=RUNNING)
    yield
    actor.introduce(staff=staff, at=at)


def state_of_mail() -> MailState:
    """How the mail stands now. Called with the purpose of running the mail."""
    mail = OutgoingMail.objects
    counts = dict(mail.values_list("state").annotate(Count("pk")))
    oldest = mail.filter(state__in=(State.WAITING, State.SENDING), tries=0).aggregate(at=Min("next_try_at"))["at"]
    dead = mail.filter(state=State.DEAD).order_by("-written_at", "-pk")[:MOST_SHOWN]
    return MailState(configuration.is_set_up(), counts, oldest, [_given_up(each) for each in dead])


def _given_up(mail: OutgoingMail) -> GivenUp:
    template = TEMPLATES.get(mail.template)
    subject = template.filled(reference=mail.reference, link="")[0] if template else mail.template
    return GivenUp(mail.pk, mail.to_address, subject, mail.written_at, mail.tries, mail.problem)

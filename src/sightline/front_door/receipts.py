"""What a referrer may know of a contact they sent: how far it is, by when they hear, and what they were told.

Everything here is read from the receipt alone. It says nothing of whether the child is known, has an open case or
a restricted record.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, F, Func, QuerySet, Value

from sightline.front_door import clocks, codes
from sightline.front_door.models import Submission
from sightline.front_door.models.running import RunningClock
from sightline.front_door.public_codes import as_reference, hash_of
from sightline.timescales.zone import local_date

# Words for an outcome that would otherwise tell the referrer what the register holds about the child.
_SAID_OTHERWISE = {codes.Outcome.OPEN_CASE_FORWARDED.label: "Passed to the right worker"}


@dataclass(frozen=True)
class Status:
    """How far a referral is, in words, with the colour of its tag and what happens next."""

    label: str
    colour: str
    next: str


@dataclass(frozen=True)
class Told:
    """What the referrer was told about one child, and what they said to it."""

    place: int
    contact: int
    child: str
    outcome: str
    text: str
    at: datetime
    is_read: bool
    replies: list[dict[str, Any]]


def status_of(submission: Submission) -> Status:
    """Received; being looked at; decided but not yet told; told about some; told."""
    told = len({told["contact"] for told in submission.feedback})
    if told >= submission.children:
        return Status("Outcome told", "green", "Read the outcome below, and say whether you agree.")
    if told:
        return Status(
            f"Outcome told for {told} of {submission.children} children",
            "teal",
            "The other children are still being decided. You hear about each.",
        )
    if submission.decided_at:
        return Status("Decided", "blue", "A manager has decided. You are told the outcome next.")
    if submission.taken_up_at:
        return Status(
            "Being looked at",
            "blue",
            "Somebody at the front door is working on it. They may ask you or other services something."
            " A manager decides next, and then you are told.",
        )
    return Status(
        "Received",
        "blue",
        "The front door reads it, finds out what other services know, and a manager decides. Then you are told.",
    )


def status_for_the_public(submission: Submission) -> Status:
    """The same for a neighbour or a child, who are not promised an outcome: what may be told them, if anything is.

    It says the same whatever is known of the child.
    """
    status = status_of(submission)
    if submission.feedback:
        return replace(status, next="We are still working on the rest. When we can tell you more, it stands here.")
    return replace(status, next=_NEXT_FOR_THE_PUBLIC[status.label])


_NEXT_FOR_THE_PUBLIC = {
    "Received": "Your message waits to be read. Somebody reads every message.",
    "Being looked at": "Somebody has read your message. We are working on it.",
    "Decided": "We have decided what to do. We may not be allowed to tell you what.",
}


def is_settled(submission: Submission) -> bool:
    """Whether the referrer has heard about every child."""
    return len({told["contact"] for told in submission.feedback}) >= submission.children


def clocks_of(submission: Submission) -> list[RunningClock]:
    """The clocks a referrer is owed: receipt acknowledged, and the outcome told.

    The outcome is promised at receipt and the promise does not move: one working day for the decision (guidance)
    and one more to tell it (a local rule).
    """
    sent = submission.submitted_at
    decision = clocks.REFERRAL_DECISION.in_force_on(local_date(sent)).deadline(sent)
    hear = clocks.FEEDBACK.in_force_on(decision.due_on).deadline(decision.due_at)
    acknowledged = RunningClock(
        "Acknowledged",
        submission.acknowledge_by,
        sent,
        "Guidance: within 1 working day. Your receipt is the acknowledgement.",
        stopped_at=submission.acknowledged_at,
    )
    outcome = RunningClock(
        "You hear the outcome",
        hear.due_at,
        sent,
        "Decision within 1 working day of receipt; you are told within 1 working day of the decision.",
        stopped_at=submission.feedback_sent_at if is_settled(submission) else None,
    )
    return [acknowledged, outcome]


def told(submission: Submission) -> list[Told]:
    """What the referrer was told, the latest first."""
    return list(reversed(list(_told(submission))))


def _told(submission: Submission) -> Iterator[Told]:
    for place, each in enumerate(submission.feedback):
        yield Told(
            place=place,
            contact=each["contact"],
            child=each["child"] or "The child",
            outcome=_SAID_OTHERWISE.get(each["outcome"], each["outcome"]),
            text=each["text"],
            at=datetime.fromisoformat(each["at"]),
            is_read="read_at" in each,
            replies=[
                {**reply, "at": datetime.fromisoformat(reply["at"]), "says": codes.Reply(reply["reply"]).label}
                for reply in each.get("replies", [])
            ],
        )


def with_news(submissions: QuerySet[Submission]) -> QuerySet[Submission]:
    """Those of the submissions whose outcome nobody of the referring agency has read yet."""
    unread = Func(
        F("feedback"),
        Value("$[*] ? (!exists(@.read_at))"),
        template="jsonb_path_exists(%(expressions)s::jsonpath)",
        output_field=BooleanField(),
    )
    return submissions.filter(feedback_sent_at__isnull=False).filter(unread)


def public_receipt(*, reference: str, code: str) -> Submission | None:
    """The receipt that a member of the public asks for with both its reference and its code; else None."""
    asked = [as_reference(reference), hash_of(reference, code)]
    rows = Submission.objects.raw("select * from sightline_public_receipt(%s, %s)", asked)
    return next(iter(rows), None)

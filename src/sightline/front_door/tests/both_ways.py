"""A plan of what happens to some contacts, done one by one and all at once: what each way keeps."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from hypothesis import strategies as st

from sightline.front_door import actions, codes
from sightline.front_door.actions import bulk
from sightline.front_door.actions.deciding import Judgement
from sightline.front_door.models import (
    Contact,
    ContactEvent,
    Decision,
    EarlyHelpRequest,
    Feedback,
    Referral,
    Submission,
)
from sightline.register.models import Child, Disclosure
from sightline.timescales.zone import LONDON

START = datetime(2022, 3, 1, 8, 0, tzinfo=LONDON)
KEPT: tuple[type[models.Model], ...] = (
    *(ContactEvent, Contact, Decision, Referral, EarlyHelpRequest),
    *(Feedback, Submission, Disclosure),
)


@dataclass(frozen=True)
class About:
    """A child in a contact of a plan: one of the register by its place, or none, as described."""

    child: int | None
    concern: str
    level: str


@dataclass(frozen=True)
class Step:
    """What happens to one contact event in a plan; hours count from the step before."""

    hours: int
    source: str
    channel: str
    contact_type: str
    children: tuple[About, ...]
    rag: str = ""
    outcomes: tuple[str, ...] = ()
    by_hub: bool = False
    signed: bool = True
    told: bool = False
    has_receipt: bool = False
    acknowledged: bool = True


CHILDREN = 3
ABOUT = st.builds(
    About,
    child=st.none() | st.integers(0, CHILDREN - 1),
    concern=st.sampled_from(["", "NEG", "DA"]),
    level=st.sampled_from(["", "2", "4"]),
)
STEP = st.builds(
    Step,
    hours=st.integers(1, 24 * 200),
    source=st.sampled_from(["1A", "2A", "6", "9"]),
    channel=st.sampled_from(["TELEPHONE", "EMAIL"]),
    contact_type=st.sampled_from(["CONCERN", "MISSING_NOTIFICATION", "NOTIFICATION_OTHER_LA"]),
    children=st.lists(ABOUT, min_size=1, max_size=3, unique_by=lambda about: about.child).map(tuple),
    rag=st.sampled_from(["", "RED", "GREEN", "BLUE"]),
    outcomes=st.lists(st.sampled_from(codes.Outcome.values), min_size=3, max_size=3).map(tuple),
    by_hub=st.booleans(),
    signed=st.booleans(),
    told=st.booleans(),
    has_receipt=st.booleans(),
    acknowledged=st.booleans(),
)
PLANS = st.lists(STEP, min_size=1, max_size=5)


@dataclass
class Told:
    """The plan in the words of the verbs: who, when, and with which references."""

    plan: list[Step]
    children: list[Child]
    partnership: Any
    times: list[datetime] = field(init=False)

    def __post_init__(self) -> None:
        self.times, now = [], START
        for step in self.plan:
            now += timedelta(hours=step.hours)
            self.times.append(now)
        self.olive, self.mina, self.maud, self.hugo = (
            getattr(self.partnership, name) for name in ("olive", "mina", "maud", "hugo")
        )

    def acts(self, staff: Any) -> None:
        self.partnership.acts(staff)

    def contact(self, number: int) -> actions.NewContact:
        step = self.plan[number]
        return actions.NewContact(
            source=step.source,
            channel=step.channel,
            contact_type=step.contact_type,
            lane="EARLY_HELP_HUB" if step.by_hub else "",
            received_at=self.times[number],
            referral_text="Has come to school hungry.",
            children=[
                actions.ChildInContact(
                    child=None if about.child is None else self.children[about.child],
                    given_name="Somebody",
                    primary_concern=about.concern,
                    level_as_referred=about.level,
                )
                for about in step.children
            ],
        )

    def judgement(self, contact: Contact, outcome: str) -> Judgement:
        if contact.child_id is None and outcome not in ("INFO_ADVICE", "SIGNPOST", "INFO_REQUEST_ANSWERED"):
            outcome = "INFO_ADVICE"
        if contact.is_on_open_case and outcome == "CSC_REFERRAL":
            outcome = "OPEN_CASE_FORWARDED"
        return Judgement(
            outcome=outcome,
            level_concluded="3",
            rationale="Because.",
            lived_experience="Hungry at school.",
            history_considered=True,
            neglect_tool="NO",
            alteration_reason="HISTORY",
            earlier_nfas_seen=0,
            again_reason="NEW_CONCERN" if contact.earlier_contact_id else "",
        )

    def receipt(self, event: ContactEvent) -> None:
        self.acts(self.olive)
        Submission.objects.create(
            event=event,
            reference=f"S{event.received_at:%y%m%d%H%M}",
            submitted_at=event.received_at,
            sent={},
            children=1,
            acknowledge_by=event.received_at,
        )


def one_by_one(told: Told) -> None:
    """Everything in the single verbs, step by step in the order in which the bulk verbs do it."""
    contacts = [_receive(told, number) for number in range(len(told.plan))]
    taken = [
        (contact, step, outcome, when + timedelta(hours=3))
        for step, of_event, when in zip(told.plan, contacts, told.times, strict=True)
        for contact, outcome in zip(of_event, step.outcomes, strict=False)
    ]
    told.acts(told.olive)
    for contact, step, _, at in taken:
        if step.rag:
            actions.triage(contact=contact, rag=step.rag, reason="Seen.", by=told.olive, at=at)
    decisions = []
    for contact, step, outcome, at in taken:
        decider = told.hugo if step.by_hub else told.mina
        told.acts(decider)
        judgement = told.judgement(contact, outcome)
        decisions.append(actions.decide(contact=contact, judgement=judgement, by=decider, at=at))
    told.acts(told.maud)
    for decision, (_, step, _, at) in zip(decisions, taken, strict=True):
        if step.by_hub and step.signed:
            actions.sign_off(decision=decision, by=told.maud, at=at + timedelta(hours=2))
    for contact, step, _, at in taken:
        if step.told and (step.signed or not step.by_hub):
            actions.send_feedback(
                contact=contact, method="EMAIL", text="Thank you.", by=told.maud, at=at + timedelta(days=1)
            )
    told.acts(told.olive)
    for step, of_event, when in zip(told.plan, contacts, told.times, strict=True):
        if step.acknowledged:
            actions.acknowledge(event=of_event[0].event, by=told.olive, at=when + timedelta(hours=1))


def _receive(told: Told, number: int) -> list[Contact]:
    told.acts(told.olive)
    event = actions.receive(contact=told.contact(number), by=told.olive, at=told.times[number] + timedelta(minutes=5))
    ContactEvent.objects.filter(pk=event.pk).update(reference=f"FD-2345-{6000 + number}")
    if told.plan[number].has_receipt:
        told.receipt(event)
    return list(event.contacts.order_by("pk"))


def all_at_once(told: Told) -> None:
    """Everything in the bulk verbs."""
    told.acts(told.olive)
    at = told.times[-1]
    recorded = bulk.record_contacts(
        [
            bulk.ContactRow(
                contact=told.contact(number), reference=f"FD-2345-{6000 + number}", at=when + timedelta(minutes=5)
            )
            for number, when in enumerate(told.times)
        ],
        by=told.olive,
        at=at,
    )
    for step, each in zip(told.plan, recorded, strict=True):
        if step.has_receipt:
            told.receipt(each.event)
    taken = [
        (contact, step, outcome, when + timedelta(hours=3))
        for step, each, when in zip(told.plan, recorded, told.times, strict=True)
        for contact, outcome in zip(each.contacts, step.outcomes, strict=False)
    ]
    bulk.triage_contacts(
        [
            bulk.TriageRow(contact=contact, rag=step.rag, reason="Seen.", at=when)
            for contact, step, _, when in taken
            if step.rag
        ],
        by=told.olive,
        at=at,
    )
    decisions = bulk.record_decisions(
        [
            bulk.DecisionRow(
                contact=contact,
                judgement=told.judgement(contact, outcome),
                by=told.hugo if step.by_hub else told.mina,
                at=when,
            )
            for contact, step, outcome, when in taken
        ],
        by=told.mina,
        at=at,
    )
    bulk.sign_off_decisions(
        [
            bulk.SignOffRow(decision=decision, at=when + timedelta(hours=2))
            for decision, (_, step, _, when) in zip(decisions, taken, strict=True)
            if step.by_hub and step.signed
        ],
        by=told.maud,
        at=at,
    )
    bulk.send_feedback(
        [
            bulk.FeedbackRow(contact=contact, method="EMAIL", text="Thank you.", at=when + timedelta(days=1))
            for contact, step, _, when in taken
            if step.told and (step.signed or not step.by_hub)
        ],
        by=told.maud,
        at=at,
    )
    bulk.acknowledge_contacts(
        [
            bulk.AcknowledgementRow(event=each.event, at=when + timedelta(hours=1))
            for step, each, when in zip(told.plan, recorded, told.times, strict=True)
            if step.acknowledged
        ],
        by=told.olive,
        at=at,
    )


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside is undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def rows_kept() -> dict[str, list[dict[str, Any]]]:
    """Every row of the front door; keys, which differ, are told as the place of what they point to."""
    rows = {model: list(model._default_manager.order_by(*IN_ORDER.get(model.__name__, ("pk",)))) for model in KEPT}
    places = {model: {row.pk: place for place, row in enumerate(found)} for model, found in rows.items()}
    return {model.__name__: [_told(row, places) for row in found] for model, found in rows.items()}


# What later verbs make comes in the order of the verbs, which is not the same one by one and all at once.
IN_ORDER = {
    "Referral": ("child", "referred_on"),
    "EarlyHelpRequest": ("contact", "requested_at"),
    "Decision": ("contact", "number"),
    "Feedback": ("contact", "sent_at"),
    "Disclosure": ("about_id", "at", "purpose", "fields"),
}


def _told(row: models.Model, places: dict[Any, dict[int, int]]) -> dict[str, Any]:
    told = {}
    for each in row._meta.concrete_fields:
        value = getattr(row, each.attname)
        if each.is_relation and each.related_model in places:
            value = places[each.related_model].get(value)  # type: ignore[index]
        told[each.name] = value
    if "about_id" in told:
        [about] = [model for model in places if model._meta.label == told["about_type"]]
        told["about_id"] = places[about][told["about_id"]]
    told["feedback"] = len(told["feedback"]) if "feedback" in told else None
    return {name: value for name, value in told.items() if name not in ("id", "recorded_at")}

"""The bulk verbs keep the same rows as the single verbs, whatever they are given."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import models, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sightline.common import audit, many
from sightline.common.refusals import Refused
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
from sightline.register.models import Address, Child, Household, HouseholdMember, Involvement
from sightline.timescales.zone import LONDON

START = datetime(2022, 3, 1, 8, 0, tzinfo=LONDON)
KEPT: tuple[type[models.Model], ...] = (
    *(ContactEvent, Contact, Decision, Referral, EarlyHelpRequest),
    *(Feedback, Submission),
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


@pytest.fixture
def children(partnership: Any) -> list[Child]:
    """Three children: one who moved house, one on an open case for a while, one of whom nothing is known."""
    partnership.acts(partnership.olive)
    agency = partnership.agency("Merrow Council")
    made = [
        Child.objects.create(agency=agency, given_name=name, family_name="Appletree", born_on=date(2015, 6, 1))
        for name in ("Wren", "Linnet", "Rowan")
    ]
    for ward, from_on, to_on in (("Dunes", None, date(2022, 9, 1)), ("Harbour", date(2022, 9, 1), None)):
        household = Household.objects.create(
            agency=agency, address=Address.objects.create(agency=agency, lines="1 Sand Lane", ward=ward)
        )
        HouseholdMember.objects.create(household=household, agency=agency, child=made[0], from_on=from_on, to_on=to_on)
    Involvement.objects.create(
        agency=agency,
        child=made[1],
        service="CHILD_IN_NEED",
        from_on=START.date() + timedelta(days=90),
        to_on=START.date() + timedelta(days=200),
    )
    return made


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
    ContactEvent.objects.filter(pk=event.pk).update(reference=f"FD-{number}")
    if told.plan[number].has_receipt:
        told.receipt(event)
    return list(event.contacts.order_by("pk"))


def all_at_once(told: Told) -> None:
    """Everything in the bulk verbs."""
    told.acts(told.olive)
    at = told.times[-1]
    recorded = bulk.record_contacts(
        [
            bulk.ContactRow(contact=told.contact(number), reference=f"FD-{number}", at=when + timedelta(minutes=5))
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
}


def _told(row: models.Model, places: dict[Any, dict[int, int]]) -> dict[str, Any]:
    told = {}
    for each in row._meta.concrete_fields:
        value = getattr(row, each.attname)
        if each.is_relation and each.related_model in places:
            value = places[each.related_model].get(value)  # type: ignore[index]
        told[each.name] = value
    told["feedback"] = len(told["feedback"]) if "feedback" in told else None
    return {name: value for name, value in told.items() if name not in ("id", "recorded_at")}


@pytest.fixture
def audited(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What is written to the audit, in the words of verb, person, moment, kind of record and fields."""
    entries: list[tuple[Any, ...]] = []

    def keep(entry: Any) -> None:
        entries.append((entry.verb, entry.staff_id, entry.agency_id, entry.at, entry.record_type, tuple(entry.fields)))

    record, row = audit.record, many.audit_row

    def overheard_singly(*said: Any, **more: Any) -> Any:
        keep(entry := record(*said, **more))
        return entry

    def overheard_together(entry: Any) -> list[Any]:
        keep(entry)
        return row(entry)

    monkeypatch.setattr(audit, "record", overheard_singly)
    monkeypatch.setattr(many, "audit_row", overheard_together)
    return entries


def outcome_of(verbs: Callable[[Told], None], told: Told, audited: list[tuple[Any, ...]]) -> Any:
    audited.clear()
    with undone():
        verbs(told)
        kept = rows_kept()
    return kept, sorted(audited, key=repr)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=PLANS)
def test_the_bulk_verbs_keep_the_rows_that_the_single_verbs_keep(children, partnership, audited, plan):
    told = Told(plan, children, partnership)
    singly, singly_audited = outcome_of(one_by_one, told, audited)
    together, together_audited = outcome_of(all_at_once, told, audited)
    for model in KEPT:
        assert together[model.__name__] == singly[model.__name__]
    assert together_audited == singly_audited


def a_row(**said: Any) -> bulk.ContactRow:
    contact = actions.NewContact(
        source="2A",
        channel="EMAIL",
        contact_type="CONCERN",
        received_at=START,
        referral_text="Hungry.",
        children=[actions.ChildInContact(given_name="Wren")],
    )
    return bulk.ContactRow(contact=replace(contact, **said))


def test_one_impossible_row_is_named_and_none_is_kept(partnership):
    partnership.acts(partnership.olive)
    rows = [a_row(), a_row(received_at=partnership.now + timedelta(days=1))]
    with pytest.raises(bulk.RowRefused, match="Row 2: The contact is recorded as received in the future"):
        bulk.record_contacts(rows, by=partnership.olive, at=partnership.now)
    assert not Contact.objects.exists()


def test_who_may_not_decide_one_contact_may_not_decide_many(partnership, a_contact, a_judgement):
    contact = a_contact()
    row = bulk.DecisionRow(contact=contact, judgement=a_judgement())
    with pytest.raises(Refused, match="Your role does not let you decide"):
        bulk.record_decisions([row], by=partnership.olive, at=partnership.now)


def test_a_row_in_the_name_of_somebody_who_may_not_is_refused(partnership, a_contact, a_judgement):
    row = bulk.DecisionRow(contact=a_contact(), judgement=a_judgement(), by=partnership.olive)
    partnership.acts(partnership.mina)
    with pytest.raises(Refused, match="Your role does not let you decide"):
        bulk.record_decisions([row], by=partnership.mina, at=partnership.now)


def test_the_same_contact_is_not_decided_twice_in_one_go(partnership, a_contact, a_judgement):
    row = bulk.DecisionRow(contact=a_contact(), judgement=a_judgement())
    partnership.acts(partnership.mina)
    with pytest.raises(bulk.RowRefused, match="Row 2: The contact is already decided"):
        bulk.record_decisions([row, row], by=partnership.mina, at=partnership.now)
    assert not Decision.objects.exists()


def test_many_contacts_cost_no_more_questions_to_the_database_than_one(
    partnership, children, django_assert_max_num_queries
):
    partnership.acts(partnership.olive)
    rows = [
        replace(
            a_row(received_at=START + timedelta(days=day), children=[actions.ChildInContact(child=child)]),
            reference=f"FD-{day}-{child.pk}",
        )
        for day in range(1, 21)
        for child in children
    ]
    with django_assert_max_num_queries(60):
        recorded = bulk.record_contacts(rows, by=partnership.olive, at=partnership.now)
        bulk.triage_contacts(
            [
                bulk.TriageRow(contact=contact, rag="GREEN", reason="Seen.")
                for each in recorded
                for contact in each.contacts
            ],
            by=partnership.olive,
            at=partnership.now,
        )


def test_whoever_acted_before_acts_again_after_entries_in_others_names(partnership, database_says):
    partnership.acts(partnership.mina)
    row = replace(a_row(), by=partnership.olive)
    bulk.record_contacts([row], by=partnership.mina, at=partnership.now)
    assert database_says("app.staff_id") == str(partnership.mina.pk)


@pytest.fixture
def database_says() -> Callable[[str], str]:
    def setting(name: str) -> str:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("select current_setting(%s, true)", [name])
            return str(cursor.fetchone()[0])

    return setting


def test_rows_laid_in_meet_row_security(partnership):
    partnership.acts(partnership.sol)
    child = Child(agency=partnership.agency("Merrow Council"), given_name="Wren", family_name="Appletree")
    child.search_name, child.recorded_at = "wren appletree", partnership.now
    many.number([child])
    with pytest.raises(Exception, match="row-level security"), transaction.atomic():
        many.lay_in([child])

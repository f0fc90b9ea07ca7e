"""The plan's contacts, through the front door's verbs: received, triaged, asked about, decided, answered."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sightline.common.actor import acting, introduce
from sightline.demonstration.building.setting_up import SetUp
from sightline.demonstration.days import NOW
from sightline.demonstration.plan import Check, Child, Contact, Decision, Event
from sightline.front_door import actions
from sightline.front_door.actions import bulk
from sightline.front_door.actions.deciding import Judgement
from sightline.front_door.models import Contact as KeptContact
from sightline.front_door.models import ContactEvent
from sightline.front_door.models import Decision as KeptDecision
from sightline.front_door.referral_text import as_sent, section
from sightline.register.models import Child as RegisteredChild
from sightline.register.models import Staff


class Contacts:
    """Writes one stretch of time after the other, keeping which record each planned contact became."""

    def __init__(self, set_up: SetUp, children: dict[Child, RegisteredChild]) -> None:
        self._set_up, self._children = set_up, children
        self.kept: dict[Contact, KeptContact] = {}
        self._events: dict[Event, ContactEvent] = {}
        self._clerk, self._manager = set_up.staff["officer"], set_up.staff["manager"]

    def receive(self, events: Sequence[Event]) -> None:
        """Records the events, whichever way they came."""
        self._receive([event for event in events if not event.sent_by])
        for event in events:
            if event.sent_by:
                self._come_through_the_entrance(event)

    def carry_on(self, events: Sequence[Event]) -> None:
        """Takes what was received all the way, as far as each has come by the last morning."""
        contacts = [contact for event in events for contact in event.contacts]
        self._triage(contacts)
        for contact in contacts:
            for check in contact.checks:
                self._ask(contact, check)
        introduce(staff=self._manager, at=NOW)
        self._decide(contacts)
        self._acknowledge(events)
        self._tell(contacts)
        for contact in contacts:
            if contact.decision and contact.decision.corrected_to:
                self._correct(contact, contact.decision)

    def _receive(self, events: Sequence[Event]) -> None:
        recorded = bulk.record_contacts(
            [
                bulk.ContactRow(
                    contact=self._new(event, matched=True),
                    reference=event.reference,
                    by=self._staff(event.recorded_by),
                    at=event.recorded_at,
                )
                for event in events
            ],
            by=self._clerk,
            at=NOW,
        )
        for event, each in zip(events, recorded, strict=True):
            self._events[event] = each.event
            self.kept.update(zip(event.contacts, each.contacts, strict=True))

    def _new(self, event: Event, *, matched: bool) -> actions.NewContact:
        assert event.received_at is not None
        return actions.NewContact(
            source=event.source,
            channel=event.channel,
            contact_type=event.contact_type,
            received_at=event.received_at,
            referral_text=event.text,
            children=[self._described(contact, matched=matched) for contact in event.contacts],
            referrer_agency=self._set_up.agencies.get(event.referrer_agency),
            referrer_name=event.referrer_name,
            referrer_role=event.referrer_role,
            referrer_telephone=event.referrer_telephone,
            referrer_email=event.referrer_email,
            consent=event.consent,
            consent_reason=event.consent_reason,
            competence=event.competence,
            competence_note=event.competence_note,
            article_6_basis=event.article_6_basis,
            special_category_condition=event.special_category_condition,
            law_enforcement=event.law_enforcement,
            lane=event.lane,
        )

    def _described(self, contact: Contact, *, matched: bool) -> actions.ChildInContact:
        said = contact.described
        return actions.ChildInContact(
            child=self._children[contact.child] if matched and contact.matched == "LINKED" else None,
            given_name=said.given_name,
            family_name=said.family_name,
            born_on=said.born_on,
            expected_on=said.expected_on,
            address=said.address,
            postcode=said.postcode,
            school=said.school,
            primary_concern=contact.primary_concern,
            concerns=contact.concerns,
            level_as_referred=contact.level_as_referred,
            neglect_tool=contact.neglect_tool,
            neglect_tool_completed_on=contact.neglect_tool_completed_on,
        )

    def _come_through_the_entrance(self, event: Event) -> None:
        """A professional sends the referral; an officer then says who the children are."""
        sender, officer = self._staff(event.sent_by), self._staff(event.recorded_by)
        assert event.received_at is not None and event.recorded_at is not None
        sections = [
            section("About you", [("Your name", event.referrer_name), ("Your role", event.referrer_role)]),
            section("What worries you", [("What have you seen or heard?", event.text)]),
        ]
        with acting(sender, at=event.received_at):
            submission = actions.submit(
                contact=self._new(event, matched=False),
                sent=as_sent(sections, form="signed-in", children=[_named(contact) for contact in event.contacts]),
                by=sender,
                at=event.received_at,
            )
        with acting(officer, at=event.recorded_at):
            self._events[event] = submission.event
            kept = list(KeptContact.objects.filter(event=submission.event).order_by("pk"))
            for contact, record in zip(event.contacts, kept, strict=True):
                self.kept[contact] = record
                if contact.matched == "LINKED":
                    self.kept[contact] = actions.link_child(
                        contact=record, child=self._children[contact.child], by=officer, at=event.recorded_at
                    )

    def _triage(self, contacts: Iterable[Contact]) -> None:
        bulk.triage_contacts(
            [
                bulk.TriageRow(
                    contact=self.kept[contact],
                    rag=contact.rag,
                    reason=contact.rag_reason,
                    by=self._staff(contact.triaged_by),
                    at=contact.triaged_at,
                )
                for contact in contacts
                if contact.triaged_at
            ],
            by=self._clerk,
            at=NOW,
        )

    def _ask(self, contact: Contact, check: Check) -> None:
        officer = self._staff(check.asked_by)
        with acting(officer, at=check.asked_at):
            kept = actions.ask_check(
                contact=self.kept[contact],
                asked_of=self._set_up.agencies[check.asked_of],
                question=check.question,
                article_6_basis="PUBLIC_TASK",
                by=officer,
                at=check.asked_at,
            )
        if check.answered_at:
            answers = self._staff(check.answered_by)
            with acting(answers, at=check.answered_at):
                actions.answer_check(
                    check=kept,
                    answer=check.answer,
                    analysis=check.analysis,
                    sensitivity=check.sensitivity,
                    by=answers,
                    at=check.answered_at,
                )

    def _decide(self, contacts: Iterable[Contact]) -> None:
        """In the order in which it was decided, so that the first of the day is the first."""
        decided = [(contact, contact.decision) for contact in contacts if contact.decision]
        decided.sort(key=lambda pair: (pair[1].at, pair[0].event.number))
        kept = bulk.record_decisions(
            [
                bulk.DecisionRow(
                    contact=self.kept[contact],
                    judgement=_judgement(decision),
                    by=self._staff(decision.by),
                    at=decision.at,
                )
                for contact, decision in decided
            ],
            by=self._manager,
            at=NOW,
        )
        self._sign_off([(decision, record) for (_, decision), record in zip(decided, kept, strict=True)])

    def _sign_off(self, decided: Iterable[tuple[Decision, KeptDecision]]) -> None:
        signed = [(decision, record) for decision, record in decided if decision.signed_off_at]
        signed.sort(key=lambda pair: pair[0].signed_off_at or NOW)
        bulk.sign_off_decisions(
            [
                bulk.SignOffRow(decision=record, by=self._staff(decision.signed_off_by), at=decision.signed_off_at)
                for decision, record in signed
            ],
            by=self._manager,
            at=NOW,
        )

    def _acknowledge(self, events: Iterable[Event]) -> None:
        bulk.acknowledge_contacts(
            [
                bulk.AcknowledgementRow(
                    event=self._events[event], by=self._staff(event.recorded_by), at=event.acknowledged_at
                )
                for event in events
                if event.acknowledged_at
            ],
            by=self._manager,
            at=NOW,
        )

    def _tell(self, contacts: Iterable[Contact]) -> None:
        told = sorted((contact for contact in contacts if contact.feedback_at), key=_told_at)
        bulk.send_feedback(
            [
                bulk.FeedbackRow(
                    contact=self.kept[contact],
                    method="SIGHTLINE" if contact.event.sent_by else contact.feedback_method,
                    text=contact.feedback_text,
                    by=self._staff(contact.feedback_by),
                    at=contact.feedback_at,
                )
                for contact in told
            ],
            by=self._manager,
            at=NOW,
        )

    def _correct(self, contact: Contact, decision: Decision) -> None:
        manager = self._staff(decision.by)
        assert decision.corrected_at is not None
        with acting(manager, at=decision.corrected_at):
            actions.correct_decision(
                contact=self.kept[contact],
                judgement=_judgement(decision, outcome=decision.corrected_to, level=decision.corrected_level),
                reason=decision.corrected_because,
                by=manager,
                at=decision.corrected_at,
            )

    def _staff(self, username: str) -> Staff:
        return self._set_up.staff[username]


def _named(contact: Contact) -> str:
    said = contact.described
    return f"{said.given_name} {said.family_name}".strip()


def _told_at(contact: Contact) -> datetime:
    assert contact.feedback_at is not None
    return contact.feedback_at


def _judgement(decision: Decision, *, outcome: str = "", level: str = "") -> Judgement:
    return Judgement(
        outcome=outcome or decision.outcome,
        level_concluded=level or decision.level,
        rationale=decision.rationale,
        lived_experience=decision.lived_experience,
        history_considered=decision.history_considered,
        neglect_tool=decision.neglect_tool,
        working_well=decision.working_well,
        alteration_reason=decision.alteration_reason or ("NEW_INFORMATION" if outcome else ""),
        earlier_nfas_seen=decision.earlier_nfas_seen,
        again_reason=decision.again_reason,
    )

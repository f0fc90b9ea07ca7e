"""Managers decide many contacts at once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import models, transaction

from sightline.common.access import Permission
from sightline.common.many import Row, deed, each_of, keep_audit, lay_in, number, put_back, row_number, whose
from sightline.front_door import codes
from sightline.front_door.actions.bulk.holding import held
from sightline.front_door.actions.deciding import (
    Judgement,
    await_sign_off,
    check_awaits,
    check_judgement,
    check_undecided,
    new_decision,
    put_signature,
    stop_clock,
)
from sightline.front_door.actions.offering import new_referral, new_request, same_day_and_earlier
from sightline.front_door.actions.taking_up import events_of, take_up_many
from sightline.front_door.models import Contact, Decision, EarlyHelpRequest, Referral, Submission
from sightline.register.models import Staff
from sightline.timescales.zone import local_date


@dataclass(frozen=True, kw_only=True)
class DecisionRow(Row):
    """One contact and what was decided about it."""

    contact: Contact
    judgement: Judgement


@dataclass(frozen=True, kw_only=True)
class SignOffRow(Row):
    """One decision that another manager agrees with."""

    decision: Decision
    note: str = ""


_WRITTEN = (
    *("state", "decided_at", "outcome", "level_concluded", "about_early_help", "neglect_tool", "again_reason"),
    *("feedback_by", "feedback_rule_version", "referral", "version"),
)
_READ = (
    *("received_at", "received_on", "child", "match_status", "is_on_open_case", "level_as_referred"),
    *("primary_concern", "feedback_sent_at", "event__source", "came_in", *_WRITTEN),
)


@transaction.atomic
def record_decisions(rows: Sequence[DecisionRow], *, by: Staff, at: datetime) -> list[Decision]:
    """Decides many contacts as `decide` decides one, in the order given. Raises RowRefused, and then decides none."""
    people = whose(rows, Permission.DECIDE_CONTACTS, by=by)
    contacts = held((row.contact.pk for row in rows), *_READ)
    numbers = _decisions_so_far(contacts)
    offers = Offers(contacts.values())
    decisions = []
    taken_up: dict[int, datetime] = {}
    for count, row, person, moment in each_of(rows, by=by, at=at):
        contact = contacts[row.contact.pk]
        with row_number(count):
            check_undecided(contact)
            check_judgement(contact, row.judgement, at=moment)
        numbers[contact.pk] += 1
        contact.version += 1
        decision = new_decision(contact, row.judgement, number=numbers[contact.pk], by=person, at=moment)
        decision.recorded_at = moment
        decisions.append(decision)
        taken_up |= {event: moment for event in events_of(contact) if event not in taken_up}
        if person.may(Permission.SIGN_OFF_DECISIONS):
            _take_effect(contact, decision, offers, by=person, at=moment, again_reason=row.judgement.again_reason)
        else:
            decision.sign_off = codes.SignOff.AWAITING
            await_sign_off(contact, row.judgement)
    number(decisions)
    lay_in(decisions)
    offers.keep()
    put_back(list(contacts.values()), _WRITTEN)
    take_up_many(taken_up)
    entries = [
        deed("decided a contact", decision, by=person, at=moment, fields=["outcome", "level_concluded"])
        for decision, (_, _, person, moment) in zip(decisions, each_of(rows, by=by, at=at), strict=True)
    ]
    keep_audit(entries, people=people, at=at)
    return decisions


@transaction.atomic
def sign_off_decisions(rows: Sequence[SignOffRow], *, by: Staff, at: datetime) -> None:
    """Signs off many decisions as `sign_off` does one. Raises RowRefused, and then signs off none."""
    people = whose(rows, Permission.SIGN_OFF_DECISIONS, by=by)
    held_decisions = Decision.objects.select_for_update(of=("self",)).filter(
        pk__any_of=[row.decision.pk for row in rows]
    )
    decisions = {decision.pk: decision for decision in held_decisions}
    contacts = held((decision.contact_id for decision in decisions.values()), *_READ)
    offers = Offers(contacts.values())
    entries = []
    for count, row, person, moment in each_of(rows, by=by, at=at):
        decision = decisions[row.decision.pk]
        contact = contacts[decision.contact_id]
        with row_number(count):
            check_awaits(decision, by=person)
        contact.version += 1
        put_signature(decision, note=row.note, by=person, at=moment)
        _take_effect(contact, decision, offers, by=person, at=moment, again_reason=contact.again_reason)
        entries.append(deed("signed off a decision", decision, by=person, at=moment, fields=["sign_off"]))
    put_back(list(decisions.values()), ("sign_off", "signed_off_by", "signed_off_at", "sign_off_note"))
    offers.keep()
    put_back(list(contacts.values()), _WRITTEN)
    keep_audit(entries, people=people, at=at)


def _take_effect(
    contact: Contact, decision: Decision, offers: "Offers", *, by: Staff, at: datetime, again_reason: str
) -> None:
    stop_clock(contact, decision, at=at, again_reason=again_reason)
    offers.make(contact, decision, by=by, at=at, again_reason=again_reason)
    offers.decided.setdefault(contact.came_in_id or contact.event_id, at)


def _decisions_so_far(contacts: Iterable[int]) -> dict[int, int]:
    counted = (
        Decision.objects.filter(contact_id__any_of=contacts)
        .values_list("contact_id")
        .annotate(models.Count("pk"))
        .order_by()
    )
    return defaultdict(int, counted)


class Offers:
    """The referrals and requests that many decisions leave, by the rules of the single offer.

    `decided` is when each event was first decided upon, for its referrer's receipt.
    """

    def __init__(self, contacts: Iterable[Contact]) -> None:
        children = [contact.child_id for contact in contacts if contact.child_id]
        self._of_child: dict[int | None, list[Referral]] = defaultdict(list)
        for referral in Referral.objects.filter(child_id__any_of=children, withdrawn_at__isnull=True).order_by("pk"):
            self._of_child[referral.child_id].append(referral)
        self._fed: list[tuple[Contact, Referral]] = []
        self._referrals: list[Referral] = []
        self._requests: list[EarlyHelpRequest] = []
        self.decided: dict[int, datetime] = {}

    def make(self, contact: Contact, decision: Decision, *, by: Staff, at: datetime, again_reason: str) -> None:
        if contact.child_id is None:
            return
        if decision.outcome == codes.Outcome.CSC_REFERRAL:
            self._refer(contact, by=by, at=at, again_reason=again_reason)
        elif decision.outcome == codes.Outcome.EH_REFERRAL:
            request = new_request(contact, decision, by=by, at=at)
            request.recorded_at = at
            self._requests.append(request)

    def _refer(self, contact: Contact, *, by: Staff, at: datetime, again_reason: str) -> None:
        on = local_date(at)
        standing = self._of_child[contact.child_id]
        referral, earlier = same_day_and_earlier(standing, on=on)
        if referral is None:
            referral = new_referral(contact, on=on, earlier=earlier, by=by, again_reason=again_reason)
            referral.recorded_at = at
            standing.append(referral)
            self._referrals.append(referral)
        self._fed.append((contact, referral))

    def keep(self) -> None:
        """Writes the offers and the receipts, and tells each contact its referral, which is then still to be saved."""
        receipts = list(Submission.objects.select_for_update().filter(event_id__any_of=self.decided, decided_at=None))
        for receipt in receipts:
            receipt.decided_at = self.decided[receipt.event_id]
        put_back(receipts, ("decided_at",))
        number(self._referrals)
        lay_in(self._referrals)
        for contact, referral in self._fed:
            contact.referral_id = referral.pk
        number(self._requests)
        lay_in(self._requests)

"""A manager decides a contact: outcome, level, reason; the clock stops and the next service is offered the child."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from sightline.common import audit
from sightline.common.access import Permission
from sightline.common.refusals import must_hold
from sightline.front_door import clocks, codes, levels
from sightline.front_door.actions.locking import locked
from sightline.front_door.actions.mailing import tell_sign_off_waits
from sightline.front_door.actions.offering import make_offers
from sightline.front_door.actions.refusals import (
    AlreadyDecided,
    ChildNotMatched,
    Impossible,
    Incomplete,
    OpenCase,
    OwnDecision,
)
from sightline.front_door.actions.taking_up import take_up
from sightline.front_door.models import Contact, Decision, Submission
from sightline.register.models import Staff
from sightline.timescales.zone import local_date

# Outcomes that need no matched child: nothing is opened and nobody is offered anything.
WITHOUT_CHILD = (codes.Outcome.INFO_ADVICE, codes.Outcome.SIGNPOST, codes.Outcome.INFO_REQUEST_ANSWERED)


@dataclass(frozen=True)
class Judgement:
    """What a manager decides and why."""

    outcome: str
    level_concluded: str
    rationale: str
    lived_experience: str
    history_considered: bool
    neglect_tool: str
    working_well: str = ""
    alteration_reason: str = ""
    earlier_nfas_seen: int | None = None
    again_reason: str = ""


@transaction.atomic
def decide(
    *, contact: Contact, judgement: Judgement, by: Staff, at: datetime, seen_version: int | None = None
) -> Decision:
    """Records the decision. Where the person's role needs another manager's sign-off, the clock runs on until then.

    Raises AlreadyDecided, ChangedMeanwhile, ChildNotMatched, Incomplete, OpenCase.
    """
    must_hold(by, Permission.DECIDE_CONTACTS)
    contact = locked(contact, seen_version=seen_version)
    check_undecided(contact)
    check_judgement(contact, judgement, at=at)
    decision = new_decision(contact, judgement, number=contact.decisions.count() + 1, by=by, at=at)
    decision.sign_off = codes.SignOff.NOT_NEEDED if by.may(Permission.SIGN_OFF_DECISIONS) else codes.SignOff.AWAITING
    decision.save()
    if decision.sign_off == codes.SignOff.AWAITING:
        await_sign_off(contact, judgement)
        contact.save()
    else:
        take_effect(contact, decision, by=by, at=at, again_reason=judgement.again_reason)
    take_up(contact, at=at)
    audit.record("decided a contact", decision, by=by, at=at, fields=["outcome", "level_concluded"])
    if decision.sign_off == codes.SignOff.AWAITING:
        tell_sign_off_waits(contact, by=by, at=at)
    return decision


@transaction.atomic
def sign_off(*, decision: Decision, note: str = "", by: Staff, at: datetime) -> Decision:
    """Another manager agrees: the decision takes effect and the clock stops. Nobody signs off their own."""
    must_hold(by, Permission.SIGN_OFF_DECISIONS)
    contact = locked(decision.contact)
    decision = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    check_awaits(decision, by=by)
    put_signature(decision, note=note, by=by, at=at)
    decision.save()
    take_effect(contact, decision, by=by, at=at, again_reason=contact.again_reason)
    audit.record("signed off a decision", decision, by=by, at=at, fields=["sign_off"])
    return decision


@transaction.atomic
def return_decision(*, decision: Decision, note: str, by: Staff, at: datetime) -> Decision:
    """Another manager sends the decision back with a question; the contact is undecided again."""
    must_hold(by, Permission.SIGN_OFF_DECISIONS)
    if not note.strip():
        raise Incomplete("Say what you want looked at again.")
    contact = locked(decision.contact)
    decision = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    check_awaits(decision, by=by)
    decision.sign_off, decision.sign_off_note = codes.SignOff.RETURNED, note
    decision.save()
    contact.state = codes.State.SCREENING
    contact.save()
    audit.record("returned a decision", decision, by=by, at=at, fields=["sign_off", "sign_off_note"])
    return decision


def check_awaits(decision: Decision, *, by: Staff) -> None:
    """Refuses a sign-off of what does not wait for one, or of one's own decision."""
    if decision.sign_off != codes.SignOff.AWAITING:
        raise AlreadyDecided("This decision no longer waits for a sign-off.")
    if decision.decided_by_id == by.pk:
        raise OwnDecision("You made this decision yourself. Another manager signs it off.")


def put_signature(decision: Decision, *, note: str, by: Staff, at: datetime) -> None:
    """Marks the decision as signed off. Does not save."""
    decision.sign_off, decision.signed_off_by, decision.signed_off_at = codes.SignOff.SIGNED_OFF, by, at
    decision.sign_off_note = note


def check_undecided(contact: Contact) -> None:
    """Refuses a second decision beside the first."""
    if contact.is_decided:
        raise AlreadyDecided("The contact is already decided. Read the decision, and correct it if it is wrong.")
    if contact.state == codes.State.AWAITING_SIGN_OFF:
        raise AlreadyDecided("The contact is decided and waits for another manager's sign-off.")


def check_judgement(contact: Contact, judgement: Judgement, *, at: datetime) -> None:
    """Refuses a decision that lacks what a decision needs, or that the child's circumstances forbid."""
    if at < contact.received_at:
        raise Impossible("The decision would be earlier than the contact. Check the time of receipt.")
    if judgement.outcome not in codes.Outcome.values:
        raise Incomplete("Choose an outcome.")
    for text, what in (
        (judgement.rationale, "the reason"),
        (judgement.lived_experience, "what life is like for the child"),
    ):
        if not text.strip():
            raise Incomplete(f"Write {what}: a decision without it cannot be understood later.")
    if contact.child_id is None and judgement.outcome not in WITHOUT_CHILD:
        raise ChildNotMatched("Say first which child in the register this contact is about, or add the child.")
    if contact.match_status == codes.MatchStatus.UNSURE and judgement.outcome not in WITHOUT_CHILD:
        raise ChildNotMatched("The match with the register is marked unsure. Settle it before deciding.")
    if judgement.outcome == codes.Outcome.CSC_REFERRAL and contact.is_on_open_case:
        raise OpenCase(
            "The child has an open case with children's social care, so this is no new referral."
            " Choose 'Passed to the worker of the open case'."
        )
    if judgement.outcome == codes.Outcome.NFA and judgement.earlier_nfas_seen is None:
        raise Incomplete("Before no further action, say how many earlier contacts ended the same way.")
    if alteration(contact, judgement) in _CHANGED and not judgement.alteration_reason:
        raise Incomplete("The level differs from the referrer's. Choose the reason, so that it can be learned from.")


_CHANGED = (codes.Alteration.RAISED, codes.Alteration.LOWERED)


def alteration(contact: Contact, judgement: Judgement) -> str:
    """How the level concluded compares with the referrer's, on the ladder in force when the contact came."""
    ladder = levels.ladder_on(contact.received_on)
    referred, concluded = ladder.rank(contact.level_as_referred), ladder.rank(judgement.level_concluded)
    if referred is None or concluded is None:
        return codes.Alteration.NOT_COMPARABLE
    if concluded == referred:
        return codes.Alteration.SAME
    return codes.Alteration.RAISED if concluded > referred else codes.Alteration.LOWERED


def new_decision(contact: Contact, judgement: Judgement, *, number: int, by: Staff | None, at: datetime) -> Decision:
    """The decision's row, the contact's first or a later one; not yet saved."""
    return Decision(
        contact=contact,
        agency_id=contact.agency_id,
        number=number,
        decided_at=at,
        decided_by=by,
        outcome=judgement.outcome,
        level_concluded=judgement.level_concluded,
        alteration=alteration(contact, judgement),
        alteration_reason=judgement.alteration_reason,
        rationale=judgement.rationale,
        working_well=judgement.working_well,
        lived_experience=judgement.lived_experience,
        history_considered=judgement.history_considered,
        earlier_nfas_seen=judgement.earlier_nfas_seen,
        neglect_tool=judgement.neglect_tool,
    )


def await_sign_off(contact: Contact, judgement: Judgement) -> None:
    """The contact waits for another manager, its clock running. Does not save."""
    contact.state = codes.State.AWAITING_SIGN_OFF
    contact.neglect_tool = judgement.neglect_tool
    contact.again_reason = judgement.again_reason or contact.again_reason


def take_effect(contact: Contact, decision: Decision, *, by: Staff, at: datetime, again_reason: str) -> None:
    """Stops the clock, makes the offer, and starts the time in which the referrer is told. Saves the contact."""
    stop_clock(contact, decision, at=at, again_reason=again_reason)
    make_offers(contact, decision, by=by, at=at, again_reason=again_reason)
    contact.save()
    # The referrer's receipt says that a decision has been made; what it is, the feedback tells.
    Submission.objects.filter(event_id=contact.came_in_id or contact.event_id, decided_at=None).update(decided_at=at)


def stop_clock(contact: Contact, decision: Decision, *, at: datetime, again_reason: str) -> None:
    """Puts the decision on the contact and starts the time in which the referrer is told. Does not save.

    A correction keeps the moment at which the contact was first decided: the clock stopped then.
    """
    contact.decided_at = contact.decided_at or at
    contact.outcome, contact.level_concluded = decision.outcome, decision.level_concluded
    contact.about_early_help |= decision.outcome == codes.Outcome.EH_REFERRAL
    contact.neglect_tool = decision.neglect_tool
    contact.again_reason = again_reason or contact.again_reason
    is_professional = contact.told_through.is_professional
    if decision.outcome == codes.Outcome.OPEN_CASE_FORWARDED:
        contact.state = codes.State.LINKED_TO_OPEN_CASE
    else:
        contact.state = codes.State.DECIDED if is_professional else codes.State.CLOSED
    if is_professional and contact.feedback_sent_at is None:
        deadline = clocks.FEEDBACK.in_force_on(local_date(at)).deadline(at)
        contact.feedback_by, contact.feedback_rule_version = deadline.due_at, deadline.rule_version

"""What becomes of a contact: outcome, level, reason, who decides when, and when the referrer is told."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sightline.demonstration import people
from sightline.demonstration.days import NOW, decision_day, lateness, moment
from sightline.demonstration.draw import Draw, Weighted
from sightline.demonstration.plan import Child, Contact, Decision, Event
from sightline.demonstration.targets import TODAY
from sightline.demonstration.words import sentences
from sightline.demonstration.worrying import said, see_level, words_of
from sightline.front_door.codes import PROFESSIONAL_SOURCES
from sightline.front_door.levels import ladder_on
from sightline.timescales.rules import months_after
from sightline.timescales.working_days import ENGLAND
from sightline.timescales.zone import local_date

LONG_AGO = timedelta(days=60)

_OUTCOMES: dict[str, Weighted[str]] = {
    "CONCERN": Weighted({"EH_REFERRAL": 0.34, "INFO_ADVICE": 0.31, "NFA": 0.25, "SIGNPOST": 0.09, "OTHER_LA": 0.01}),
    "ADVICE": Weighted({"INFO_ADVICE": 0.78, "SIGNPOST": 0.22}),
    "MISSING": Weighted({"INFO_ADVICE": 0.42, "EH_REFERRAL": 0.20, "NFA": 0.38}),
    "OTHER_AREA": Weighted({"OTHER_LA": 0.60, "INFO_ADVICE": 0.30, "NFA": 0.10}),
    "PRIVATE_FOSTERING": Weighted({"INFO_ADVICE": 0.5, "EH_REFERRAL": 0.5}),
}
_LEVELS: dict[str, Weighted[str]] = {
    "CSC_REFERRAL": Weighted({"4": 1}),
    "EH_REFERRAL": Weighted({"3": 0.62, "2": 0.38}),
    "INFO_ADVICE": Weighted({"2": 0.55, "1": 0.45}),
    "NFA": Weighted({"1": 0.55, "2": 0.40, "3": 0.05}),
    "SIGNPOST": Weighted({"2": 0.6, "1": 0.4}),
    "OPEN_CASE_FORWARDED": Weighted({"4": 0.88, "3": 0.12}),
    "OTHER_LA": Weighted({"4": 0.4, "3": 0.4, "2": 0.2}),
    "INFO_REQUEST_ANSWERED": Weighted({"": 1}),
}
_LOWERED = Weighted(
    {"PROTECTIVE": 0.34, "THRESHOLD_MISREAD": 0.26, "ALREADY_SUPPORTED": 0.22, "CONSENT": 0.12, "OTHER": 0.06}
)
_RAISED = Weighted({"NEW_INFORMATION": 0.46, "HISTORY": 0.42, "OTHER": 0.12})
_AGAIN = Weighted(
    {
        "SAME_CONCERN_UNRESOLVED": 0.30,
        "NEW_CONCERN": 0.24,
        "RISK_INCREASED": 0.16,
        "EH_NOT_ENGAGED": 0.12,
        "CLOSED_TOO_EARLY": 0.07,
        "MULTI_AGENCY_GAP": 0.05,
        "MOVED_AREA": 0.03,
        "UNKNOWN": 0.03,
    }
)
_RAG: dict[str, Weighted[str]] = {
    "CSC_REFERRAL": Weighted({"RED": 0.17, "AMBER": 0.58, "GREEN": 0.25}),
    "INFO_REQUEST_ANSWERED": Weighted({"BLUE": 0.9, "GREEN": 0.1}),
    "OTHER_LA": Weighted({"BLUE": 0.5, "GREEN": 0.5}),
}
_RAG_OTHERWISE = Weighted({"RED": 0.02, "AMBER": 0.27, "GREEN": 0.60, "BLUE": 0.11})
# What is not part of the last morning's scenes has been decided by the evening before.
YESTERDAY = TODAY - timedelta(days=1)
_FOR_THE_HUB = ("EH_REFERRAL", "INFO_ADVICE", "SIGNPOST", "NFA")
HUB_SHARE = 0.40


def choose_outcomes(event: Event, draw: Draw) -> None:
    """The outcome of each contact, and the day it is decided, before the hour is known."""
    main = draw.by_weight(_OUTCOMES.get(event.kind, _OUTCOMES["CONCERN"]))
    day = decision_day(event.received_on, draw, late=_late(event))
    for contact in event.contacts:
        contact.outcome = _outcome(event, contact, main, draw)
        if contact.decided_on is None:
            alone = draw.chance(0.06)
            own = decision_day(event.received_on, draw, late=_late(event)) if alone else day
            contact.decided_on = min(own, YESTERDAY)


def _late(event: Event) -> float:
    return lateness(event.received_on) + (0.18 if event.kind == "INFORMATION" else 0.0)


def _outcome(event: Event, contact: Contact, main: str, draw: Draw) -> str:
    if contact.converts:
        return "CSC_REFERRAL"
    if event.kind == "INFORMATION":
        return "INFO_REQUEST_ANSWERED"
    if contact.child.is_open_on(event.received_on):
        return "OPEN_CASE_FORWARDED"
    if event.kind in ("ADVICE", "CONCERN") and event.size == 1 and main == "INFO_ADVICE" and draw.chance(0.05):
        contact.matched = ""
        return main
    return main if draw.chance(0.88) else draw.by_weight(_OUTCOMES.get(event.kind, _OUTCOMES["CONCERN"]))


def triage(event: Event, draw: Draw) -> None:
    """The priority of each contact and who sets it; requests for information are answered without."""
    recorded_at = event.recorded_at
    assert recorded_at is not None
    if event.kind == "INFORMATION" and not event.is_live:
        return
    by = event.recorded_by if draw.chance(0.6) else draw.one(people.OFFICERS).username
    at = recorded_at + timedelta(minutes=draw.number(3, 22))
    if event.recorded_by.startswith("night"):
        by = event.recorded_by
    for contact in event.contacts:
        contact.rag = contact.rag or draw.by_weight(_RAG.get(contact.outcome, _RAG_OTHERWISE))
        contact.rag_reason = contact.rag_reason or draw.one(sentences.RAG[contact.rag])
        contact.triaged_at, contact.triaged_by = at, by


class Conclusions:
    """Decides the contacts in the order of their receipt, so that each decision knows the child's history."""

    def __init__(self, draw: Draw) -> None:
        self._draw = draw
        self._of_child: dict[Child, list[Contact]] = defaultdict(list)

    def conclude(self, event: Event) -> None:
        by_hub = self._is_for_the_hub(event)
        if by_hub:
            event.lane = "EARLY_HELP_HUB"
        hub, manager = self._draw.one(people.HUB).username, self._draw.one(people.MANAGERS).username
        slot = self._draw.share()
        for place, contact in enumerate(event.contacts):
            if contact.outcome:
                decision = self._decision(event, contact, slot=slot, place=place, manager=manager)
                if by_hub or event.is_live:
                    _by_hub(decision, event, hub=hub, draw=self._draw)
                contact.decision = decision
                see_level(event, contact, decision.level, self._draw)
                decision.alteration_reason = _alteration_reason(event, contact, decision.level, self._draw)
                _tell(event, contact, self._draw)
        for contact in event.contacts:
            if contact.matched == "LINKED":
                self._of_child[contact.child].append(contact)

    def _is_for_the_hub(self, event: Event) -> bool:
        outcomes = {contact.outcome for contact in event.contacts}
        eligible = event.kind in ("CONCERN", "ADVICE") and outcomes <= set(_FOR_THE_HUB)
        return eligible and not event.is_live and self._draw.chance(HUB_SHARE)

    def earlier(self, contact: Contact) -> list[Contact]:
        """The child's contacts of the twelve months before, of other events."""
        since = months_after(contact.event.received_on, -12)
        return [
            each
            for each in self._of_child[contact.child]
            if each.event is not contact.event and each.event.received_on >= since and not each.ends_as
        ]

    def _decision(self, event: Event, contact: Contact, *, slot: float, place: int, manager: str) -> Decision:
        draw = self._draw
        earlier = self.earlier(contact) if contact.matched else []
        words = words_of(contact)
        outcome = contact.outcome
        because = said(draw.one(sentences.BECAUSE[outcome]), contact)
        brief = outcome in ("INFO_REQUEST_ANSWERED", "OTHER_LA")
        nfas = sum(each.outcome == "NFA" for each in earlier)
        return Decision(
            at=_hour(event, contact, slot=slot) + timedelta(minutes=place * 2),
            by=manager,
            outcome=outcome,
            level=draw.by_weight(_LEVELS[outcome]),
            alteration_reason="",
            rationale=because if brief else f"{said(draw.one(words.worry), contact)} {because}",
            working_well="" if brief or draw.chance(0.2) else said(draw.one(words.well), contact),
            lived_experience=said(draw.one(words.life), contact),
            history_considered=draw.chance(0.94),
            earlier_nfas_seen=nfas if outcome == "NFA" or draw.chance(0.3) else None,
            neglect_tool=contact.neglect_tool or "NOT_APPLICABLE",
            again_reason=draw.by_weight(_AGAIN) if earlier and draw.chance(0.86) else "",
        )


def _hour(event: Event, contact: Contact, *, slot: float) -> datetime:
    """When on its day the contact is decided: after it was recorded and triaged, in the hours that managers work."""
    assert event.recorded_at is not None
    if contact.decided_on is None:
        return min(event.recorded_at + timedelta(minutes=130), NOW - timedelta(minutes=15))
    # A joining contact waits until the first of the day has been decided.
    opens = moment(contact.decided_on, 17, 20) if event.kind == "JOINED" else moment(contact.decided_on, 9, 5)
    first = max(opens, event.recorded_at + timedelta(minutes=32))
    last = max(moment(contact.decided_on, 17, 15), first + timedelta(minutes=5))
    if event.kind == "JOINED":
        last = first + timedelta(minutes=15)
    whole = int((last - first).total_seconds() // 60)
    return first + timedelta(minutes=int(slot * whole))


def _by_hub(decision: Decision, event: Event, *, hub: str, draw: Draw) -> None:
    """The hub decides and a manager signs off; the time planned for the decision is that of the signature.

    Of what still waits on the last morning the signature is still to come.
    """
    assert event.recorded_at is not None
    decision.needs_sign_off = True
    if event.is_live:
        decision.by = hub
        return
    decision.signed_off_at, decision.signed_off_by = decision.at, decision.by
    earliest = event.recorded_at + timedelta(minutes=26)
    decision.at = max(earliest, decision.at - timedelta(minutes=draw.number(15, 150)))
    decision.by = hub


def _alteration_reason(event: Event, contact: Contact, level: str, draw: Draw) -> str:
    ladder = ladder_on(event.received_on)
    referred, concluded = ladder.rank(contact.level_as_referred), ladder.rank(level)
    if referred is None or concluded is None or referred == concluded:
        return ""
    return draw.by_weight(_RAISED if concluded > referred else _LOWERED)


_METHODS = Weighted({"EMAIL": 0.66, "TELEPHONE": 0.28, "LETTER": 0.06})


def _tell(event: Event, contact: Contact, draw: Draw) -> None:
    """When the referrer is told: mostly within one working day, sometimes late, seldom never."""
    decision = contact.decision
    assert decision is not None
    if event.source not in PROFESSIONAL_SOURCES or decision.takes_effect_at is None:
        return
    decided_at = decision.takes_effect_at
    in_time = 0.745 if event.received_on < date(2022, 10, 1) else 0.665
    share = draw.share()
    if share < in_time:
        at = decided_at + timedelta(minutes=draw.number(4, 75))
        if draw.chance(0.45):
            at = moment(ENGLAND.add(local_date(decided_at), 1), draw.number(8, 16), draw.number(0, 59))
    elif share < 0.997 or decided_at < NOW - LONG_AGO:
        days = draw.number(2, 4) if draw.chance(0.7) else draw.number(5, 14)
        at = moment(ENGLAND.add(local_date(decided_at), days), draw.number(9, 16), draw.number(0, 59))
    else:
        return
    if at > NOW - timedelta(minutes=3):
        return
    contact.feedback_at, contact.feedback_by = at, decision.signed_off_by or decision.by
    contact.feedback_method = draw.by_weight(_METHODS)
    contact.feedback_text = draw.one(sentences.FEEDBACK[decision.outcome])


def correct_some(events: Iterable[Event], *, count: int, draw: Draw) -> None:
    """Some decisions were mistaken and are put right; none of a child who comes again within the year after."""
    last_of_child = {contact.child: contact for event in events for contact in event.contacts}
    wanted = (
        ("NFA", "EH_REFERRAL", "3"),
        ("EH_REFERRAL", "INFO_ADVICE", "2"),
        ("CSC_REFERRAL", "EH_REFERRAL", "3"),
        ("INFO_ADVICE", "EH_REFERRAL", "3"),
    )
    free = [contact for contact in last_of_child.values() if _may_be_corrected(contact)]
    for place, contact in enumerate(draw.some(free, count)):
        decision = contact.decision
        assert decision is not None
        first, right, level = wanted[place % len(wanted)]
        _start_from(contact, decision, first, draw)
        decision.corrected_to, decision.corrected_level = right, level
        decision.corrected_because = draw.one(sentences.CORRECTED)
        decision.corrected_at = decision.at + timedelta(minutes=draw.number(25, 160))


def _may_be_corrected(contact: Contact) -> bool:
    decision = contact.decision
    return (
        decision is not None
        and contact.event.size == 1
        and not decision.needs_sign_off
        and contact.matched == "LINKED"
        and decision.outcome in ("NFA", "EH_REFERRAL", "INFO_ADVICE")
        and decision.at < NOW - timedelta(days=20)
    )


def _start_from(contact: Contact, decision: Decision, outcome: str, draw: Draw) -> None:
    decision.outcome = contact.outcome = outcome
    decision.level = "4" if outcome == "CSC_REFERRAL" else "2"
    decision.rationale = said(draw.one(sentences.BECAUSE[outcome]), contact)
    decision.earlier_nfas_seen = decision.earlier_nfas_seen or 0
    decision.alteration_reason = _alteration_reason(contact.event, contact, decision.level, draw)
    contact.feedback_at = None

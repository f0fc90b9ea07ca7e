"""Puts the whole plan together, from nothing but a seed."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sightline.demonstration import numbers, people
from sightline.demonstration.arriving import arrive
from sightline.demonstration.concluding import Conclusions, choose_outcomes, correct_some, triage
from sightline.demonstration.days import NOW, moment
from sightline.demonstration.describing import describe
from sightline.demonstration.draw import Draw
from sightline.demonstration.households import families as make_families
from sightline.demonstration.morning import Morning, answer, ask, hand_overs
from sightline.demonstration.open_cases import open_after, open_before
from sightline.demonstration.others import Others
from sightline.demonstration.plan import Child, Event, Family, Plan
from sightline.demonstration.referrals import Families, Referrals
from sightline.demonstration.sources import deal_to_contacts, deal_to_referrals
from sightline.demonstration.targets import BEGINS_ON, Year, years
from sightline.demonstration.worrying import worry
from sightline.front_door.codes import SourceGroup as Group

SEED = 20230412
OPEN_BEFORE = 1700
CORRECTIONS = 28
# Since when referrers have their own entrance, and how many referrals of an agency came through it at most.
ENTRANCE_SINCE = date(2023, 2, 27)
THROUGH_THE_ENTRANCE = 8
CHECKED = 40


def make_plan(*, small: bool = False, seed: object = SEED) -> Plan:
    """The plan for a seed: the same every time. `small` is a tenth of it, in the same shape."""
    everybody = make_families(seed=seed, small=small)
    events = _history(everybody, years(small=small), seed=seed, small=small)
    involved = {contact.child.family.number for event in events for contact in event.contacts}
    families = [family for family in everybody if family.number in involved]
    describe(families, seed=seed)
    _fill_in(events, seed=seed)
    live = Morning(families, events, Draw(seed, "morning")).play()
    events = _in_order([*events, *live])
    conclusions = Conclusions(Draw(seed, "conclusions"))
    for event in events:
        conclusions.conclude(event)
    correct_some(events, count=CORRECTIONS // 7 if small else CORRECTIONS, draw=Draw(seed, "corrections"))
    _ask_around(events, Draw(seed, "checks"))
    _through_the_entrance(events, Draw(seed, "entrance"))
    _note_who_knew(events, families)
    _refer_to(events, Draw(seed, "references"))
    return Plan(families=families, events=events, hand_overs=hand_overs(live))


def _history(families: Sequence[Family], planned: Sequence[Year], *, seed: object, small: bool) -> list[Event]:
    """Everything until yesterday, with the source of each event but not yet its words."""
    not_open = open_before(families, children=OPEN_BEFORE // 10 if small else OPEN_BEFORE, draw=Draw(seed, "open"))
    draw = Draw(seed, "referrals")
    referrals = Referrals(Families(not_open, draw), draw)
    carried, referred = 0, []
    for year in planned:
        referred.append(referrals.add(year, carried_in=carried))
        carried = year.carried
    open_after(referrals.events, draw=Draw(seed, "courses"))
    for year, own in zip(planned, referred, strict=True):
        deal_to_referrals(year, own, Draw(seed, "sources of referrals", year.label))
    others, events = Others(families, Draw(seed, "others")), []
    for year in planned:
        converted = [each for each in referrals.events if year.starts_on <= each.received_on <= year.ends_on]
        received = [*converted, *others.add(year, converted)]
        deal_to_contacts(year, received, Draw(seed, "sources", year.label))
        events.extend(received)
    return events


def _fill_in(events: Sequence[Event], *, seed: object) -> None:
    draw = Draw(seed, "words")
    for event in events:
        choose_outcomes(event, draw)
        arrive(event, draw)
        worry(event, draw)
        triage(event, draw)


def _in_order(events: Sequence[Event]) -> list[Event]:
    """By moment of receipt, no two at the same, so that "the contact before" is never in doubt."""
    ordered = sorted(events, key=lambda event: (event.received_at, event.kind, event.contacts[0].child.number))
    for number, event in enumerate(ordered, start=1):
        event.number = number
    return ordered


def _ask_around(events: Sequence[Event], draw: Draw) -> None:
    """Checks that were asked, and answered, before some of the last weeks' decisions."""
    recent = [
        contact
        for event in events
        for contact in event.contacts[:1]
        if event.received_on >= ENTRANCE_SINCE
        and contact.decision
        and not event.is_live
        and contact.matched == "LINKED"
        and contact.triaged_at
        and (contact.decision.at - contact.triaged_at) > timedelta(hours=4)
    ]
    for contact in draw.some(recent, CHECKED):
        assert contact.triaged_at is not None
        for lead in draw.some(people.LEADS, draw.number(1, 2)):
            at = contact.triaged_at + timedelta(minutes=draw.number(4, 30))
            check = ask(lead.agency, at=at, by=contact.triaged_by, draw=draw)
            answer(check, at=at + timedelta(minutes=draw.number(25, 150)), draw=draw)
            contact.checks.append(check)


def _note_who_knew(events: Sequence[Event], families: Sequence[Family]) -> None:
    """Each family is put into the register when first heard of, by whoever took that contact."""
    for event in events:
        family = event.contacts[0].child.family
        assert event.recorded_at is not None
        if family.known_since is None:
            family.known_since, family.known_by = event.recorded_at - timedelta(minutes=1), event.recorded_by
        for contact in event.contacts:
            contact.child.known_since = contact.child.known_since or event.recorded_at - timedelta(minutes=1)
    for family in families:
        assert family.known_since is not None
        for child in family.children:
            child.known_since = child.known_since or max(family.known_since, _soon_after_birth(child))


def _soon_after_birth(child: Child) -> datetime:
    return min(moment((child.born_on or BEGINS_ON) + timedelta(days=5), 11, 0), NOW - timedelta(days=1))


# What an agency with people at Sightline may send by the referrers' own form.
_SENT = ("CONCERN", "POLICE_VPRF", "PRIVATE_FOSTERING")


def _through_the_entrance(events: Sequence[Event], draw: Draw) -> None:
    """Some of the last weeks' referrals came through the referrers' own entrance, with receipt and status.

    Only of children of whom nobody has told since, so that the order in which they are recorded changes nothing.
    """
    last_of_child = {contact.child: event for event in events for contact in event.contacts}
    free = [
        event
        for event in events
        if event.received_on >= ENTRANCE_SINCE
        and event.referrer_agency in people.AT_AGENCY
        and event.contact_type in _SENT
        and event.channel in ("REFERRAL_FORM", "POLICE_NOTIFICATION")
        and not any(contact.ends_as or contact.neglect_tool == "YES" for contact in event.contacts)
        and all(last_of_child[contact.child] is event for contact in event.contacts)
        and (not event.is_live or event.group == Group.SCHOOLS or draw.chance(0.5))
    ]
    chosen = []
    for agency in sorted(people.AT_AGENCY):
        sent = [event for event in free if event.referrer_agency == agency]
        still_waiting = [event for event in sent if event.is_live]
        chosen += (still_waiting + draw.shuffled(event for event in sent if not event.is_live))[:THROUGH_THE_ENTRANCE]
    for event in chosen:
        sender = draw.one(people.AT_AGENCY[event.referrer_agency])
        event.sent_by, event.referrer_name, event.referrer_role = sender.username, sender.name, sender.job_title
        event.acknowledged_at = None


def _refer_to(events: Sequence[Event], draw: Draw) -> None:
    used: set[str] = set()
    for event in events:
        event.reference = numbers.reference(draw)
        while event.reference in used:
            event.reference = numbers.reference(draw)
        used.add(event.reference)

"""On the last morning the worklists live: everything that a front door can be waiting for waits."""

from collections import Counter
from datetime import date, timedelta

import pytest

from sightline.demonstration.days import NOW
from sightline.demonstration.plan import Contact
from sightline.front_door import clocks


@pytest.fixture(scope="session")
def waiting(plan) -> list[Contact]:
    """The contacts that are not decided yet."""
    return [
        contact
        for contact in plan.contacts
        if not contact.ends_as and (contact.decision is None or contact.decision.takes_effect_at is None)
    ]


def test_so_many_contacts_wait(waiting):
    assert 60 <= len(waiting) <= 90


def test_contacts_wait_in_every_state(waiting):
    states = Counter(
        "AWAITING" if contact.decision else "CHECKS" if contact.checks else "TRIAGED" if contact.rag else "NEW"
        for contact in waiting
    )
    assert min(states[state] for state in ("AWAITING", "CHECKS", "TRIAGED", "NEW")) >= 4


def test_contacts_wait_in_every_lane(waiting):
    assert sum(contact.event.lane == "EARLY_HELP_HUB" for contact in waiting) >= 8
    types = Counter(contact.event.contact_type for contact in waiting)
    assert types["INFORMATION_REQUEST"] >= 3
    assert types["MISSING_NOTIFICATION"] >= 3
    assert types["NOTIFICATION_OTHER_LA"] >= 2


def test_contacts_of_every_day_of_the_easter_weekend_wait(waiting):
    days = {contact.event.received_on for contact in waiting}
    assert {date(2023, 4, day) for day in (7, 8, 9, 10)} <= days


def test_some_are_overdue_and_some_red_ones_have_hours_left(waiting):
    overdue = [
        contact for contact in waiting if clocks.REFERRAL_DECISION.deadline(contact.event.received_at).due_at < NOW
    ]
    red_left = [contact.event.received_at + timedelta(hours=4) - NOW for contact in waiting if contact.rag == "RED"]
    assert len(overdue) >= 8
    assert sum(timedelta(hours=1) < left < timedelta(hours=4) for left in red_left) >= 2


def test_brothers_and_sisters_wait_together(waiting):
    sizes = {contact.event.size for contact in waiting}
    assert {1, 2, 3, 4, 5} <= sizes


def test_children_not_yet_born_wait(waiting):
    assert sum(contact.child.is_unborn_on(contact.event.received_on) for contact in waiting) >= 2


def test_neglect_contacts_without_the_tool_wait(waiting):
    assert sum("NEG" in contact.concerns and contact.neglect_tool == "NO" for contact in waiting) >= 5


def test_some_wait_whom_nobody_has_yet_found_in_the_register(waiting):
    matched = Counter(contact.matched for contact in waiting)
    assert matched[""] >= 5
    assert matched["UNSURE"] >= 1


def test_checks_are_out_some_answered_and_some_late(waiting):
    checks = [check for contact in waiting for check in contact.checks]
    late = [
        check for check in checks if not check.answered_at and clocks.CHECK_ANSWER.deadline(check.asked_at).due_at < NOW
    ]
    assert len(checks) >= 12
    assert late
    assert sum(check.answered_at is not None for check in checks) >= 5


def test_significant_harm_has_been_escalated_and_still_waits_for_a_decision(waiting):
    assert sum(contact.escalated is not None for contact in waiting) == 2


def test_a_few_records_are_restricted_and_some_addresses_protected(plan):
    assert 3 <= sum(bool(child.restricted_because) for child in plan.children) <= 5
    protected = [home for family in plan.families for home in family.homes if home.protected_because]
    assert 20 < len(protected) < 400


def test_the_nights_hand_over_to_the_days(plan):
    read = [note.read_at is not None for note in plan.hand_overs]
    assert read.count(True) >= 4
    assert read.count(False) >= 2
    assert all(note.written_at <= (note.read_at or NOW) for note in plan.hand_overs)


def test_some_referrals_came_through_the_referrers_own_entrance(plan):
    senders = Counter(event.sent_by for event in plan.events if event.sent_by)
    assert {"police", "nurse", "school"} <= set(senders)
    assert 30 <= sum(senders.values()) <= 80

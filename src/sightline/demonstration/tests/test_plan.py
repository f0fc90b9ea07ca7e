"""The plan is possible, plausible, the same every time, and nobody's."""

import hashlib
import os
import re
import subprocess
import sys
from collections import Counter
from datetime import date

import pytest

from sightline.common.forms.identifiers import is_nhs_number, postcode_is_whole
from sightline.demonstration.agencies import AGENCIES
from sightline.demonstration.days import NOW, kind_of_day
from sightline.demonstration.figures import counted, is_converted
from sightline.demonstration.people import INTRODUCED, STAFF
from sightline.front_door import clocks
from sightline.front_door.codes import PROFESSIONAL_SOURCES
from sightline.register.identifiers import why_not_a_upn

DIGEST = """
import hashlib
from sightline.demonstration.planning import make_plan
plan = make_plan(small=True)
told = [
    (event.reference, event.received_at, event.text, event.recorded_by)
    + tuple((contact.child.given_name, contact.outcome, contact.feedback_at) for contact in event.contacts)
    for event in plan.events
]
print(hashlib.sha256(repr(told).encode()).hexdigest())
"""


@pytest.mark.parametrize("hash_seed", ["1", "2"])
def test_the_same_seed_makes_the_same_plan_in_every_process(hash_seed):
    digests = {
        subprocess.run(
            [sys.executable, "-c", DIGEST],
            env=os.environ | {"PYTHONHASHSEED": each, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for each in (hash_seed, "0")
    }
    assert len(digests) == 1
    assert hashlib.sha256().hexdigest() not in digests


def test_nothing_is_decided_before_it_is_received_or_after_this_morning(plan):
    for contact in plan.contacts:
        if contact.decision:
            assert contact.event.received_at < contact.event.recorded_at <= contact.decision.at <= NOW
            assert not contact.triaged_at or contact.triaged_at < contact.decision.at


def test_no_contact_about_a_child_with_an_open_case_is_converted(plan):
    on_open_case = [contact for contact in plan.contacts if contact.child.is_open_on(contact.event.received_on)]
    assert len(on_open_case) > 5_000
    assert not any(map(is_converted, on_open_case))


def test_nobody_is_in_contact_about_a_child_before_birth_unless_the_birth_is_expected(plan):
    for contact in plan.contacts:
        child, day = contact.child, contact.event.received_on
        assert not child.is_unborn_on(day) or child.is_expected_on(day)


def test_decisions_are_later_in_the_second_half_when_more_came(plan):
    in_time = Counter()
    for contact in list(counted(plan))[::7]:
        received_on = contact.event.received_on
        if date(2022, 4, 1) <= received_on < date(2023, 4, 1):
            due = clocks.REFERRAL_DECISION.deadline(contact.event.received_at).due_at
            in_time[received_on < date(2022, 10, 1), contact.decision.takes_effect_at <= due] += 1
    first = in_time[True, True] / (in_time[True, True] + in_time[True, False])
    second = in_time[False, True] / (in_time[False, True] + in_time[False, False])
    assert 0.84 <= second < first <= 0.90


def test_professionals_tell_their_level_nearly_always_and_the_public_never(plan):
    professional = [contact for contact in plan.contacts if contact.event.source in PROFESSIONAL_SOURCES]
    given = sum(bool(contact.level_as_referred) for contact in professional) / len(professional)
    assert 0.90 < given < 0.94
    assert not any(
        contact.level_as_referred for contact in plan.contacts if contact.event.source not in PROFESSIONAL_SOURCES
    )


def test_schools_are_silent_when_they_are_closed(plan):
    days = Counter(kind_of_day(event.received_on) for event in plan.events if event.source == "2A")
    assert days["OFF"] < days["TERM"] / 200
    assert days["HOLIDAY"] < days["TERM"] / 20


def test_numbers_are_in_the_right_form_and_were_never_issued(plan):
    numbers = Counter()
    for child in plan.children:
        for kind, value in child.references:
            numbers[kind] += 1
            if kind == "NHS":
                assert is_nhs_number(value) and value.startswith("999")
            elif kind == "UPN":
                assert why_not_a_upn(value) is None and value[4] == "0"
    assert numbers["NHS"] > 15_000 < numbers["CASE"]
    every_number = [reference for child in plan.children for reference in child.references]
    assert len(set(every_number)) == len(every_number)


def test_addresses_and_telephones_reach_nobody(plan):
    for family in plan.families:
        assert all(postcode_is_whole(home.postcode) and home.postcode.startswith("ZZ") for home in family.homes)
        assert all(re.fullmatch(r"(07700 900\d{3})?", adult.telephone) for adult in family.adults)
    assert all(re.fullmatch(r"(01632 960\d{3})?", event.referrer_telephone) for event in plan.events)
    assert all(event.referrer_email.endswith(".example") for event in plan.events if event.referrer_email)


def test_no_two_children_share_name_and_birthday(plan):
    identities = [(each.given_name, each.family_name, each.born_on or each.expected_on) for each in plan.children]
    assert len(set(identities)) == len(identities)


def test_names_are_of_many_kinds(plan):
    names = {child.family_name for child in plan.children}
    assert len(names) > 900
    assert any("'" in name for name in names) and any("-" in name for name in names)
    assert any("ś" in name.casefold() for name in names)
    scripts = {child.other_names for child in plan.children}
    assert any("\u0600" < name[:1] < "\u06ff" for name in scripts)


def test_sentences_name_the_child_and_leave_no_gap(plan):
    for contact in plan.contacts:
        said = [contact.event.text, contact.feedback_text, contact.rag_reason]
        if contact.decision:
            said += [contact.decision.rationale, contact.decision.lived_experience, contact.decision.working_well]
        assert not any("{" in text or "  " in text for text in said)


def test_what_is_said_varies(plan):
    reasons = Counter(contact.decision.rationale for contact in plan.contacts if contact.decision)
    assert len(reasons) > 10_000
    assert reasons.most_common(1)[0][1] < 600


def test_some_referrers_are_told_late_and_few_never(plan):
    due = [
        contact
        for contact in counted(plan)
        if contact.event.source in PROFESSIONAL_SOURCES and contact.decision and contact.decision.takes_effect_at
    ]
    told = [contact for contact in due if contact.feedback_at]
    soon = [
        contact
        for contact in told
        if contact.feedback_at <= clocks.FEEDBACK.deadline(contact.decision.takes_effect_at).due_at
    ]
    assert 0.68 < len(soon) / len(due) < 0.76
    assert 0.001 < 1 - len(told) / len(due) < 0.03


def test_the_people_to_sign_in_as_hold_every_role():
    from sightline.common.access import ROLES

    assert {role for person in STAFF for role in person.roles} == {
        code for code, role in ROLES.items() if not role.for_systems
    }
    assert len({person.username for person in STAFF}) == len({person.name for person in STAFF}) == len(STAFF)
    assert all(re.fullmatch(r"[a-z]+", person.username) for person in INTRODUCED) and len(INTRODUCED) == 15
    assert {person.agency for person in STAFF} <= {agency.name for agency in AGENCIES}

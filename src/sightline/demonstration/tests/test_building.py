"""The small demonstration, built through the verbs: the records keep the rules, and say what the plan says."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db.models import Count, F

from sightline.common.models import AuditEntry, BusinessClock
from sightline.demonstration.building import NotADemonstration, WhatIsHere, build, reset, what_is_here
from sightline.demonstration.building.contacts import Contacts
from sightline.demonstration.building.setting_up import start_clock
from sightline.demonstration.figures import Figures, figures
from sightline.demonstration.plan import Plan
from sightline.front_door import clocks
from sightline.front_door.codes import SOURCE_GROUPS, State
from sightline.front_door.models import (
    Check,
    Contact,
    ContactEvent,
    Decision,
    EarlyHelpRequest,
    Feedback,
    HandOver,
    Referral,
    StrategyDiscussionRequest,
    Submission,
)
from sightline.register.models import Address, Child, HouseholdMember, Involvement, Restriction, Staff
from sightline.timescales.rules import months_after

OWNER = "owner"


@pytest.fixture(scope="module")
def _built(database_of_its_own: None) -> Plan:
    start_clock()
    reset()
    lines: list[str] = []
    built = build(small=True, progress=lines.append)
    assert built.plan and len(lines) >= 8
    return built.plan


@pytest.fixture
def built(_built: Plan, django_db_blocker: Any) -> Iterator[Plan]:
    """The plan that was built; the owner sees every row of it."""
    with django_db_blocker.unblock():
        yield _built


@pytest.fixture(scope="module")
def told(_built: Plan) -> dict[str, Figures]:
    return {each.label: each for each in figures(_built)}


def contacts() -> Any:
    return Contact.objects.using(OWNER).select_related("event")


def test_no_referral_to_social_care_is_made_on_an_open_case(built):
    assert contacts().filter(is_on_open_case=True, outcome="OPEN_CASE_FORWARDED").count() > 300
    assert not contacts().filter(is_on_open_case=True, outcome="CSC_REFERRAL").exists()


def test_open_cases_are_those_that_the_involvements_tell_of(built):
    cases = defaultdict(list)
    for child, from_on, to_on in (
        Involvement.objects.using(OWNER).open_case().values_list("child_id", "from_on", "to_on")
    ):
        cases[child].append((from_on, to_on))
    for contact in contacts().filter(child__isnull=False):
        day = contact.received_on
        open_then = any(from_on <= day and (to_on is None or to_on > day) for from_on, to_on in cases[contact.child_id])
        if contact.match_status == "LINKED":
            assert contact.is_on_open_case == open_then


def test_nothing_is_decided_before_it_is_received(built):
    assert not contacts().filter(decided_at__lt=F("received_at")).exists()
    assert not contacts().filter(decided_at__gt=BusinessClock.objects.using(OWNER).get().business_at).exists()


def test_deadlines_are_those_the_rules_give(built):
    for contact in contacts().order_by("pk")[::19]:
        deadline = clocks.REFERRAL_DECISION.in_force_on(contact.received_on).deadline(contact.received_at)
        assert (contact.decide_by, contact.decide_rule, contact.decide_rule_version) == (
            deadline.due_at,
            deadline.rule_id,
            deadline.rule_version,
        )
        if contact.rag and contact.rag != "BLUE":
            assert contact.rag_by == clocks.TRIAGE[contact.rag].deadline(contact.received_at).due_at
        if contact.decided_at and contact.event.is_professional:
            assert contact.feedback_by == clocks.FEEDBACK.deadline(contact.decided_at).due_at


def test_rereferrals_look_back_twelve_months_over_the_years_ends(built):
    days = defaultdict(dict)
    for referral in Referral.objects.using(OWNER).filter(withdrawn_at=None):
        days[referral.child_id][referral.referred_on] = referral.pk
    again = 0
    for referral in Referral.objects.using(OWNER).filter(withdrawn_at=None):
        day = referral.referred_on
        earlier = [other for other in days[referral.child_id] if months_after(day, -12) <= other < day]
        expected = days[referral.child_id][max(earlier)] if earlier else None
        assert referral.earlier_referral_id == expected
        assert bool(referral.again_reason) >= bool(expected)
        again += bool(expected)
    assert again > 200


def test_a_contact_looks_back_to_the_last_one_before_it(built):
    of_child = defaultdict(list)
    for contact in contacts().filter(match_status="LINKED").order_by("received_at"):
        since = months_after(contact.received_on, -12)
        before = [
            each
            for each in of_child[contact.child_id]
            if each.received_on >= since and each.event_id != contact.event_id
        ]
        if contact.state not in (State.DUPLICATE, State.WITHDRAWN):
            assert contact.earlier_contact_id == (before[-1].pk if before else None)
            of_child[contact.child_id].append(contact)


@pytest.mark.parametrize("label", ["2020-21", "2021-22", "2022-23"])
def test_the_records_come_to_the_plans_figures(built, told, label):
    first = date(int(label[:4]), 4, 1)
    year = (first, date(first.year + 1, 3, 31))
    received = contacts().filter(received_on__range=year).exclude(state__in=[State.DUPLICATE, State.WITHDRAWN])
    referred = Referral.objects.using(OWNER).filter(referred_on__range=year, withdrawn_at=None)
    assert received.count() == told[label].contacts
    assert received.filter(outcome="CSC_REFERRAL").count() == told[label].converted_by_receipt
    assert referred.count() == told[label].referrals
    assert referred.values("child").distinct().count() == told[label].children_referred
    assert referred.filter(earlier_referral__isnull=False).count() == told[label].again
    groups = Counter(str(SOURCE_GROUPS[source]) for source in received.values_list("event__source", flat=True))
    assert groups == told[label].contact_sources


def test_contacts_wait_in_every_state(built):
    states = dict(contacts().values_list("state").annotate(Count("pk")).order_by())
    assert {*states} == {*State.values} - {State.OUTCOME_NOT_SUPPLIED}
    assert states["DECIDED"] >= 10


def test_the_hub_decides_and_another_person_signs(built):
    signed = Decision.objects.using(OWNER).filter(sign_off="SIGNED_OFF")
    assert signed.count() > 50
    assert not signed.filter(signed_off_by=F("decided_by")).exists()
    assert Decision.objects.using(OWNER).filter(sign_off="AWAITING").count() == 4


def test_corrected_decisions_keep_what_stood_before(built):
    corrections = Decision.objects.using(OWNER).filter(corrects__isnull=False).select_related("corrects", "contact")
    assert corrections.count() == 4
    assert all(each.contact.outcome == each.outcome != each.corrects.outcome for each in corrections)
    assert Referral.objects.using(OWNER).filter(withdrawn_at__isnull=False).count() == 1


def test_every_audited_deed_stands_in_its_doers_name(built):
    verbs = Counter(AuditEntry.objects.using(OWNER).values_list("verb", flat=True))
    assert verbs["received a contact"] == ContactEvent.objects.using(OWNER).count()
    assert verbs["received a contact about a child"] == Contact.objects.using(OWNER).count()
    assert verbs["decided a contact"] + verbs["corrected a decision"] == Decision.objects.using(OWNER).count()
    assert verbs["told the referrer the outcome"] == Feedback.objects.using(OWNER).count()
    assert verbs["added a child"] == Child.objects.using(OWNER).count()
    people = set(Staff.objects.using(OWNER).values_list("pk", "agency_id"))
    assert set(AuditEntry.objects.using(OWNER).values_list("staff_id", "agency_id")) <= people


def test_checks_answers_receipts_and_hand_overs_are_there(built):
    checks = Check.objects.using(OWNER)
    assert checks.filter(state="ANSWERED").count() >= 20
    assert checks.filter(state="ASKED").count() >= 8
    assert all(check.answered_by.agency_id == check.asked_of_id for check in checks.filter(state="ANSWERED"))
    assert Submission.objects.using(OWNER).exclude(feedback=[]).count() >= 5
    assert HandOver.objects.using(OWNER).filter(read_at=None).count() >= 2
    assert StrategyDiscussionRequest.objects.using(OWNER).count() == 2
    assert EarlyHelpRequest.objects.using(OWNER).filter(withdrawn_at=None).count() > 300


def test_screening_tools_came_with_contacts_about_neglect(built):
    attached = contacts().filter(screening_tool__isnull=False).select_related("screening_tool")
    assert attached.count() >= 10
    for contact in attached:
        tool = contact.screening_tool
        assert (tool.status, tool.shared_with_front_door) == ("COMPLETED", True)
        assert tool.agency_id == contact.event.referrer_agency_id
        assert contact.neglect_tool_completed_on == tool.completed_on <= contact.received_on
    assert len({contact.screening_tool.band_computed for contact in attached}) >= 2


def test_a_few_records_are_restricted_to_people_who_may_open_them(built):
    restrictions = Restriction.objects.using(OWNER).prefetch_related("access__staff")
    assert 3 <= restrictions.count() <= 5
    for restriction in restrictions:
        assert restriction.ask_id in {each.staff_id for each in restriction.access.all()}


def test_children_live_in_wards_and_a_few_at_withheld_addresses(built):
    assert contacts().filter(match_status="LINKED", ward="").count() < contacts().count() / 20
    assert Address.objects.using(OWNER).filter(is_protected=True).exclude(protected_because="").exists()
    assert HouseholdMember.objects.using(OWNER).filter(to_on__isnull=False).count() > 100


def test_nothing_says_that_it_was_recorded_after_this_morning(built):
    now = BusinessClock.objects.using(OWNER).get().business_at
    for model in (Child, Involvement):
        assert not model.objects.using(OWNER).filter(recorded_at__gt=now).exists()
    bulk = ContactEvent.objects.using(OWNER).filter(submission=None)
    assert not bulk.filter(recorded_at__gt=now).exists()
    assert not bulk.filter(recorded_at__lt=F("received_at")).exists()


def test_a_second_build_leaves_what_is_there(built):
    before = Contact.objects.using(OWNER).count()
    again = build(small=True)
    assert again.was_there and again.plan is None
    assert Contact.objects.using(OWNER).count() == before


def test_the_records_of_a_working_service_are_never_touched(built):
    BusinessClock.objects.using(OWNER).all().delete()
    try:
        assert what_is_here() == WhatIsHere.WORKING_SERVICE
        with pytest.raises(NotADemonstration, match="nothing was changed"):
            reset()
        with pytest.raises(NotADemonstration, match="SIGHTLINE_HOME"):
            build(small=True)
        assert Contact.objects.using(OWNER).exists()
    finally:
        start_clock()


def test_what_an_interrupted_build_left_is_begun_anew(built, monkeypatch):
    """Last in this file: it builds again."""

    def interrupted(*_: Any) -> None:
        raise KeyboardInterrupt

    rows = (Contact.objects.using(OWNER).count(), Child.objects.using(OWNER).count())
    names = list(Child.objects.using(OWNER).order_by("pk").values_list("pk", "given_name", "recorded_at")[:200])
    reset()
    assert what_is_here() == WhatIsHere.NOTHING
    with monkeypatch.context() as patched:
        patched.setattr(Contacts, "carry_on", interrupted)
        with pytest.raises(KeyboardInterrupt):
            build(small=True)
    assert what_is_here() == WhatIsHere.UNFINISHED
    assert Contact.objects.using(OWNER).exists(), "stages are kept as they end"
    assert not build(small=True).was_there
    assert (Contact.objects.using(OWNER).count(), Child.objects.using(OWNER).count()) == rows
    assert list(Child.objects.using(OWNER).order_by("pk").values_list("pk", "given_name", "recorded_at")[:200]) == names

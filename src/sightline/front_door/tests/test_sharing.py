"""What a check, an answer, a referral and an outcome leave in the ledger, and the window that a check opens."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection

from sightline.front_door import actions
from sightline.front_door.models import Check
from sightline.register.actions import change_worker, restrict_child, start_involvement
from sightline.register.models import Disclosure, Grant, SharedChild, WorkerChange
from sightline.timescales.zone import LONDON

pytestmark = pytest.mark.django_db(databases="__all__")
SCHOOL = "Saint Bride's Primary School"


@pytest.fixture
def ask(partnership):
    def asked(contact, of=SCHOOL):
        partnership.acts(partnership.olive)
        return actions.ask_check(
            contact=contact,
            asked_of=partnership.agency(of),
            question="Has attendance changed?",
            article_6_basis="PUBLIC_TASK",
            by=partnership.olive,
            at=partnership.now,
        )

    return asked


def answer(partnership, check, sensitivity="NOT_FAMILY"):
    partnership.acts(partnership.sol)
    return actions.answer_check(
        check=check, answer="Down to 80 percent.", sensitivity=sensitivity, by=partnership.sol, at=partnership.now
    )


def ledger(partnership, **said):
    partnership.acts(partnership.mina)
    return list(Disclosure.objects.filter(**said).order_by("pk"))


def windows(somebody, partnership):
    partnership.acts(somebody)
    shown = [window.name for window in SharedChild.objects.visible_to(somebody)]
    with connection.cursor() as cursor:
        cursor.execute("select given_name || ' ' || family_name from register_sharedchild")
        assert sorted(name for (name,) in cursor.fetchall()) == sorted(shown)
    return shown


def test_a_check_shows_the_agency_the_least_until_it_has_answered(partnership, a_contact, ask):
    contact = a_contact()
    check = ask(contact)
    assert windows(partnership.sol, partnership) == ["Wren Appletree"]
    assert windows(partnership.hana, partnership) == []
    answer(partnership, check)
    assert windows(partnership.sol, partnership) == []
    asked, answered = ledger(partnership, child=contact.child_id)
    assert (asked.purpose, asked.agency.name, asked.receiver.name) == ("CHECK", "Merrow Council", SCHOOL)
    assert "the question" in asked.fields and "address" in asked.fields
    assert (answered.purpose, answered.agency.name, answered.receiver.name) == (
        "CHECK_ANSWER",
        SCHOOL,
        "Merrow Council",
    )
    assert answered.purpose_note == "For professionals only"
    assert answered.special_category_condition == asked.special_category_condition == "SAFEGUARDING"


def test_a_withdrawn_check_closes_its_window(partnership, a_contact, ask):
    check = ask(a_contact())
    actions.withdraw_check(check=check, by=partnership.olive, at=partnership.now)
    assert windows(partnership.sol, partnership) == []


def test_a_contact_that_ends_withdraws_its_checks(partnership, a_contact, a_child, ask):
    partnership.acts(partnership.olive)
    child = a_child()
    first, second = a_contact(child=child), a_contact(child=child, received_at=datetime(2023, 4, 7, 9, tzinfo=LONDON))
    checks = [ask(first), ask(second)]
    partnership.acts(partnership.mina)
    actions.mark_duplicate(contact=second, of=first, by=partnership.mina, at=partnership.now)
    actions.withdraw(contact=first, reason="Sent in error.", by=partnership.mina, at=partnership.now)
    assert {each.state for each in Check.objects.filter(pk__in=[check.pk for check in checks])} == {"WITHDRAWN"}
    assert {each.ended_because for each in Grant.objects.all()} == {
        "The contact came twice",
        "The contact was withdrawn",
    }


def test_the_window_follows_the_match(partnership, a_contact, a_child, ask):
    partnership.acts(partnership.olive)
    wren, robin = a_child(), a_child("Robin")
    contact = a_contact(child=wren)
    check = ask(contact)
    said = {"contact": contact, "by": partnership.olive, "at": partnership.now}
    actions.not_this_child(**said)
    assert windows(partnership.sol, partnership) == []
    assert not ledger(partnership, child=wren)
    partnership.acts(partnership.olive)
    actions.mark_unsure(child=robin, **said)
    assert windows(partnership.sol, partnership) == []
    partnership.acts(partnership.olive)
    actions.link_child(child=robin, **said)
    assert windows(partnership.sol, partnership) == ["Robin Appletree"]
    assert len(ledger(partnership, child=robin, about_id=check.pk)) == 2, "what was asked, and what the window shows"
    partnership.acts(partnership.olive)
    actions.link_child(child=wren, **said)
    assert windows(partnership.sol, partnership) == ["Wren Appletree"]


def test_a_match_after_the_answer_opens_no_window_and_puts_the_child_on_the_lines(partnership, a_contact, a_child, ask):
    contact, robin = a_contact(), a_child("Robin")
    said = {"contact": contact, "by": partnership.olive, "at": partnership.now}
    actions.not_this_child(**said)
    answer(partnership, ask(contact))
    partnership.acts(partnership.olive)
    actions.link_child(child=robin, **said)
    assert windows(partnership.sol, partnership) == []
    assert [each.purpose for each in ledger(partnership, child=robin)] == ["CHECK", "CHECK_ANSWER"]


def test_a_check_about_a_restricted_child_shows_nothing_and_can_be_answered(partnership, a_contact, ask):
    contact = a_contact()
    partnership.acts(partnership.mina)
    restrict_child(
        child=contact.child,
        reason="HIGH_PROFILE",
        ask=partnership.mina,
        named=[partnership.olive],
        by=partnership.mina,
        at=partnership.now,
    )
    check = ask(contact)
    assert windows(partnership.sol, partnership) == []
    answer(partnership, check)
    asked, answered = ledger(partnership, child=contact.child_id)
    assert "address" not in asked.fields
    assert answered.agency.name == SCHOOL
    assert not Grant.objects.live()


def test_a_referral_and_its_outcome_stand_in_the_ledger(partnership, a_judgement, a_child):
    partnership.acts(partnership.sol)
    sent = actions.NewContact(
        source="2A",
        channel="REFERRAL_FORM",
        contact_type="CONCERN",
        received_at=partnership.now,
        referral_text="Came hungry.",
        children=[
            actions.ChildInContact(
                given_name="Wren",
                family_name="Appletree",
                born_on=date(2015, 6, 1),
                primary_concern="PHY",
                level_as_referred="3",
            )
        ],
        consent="ASKED_GIVEN",
        article_6_basis="PUBLIC_TASK",
        special_category_condition="SAFEGUARDING",
    )
    receipt = actions.submit(contact=sent, sent={}, by=partnership.sol, at=partnership.now)
    [line] = Disclosure.objects.visible_to(partnership.sol)
    assert (line.purpose, line.agency, line.receiver.name) == ("REFERRAL", partnership.sol.agency, "Merrow Council")
    assert {"name", "date of birth", "what was seen or heard"} <= set(line.fields) and "address" not in line.fields
    partnership.acts(partnership.mina)
    contact = receipt.event.contacts.get()
    child = a_child()
    actions.link_child(contact=contact, child=child, by=partnership.mina, at=partnership.now)
    actions.decide(contact=contact, judgement=a_judgement(), by=partnership.mina, at=partnership.now)
    actions.send_feedback(contact=contact, method="SIGHTLINE", text="Seen.", by=partnership.mina, at=partnership.now)
    assert [each.purpose for each in ledger(partnership, child=child)] == ["REFERRAL", "FEEDBACK"]


def test_who_is_told_outside_the_partnership_is_named_and_rests_on_no_agreement(partnership, a_contact, a_judgement):
    contact = a_contact(referrer_name="Dr Able")
    partnership.acts(partnership.mina)
    actions.acknowledge(event=contact.event, by=partnership.mina, at=partnership.now)
    actions.decide(contact=contact, judgement=a_judgement(), by=partnership.mina, at=partnership.now)
    actions.send_feedback(contact=contact, method="LETTER", text="Seen.", by=partnership.mina, at=partnership.now)
    receipt, outcome = ledger(partnership, child=contact.child_id)
    assert (receipt.fields, receipt.means) == (["that the contact was received"], "")
    assert (outcome.receiver, outcome.receiver_name, outcome.means) == (None, "Dr Able", "LETTER")


def test_a_change_of_worker_reaches_the_owner_of_a_contact_and_who_referred(partnership, a_contact, a_child):
    partnership.acts(partnership.olive)
    child = a_child()
    school, police = partnership.agency(SCHOOL), partnership.agency("Merrow Police")
    open_contact = a_contact(child=child, referrer_agency=school)
    a_contact(child=child, referrer_agency=police, received_at=partnership.now - timedelta(days=400))
    partnership.acts(partnership.mina)
    for each in child.contacts.filter(event__referrer_agency=police):
        actions.withdraw(contact=each, reason="Long ago.", by=partnership.mina, at=partnership.now)
    actions.take(contact=open_contact, owner=partnership.olive, by=partnership.mina, at=partnership.now)
    said = {"by": partnership.mina, "at": partnership.now}
    begun = start_involvement(
        child=child, service="EARLY_HELP", worker=partnership.hugo, from_on=date(2023, 4, 1), **said
    )
    change_worker(involvement=begun, worker=partnership.maud, **said)
    told = WorkerChange.objects.latest("pk").told.all()
    assert {str(each.staff or each.agency) for each in told} == {"Olive Officer", SCHOOL}

"""Whoever sent a contact that was moved to another event since is told on their own receipt, and nobody else is."""

from datetime import timedelta
from typing import Any

import pytest

from sightline.front_door import actions, receipts
from sightline.front_door.actions import bulk
from sightline.front_door.models import Contact, Submission
from sightline.front_door.tests.referring.conftest import TOM, WREN

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def decided_and_told(partnership, a_judgement):
    """Decides a contact and tells its referrer, one by one or by the bulk verbs, as the manager."""

    def tell(contact: Contact, *, together: bool = False) -> Contact:
        mina, at = partnership.mina, partnership.now + timedelta(hours=1)
        partnership.acts(mina)
        judgement = a_judgement(outcome="INFO_ADVICE", level_concluded="2")
        said: dict[str, Any] = {"method": "SIGHTLINE", "text": "A worker visits."}
        if together:
            bulk.record_decisions([bulk.DecisionRow(contact=contact, judgement=judgement)], by=mina, at=at)
            bulk.send_feedback([bulk.FeedbackRow(contact=contact, **said)], by=mina, at=at)
        else:
            actions.decide(contact=contact, judgement=judgement, by=mina, at=at)
            actions.send_feedback(contact=contact, **said, by=mina, at=at)
        contact.refresh_from_db()
        return contact

    return tell


def only(submission: Submission) -> Contact:
    return Contact.objects.get(event_id=submission.event_id)


def merged(partnership: Any, a_child: Any, first: Submission, second: Submission) -> Contact:
    """The contact of the first submission moved into the event of the second, about a brother."""
    from sightline.register import actions as register

    olive, at = partnership.olive, partnership.now
    partnership.acts(olive)
    wren, tom = a_child(), a_child("Tom")
    register.relate(child=wren, kind="SIBLING", other_child=tom, by=olive, at=at)
    for child, submission in ((wren, first), (tom, second)):
        actions.link_child(contact=only(submission), child=child, by=olive, at=at)
    return actions.merge(contact=only(first), into=second.event, reason="Brothers.", by=olive, at=at)


@pytest.mark.parametrize("together", [False, True])
def test_a_merged_contact_reaches_the_receipt_of_who_sent_it(
    partnership, sent_by_sol, a_child, decided_and_told, together
):
    first, second = sent_by_sol(WREN), sent_by_sol(TOM)
    decided_and_told(merged(partnership, a_child, first, second), together=together)
    first.refresh_from_db()
    second.refresh_from_db()
    assert [told["child"] for told in first.feedback] == ["Wren Appletree"]
    assert first.decided_at is not None
    assert receipts.is_settled(first)
    assert (second.feedback, second.decided_at) == ([], None)


@pytest.mark.parametrize("together", [False, True])
def test_a_contact_split_off_reaches_the_receipt_of_who_sent_it(partnership, sent_by_sol, decided_and_told, together):
    submission = sent_by_sol(WREN, TOM)
    olive = partnership.olive
    partnership.acts(olive)
    contact = Contact.objects.filter(event_id=submission.event_id).latest("pk")
    contact = actions.split(contact=contact, reason="Another home.", by=olive, at=partnership.now)
    decided_and_told(contact, together=together)
    submission.refresh_from_db()
    assert receipts.status_of(submission).label == "Outcome told for 1 of 2 children"


def test_a_reply_to_a_moved_contact_reaches_the_front_door(partnership, sent_by_sol, a_child, decided_and_told):
    first, second = sent_by_sol(WREN), sent_by_sol(TOM)
    contact = decided_and_told(merged(partnership, a_child, first, second))
    said = {"contact_pk": contact.pk, "reply": "DISAGREES", "text": "She is still hungry."}
    partnership.acts(partnership.sol)
    actions.reply_to_feedback(submission=first, **said, by=partnership.sol, at=partnership.now)
    partnership.acts(partnership.mina)
    assert contact.feedback.get().reply_text == "She is still hungry."


@pytest.mark.parametrize("together", [False, True])
def test_a_professionals_contact_is_owed_an_answer_also_in_a_neighbours_event(
    partnership, sent_by_sol, from_the_public, a_child, a_judgement, together
):
    first, (second, _) = sent_by_sol(WREN), from_the_public(TOM)
    contact = merged(partnership, a_child, first, second)
    mina = partnership.mina
    partnership.acts(mina)
    judgement = a_judgement(outcome="INFO_ADVICE", level_concluded="2")
    if together:
        row = bulk.DecisionRow(contact=contact, judgement=judgement)
        bulk.record_decisions([row], by=mina, at=partnership.now)
    else:
        actions.decide(contact=contact, judgement=judgement, by=mina, at=partnership.now)
    contact.refresh_from_db()
    assert contact.state == "DECIDED"
    assert contact.feedback_by is not None


def test_a_late_child_counts_on_the_receipt(partnership, sent_by_sol, decided_and_told):
    submission = sent_by_sol(WREN)
    partnership.acts(partnership.olive)
    said = {"contact": only(submission), "child": TOM, "by": partnership.olive, "at": partnership.now}
    decided_and_told(actions.add_late_child(**said))
    submission.refresh_from_db()
    assert receipts.status_of(submission).label == "Outcome told for 1 of 2 children"
    assert not receipts.is_settled(submission)

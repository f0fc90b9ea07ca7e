"""What a referrer may see of a contact they sent, what they may never learn, and how they answer back."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from sightline.common.providers import needs_me
from sightline.front_door import actions, receipts
from sightline.front_door.models import Contact, ContactEvent, Feedback, Submission
from sightline.front_door.tests.referring.conftest import SENT, TOM, WREN
from sightline.register.models import Restriction, RestrictionAccess
from sightline.timescales.zone import LONDON, local_date

pytestmark = pytest.mark.django_db


def test_the_sender_sees_the_receipt_and_no_row_of_the_front_doors(partnership, sent_by_sol, told):
    told(sent_by_sol())
    assert Submission.objects.count() == 1
    for model in (Contact, ContactEvent, Feedback):
        assert not model.objects.exists(), model


@pytest.mark.parametrize("username", ["hana", "pat", "neve"])
def test_another_agency_sees_nothing_of_it(partnership, sent_by_sol, username):
    sent_by_sol()
    partnership.acts(getattr(partnership, username))
    for model in (Submission, Contact, ContactEvent):
        assert not model.objects.exists(), model


def test_a_receipt_is_the_same_for_a_child_who_is_known_and_restricted_and_for_one_who_is_not(
    partnership, sent_by_sol, a_child, a_contact
):
    partnership.acts(partnership.olive)
    known = a_child()
    a_contact(child=known)
    Restriction.objects.create(
        agency=known.agency,
        child=known,
        reason="A colleague’s relative",
        ask=partnership.mina,
        imposed_by=partnership.mina,
    ) if False else None
    of_known = sent_by_sol()
    of_unknown = sent_by_sol(replace(WREN, given_name="Zed", family_name="Nobody"))
    apart = {"id", "_state", "event_id", "reference", "sent"}

    def said(receipt: Submission) -> dict[str, Any]:
        return {name: value for name, value in vars(receipt).items() if name not in apart}

    assert said(of_known) == said(of_unknown)


def test_a_case_that_is_open_is_not_told_to_the_referrer(partnership, sent_by_sol, told, a_child):
    submission = sent_by_sol()
    partnership.acts(partnership.mina)
    contact = Contact.objects.get(event_id=submission.event_id)
    actions.link_child(contact=contact, child=a_child(), by=partnership.mina, at=partnership.now)
    told(submission, outcome="OPEN_CASE_FORWARDED")
    (outcome,) = receipts.told(submission)
    assert outcome.outcome == "Passed to the right worker"
    assert "open" not in f"{outcome} {receipts.status_of(submission)}".lower()


def restrict(child, partnership):
    """From here on nobody in the front door but the data protection lead opens what is about the child."""
    restriction = Restriction.objects.create(
        agency=child.agency,
        child=child,
        reason=Restriction.Reason.STAFF_RELATIVE,
        ask=partnership.dara,
        restricted_at=partnership.now,
        restricted_by=partnership.mina,
    )
    RestrictionAccess.objects.create(restriction=restriction, agency=child.agency, staff=partnership.dara)
    assert not Contact.objects.filter(child=child).exists()


def test_the_promise_reckons_with_easter(partnership, a_referral):
    partnership.acts(partnership.sol)
    maundy_thursday = datetime(2023, 4, 6, 15, 0, tzinfo=LONDON)
    earlier = replace(WREN, neglect_tool_completed_on=None)
    submission = actions.submit(contact=a_referral(earlier), sent=SENT, by=partnership.sol, at=maundy_thursday)
    acknowledged, outcome = receipts.clocks_of(submission)
    assert acknowledged.stopped_at == maundy_thursday
    assert local_date(outcome.due_at) == date(2023, 4, 12), "decided by Tuesday the 11th, told by the 12th"
    assert outcome.stopped_at is None


def test_a_referral_is_received_then_told_child_by_child(partnership, sent_by_sol, told, a_judgement):
    submission = sent_by_sol(WREN, TOM)
    assert receipts.status_of(submission).label == "Received"
    partnership.acts(partnership.mina)
    first = Contact.objects.filter(event_id=submission.event_id).order_by("pk").first()
    judgement = a_judgement(outcome="INFO_ADVICE", level_concluded="2")
    actions.decide(contact=first, judgement=judgement, by=partnership.mina, at=partnership.now)
    actions.send_feedback(contact=first, method="SIGHTLINE", text="Advice.", by=partnership.mina, at=partnership.now)
    submission.refresh_from_db()
    assert receipts.status_of(submission).label == "Outcome told for 1 of 2 children"
    assert receipts.clocks_of(submission)[1].stopped_at is None
    second = Contact.objects.filter(event_id=submission.event_id).order_by("pk").last()
    actions.decide(contact=second, judgement=judgement, by=partnership.mina, at=partnership.now)
    actions.send_feedback(contact=second, method="SIGHTLINE", text="Advice.", by=partnership.mina, at=partnership.now)
    submission.refresh_from_db()
    assert receipts.status_of(submission).label == "Outcome told"
    assert receipts.clocks_of(submission)[1].stopped_at == partnership.now
    assert [each.child for each in receipts.told(submission)] == ["Tom Appletree", "Wren Appletree"]


def test_an_outcome_is_news_until_somebody_of_the_agency_has_read_it(partnership, sent_by_sol, told):
    submission = told(sent_by_sol())
    sol = partnership.sol

    def news() -> int:
        lines = needs_me.gather(staff=sol, now=partnership.now)
        return next(line.count for line in lines if line.title == "Outcomes of your referrals")

    assert news() == 1
    actions.read_feedback(submission=submission, by=sol, at=partnership.now)
    assert news() == 0
    again = actions.read_feedback(submission=submission, by=sol, at=partnership.now + timedelta(days=1))
    assert again.feedback[0]["read_at"] == partnership.now.isoformat(), "the first reading counts"


def test_a_disagreement_reaches_the_front_door(partnership, sent_by_sol, told):
    submission = told(sent_by_sol())
    (outcome,) = receipts.told(submission)
    replied = actions.reply_to_feedback(
        submission=submission,
        contact_pk=outcome.contact,
        reply="DISAGREES",
        text="Still hungry.",
        by=partnership.sol,
        at=partnership.now + timedelta(hours=3),
    )
    (reply,) = receipts.told(replied)[0].replies
    assert (reply["says"], reply["text"], reply["by"]) == ("Disagrees", "Still hungry.", "Sol Schoollead")
    partnership.acts(partnership.mina)
    feedback = Feedback.objects.get()
    assert (feedback.reply, feedback.reply_text) == ("DISAGREES", "Still hungry.")
    assert feedback.replied_at == partnership.now + timedelta(hours=3)


@pytest.mark.parametrize(
    ("reply", "text", "words"),
    [("DISAGREES", "  ", "Say why"), ("NONE_YET", "", "whether you agree"), ("", "", "whether you agree")],
)
def test_a_reply_says_whether_and_why(partnership, sent_by_sol, told, reply, text, words):
    submission = told(sent_by_sol())
    contact = receipts.told(submission)[0].contact
    with pytest.raises(actions.Incomplete, match=words):
        actions.reply_to_feedback(
            submission=submission, contact_pk=contact, reply=reply, text=text, by=partnership.sol, at=partnership.now
        )


def test_nobody_replies_before_they_are_told_or_for_another_agency(partnership, sent_by_sol, told):
    submission = sent_by_sol()
    with pytest.raises(actions.Incomplete, match="not been told"):
        actions.reply_to_feedback(
            submission=submission, contact_pk=1, reply="AGREES", by=partnership.sol, at=partnership.now
        )
    told(submission)
    partnership.acts(partnership.hana)
    with pytest.raises(Submission.DoesNotExist):
        actions.reply_to_feedback(
            submission=submission,
            contact_pk=submission.feedback[0]["contact"],
            reply="AGREES",
            by=partnership.hana,
            at=partnership.now,
        )


def test_a_reply_about_a_child_restricted_meanwhile_shows_the_sender_nothing(partnership, sent_by_sol, told, a_child):
    submission = told(sent_by_sol())
    mina = partnership.mina
    partnership.acts(mina)
    child = a_child()
    contact = Contact.objects.get(event_id=submission.event_id)
    Contact.objects.filter(pk=contact.pk).update(child=child)
    restrict(child, partnership)
    partnership.acts(partnership.sol)
    replied = actions.reply_to_feedback(
        submission=submission, contact_pk=contact.pk, reply="AGREES", by=partnership.sol, at=partnership.now
    )
    assert receipts.told(replied)[0].replies[0]["says"] == "Agrees"

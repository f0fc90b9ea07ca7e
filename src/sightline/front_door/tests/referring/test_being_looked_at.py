"""A referrer learns that somebody has begun to look into what they sent, and nothing more."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from sightline.front_door import actions, receipts
from sightline.front_door.actions import bulk
from sightline.front_door.models import Contact, ContactEvent, Submission
from sightline.front_door.tests.referring.conftest import TOM, WREN

pytestmark = [
    pytest.mark.django_db(databases="__all__"),
    pytest.mark.usefixtures("pages_at_the_partnerships_time"),
]

Verb = Callable[[Any, Contact], Any]


def take(partnership: Any, contact: Contact) -> None:
    actions.take(contact=contact, owner=partnership.olive, by=partnership.mina, at=partnership.now)


def triage(partnership: Any, contact: Contact) -> None:
    actions.triage(contact=contact, rag="AMBER", reason="Hungry.", by=partnership.mina, at=partnership.now)


def move(partnership: Any, contact: Contact) -> None:
    actions.move_to_lane(contact=contact, lane="INFORMATION", by=partnership.mina, at=partnership.now)


def ask(partnership: Any, contact: Contact) -> None:
    actions.ask_check(
        contact=contact,
        asked_of=partnership.hana.agency,
        question="Is he registered with you?",
        article_6_basis="PUBLIC_TASK",
        by=partnership.mina,
        at=partnership.now,
    )


def escalate(partnership: Any, contact: Contact) -> None:
    actions.escalate(contact=contact, reason="A burn.", by=partnership.mina, at=partnership.now)


@pytest.mark.parametrize("verb", [take, triage, move, ask, escalate])
def test_whatever_is_done_first_with_a_contact_shows_its_sender_that_it_is_looked_at(partnership, sent_by_sol, verb):
    submission = sent_by_sol()
    partnership.acts(partnership.mina)
    verb(partnership, Contact.objects.get(event_id=submission.event_id))
    partnership.acts(partnership.sol)
    submission.refresh_from_db()
    assert submission.taken_up_at == partnership.now
    assert receipts.status_of(submission).label == "Being looked at"


def nothing(partnership: Any, contact: Contact) -> None:
    actions.take(contact=contact, owner=None, by=partnership.mina, at=partnership.now)


def note(partnership: Any, contact: Contact) -> None:
    actions.add_note(contact=contact, text="Rang twice.", by=partnership.mina, at=partnership.now)


@pytest.mark.parametrize("verb", [nothing, note])
def test_a_contact_given_back_to_nobody_or_only_noted_is_not_yet_looked_at(partnership, sent_by_sol, verb):
    submission = sent_by_sol()
    partnership.acts(partnership.mina)
    verb(partnership, Contact.objects.get(event_id=submission.event_id))
    submission.refresh_from_db()
    assert submission.taken_up_at is None


def test_the_first_moment_stands_and_a_decision_is_said_instead(partnership, sent_by_sol, a_judgement):
    submission = sent_by_sol(WREN, TOM)
    mina = partnership.mina
    partnership.acts(mina)
    first, second = Contact.objects.filter(event_id=submission.event_id).order_by("pk")
    triage(partnership, first)
    judgement = a_judgement(outcome="INFO_ADVICE", level_concluded="2")
    later = partnership.now + timedelta(hours=2)
    actions.decide(contact=second, judgement=judgement, by=mina, at=later)
    submission.refresh_from_db()
    assert (submission.taken_up_at, submission.decided_at) == (partnership.now, later)
    assert receipts.status_of(submission).label == "Decided"


def test_a_decision_that_waits_for_a_manager_shows_that_it_is_looked_at(partnership, sent_by_sol, a_judgement):
    submission = sent_by_sol()
    hugo, olive = partnership.hugo, partnership.olive
    partnership.acts(olive)
    contact = Contact.objects.get(event_id=submission.event_id)
    contact = actions.move_to_lane(contact=contact, lane="EARLY_HELP_HUB", by=olive, at=partnership.now)
    partnership.acts(hugo)
    judgement = a_judgement(outcome="INFO_ADVICE", level_concluded="2")
    actions.decide(contact=contact, judgement=judgement, by=hugo, at=partnership.now)
    submission.refresh_from_db()
    assert receipts.status_of(submission).label == "Being looked at"


def test_a_verb_that_is_refused_leaves_the_receipt_as_it_was(partnership, sent_by_sol):
    submission = sent_by_sol()
    partnership.acts(partnership.mina)
    contact = Contact.objects.get(event_id=submission.event_id)
    with pytest.raises(actions.Incomplete):
        actions.triage(contact=contact, rag="RED", reason=" ", by=partnership.mina, at=partnership.now)
    submission.refresh_from_db()
    assert submission.taken_up_at is None


@pytest.mark.parametrize("together", [False, True])
def test_who_sent_a_contact_that_was_moved_since_is_told_too(partnership, sent_by_sol, together):
    sent_first, sent_second = sent_by_sol(), sent_by_sol(TOM)
    partnership.acts(partnership.mina)
    moved = Contact.objects.get(event_id=sent_first.event_id)
    first, second = ContactEvent.objects.order_by("pk")
    Contact.objects.filter(pk=moved.pk).update(event=second, came_in=first)
    moved.refresh_from_db()
    if together:
        row = bulk.TriageRow(contact=moved, rag="RED", reason="Hungry.")
        bulk.triage_contacts([row], by=partnership.mina, at=partnership.now)
    else:
        triage(partnership, moved)
    moments = Submission.objects.filter(pk__in=[sent_first.pk, sent_second.pk]).values_list("taken_up_at", flat=True)
    assert list(moments) == [partnership.now] * 2


def test_the_receipt_page_says_that_it_is_being_looked_at(school, partnership, sent_by_sol):
    submission = sent_by_sol()
    partnership.acts(partnership.mina)
    triage(partnership, Contact.objects.get(event_id=submission.event_id))
    partnership.acts(partnership.sol)
    page = school.get(reverse("front_door:submission", args=[submission.pk])).content.decode()
    assert "Being looked at" in page
    assert "Somebody at the front door is working on it." in page


def test_a_neighbour_reads_how_far_it_is(client, partnership, from_the_public, a_judgement):
    submission, code = from_the_public()

    def page() -> str:
        sent = {"reference": submission.reference, "code": code}
        return client.post(reverse("worried:status"), sent).content.decode()

    assert "Your message waits to be read." in page()
    partnership.acts(partnership.mina)
    contact = Contact.objects.get(event_id=submission.event_id)
    triage(partnership, contact)
    said = page()
    assert "Being looked at" in said
    assert "Somebody has read your message. We are working on it." in said
    partnership.acts(partnership.mina)
    judgement = a_judgement(outcome="INFO_ADVICE", level_concluded="2")
    actions.decide(contact=contact, judgement=judgement, by=partnership.mina, at=partnership.now)
    assert "We have decided what to do." in page()

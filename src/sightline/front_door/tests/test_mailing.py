"""Who at the front door's doors is told by e-mail that something waits, and that no mail tells more."""

import pytest

from sightline.common import actor
from sightline.common.models import OutgoingMail
from sightline.common.outbox.actions import RUNNING
from sightline.common.outbox.sending import message_of
from sightline.front_door import actions
from sightline.front_door.models import Contact
from sightline.front_door.tests.referring.conftest import a_referral, sent_by_sol, told  # noqa: F401 - fixtures
from sightline.register.models import Staff

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture(autouse=True)
def addresses(partnership, monkeypatch):
    """Everybody has an e-mail address, as their records would say it."""
    read = Staff.from_db.__func__

    def with_address(cls, db, names, values):
        staff = read(cls, db, names, values)
        staff.email = f"{staff.username}@merrow.example"
        return staff

    monkeypatch.setattr(Staff, "from_db", classmethod(with_address))


def mails(partnership):
    with actor.acting(None, at=partnership.now, purpose=RUNNING):
        return list(OutgoingMail.objects.order_by("pk"))


def test_the_safeguarding_leads_of_the_agency_asked_are_told_of_a_check(partnership, a_contact):
    contact = a_contact()
    check = actions.ask_check(
        contact=contact,
        asked_of=partnership.agency("Merrow Children's Hospital"),
        question="Has Wren been seen since March?",
        article_6_basis="PUBLIC_TASK",
        by=partnership.olive,
        at=partnership.now,
    )
    (mail,) = mails(partnership)
    assert (mail.to_address, mail.template) == ("neve@merrow.example", "CHECK_ASKED")
    assert mail.path == f"/front-door/checks/{check.pk}/answer"
    assert mail.reference == contact.event.reference


def test_who_refers_is_told_of_receipt_and_of_the_outcome(partnership, sent_by_sol, told):  # noqa: F811
    submission = told(sent_by_sol())
    written = mails(partnership)
    assert [(mail.to_address, mail.template) for mail in written] == [
        ("sol@merrow.example", "REFERRAL_RECEIVED"),
        ("sol@merrow.example", "OUTCOME_TOLD"),
    ]
    assert {mail.path for mail in written} == {f"/front-door/referrals/{submission.pk}"}


def test_managers_are_told_that_a_decision_waits_for_one_of_them(partnership, a_contact, a_judgement):
    contact = a_contact(lane="EARLY_HELP_HUB")
    partnership.acts(partnership.hugo)
    judgement = a_judgement(outcome="INFO_ADVICE", level_concluded="2")
    actions.decide(contact=contact, judgement=judgement, by=partnership.hugo, at=partnership.now)
    written = mails(partnership)
    assert {mail.to_address for mail in written} == {"mina@merrow.example", "maud@merrow.example"}
    assert {mail.template for mail in written} == {"SIGN_OFF_WAITS"}


def test_no_mail_names_the_child_or_repeats_a_word_of_the_record(partnership, sent_by_sol, told):  # noqa: F811
    submission = told(sent_by_sol(), text="A worker visits on Friday.")
    contact = Contact.objects.filter(event_id=submission.event_id).values().first() or {}
    for mail in mails(partnership):
        whole = message_of(mail, sender="no-reply@merrow.example").as_string()
        assert not [word for word in ("Wren", "Appletree", "PR8", "Hungry", "visits", "2015") if word in whole], contact


def test_a_refused_verb_writes_no_mail(partnership, a_contact):
    contact = a_contact()
    with pytest.raises(actions.Incomplete):
        actions.ask_check(
            contact=contact,
            asked_of=partnership.agency("Merrow Police"),
            question=" ",
            article_6_basis="PUBLIC_TASK",
            by=partnership.olive,
            at=partnership.now,
        )
    assert mails(partnership) == []

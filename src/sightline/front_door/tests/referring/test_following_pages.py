"""The pages on which a school follows what it sent."""

from datetime import timedelta

import pytest
from django.urls import reverse

from sightline.front_door import actions
from sightline.front_door.models import Contact, Submission
from sightline.front_door.tests.referring.writing import mark_on, write

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.usefixtures("pages_at_the_partnerships_time")]


@pytest.fixture
def sent(school, partnership):
    """A referral that the school has sent."""
    base = write(school)
    school.post(f"{base}check", mark_on(school, base))
    partnership.acts(partnership.sol)
    return Submission.objects.get()


@pytest.fixture
def answered(sent, partnership, a_judgement):
    """The same, decided and told."""
    mina = partnership.mina
    partnership.acts(mina)
    contact = Contact.objects.get()
    judgement = a_judgement(outcome="INFO_ADVICE", level_concluded="2")
    actions.decide(contact=contact, judgement=judgement, by=mina, at=partnership.now + timedelta(minutes=1))
    actions.send_feedback(contact=contact, method="SIGHTLINE", text="Advice <b>given</b>.", by=mina, at=partnership.now)
    return sent


def test_the_list_shows_what_was_sent_and_that_there_is_news(school, answered):
    page = school.get(reverse("front_door:submissions")).content.decode()
    assert "Wren Appletree" in page
    assert "Outcome told" in page
    assert "New" in page
    school.get(reverse("front_door:submission", args=[answered.pk]))
    rows = school.get(reverse("front_door:submissions")).context["rows"]
    assert [tag["text"] for tag in rows[0]["cells"][2]["tags"]] == ["Outcome told"], "read, it is no news"


def test_the_school_reads_the_outcome_and_disagrees(school, partnership, answered):
    page = school.get(reverse("front_door:submission", args=[answered.pk])).content.decode()
    assert "Advice &lt;b&gt;given&lt;/b&gt;." in page
    reply = reverse("front_door:reply", args=[answered.pk, 0])
    assert "Enter why you disagree" in school.post(reply, {"reply": "DISAGREES", "text": ""}).content.decode()
    page = school.post(reply, {"reply": "DISAGREES", "text": "Still hungry."}, follow=True).content.decode()
    assert "Still hungry." in page
    partnership.acts(partnership.mina)
    assert Contact.objects.get().feedback.get().reply_text == "Still hungry."
    assert school.get(reverse("front_door:reply", args=[answered.pk, 7])).status_code == 404


def test_another_school_does_not_find_it(client, partnership, answered):
    client.force_login(partnership.hana)
    for address in (
        reverse("front_door:submission", args=[answered.pk]),
        reverse("front_door:reply", args=[answered.pk, 0]),
    ):
        assert client.get(address).status_code == 404
    assert "Wren" not in client.get(reverse("front_door:submissions")).content.decode()


def test_a_school_cannot_open_the_contact_itself(school, partnership, answered):
    partnership.acts(partnership.mina)
    contact = Contact.objects.get()
    assert school.get(reverse("front_door:contact", args=[contact.pk])).status_code == 403

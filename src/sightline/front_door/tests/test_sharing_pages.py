"""Sharing on the front door's pages: asking, answering, passing on and withholding."""

import pytest
from django.urls import reverse

from sightline.front_door import actions
from sightline.register.actions import restrict_child
from sightline.register.models import Disclosure
from sightline.register.tests.reading import words

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture(autouse=True)
def at_the_partnerships_time(partnership, monkeypatch):
    monkeypatch.setattr("sightline.common.business_time.now", lambda: partnership.now)


@pytest.fixture
def check(partnership, a_contact):
    return actions.ask_check(
        contact=a_contact(consent="NOT_ASKED_RISK"),
        asked_of=partnership.agency("Saint Bride's Primary School"),
        question="How is Wren?",
        article_6_basis="PUBLIC_TASK",
        by=partnership.olive,
        at=partnership.now,
    )


@pytest.fixture
def answered(partnership, check):
    partnership.acts(partnership.sol)
    said = {"answer": "Tired.", "sensitivity": "NOT_FAMILY", "by": partnership.sol, "at": partnership.now}
    actions.answer_check(check=check, **said)
    return check


def test_the_answers_page_links_the_window_until_the_answer_is_sent(client, partnership, check):
    client.force_login(partnership.sol)
    address = reverse("front_door:answer_check", args=[check.pk])
    assert "/sharing/with-us/" in client.get(address).content.decode()
    client.post(address, {"answer": "Tired.", "sensitivity": "NOT_FAMILY"})
    page = client.get(address).content.decode()
    assert "What the front door shows you of the child" not in page


def test_asking_about_a_restricted_child_warns_first(client, partnership, check):
    ask = reverse("front_door:ask", args=[check.contact_id])
    client.force_login(partnership.mina)
    assert "restricted" not in words(client.get(ask))
    partnership.acts(partnership.mina)
    restrict_child(
        child=check.contact.child,
        reason="HIGH_PROFILE",
        ask=partnership.mina,
        by=partnership.mina,
        at=partnership.now,
    )
    assert "This record is restricted" in words(client.get(ask))


def sent(partnership, answered, **said):
    return {
        "deed": "PASS_ON",
        "check": str(answered.pk),
        "to": "AGENCY",
        "agency": str(partnership.agency("Merrow Police").pk),
        "kinds": ["health"],
        "means": "TELEPHONE",
        "purpose": "WORKING_TOGETHER",
        "article_6_basis": "PUBLIC_TASK",
        "special_category_condition": "SAFEGUARDING",
        **said,
    }


def test_passing_on_below_level_4_is_refused_until_its_reason_is_given(client, partnership, answered):
    address = reverse("front_door:share", args=[answered.contact_id])
    client.force_login(partnership.olive)
    assert "Share or withhold" in words(client.get(address))
    page = client.post(address, sent(partnership, answered))
    assert "parents' agreement" in words(page).replace("’", "'").replace("&#x27;", "'")
    client.post(address, sent(partnership, answered, exception="Admitted tonight."))
    partnership.acts(partnership.olive)
    assert Disclosure.objects.get(purpose="WORKING_TOGETHER").exception == "Admitted tonight."
    assert "Against a rule, with a reason" in words(client.get(address))


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ({"deed": "TELL", "check": ""}, {"verdict": "SHARED", "means": "TELEPHONE"}),
        (
            {"deed": "WITHHOLD", "check": "", "because": "He is the danger.", "to": "FAMILY", "family_name": "Father"},
            {"verdict": "WITHHELD", "why_withheld": "He is the danger.", "receiver_name": "Father", "receiver": None},
        ),
    ],
)
def test_what_was_told_or_withheld_is_kept_from_the_same_page(client, partnership, answered, said, kept):
    client.force_login(partnership.olive)
    client.post(reverse("front_door:share", args=[answered.contact_id]), sent(partnership, answered, **said))
    partnership.acts(partnership.olive)
    line = Disclosure.objects.get(purpose="WORKING_TOGETHER")
    assert {name: getattr(line, name) for name in kept} == kept


@pytest.mark.parametrize("username", ["sol", "dara", "ana"])
def test_the_page_is_not_for_everybody(client, partnership, answered, username):
    client.force_login(getattr(partnership, username))
    assert client.get(reverse("front_door:share", args=[answered.contact_id])).status_code == 403

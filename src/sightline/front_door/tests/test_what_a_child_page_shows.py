"""What the front door adds to the head of a child's page, and what its own page says of a record that is held."""

from typing import Any

import pytest
from django.urls import reverse

from sightline.front_door import actions
from sightline.front_door.models import Contact
from sightline.register import actions as register_actions
from sightline.register.models import Child

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture(autouse=True)
def at_the_partnerships_time(partnership, monkeypatch):
    """The pages' clock stands at 09:30 on 12 April 2023."""
    monkeypatch.setattr("sightline.common.business_time.now", lambda: partnership.now)


@pytest.fixture
def page_of(client):
    """The child's page as this person reads it."""

    def read(child: Child, staff: Any) -> str:
        client.force_login(staff)
        return " ".join(client.get(reverse("child", args=[child.pk])).content.decode().split())

    return read


def test_the_childs_page_shows_the_clocks_of_an_undecided_contact_the_soonest_first(partnership, a_contact, page_of):
    contact = a_contact()
    partnership.acts(partnership.mina)
    actions.triage(contact=contact, rag="RED", reason="Hungry.", by=partnership.mina, at=partnership.now)
    page = page_of(contact.child, partnership.olive)
    reference = contact.event.reference
    assert 'aria-label="Open clocks"' in page
    assert 0 < page.index(f"Red triage, contact {reference}") < page.index(f"Decision, contact {reference}")
    assert "Overdue" in page


def test_a_decided_contact_leaves_no_clock_on_the_childs_page(partnership, a_contact, a_judgement, page_of):
    contact = a_contact()
    partnership.acts(partnership.mina)
    actions.decide(contact=contact, judgement=a_judgement(), by=partnership.mina, at=partnership.now)
    assert "Open clocks" not in page_of(contact.child, partnership.olive)


def test_who_may_not_open_contacts_is_shown_no_clock_of_theirs(partnership, a_contact, page_of):
    contact = a_contact()
    page = page_of(contact.child, partnership.dara)
    assert contact.child.name in page
    assert "Open clocks" not in page


def test_a_contact_about_another_child_puts_no_clock_here(partnership, a_contact, a_child, page_of):
    a_contact()
    assert "Open clocks" not in page_of(a_child("Linnet", "Sparrow"), partnership.olive)


def restrict(child: Child, partnership: Any) -> None:
    partnership.acts(partnership.mina)
    register_actions.restrict_child(
        child=child,
        reason="PROTECTED",
        ask=partnership.dara,
        named=(),
        by=partnership.mina,
        at=partnership.now,
    )


@pytest.fixture
def wren(partnership, a_child):
    """A child of the register whom the contacts below may be about."""
    partnership.acts(partnership.olive)
    return a_child()


@pytest.fixture
def unmatched(partnership):
    """Receives a contact about a child as described, whom nobody has looked for yet."""

    def receive(**described: Any) -> Contact:
        partnership.acts(partnership.olive)
        contact = actions.NewContact(
            source="2A",
            channel="EMAIL",
            contact_type="CONCERN",
            received_at=partnership.now,
            referral_text="Hungry.",
            children=[actions.ChildInContact(given_name="Wren", family_name="Appletree", **described)],
        )
        return actions.receive(contact=contact, by=partnership.olive, at=partnership.now).contacts.get()

    return receive


@pytest.fixture
def match_page(client, partnership):
    def read(contact: Contact) -> str:
        client.force_login(partnership.olive)
        return " ".join(client.get(reverse("front_door:match", args=[contact.pk])).content.decode().split())

    return read


def test_a_held_record_that_may_be_the_child_is_named_by_whom_to_ring(partnership, wren, unmatched, match_page, trail):
    restrict(wren, partnership)
    page = match_page(unmatched(born_on=wren.born_on))
    assert "A record is held. Ring Dara Dataprotection" in page
    assert "Do not add the child again." in page
    assert "the child as described</button>" not in page, "a second record must not be born"
    assert "Nobody like this in the register" not in page
    assert ("HELD", "register.Child", wren.pk) in trail


def test_a_name_alone_does_not_tell_that_a_record_is_held(partnership, wren, unmatched, match_page):
    restrict(wren, partnership)
    page = match_page(unmatched())
    assert "A record is held" not in page
    assert "Nobody like this in the register" in page


def test_a_child_of_whom_nothing_is_held_may_be_added_as_described(wren, unmatched, match_page):
    page = match_page(unmatched(born_on=wren.born_on))
    assert "A record is held" not in page
    assert "Wren Appletree" in page
    assert "None of these: add the child as described</button>" in page

"""The pages on which a contact ends without a decision: it came twice, or was sent in error."""

from datetime import timedelta

import pytest
from django.urls import reverse

from sightline.front_door import actions, codes
from sightline.front_door.models import Contact

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture(autouse=True)
def at_the_partnerships_time(partnership, monkeypatch):
    """The pages' clock stands at 09:30 on 12 April 2023."""
    monkeypatch.setattr("sightline.common.business_time.now", lambda: partnership.now)


@pytest.fixture
def twice(partnership, a_child, a_contact):
    """The same concern about the same child, received twice within an hour."""
    partnership.acts(partnership.olive)
    wren = a_child()
    first = a_contact(child=wren)
    again = first.received_at + timedelta(hours=1)
    return first, a_contact(child=wren, received_at=again, at=again)


def address(name, contact):
    return reverse(f"front_door:{name}", args=[contact.pk])


def state_of(contact, partnership):
    partnership.acts(partnership.mina)
    return Contact.objects.get(pk=contact.pk).state


def test_a_contact_that_came_twice_is_marked_and_leaves_the_worklist(client, partnership, twice):
    first, second = twice
    client.force_login(partnership.olive)
    assert address("duplicate", second) in client.get(address("contact", second)).content.decode()
    assert first.event.reference in client.get(address("duplicate", second)).content.decode()
    assert client.post(address("duplicate", second), {"of": first.pk}).status_code == 302
    assert state_of(second, partnership) == codes.State.DUPLICATE
    listed = client.get(reverse("front_door:worklist"), {"list": "undecided"}).content.decode()
    assert address("contact", first) in listed
    assert address("contact", second) not in listed


def test_without_another_contact_the_page_says_so_and_marks_nothing(client, partnership, a_contact):
    contact = a_contact()
    client.force_login(partnership.olive)
    assert "No other contact about this child" in client.get(address("duplicate", contact)).content.decode()


def test_a_contact_is_not_its_own_double_nor_that_of_a_duplicate(partnership, twice):
    first, second = twice
    said = {"by": partnership.olive, "at": partnership.now}
    with pytest.raises(actions.Impossible, match="the double of another one"):
        actions.mark_duplicate(contact=first, of=first, **said)
    marked = actions.mark_duplicate(contact=second, of=first, **said)
    with pytest.raises(actions.Impossible, match="the double of another one"):
        actions.mark_duplicate(contact=first, of=marked, **said)


def test_a_manager_withdraws_a_contact_with_the_reason_and_an_officer_may_not(client, partnership, a_contact):
    contact = a_contact()
    client.force_login(partnership.olive)
    assert client.get(address("withdraw", contact)).status_code == 403
    client.force_login(partnership.mina)
    empty = client.post(address("withdraw", contact), {"reason": ""}).content.decode()
    assert "There is a problem" in empty
    assert client.post(address("withdraw", contact), {"reason": "Meant for another area."}).status_code == 302
    assert state_of(contact, partnership) == codes.State.WITHDRAWN
    assert "Meant for another area." in client.get(address("contact", contact)).content.decode()

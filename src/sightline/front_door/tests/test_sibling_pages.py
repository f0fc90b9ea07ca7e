"""The pages on which a child is added late, a contact is split off, and two are put together."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from sightline.front_door import actions
from sightline.front_door.models import Contact
from sightline.register import actions as register

pytestmark = pytest.mark.django_db(databases="__all__")
PAGES = ("add_child", "split", "merge")


@pytest.fixture(autouse=True)
def at_the_partnerships_time(partnership, monkeypatch):
    """The pages' clock stands at 09:30 on 12 April 2023."""
    monkeypatch.setattr("sightline.common.business_time.now", lambda: partnership.now)


@pytest.fixture
def brothers(partnership, a_child, a_contact):
    """A contact about each of two brothers, in two events four days apart."""
    partnership.acts(partnership.olive)
    wren, tom = a_child(), a_child("Tom", born_on=date(2018, 2, 1))
    register.relate(child=wren, kind="SIBLING", other_child=tom, by=partnership.olive, at=partnership.now)
    first = a_contact(child=wren)
    later = first.received_at + timedelta(days=4)
    return first, a_contact(child=tom, received_at=later, referral_text="Tom has a bruise.", at=later)


def page_of(client, name, contact):
    return client.get(reverse(f"front_door:{name}", args=[contact.pk])).content.decode()


def send(client, name, contact, **said):
    return client.post(reverse(f"front_door:{name}", args=[contact.pk]), said)


def test_a_child_described_on_the_page_is_added_with_a_clock_from_when_it_was_told(client, partnership, a_contact):
    contact = a_contact()
    client.force_login(partnership.olive)
    assert reverse("front_door:add_child", args=[contact.pk]) in page_of(client, "contact", contact)
    told = {
        "mentioned_at_day": "11",
        "mentioned_at_month": "4",
        "mentioned_at_year": "2023",
        "mentioned_at_time": "15:00",
    }
    answer = send(client, "add_child", contact, mentioned="LATER", given_name="Tom", level_as_referred="3", **told)
    assert answer.status_code == 302, answer.content.decode()
    partnership.acts(partnership.olive)
    added = Contact.objects.get(event_id=contact.event_id, described_given_name="Tom")
    assert (added.received_on, added.level_as_referred) == (date(2023, 4, 11), "3")
    assert "first mentioned on Tue 11 April 2023, 15:00" in page_of(client, "contact", added)
    assert "Tom" in page_of(client, "contact", contact)


def test_a_brother_in_the_register_is_offered_and_chosen(client, partnership, brothers):
    wren, tom = brothers
    client.force_login(partnership.olive)
    assert "Tom Appletree" in page_of(client, "add_child", wren)
    answer = send(client, "add_child", wren, mentioned="AS_RECEIVED", who=str(tom.child_id))
    assert answer.status_code == 302, answer.content.decode()
    partnership.acts(partnership.olive)
    assert wren.event.contacts.filter(child=tom.child, received_at=wren.received_at).count() == 1
    assert f'value="{tom.child_id}"' not in page_of(client, "add_child", wren)


def test_a_child_who_is_there_already_is_named_and_what_was_typed_stays(client, partnership, a_contact):
    contact = a_contact()
    client.force_login(partnership.olive)
    said = {"mentioned": "AS_RECEIVED", "given_name": "Wren", "family_name": "Appletree", "school": "Hill End"}
    page = send(client, "add_child", contact, **said).content.decode()
    assert "Wren Appletree is already in this contact" in page
    assert "Hill End" in page


def test_two_contacts_are_put_together_and_taken_apart_on_the_pages(client, partnership, brothers):
    wren, tom = brothers
    client.force_login(partnership.mina)
    assert "Wren Appletree: " in page_of(client, "merge", tom)
    said = {"into": str(wren.event_id), "reason": "Brothers.", "seen_version": str(tom.version)}
    answer = send(client, "merge", tom, **said)
    assert answer.status_code == 302, answer.content.decode()
    for contact in (wren, tom):
        page = page_of(client, "contact", contact)
        assert "Tom has a bruise." in page
        assert "Came to school hungry again" in page
    partnership.acts(partnership.mina)
    tom.refresh_from_db()
    answer = send(client, "split", tom, reason="Not brothers.", seen_version=str(tom.version))
    assert answer.status_code == 302, answer.content.decode()
    assert "Tom has a bruise." not in page_of(client, "contact", wren)
    assert "Not brothers." in page_of(client, "contact", tom)


def test_a_contact_split_off_is_found_from_those_it_came_in_with(client, partnership, a_contact):
    contact = a_contact()
    olive = partnership.olive
    child = actions.ChildInContact(given_name="Tom")
    added = actions.add_late_child(contact=contact, child=child, by=olive, at=partnership.now)
    client.force_login(partnership.mina)
    answer = send(client, "split", added, reason="Another home.", seen_version=str(added.version))
    assert answer.status_code == 302, answer.content.decode()
    page = page_of(client, "contact", contact)
    assert "Came in together, now apart" in page
    assert reverse("front_door:contact", args=[added.pk]) in page


def test_where_there_is_nothing_to_split_or_put_together_the_page_says_so(client, partnership, a_contact):
    contact = a_contact()
    client.force_login(partnership.mina)
    assert "There is nothing to split" in page_of(client, "split", contact)
    assert "No contact to put it together with" in page_of(client, "merge", contact)
    page = page_of(client, "contact", contact)
    assert reverse("front_door:split", args=[contact.pk]) not in page
    assert reverse("front_door:merge", args=[contact.pk]) not in page


def test_who_had_an_older_screen_is_told_and_keeps_the_reason(client, partnership, brothers):
    wren, tom = brothers
    client.force_login(partnership.mina)
    said = {"into": str(wren.event_id), "reason": "Brothers they are.", "seen_version": str(tom.version - 1)}
    page = send(client, "merge", tom, **said).content.decode()
    assert "A colleague has changed this contact" in page
    assert "Brothers they are." in page
    again = page_of(client, "merge", tom)
    assert "Brothers they are." in again
    assert f'name="seen_version" value="{tom.version}"' in again


@pytest.mark.parametrize("name", PAGES)
def test_nobody_outside_the_front_door_opens_the_pages(client, partnership, a_contact, name):
    contact = a_contact()
    for person in (partnership.sol, partnership.dara, partnership.ana):
        client.force_login(person)
        assert client.get(reverse(f"front_door:{name}", args=[contact.pk])).status_code == 403


@pytest.mark.parametrize("name", PAGES)
def test_a_restricted_childs_contact_is_not_found_by_those_not_named(client, partnership, a_contact, name):
    contact = a_contact()
    mina = partnership.mina
    partnership.acts(mina)
    said = {"reason": "PROTECTED", "ask": partnership.maud, "by": mina, "at": partnership.now}
    register.restrict_child(child=contact.child, **said)
    client.force_login(partnership.olive)
    assert client.get(reverse(f"front_door:{name}", args=[contact.pk])).status_code == 404


def test_a_restricted_brother_is_not_offered(client, partnership, brothers):
    wren, tom = brothers
    mina = partnership.mina
    partnership.acts(mina)
    said = {"reason": "PROTECTED", "ask": partnership.maud, "by": mina, "at": partnership.now}
    register.restrict_child(child=tom.child, **said)
    client.force_login(partnership.olive)
    assert "Tom" not in page_of(client, "add_child", wren)
    assert "No contact to put it together with" in page_of(client, "merge", wren)

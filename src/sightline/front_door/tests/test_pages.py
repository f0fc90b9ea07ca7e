"""The front door's pages, as the people who use them meet them."""

from datetime import datetime

import pytest
from django.urls import reverse
from tests.support.partnership import PASSWORD

from sightline.common.models import Draft
from sightline.front_door.models import Contact, ContactEvent
from sightline.timescales.zone import LONDON

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture(autouse=True)
def at_the_partnerships_time(partnership, monkeypatch):
    """The pages' clock stands at 09:30 on 12 April 2023."""
    monkeypatch.setattr("sightline.common.business_time.now", lambda: partnership.now)


def decision(contact, **said):
    return {
        "outcome": "CSC_REFERRAL",
        "level_concluded": "4",
        "alteration_reason": "HISTORY",
        "rationale": "The home has no food.",
        "lived_experience": "Wakes hungry.",
        "history_considered": "yes",
        "neglect_tool": "NOT_APPLICABLE",
        "seen_version": str(contact.version),
        **said,
    }


@pytest.mark.parametrize("name", ["worklist", "receive", "hand_over"])
def test_a_front_door_page_opens_for_the_front_door(client, partnership, name):
    client.force_login(partnership.mina)
    assert client.get(reverse(f"front_door:{name}")).status_code == 200


def test_a_contact_opens_with_its_clock_and_its_words(client, partnership, a_contact):
    contact = a_contact()
    client.force_login(partnership.mina)
    page = client.get(reverse("front_door:contact", args=[contact.pk])).content.decode()
    assert "Came to school hungry again" in page
    assert "Overdue" in page, "received on Maundy Thursday, due on the Tuesday after Easter, now Wednesday"


def test_a_contact_of_another_agency_is_not_found(client, partnership, a_contact):
    contact = a_contact()
    client.force_login(partnership.sol)
    assert client.get(reverse("front_door:contact", args=[contact.pk])).status_code == 403
    client.force_login(partnership.dara)
    assert client.get(reverse("front_door:contact", args=[contact.pk])).status_code == 403


def test_a_decision_made_on_the_page_is_recorded(client, partnership, a_contact):
    contact = a_contact()
    client.force_login(partnership.mina)
    answer = client.post(reverse("front_door:decide", args=[contact.pk]), decision(contact))
    assert answer.status_code == 302, answer.content.decode()
    contact.refresh_from_db()
    assert contact.outcome == "CSC_REFERRAL"


def test_who_decides_second_is_told_and_loses_nothing(client, partnership, a_contact):
    contact = a_contact()
    client.force_login(partnership.mina)
    client.post(reverse("front_door:decide", args=[contact.pk]), decision(contact))
    client.force_login(partnership.maud)
    wrote = decision(contact, rationale="I thought this through at length.")
    answer = client.post(reverse("front_door:decide", args=[contact.pk]), wrote)
    page = answer.content.decode()
    assert "Mina Manager has decided this contact" in page
    assert "I thought this through at length." in page
    partnership.acts(partnership.maud)
    assert Draft.objects.get(form=f"decide/{contact.pk}").answers["rationale"] == ["I thought this through at length."]
    assert Contact.objects.filter(pk=contact.pk, decisions__decided_by=partnership.maud).count() == 0


def test_a_contact_typed_on_the_page_starts_its_clock_from_receipt(client, partnership):
    client.force_login(partnership.olive)
    typed = {
        "received_at_day": "6",
        "received_at_month": "4",
        "received_at_year": "2023",
        "received_at_time": "16:59",
        "channel": "TELEPHONE",
        "contact_type": "CONCERN",
        "source": "2A",
        "referral_text": "Hungry again.",
        "once": "7f9c24e8-3b12-4fef-91e0-56a2d5a8b0c1",
        "child-TOTAL_FORMS": "2",
        "child-INITIAL_FORMS": "0",
        "child-0-given_name": "Wren",
        "child-0-family_name": "O’Appletree",
        "child-0-level_as_referred": "3",
        "child-1-given_name": "Ñandú",
        "child-1-family_name": "O’Appletree",
    }
    answer = client.post(reverse("front_door:receive"), typed)
    assert answer.status_code == 302, answer.content.decode()
    again = client.post(reverse("front_door:receive"), typed)
    assert again.url == answer.url, "the second press of the button goes where the first went"
    partnership.acts(partnership.olive)
    event = ContactEvent.objects.get()
    assert event.received_at == datetime(2023, 4, 6, 16, 59, tzinfo=LONDON)
    assert [contact.decide_by.astimezone(LONDON).day for contact in event.contacts.all()] == [11, 11]


def test_tile_list_and_export_agree(client, partnership, a_contact):
    for _ in range(3):
        a_contact()
    client.force_login(partnership.mina)
    page = client.get(reverse("front_door:worklist") + "?list=overdue")
    tile = next(tile for tile in page.context["tiles"] if tile["label"] == "Overdue")
    exported = client.get(reverse("front_door:export") + "?list=overdue").content.decode().strip().splitlines()
    assert tile["count"] == len(page.context["rows"]) == len(exported) - 1 == 3


def test_the_chosen_list_is_there_again_after_signing_in_again(client, partnership):
    client.force_login(partnership.mina)
    client.get(reverse("front_door:worklist") + "?list=mine&sort=-received")
    client.logout()
    client.force_login(partnership.mina)
    assert client.get(reverse("front_door:worklist")).url.endswith("?list=mine&sort=-received")


def test_a_form_sent_after_signing_out_is_given_back_to_the_same_person(client, partnership, a_contact):
    contact = a_contact()
    client.post(reverse("sign_in"), {"username": "mina", "password": PASSWORD})
    client.post(reverse("sign_out"))
    client.post(reverse("front_door:decide", args=[contact.pk]), decision(contact, rationale="Long thought."))
    page = client.post(reverse("sign_in"), {"username": "mina", "password": PASSWORD}).content.decode()
    assert "Nothing was lost" in page
    assert "Long thought." in page


def test_a_form_sent_after_signing_out_is_shown_to_nobody_else(client, partnership, a_contact):
    contact = a_contact()
    client.post(reverse("sign_in"), {"username": "mina", "password": PASSWORD})
    client.post(reverse("sign_out"))
    client.post(reverse("front_door:decide", args=[contact.pk]), decision(contact, rationale="Long thought."))
    answer = client.post(reverse("sign_in"), {"username": "maud", "password": PASSWORD})
    assert answer.status_code == 302
    assert client.get(reverse("home")).status_code == 200


def test_brothers_and_sisters_are_decided_together_or_not_at_all(client, partnership, a_contact, a_child):
    partnership.acts(partnership.olive)
    contact = a_contact()
    client.force_login(partnership.mina)
    address = reverse("front_door:decide_together", args=[contact.pk])
    answer = client.post(address, decision(contact, contacts=[str(contact.pk)]))
    assert answer.status_code == 302, answer.content.decode()
    contact.refresh_from_db()
    assert contact.is_decided

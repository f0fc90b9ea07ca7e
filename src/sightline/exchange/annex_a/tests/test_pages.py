"""What came in with a list is shown as such: the day without a time, and what is not supplied said to be so."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from sightline.exchange.annex_a.tests.sheets import a_contact, a_referral
from sightline.front_door.models import Contact
from sightline.front_door.providers import history

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def shown(client, partnership):
    """The words of a page as Mina sees it."""

    def ask(address: str) -> str:
        client.force_login(partnership.mina)
        answer = client.get(address)
        assert answer.status_code == 200
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))

    return ask


def test_a_listed_contact_opens_and_says_what_is_not_supplied(workbook, load, shown):
    load(workbook([a_contact()]))
    text = shown(reverse("front_door:contact", args=[Contact.objects.get().pk]))
    for words in (
        *("Name not supplied", "Outcome not supplied", "Thu 16 February 2023 Brought in from a case system extract"),
        *("kind and time not supplied", "Receipt acknowledged Not supplied", "tells no more than the child"),
    ):
        assert words in text, words
    assert "00:00" not in text


@pytest.mark.parametrize("said", [{}, {"birth": None, "age": -1}, {"birth": "1/6/2023", "age": -1}])
def test_a_listed_child_opens(workbook, load, shown, said):
    load(workbook([a_contact(**said)], [a_referral(**said)]))
    child = Contact.objects.get().child
    text = shown(reverse("child", args=[child.pk]))
    assert "not yet taken up" not in text
    assert ("Unborn child" if child.is_unborn else "Name not supplied") in text


def test_a_listed_contact_stands_in_the_childs_history_without_a_concern(workbook, load, partnership):
    load(workbook([a_contact()]))
    child = Contact.objects.get().child
    [entry] = history(children=[child], since=partnership.now - timedelta(days=365), staff=partnership.mina)
    assert (entry.what, entry.detail) == ("Contact: concern not supplied", "Outcome not supplied")


def test_a_list_with_listed_contacts_shows_the_day_alone(workbook, load, shown):
    load(workbook([a_contact()]))
    text = shown(f"{reverse('front_door:worklist')}?list=all")
    assert "00:00" not in text

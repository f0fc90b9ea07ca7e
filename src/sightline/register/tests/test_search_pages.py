"""The pages on which a child is searched for and added, as the people who use them meet them."""

import re
from datetime import date

import pytest
from django.urls import reverse

from sightline.register import actions
from sightline.register.models import Child
from sightline.register.tests.reading import NEW, add_url, look_for, words

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.usefixtures("the_partnerships_time")]

REFUGE = actions.NewAddress(
    lines="7 Hidden Close", postcode="L20 3AB", is_protected=True, protected_because="Refuge: the father searches"
)


# Searching


def test_no_name_is_ever_in_an_address(olive, add):
    add()
    answer = olive.post(reverse("register:search"), {"q": "Wren Appletree"})
    assert re.fullmatch(r"/children/search\?search=[\w-]+", answer.url)
    page = olive.get(answer.url)
    assert "<title>Find a child – Sightline</title>" in " ".join(page.content.decode().split())
    hrefs = re.findall(r'(?:href|action)="([^"]*)"', page.content.decode())
    assert not [href for href in hrefs if "wren" in href.lower()]


def test_the_number_above_the_list_is_the_length_of_the_list(olive, add):
    for given in ("Wren", "Robin", "Ash"):
        add(given_name=given)
    page = look_for(olive, "Appletree")
    assert "3 found" in words(page)
    assert page.content.decode().count("data-row-link") == len(page.context["found"]) == 3


def test_a_search_is_remembered_for_the_person_who_made_it_alone(client, partnership, add):
    add()
    client.force_login(partnership.olive)
    url = client.post(reverse("register:search"), {"q": "Wren"}).url
    assert "1 found" in words(client.get(url))
    client.logout()
    client.force_login(partnership.mina)
    assert client.get(url).context.get("found") is None


def test_an_empty_search_asks_for_something(olive):
    page = olive.post(reverse("register:search"), {"q": " "})
    assert "Enter a name, a date of birth, a number or a postcode" in words(page)


def test_what_is_found_shows_its_evidence_and_no_protected_address(olive, add):
    add(address=REFUGE)
    page = words(look_for(olive, "Wren Appletree 12/06/2015 L20 3AB"))
    for said in ("Strong match", "Name the same", "Date of birth the same", "Born 12 June 2015 (7 years)"):
        assert said in page
    assert "Address withheld" in page
    assert "Hidden Close" not in page
    assert "Postcode the same" not in page


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "' or 1=1 --", "%", "{{ 7*7 }}", "\u202eabc"])
def test_whatever_is_typed_comes_back_as_text(olive, add, hostile):
    add()
    page = look_for(olive, f"{hostile} x").content.decode()
    assert "<script>alert" not in page
    assert 'value="49' not in page


def test_at_night_the_worker_is_told_whom_to_ring_and_it_is_kept(client, partnership, add, restricted, nhs, trail):
    number = next(nhs)
    child = add(nhs_number=number)
    restricted(child)
    client.force_login(partnership.nye)
    page = look_for(client, number)
    assert "A record is held. Ring Dara Dataprotection" in words(page)
    assert "Wren" not in page.content.decode()
    assert "Add a child" not in words(page), "no second record is born at 2 a.m."
    assert ("HELD", "register.Child", child.pk) in trail


# Adding


def test_nobody_reaches_the_form_without_searching_first(olive):
    answer = olive.get(reverse("register:add"))
    assert answer.url == reverse("register:search")
    assert olive.post(f"{reverse('register:add')}?search=guessed", NEW).url == reverse("register:search")
    assert not Child.objects.exists()


def test_what_was_searched_for_stands_in_the_form(olive):
    form = olive.get(add_url(olive, "wren o'brien 12/06/2015 999 000 0018 PR8 1DA")).context["form"]
    begun = {name: form.initial[name] for name in ("given_name", "family_name", "life", "nhs_number", "postcode")}
    assert begun == {
        "given_name": "wren",
        "family_name": "o'brien",
        "life": "BORN",
        "nhs_number": "9990000018",
        "postcode": "PR8 1DA",
    }
    assert form.initial["born_on"] == date(2015, 6, 12)


def test_a_child_is_added_once_however_often_the_button_is_pressed(olive):
    url = add_url(olive)
    first = olive.post(url, NEW | {"lines": "3 Hazel Road", "postcode": "PR8 1DA", "nhs_number": "999 000 0018"})
    assert first.status_code == 302, words(first)
    assert olive.post(url, NEW).url == first.url
    child = Child.objects.get()
    assert first.url == reverse("child", args=[child.pk])
    assert "Wren Appletree" in words(olive.get(first.url))


def test_a_child_much_like_another_is_shown_before_anything_is_kept(olive, add):
    other = add(given_name="Wern")
    url = add_url(olive)
    asked = olive.post(url, NEW)
    assert "Is it one of these?" in words(asked)
    assert Child.objects.count() == 1
    assert olive.post(url, NEW | {"seen": str(other.pk)}).status_code == 302
    assert Child.objects.count() == 2


def test_the_same_child_is_added_again_only_with_a_reason(olive, add):
    other = add()
    url = add_url(olive)
    seen = NEW | {"seen": str(other.pk)}
    refused = olive.post(url, seen)
    assert "already in the register" in words(refused)
    assert "How do you know that this is another child?" in words(refused)
    assert Child.objects.count() == 1
    assert "How do you know" in words(olive.post(url, seen | {"set_apart_because": ""}))
    assert olive.post(url, seen | {"set_apart_because": "A cousin, both seen today"}).status_code == 302
    assert Child.objects.count() == 2


def test_adding_a_restricted_child_names_whom_to_ring_and_it_is_kept(olive, add, restricted, trail):
    child = add()
    restricted(child)
    page = olive.post(add_url(olive), NEW)
    assert "A record is held. Ring Dara Dataprotection" in words(page)
    assert ("HELD", "register.Child", child.pk) in trail


def test_a_refused_form_keeps_what_was_typed(olive):
    page = olive.post(add_url(olive), NEW | {"nhs_number": "999 000 0019", "lines": "3 Hazel Road"})
    assert "wrong digit" in words(page)
    assert "3 Hazel Road" in page.content.decode()

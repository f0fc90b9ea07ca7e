"""The pages that need no account, as a neighbour and a child meet them."""

import pytest
from django.urls import reverse

from sightline.front_door import actions
from sightline.front_door.models import Contact, ContactEvent
from sightline.front_door.referral_text import as_text, section

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.usefixtures("pages_at_the_partnerships_time")]

ONCE = "7f9c24e8-3b12-4fef-91e0-56a2d5a8b0c1"
TOLD = {
    "worry": "Crying at night.",
    "source": "1B",
    "named": "YES",
    "name": "Ned Neighbour",
    "telephone": "01632 960 002",
    "once": ONCE,
    "child-TOTAL_FORMS": "1",
    "child-INITIAL_FORMS": "0",
    "child-0-given_name": "Wren",
    "child-0-age": "27/3/2015",
    "child-0-address": "The flat above the chip shop",
}


def receipt_of(answer) -> tuple[str, str]:
    return answer.context["submission"].reference, answer.context["code"]


@pytest.mark.parametrize("name", ["start", "tell_us", "about_me", "status"])
def test_a_public_page_opens_without_an_account_and_names_the_help_lines(client, db, name):
    page = client.get(reverse(f"worried:{name}"))
    assert page.status_code == 200
    assert "0800 1111" in page.content.decode()
    assert "999" in page.content.decode()
    assert "no-store" in page["Cache-Control"]


def test_a_neighbour_tells_us_and_asks_later_what_happened(client, partnership, a_judgement):
    reference, code = receipt_of(client.post(reverse("worried:tell_us"), TOLD))
    partnership.acts(partnership.mina)
    contact = Contact.objects.select_related("event").get()
    assert (contact.event.source, contact.event.referrer_name) == ("1B", "Ned Neighbour")
    assert contact.described_born_on.isoformat() == "2015-03-27"
    assert "WHAT ARE YOU WORRIED ABOUT?\nCrying at night." in contact.event.referral_text
    judgement = a_judgement(outcome="INFO_ADVICE", level_concluded="2", alteration_reason="")
    actions.decide(contact=contact, judgement=judgement, by=partnership.mina, at=partnership.now)
    actions.send_feedback(
        contact=contact, method="LETTER", text="Thank you. We looked into it.", by=partnership.mina, at=partnership.now
    )
    page = client.post(reverse("worried:status"), {"reference": reference, "code": code}).content.decode()
    assert "We looked into it." in page
    for secret in ("Wren", "Information and advice", "Crying", "Ned"):
        assert secret not in page, "the receipt of the public says nothing of the child"


def test_who_does_not_want_to_be_known_is_not(client, partnership):
    client.post(reverse("worried:tell_us"), TOLD | {"named": "NO"})
    partnership.acts(partnership.mina)
    event = ContactEvent.objects.get()
    assert (event.source, event.referrer_name, event.referrer_telephone, event.referrer_role) == ("9", "", "", "")
    assert "Ned" not in event.referral_text + str(event.submission.sent)


def test_a_wrong_code_opens_nothing_and_says_no_more(client, db):
    reference, _ = receipt_of(client.post(reverse("worried:tell_us"), TOLD))
    wrong = client.post(reverse("worried:status"), {"reference": reference, "code": "BBBB-CCCC-DDDD"}).content.decode()
    never = client.post(reverse("worried:status"), {"reference": "FD-2222-3333", "code": "X"}).content.decode()
    words = "We cannot find that reference with that code"
    assert words in wrong
    assert words in never


def test_the_same_words_sent_twice_are_one_message_with_one_code(client, partnership):
    first, second = (client.post(reverse("worried:tell_us"), TOLD) for _ in range(2))
    assert receipt_of(first) == receipt_of(second)
    changed = client.post(reverse("worried:tell_us"), TOLD | {"worry": "And again tonight."})
    assert receipt_of(changed) != receipt_of(first), "what was added after going back is not lost"
    partnership.acts(partnership.mina)
    assert ContactEvent.objects.count() == 2


def test_one_more_child_can_be_added_and_nothing_typed_is_lost(client, partnership):
    more = client.post(reverse("worried:tell_us"), TOLD | {"add_child": "1"})
    assert len(more.context["children"]) == 2
    assert "Crying at night." in more.content.decode()
    two = TOLD | {"child-TOTAL_FORMS": "2", "child-1-given_name": "Tom", "child-1-age": "about 3"}
    client.post(reverse("worried:tell_us"), two)
    partnership.acts(partnership.mina)
    assert [each.described_given_name for each in Contact.objects.order_by("pk")] == ["Wren", "Tom"]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"child-0-given_name": "Wren & Tom"}, "Put each child in a row of their own"),
        ({"child-0-age": "1/6/2015 and 1/2/2018"}, "Put each child in a row of their own"),
        ({"child-0-given_name": "", "child-0-address": ""}, "where we can find them"),
        ({"child-0-given_name": "", "child-0-address": "", "child-0-age": ""}, "Tell us which child"),
        ({"worry": ""}, "Enter what you are worried about"),
        ({"website": "http://example.com"}, "Empty this box"),
        ({"worry": "x" * 6001}, "6000 characters or fewer"),
    ],
)
def test_a_public_form_that_cannot_be_sent_says_why_and_keeps_what_was_typed(client, partnership, said, words):
    page = client.post(reverse("worried:tell_us"), TOLD | said).content.decode()
    assert words in page
    assert "Ned Neighbour" in page
    partnership.acts(partnership.mina)
    assert not ContactEvent.objects.exists()


@pytest.mark.parametrize("rows", ["", "99999", "-1", "²", "x" * 5000])
@pytest.mark.parametrize("press", [{}, {"add_child": "1"}])
def test_a_number_of_rows_that_no_page_ever_sent_does_no_harm(client, db, rows, press):
    page = client.post(reverse("worried:tell_us"), TOLD | {"child-TOTAL_FORMS": rows} | press)
    assert page.status_code == 200
    assert len(page.context["children"]) <= 7


def test_a_child_tells_us_themselves(client, partnership):
    said = {"happening": "I am scared.", "safe_now": "NO", "reach": "SCHOOL", "who_at_school": "Mrs Kay", "once": ONCE}
    page = client.post(reverse("worried:about_me"), said).content.decode()
    assert "Ring 999 now" in page
    partnership.acts(partnership.mina)
    event = ContactEvent.objects.get()
    assert (event.source, event.competence) == ("1C", "NOT_ASSESSED")
    assert "ARE YOU SAFE RIGHT NOW?\nNo" in event.referral_text
    assert "Mrs Kay" in event.referral_text


def test_the_eleventh_message_in_an_hour_is_asked_to_ring_and_keeps_its_words(client, partnership):
    for number in range(10):
        assert "code" in client.post(reverse("worried:tell_us"), TOLD | {"worry": f"Message {number}"}).context
    page = client.post(reverse("worried:tell_us"), TOLD | {"worry": "The eleventh"})
    assert "Ring us, or send this again in an hour" in page.content.decode()
    assert "The eleventh" in page.content.decode()
    again = client.post(reverse("worried:tell_us"), TOLD | {"worry": "Message 9"})
    assert "code" in again.context, "a second press of the button is no eleventh message"


def test_somebody_signed_in_does_not_write_as_the_public_by_mistake(school, partnership):
    page = school.post(reverse("worried:tell_us"), TOLD).content.decode()
    assert "Sign out first" in page
    partnership.acts(partnership.mina)
    assert not ContactEvent.objects.exists()


def test_text_is_put_together_from_what_was_answered_only():
    sections = [section("One", [("Why?", "Because."), ("When?", " ")]), section("Two", [])]
    assert as_text(sections) == "WHY?\nBecause."

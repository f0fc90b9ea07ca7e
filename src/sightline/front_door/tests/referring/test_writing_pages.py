"""Writing a referral: page by page, saved as it is typed, sent once."""

import re
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from django.urls import reverse
from tests.support.partnership import PASSWORD

from sightline.common import once
from sightline.common.models import Draft
from sightline.front_door.models import Contact, ContactEvent, Submission
from sightline.front_door.tests.referring.writing import CHILD, PAGES, begin, dated, mark_on, write

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.usefixtures("pages_at_the_partnerships_time")]


def test_a_school_writes_a_referral_page_by_page_and_sends_it(school, partnership):
    base = write(school)
    answer = school.post(f"{base}check", mark_on(school, base), follow=True)
    page = answer.content.decode()
    partnership.acts(partnership.mina)
    event = ContactEvent.objects.get()
    contact = event.contacts.get()
    assert event.reference in page
    assert (contact.described_given_name, contact.described_postcode) == ("Wren", "PR8 1DA")
    assert (contact.primary_concern, contact.concerns) == ("NEG", ["NEG", "DA"])
    assert (contact.neglect_tool, contact.level_as_referred) == ("YES", "3")
    assert (event.consent, event.consent_reason) == ("NOT_ASKED_RISK", "He hits them.")
    assert (event.competence, event.article_6_basis) == ("NOT_ASSESSED", "PUBLIC_TASK")
    assert event.referral_text == (
        "WHAT ARE YOU WORRIED ABOUT?\nHungry on Monday.\nHungry again on Tuesday.\n\n"
        "WHAT DOES THE CHILD SAY?\nThere is no food.\n\n"
        "THE FATHER AND OTHER MEN IN THE CHILDREN’S LIVES\nI have not asked\n\n"
        "DOES ANYBODY NEED AN INTERPRETER, OR OTHER HELP TO COMMUNICATE?\nYes\n\n"
        "WHO, AND WHICH LANGUAGE OR HELP?\nMother speaks Polish\n\n"
        "THE CHILDREN\nWren Appletree: born 1 June 2010; lives at 4 Quay Street, PR8 1DA; goes to Saint Bride's\n\n"
        "A GOOD TIME TO RING THE REFERRER\nAfter 3"
    )
    partnership.acts(partnership.sol)
    assert not Draft.objects.exists(), "nothing of the draft stays once it is sent"


def test_what_was_sent_is_shown_back_word_for_word(school):
    base = write(school)
    page = school.post(f"{base}check", mark_on(school, base), follow=True).content.decode()
    for words in ("Hungry again on Tuesday.", "Mother speaks Polish", "4 Quay Street", "Level 3: Targeted early help"):
        assert words in page
    assert "Done in time" in page, "the receipt acknowledges"
    assert "Fri 14 April 2023" in page, "a day to decide, a day to tell"


def test_brothers_and_sisters_share_what_is_typed_once(school, partnership):
    tom = {"given_name": "Tom", "birth": "NOT_KNOWN", "about_age": "6", "home": "SAME"}
    unborn = {"birth": "UNBORN", **dated("expected_on", "2023-08-01"), "home": "PROTECTED", "address": "Refuge Road 1"}
    levels = {"level_1": "3", "level_2": "NOT_SURE", "level_3": "4"}
    base = write(school, CHILD, tom, unborn, level=levels)
    assert school.post(f"{base}check", mark_on(school, base)).status_code == 302
    partnership.acts(partnership.mina)
    wren, tom, unborn = Contact.objects.order_by("pk")
    assert tom.described_address == wren.described_address == "4 Quay Street"
    assert [each.level_as_referred for each in (wren, tom, unborn)] == ["3", "", "4"]
    assert (unborn.described_address, unborn.described_expected_on.isoformat()) == ("", "2023-08-01")
    assert "age about 6" in unborn.event.referral_text
    assert "address protected, ring the referrer for it" in unborn.event.referral_text
    assert "Refuge Road" not in unborn.event.referral_text + str(Submission.objects.get().sent)


def test_two_children_on_one_page_are_refused_at_that_page(school):
    base = begin(school)
    page = school.post(f"{base}children/1", CHILD | {"given_name": "Wren and Tom"}).content.decode()
    assert "Put each child in a row of their own" in page


def test_a_young_childs_own_consent_is_not_asked_about(school, partnership):
    young = CHILD | dated("born_on", "2018-06-01")
    base = write(school, young, consent={"consent": "ASKED_GIVEN", "agreed_by": "Mother"})
    assert "young person" not in school.get(f"{base}consent").content.decode()
    school.post(f"{base}check", mark_on(school, base))
    partnership.acts(partnership.mina)
    assert ContactEvent.objects.get().competence == "NOT_RELEVANT"


def test_the_neglect_tool_is_asked_about_only_where_neglect_is_of_concern(school, partnership):
    base = write(school, leave_out=["neglect-tool"], concern={"primary_concern": "PHY"})
    assert school.post(f"{base}check", mark_on(school, base)).status_code == 302
    partnership.acts(partnership.mina)
    assert Contact.objects.get().neglect_tool == ""


def test_an_incomplete_referral_cannot_be_sent_and_says_what_is_missing(school, partnership):
    base = write(school, leave_out=["worries"])
    page = school.get(f"{base}check")
    assert page.context["missing"] == [("What has happened", f"{base}worries")]
    answer = school.post(f"{base}check", mark_on(school, base))
    assert "Some pages are not complete yet" in answer.content.decode()
    partnership.acts(partnership.mina)
    assert not ContactEvent.objects.exists()


def test_send_pressed_twice_sends_once(school, partnership):
    base = write(school)
    sent = mark_on(school, base)
    first, second = (school.post(f"{base}check", sent) for _ in range(2))
    assert first.url == second.url
    partnership.acts(partnership.mina)
    assert ContactEvent.objects.count() == 1


def test_send_pressed_twice_in_the_same_moment_sends_once(school, partnership, monkeypatch):
    base = write(school)
    sent = mark_on(school, base)
    partnership.acts(partnership.sol)
    once.claim(UUID(sent["mark"]), staff_id=partnership.sol.pk, goes_to="/the-other-press", at=partnership.now)
    known, asked = once.went_to, []

    def not_yet_seen(token: UUID, **whose: int) -> str:
        asked.append(token)
        return known(token, **whose) if len(asked) > 1 else ""

    monkeypatch.setattr(once, "went_to", not_yet_seen)
    assert school.post(f"{base}check", sent).url == "/the-other-press"
    partnership.acts(partnership.mina)
    assert not ContactEvent.objects.exists(), "what this press had put in is taken back"


def test_a_page_left_half_written_stands_there_again(school):
    base = begin(school)
    school.post(reverse("draft", args=["refer-worries", int(base.split("/")[-2])]), {"worries": "Half a sent"})
    page = school.get(f"{base}worries").content.decode()
    assert "Half a sent" in page
    assert "There is a problem" not in page, "nobody has sent it yet"


def test_what_is_sent_after_signing_out_is_not_lost(client, partnership):
    client.post(reverse("sign_in"), {"username": "sol", "password": PASSWORD})
    base = begin(client)
    client.cookies.pop("sightline_session")
    answer = client.post(f"{base}worries", {"worries": "Typed too late."})
    assert answer.status_code == 302
    offered = client.post(answer.url, {"username": "sol", "password": PASSWORD}).content.decode()
    assert "Typed too late." in offered
    assert f"{base}worries" in offered
    client.post(f"{base}worries", {"worries": "Typed too late."})
    assert "Typed too late." in client.get(f"{base}worries").content.decode()


def test_a_draft_is_its_writers_alone(school, client, partnership):
    base = write(school)
    client.force_login(partnership.hana)
    assert client.get(f"{base}check").url == reverse("front_door:submissions")
    assert client.post(f"{base}check", {"mark": "7f9c24e8-3b12-4fef-91e0-56a2d5a8b0c1"}).status_code == 302
    partnership.acts(partnership.mina)
    assert not ContactEvent.objects.exists()


def test_a_draft_can_be_deleted_and_a_child_taken_off(school, partnership):
    base = write(school, CHILD, CHILD | {"given_name": "Tom"}, level={"level_1": "3", "level_2": "3"})
    school.post(f"{base}children/2/remove")
    assert len(school.get(f"{base}check").context["sections"]) == len(PAGES) + 1
    school.post(f"{base}throw-away")
    partnership.acts(partnership.sol)
    assert not Draft.objects.exists()
    assert school.get(f"{base}about").url == reverse("front_door:submissions")


def test_a_sign_that_no_database_can_hold_does_no_harm(school):
    base = begin(school)
    assert school.post(f"{base}worries", {"worries": "a\x00b"}).status_code == 200
    assert school.get(f"{base}worries").status_code == 200


def test_the_police_are_offered_their_own_notification(client, partnership):
    client.force_login(partnership.pat)
    base = begin(client)
    form = client.get(f"{base}about").context["form"]
    assert form.fields["contact_type"].choices[0][0] == form.fields["contact_type"].initial == "POLICE_VPRF"
    assert "source" not in form.fields, "the police are one source only"
    assert "law_enforcement" in client.get(f"{base}basis").context["form"].fields


@pytest.mark.parametrize("name", ["submissions", "refer"])
@pytest.mark.parametrize("username", ["mina", "bea"])
def test_who_may_not_refer_does_not_enter(client, partnership, name, username):
    client.force_login(getattr(partnership, username))
    assert client.get(reverse(f"front_door:{name}")).status_code == 403


def test_no_address_of_a_page_says_who_the_child_is(school):
    base = write(school)
    answer = school.post(f"{base}check", mark_on(school, base), follow=True)
    gone = [*(url for url, _ in answer.redirect_chain), base]
    assert all(re.fullmatch(r"[/a-z0-9-]+", urlsplit(url).path) and not urlsplit(url).query for url in gone)
    title = re.search(r"<title>(.*?)</title>", answer.content.decode(), re.DOTALL)
    assert title
    assert "Wren" not in title.group(1)

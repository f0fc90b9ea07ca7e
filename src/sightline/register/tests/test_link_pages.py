"""Possible same child, as the person meets it who decides."""

from typing import Any

import pytest
from django.urls import reverse

from sightline.register.actions import linking
from sightline.register.models import Child, Disclosure, Link, LinkRecall
from sightline.register.tests.reading import words
from sightline.register.tests.test_linking import COUNCIL, HOME, NHS, POLICE, pair, proposed, record

__all__ = ["pair", "proposed", "record"]

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.usefixtures("the_partnerships_time")]
EVIDENCE = [
    {"comparison": "given_name", "step": "SLIP", "bits": 3.1},
    {"comparison": "family_name", "step": "SAME", "bits": 6.0},
    {"comparison": "birth", "step": "SAME", "bits": 9.0},
    {"comparison": "home", "step": "DIFFERENT", "bits": -2.0},
    {"comparison": "nhs_number", "step": "MISSING", "bits": 0.0},
]


@pytest.fixture
def waiting(record: Any, pair: Any) -> Link:
    ours, theirs = record(COUNCIL, **HOME), record(POLICE, given_name="Wrena", nhs=NHS, home="9 Plover Row")
    reasons = ["NO_SHARED_NHS_NUMBER"]
    return pair(ours, theirs, weight=16.0, evidence=EVIDENCE, reasons=reasons, rival="RELATIVE")


@pytest.fixture
def mina(client: Any, partnership: Any) -> Any:
    client.force_login(partnership.mina)
    return client


def test_the_list_tells_what_agrees_but_not_the_other_agencys_name(mina, waiting):
    page = words(mina.get(reverse("register:links")))
    assert "Wrenna Appletree" in page
    assert "Wrena " not in page
    assert "About 65,536 to one" in page
    assert "Speaks against" in page


def test_the_pair_shows_both_records_and_why_a_person_must_look(mina, waiting, trail):
    page = words(mina.get(reverse("register:link", args=[waiting.pk])))
    for said in (
        "Wrena",
        "9 Plover Row",
        "One letter apart",
        "Nearly",
        "Agrees",
        "Differs",
        "do not share a valid NHS",
        "twin",
    ):
        assert said in page, said
    assert ("OPENED", "register.Link", waiting.pk) in trail
    assert Disclosure.objects.using("owner").count() + Disclosure.objects.count() >= 1


def post(client: Any, link: Link, **said: Any) -> Any:
    return client.post(reverse("register:link", args=[link.pk]), {"seen": link.version, **said}, follow=True)


def test_confirm_then_the_childs_page_says_where_else_and_undo_takes_it_away(mina, waiting, partnership):
    assert "Confirmed" in words(post(mina, waiting, decision="CONFIRM"))
    child = reverse("child", args=[Child.objects.get().pk])
    assert "A record of Merrow Police, which stays with that agency" in words(mina.get(child))
    waiting.refresh_from_db()
    assert "how you know" in words(post(mina, waiting))
    assert "Undone" in words(post(mina, waiting, reason="Two birth certificates"))
    assert "Merrow Police" not in words(mina.get(child))


def test_not_now_asks_until_when(mina, waiting):
    assert "Enter the day" in words(post(mina, waiting, decision="POSTPONE"))
    assert "Put off" in words(post(mina, waiting, decision="POSTPONE", until="2023-05-01"))
    waiting.refresh_from_db()
    assert waiting.state == "POSTPONED"


def test_a_stale_page_decides_nothing(mina, waiting, partnership):
    page = post(mina, waiting, seen=99, decision="CONFIRM")
    assert "has changed since you opened it" in words(page)
    waiting.refresh_from_db()
    assert waiting.state == "PROPOSED"


def test_several_are_confirmed_only_where_ticked_and_none_is_ticked_beforehand(mina, waiting):
    address = reverse("register:links_several")
    assert "No such pair waits" in words(mina.get(address)), "names that look alike are looked at one by one"
    waiting.evidence = [EVIDENCE[0] | {"step": "SHORT_FORM"}, *EVIDENCE[1:]]
    waiting.save()
    page = mina.get(address)
    assert "checked" not in page.content.decode()
    assert "Tick at least one" in words(mina.post(address, {}, follow=True))
    assert "1 pair confirmed" in words(
        mina.post(address, {"pair": [f"{waiting.pk}-{waiting.version}", "x", "999999-1"][:1]}, follow=True)
    )
    waiting.refresh_from_db()
    assert waiting.state == "CONFIRMED"


def test_two_records_of_one_agency_are_brought_together_by_hand(mina, record, pair):
    one, other = record(COUNCIL), record(COUNCIL, given_name="Wrena")
    address = reverse("register:link_by_hand", args=[one.pk])
    assert "Wrena Appletree" in words(mina.get(address))
    page = mina.post(address, {"other": other.pk}, follow=True)
    assert "merge the two records" in words(page)
    link = Link.objects.get()
    assert "Confirmed" in words(post(mina, link, decision="CONFIRM"))
    assert "Wrena Appletree" in words(mina.get(reverse("child", args=[one.pk])))


@pytest.mark.parametrize("name", ["olive", "pat", "bea"])
def test_nobody_else_opens_these_pages(client, partnership, waiting, name):
    client.force_login(getattr(partnership, name))
    for address in (reverse("register:links"), reverse("register:link", args=[waiting.pk])):
        assert client.get(address).status_code == 403


def test_what_was_told_meanwhile_is_on_what_needs_me_of_the_lead_until_done(client, partnership, waiting):
    partnership.acts(partnership.mina)
    said = {"by": partnership.mina, "at": partnership.now}
    linking.confirm_link(link=waiting, **said)
    ours = Child.objects.get()
    told = {"child": ours, "about_type": "x", "about_id": 1, "agency": ours.agency, "purpose": "CHECK", "fields": ["n"]}
    Disclosure.objects.create(**told, receiver=partnership.agency(POLICE), verdict="SHARED", at=partnership.now)
    linking.undo_link(link=waiting, reason="Two children", **said)
    client.force_login(partnership.dara)
    assert "To be taken back" in words(client.get("/"))
    page = words(client.get(reverse("register:link_recalls")))
    assert "Merrow Council told Merrow Police" in page
    partnership.acts(partnership.dara)
    recall = LinkRecall.objects.get()
    assert "Kept as taken back" in words(client.post(reverse("register:link_recall", args=[recall.pk]), follow=True))
    assert "Nothing is left" in words(client.get(reverse("register:link_recalls")))

"""The pages of sharing, as the people who use them meet them: list = count = file, and nobody else's lines."""

import csv
import io
from datetime import date

import pytest
from django.urls import reverse

from sightline.register import actions
from sightline.register.actions import sharing
from sightline.register.models import Disclosure, Involvement, SharingAgreement, WorkerChangeTelling
from sightline.register.tests.reading import words

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.usefixtures("the_partnerships_time")]
LAW = sharing.Basis(article_6_basis="PUBLIC_TASK", special_category_condition="SAFEGUARDING")
SCHOOL, POLICE = "Saint Bride's Primary School", "Merrow Police"


@pytest.fixture
def wren(add):
    return add(address=actions.NewAddress(lines="3 Hazel Road"))


@pytest.fixture
def lines(partnership, wren):
    """Three lines about Wren: two told, and one withheld from somebody with a formula for a name."""
    said = {"child": wren, "about": wren, "basis": LAW, "by": partnership.olive, "at": partnership.now}
    said |= {"purpose": "WORKING_TOGETHER", "fields": ["level of need"]}
    sharing.disclose(receiver=partnership.agency(SCHOOL), means="TELEPHONE", **said)
    sharing.disclose(receiver=partnership.agency(POLICE), means="MEETING", **{**said, "purpose": "TRANSFER"})
    sharing.withhold(receiver_name="=1+1", because="He would find them.", **said)
    return list(Disclosure.objects.order_by("pk"))


def as_(client, partnership, username):
    client.force_login(getattr(partnership, username))
    return client


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 3),
        ("?verdict=WITHHELD", 1),
        ("?purpose=TRANSFER", 1),
        ("?resting=WITHOUT", 3),
        ("?from_on=2023-04-12&to_on=2023-04-12", 3),
        ("?from_on=2023-04-13", 0),
        ("?to_on=2023-04-11", 0),
    ],
)
def test_the_ledgers_list_count_and_file_agree(client, partnership, lines, query, count):
    page = as_(client, partnership, "dara").get(reverse("sharing:ledger") + query)
    assert page.context["page"].paginator.count == page.context["told"] == len(page.context["rows"]) == count
    text = client.get(reverse("sharing:export") + query).content.decode("utf-8-sig")
    assert len(list(csv.DictReader(io.StringIO(text)))) == count


def test_the_ledger_is_narrowed_to_a_receiver(client, partnership, lines):
    police = partnership.agency(POLICE)
    page = as_(client, partnership, "dara").get(reverse("sharing:ledger"), {"receiver": police.pk})
    assert len(page.context["rows"]) == 1


def test_nothing_in_the_file_runs_as_a_formula(client, partnership, lines):
    text = as_(client, partnership, "dara").get(reverse("sharing:export")).content.decode("utf-8-sig")
    assert "'=1+1" in [row["To"] for row in csv.DictReader(io.StringIO(text))]


def test_two_agencies_see_their_own_lines_and_no_child_by_name(client, partnership, lines):
    for username, count in (("sol", 1), ("pat", 1), ("hana", 0)):
        page = as_(client, partnership, username).get(reverse("sharing:ledger"))
        assert len(page.context["rows"]) == count, username
        assert "Wren" not in words(page)


@pytest.mark.parametrize("username", ["olive", "mina", "ana", "bea"])
def test_the_agencys_ledger_is_not_for_everybody(client, partnership, username):
    client = as_(client, partnership, username)
    assert client.get(reverse("sharing:ledger")).status_code == 403
    assert client.get(reverse("sharing:export")).status_code == 403


def test_a_childs_ledger_is_linked_from_the_child_and_shows_all(client, partnership, wren, lines):
    client = as_(client, partnership, "mina")
    address = reverse("sharing:of_child", args=[wren.pk])
    assert address in client.get(reverse("child", args=[wren.pk])).content.decode()
    page = words(client.get(address))
    for said in ("Primary School", POLICE, "=1+1", "Withheld", "No agreement found"):
        assert said in page, said


def test_a_line_is_read_by_whom_it_concerns_and_taken_back_by_who_told_it(client, partnership, lines):
    to_school = reverse("sharing:line", args=[lines[0].pk])
    assert as_(client, partnership, "pat").get(to_school).status_code == 404
    page = as_(client, partnership, "sol").get(to_school)
    assert page.status_code == 200 and "Take it back" not in words(page)
    client.post(to_school)
    client = as_(client, partnership, "dara")
    assert "Take it back" in words(client.get(to_school)), "the school could not"
    client.post(to_school)
    assert "taken back" in words(client.get(to_school))
    assert client.get(reverse("sharing:line", args=[10**17])).status_code == 404


# Children shared with us


@pytest.fixture
def given(partnership, wren):
    said = {"purpose": "CHECK", "rests_on": wren, "by": partnership.olive, "at": partnership.now}
    return sharing.grant(child=wren, to_agency=partnership.agency(SCHOOL), **said)


def test_a_shared_child_is_opened_through_the_window_and_that_is_kept(client, partnership, given, trail):
    client = as_(client, partnership, "sol")
    assert "Wren Appletree" in words(client.get(reverse("sharing:shared_with_us")))
    page = words(client.get(reverse("sharing:shared_child", args=[given.pk])))
    assert "3 Hazel Road" in page and "12 June 2015" in page
    assert ("OPENED", "register.Grant", given.pk) in trail


def test_another_agency_or_an_ended_window_is_not_found_and_that_is_kept(client, partnership, given, trail):
    address = reverse("sharing:shared_child", args=[given.pk])
    assert as_(client, partnership, "hana").get(address).status_code == 404
    assert ("REFUSED", "register.Grant", given.pk) in trail
    partnership.acts(partnership.sol)
    sharing.end_grant(grant=given, because="Served", by=partnership.sol, at=partnership.now)
    assert as_(client, partnership, "sol").get(address).status_code == 404
    assert client.get(reverse("sharing:shared_child", args=[10**17])).status_code == 404


# Agreements


def a_form(partnership, **said):
    agencies = [partnership.agency(name).pk for name in ("Merrow Council", SCHOOL)]
    return {
        "title": "Sharing at the front door",
        "text": "<script>alert(1)</script> What is told.",
        "agencies": agencies,
        "purposes": ["CHECK"],
        "in_force_from": "2022-04-01",
        "review_by": "2023-04-01",
        **said,
    }


def test_an_agreement_is_entered_renewed_and_ended_on_pages_and_read_by_all(client, partnership):
    client = as_(client, partnership, "dara")
    client.post(reverse("sharing:add_agreement"), a_form(partnership))
    agreement = SharingAgreement.objects.get()
    assert "Agreements to review" in words(client.get("/"))
    new = reverse("sharing:new_version", args=[agreement.pk])
    assert client.get(new).status_code == 200
    refused = client.post(new, a_form(partnership))
    assert "begins after the one before" in words(refused)
    client.post(new, a_form(partnership, in_force_from="2023-04-01", review_by="2025-04-01"))
    assert "Agreements to review" not in words(client.get("/"))
    page = as_(client, partnership, "sol").get(reverse("sharing:agreement", args=[agreement.pk]))
    assert "Version 2" in words(page) and "<script>alert" not in page.content.decode()
    assert client.get(reverse("sharing:add_agreement")).status_code == 403
    client = as_(client, partnership, "bea")
    client.post(reverse("sharing:end_agreement", args=[agreement.pk]), {"ended_on": "2023-04-12"})
    assert SharingAgreement.objects.get().ended_on == date(2023, 4, 12)
    assert "Ended" in words(client.get(reverse("sharing:agreements")))


# Changes of worker


def test_a_change_of_worker_is_made_told_and_seen_on_pages(client, partnership, wren, given):
    begun = {"child": wren, "from_on": date(2023, 1, 9), "by": partnership.olive, "at": partnership.now}
    actions.start_involvement(service="EARLY_HELP", worker=partnership.hugo, **begun)
    involvement = Involvement.objects.get()
    client = as_(client, partnership, "olive")
    address = reverse("register:change_worker", args=[wren.pk, involvement.pk])
    assert address in client.get(reverse("child", args=[wren.pk])).content.decode()
    assert client.get(address).status_code == 200
    client.post(address, {"worker": partnership.maud.pk})
    involvement.refresh_from_db()
    assert involvement.worker == partnership.maud
    client = as_(client, partnership, "sol")
    assert "Changes of worker" in words(client.get("/"))
    page = words(client.get(reverse("sharing:worker_changes")))
    assert "Wren Appletree" in page and "Maud Manager works with the child" in page
    partnership.acts(partnership.sol)
    for telling in WorkerChangeTelling.objects.visible_to(partnership.sol):
        seen = reverse("sharing:change_seen", args=[telling.pk])
        assert client.get(seen).status_code == 405
        assert client.post(seen).status_code == 302
        assert as_(client, partnership, "hana").post(seen).status_code == 404
        as_(client, partnership, "sol")
    assert "No change that you have not seen" in words(client.get(reverse("sharing:worker_changes")))

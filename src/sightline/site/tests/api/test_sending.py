"""Other systems send contacts and answer checks: once, as they are described, and as the rules allow."""

import re
from datetime import timedelta

import pytest
from django.db.models.signals import post_save

from sightline.common.models import AccessEntry
from sightline.front_door import actions
from sightline.front_door.models import Check, Contact, ContactEvent
from sightline.register import api as register_api
from sightline.register.models import Scope
from sightline.site.tests.api.calling import (
    REFERRAL,
    is_a_problem,
    let_in,
)

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.usefixtures("business_time")]


def test_a_referral_sent_reaches_the_front_door_as_one_from_the_form_does(school, council, partnership):
    said = school.post("contacts", REFERRAL, key="one-and-only")
    assert said.status_code == 200, said.content
    (got,) = council.get("contacts").json()["items"]
    assert got["reference"] == said.json()["reference"]
    assert got["child"] == "Wren Appletree"
    partnership.acts(partnership.mina)
    event = ContactEvent.objects.get(reference=got["reference"])
    assert event.referrer_agency.name == "Saint Bride's Primary School"
    assert event.channel == "REFERRAL_FORM"
    assert "Sol Schoollead" in event.referral_text
    assert "hungry" in event.referral_text
    assert event.acknowledged_at == partnership.now


def test_the_same_key_with_the_same_body_gives_the_same_answer_and_does_nothing_twice(school, council):
    first = school.post("contacts", REFERRAL, key="one-and-only")
    reordered = dict(reversed(REFERRAL.items()))
    again = school.post("contacts", reordered, key="one-and-only")
    assert (first.status_code, first.json()) == (again.status_code, again.json())
    assert council.get("contacts").json()["count"] == 1


def test_the_same_key_with_another_body_is_refused_and_explained(school, council):
    school.post("contacts", REFERRAL, key="one-and-only")
    other = school.post("contacts", {**REFERRAL, "referral_text": "Something else"}, key="one-and-only")
    assert "new key" in is_a_problem(other, 409)["detail"]
    assert council.get("contacts").json()["count"] == 1


def test_another_agencys_key_is_another_key(school, partnership, council):
    first = school.post("contacts", REFERRAL, key="one-and-only").json()
    other = council.post("contacts", {**REFERRAL, "source": "5B"}, key="one-and-only").json()
    assert first["reference"] != other["reference"]


def test_a_refusal_sets_the_key_free(school):
    impossible = {**REFERRAL, "children": [{**REFERRAL["children"][0], "born_on": "2023-05-01"}]}
    assert "after the day" in is_a_problem(school.post("contacts", impossible, key="one-and-only"), 409)["detail"]
    assert school.post("contacts", REFERRAL, key="one-and-only").status_code == 200


@pytest.mark.parametrize("key", [None, "", "short", "x" * 65, "with space", "ümlaut-key"])
def test_a_key_of_another_kind_is_refused(school, key):
    is_a_problem(school.post("contacts", REFERRAL, key=key), 422)


@pytest.mark.parametrize(
    "extra", [{"agency": 1}, {"state": "DECIDED"}, {"received_at": "2020-01-01"}, {"submitted_by": 3}, {"id": 1}]
)
def test_what_is_not_asked_for_is_refused(school, extra):
    said = is_a_problem(school.post("contacts", {**REFERRAL, **extra}, key="one-and-only"), 422)
    assert next(iter(extra)) in said["errors"][0]["where"]
    child = {**REFERRAL, "children": [{**REFERRAL["children"][0], **extra}]}
    is_a_problem(school.post("contacts", child, key="one-and-only"), 422)


@pytest.mark.parametrize("day", ["2023-02-30", "2023-13-01", "01/02/2015", 20150601, True, "2015-06-01T00:00:00", ""])
def test_a_day_that_is_none_is_refused_in_words(school, day):
    wrong = {**REFERRAL, "children": [{**REFERRAL["children"][0], "born_on": day}]}
    said = is_a_problem(school.post("contacts", wrong, key="one-and-only"), 422)
    assert any("year-month-day" in each["why"] and "born_on" in each["where"] for each in said["errors"])
    assert str(day) not in "".join(each["why"] for each in said["errors"]) or day in ("", True)


@pytest.mark.parametrize(
    "said",
    ["Robert'); drop table register_child;--", "\x00\x01 nothing \x1b[31m", "=cmd|' /C calc'!A0", "<script>x</script>"],
)
def test_hostile_text_is_kept_as_text_without_signs_that_cannot_be_read(school, council, partnership, said):
    child = {**REFERRAL["children"][0], "given_name": said[:80]}
    answer = school.post("contacts", {**REFERRAL, "referral_text": said, "children": [child]}, key="one-and-only")
    assert answer.status_code in (200, 409), answer.content
    if answer.status_code == 200:
        partnership.acts(partnership.mina)
        kept = Contact.objects.get(event__reference=answer.json()["reference"])
        assert not re.search(r"[\x00-\x08\x0b-\x1f]", kept.described_given_name + kept.event.referral_text)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b"[" * 100_000, 400),
        (b'{"source": ' + b"9" * 5000 + b"}", 400),
        (b'{"source": 1e999}', 422),
        (b'{"source": NaN}', 422),
        (b"[]", 422),
        (b"null", 422),
        (b'"text"', 422),
        (b"{}", 422),
        (b'{"source": "\\ud800"}', 422),
    ],
)
def test_a_body_that_cannot_be_read_is_a_problem_and_no_fault(school, body, status):
    is_a_problem(school.post("contacts", body, key="one-and-only"), status)


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/xml", "multipart/form-data", "application/x-www-form-urlencoded"]
)
def test_another_format_than_json_is_refused(school, kind):
    is_a_problem(school.post("contacts", REFERRAL, key="one-and-only", **{"Content-Type": kind}), 415)


def test_more_than_a_call_may_hold_is_refused_before_it_is_read(school):
    is_a_problem(school.post("contacts", b" " * 2_000_001, key="one-and-only"), 413)


def test_the_longest_text_with_every_sign_written_out_is_not_too_long(school):
    longest = {**REFERRAL, "referral_text": "\U0001f9d2" * 50_000}
    assert school.post("contacts", longest, key="one-and-only").status_code == 200
    longer = {**REFERRAL, "referral_text": "\U0001f9d2" * 50_001}
    is_a_problem(school.post("contacts", longer, key="another-one"), 422)


@pytest.mark.parametrize("query", [{"limit": 0}, {"limit": 101}, {"limit": "ten"}, {"offset": -1}, {"offset": 10**30}])
def test_a_page_of_another_size_is_refused(school, query):
    is_a_problem(school.get("submissions", **query), 422)


@pytest.mark.parametrize(
    "address",
    [
        "nothing",
        "submissions/1'--",
        "checks/99999999999999999999999/answer",
        "../health",
        "checks/x%0A/answer",
        "me%0A",
    ],
)
def test_what_is_not_there_is_a_problem_in_the_apis_own_words(school, address):
    assert school.get(address).status_code in (404, 405)
    assert school.get(address)["Content-Type"] == "application/problem+json"


def test_a_method_that_is_not_there_says_which_are(school):
    answer = school.client.delete("/api/v1/contacts", headers={"Authorization": f"Bearer {school.secret}"})
    is_a_problem(answer, 405)
    assert answer["Allow"]


def test_a_fault_of_ours_is_told_without_a_word_of_what_was_sent(school, monkeypatch, caplog):
    def broken(*, contact, **_):
        raise RuntimeError(contact.children[0].given_name)

    monkeypatch.setattr("sightline.front_door.api.actions.submit", broken)
    said = is_a_problem(school.post("contacts", REFERRAL, key="one-and-only"), 500)
    assert "Wren" not in str(said)
    assert "Wren" not in caplog.text
    assert re.search(r"number is [0-9a-f]{8}", said["detail"])


def test_a_system_that_calls_without_end_is_told_to_wait(school, monkeypatch):
    monkeypatch.setattr(register_api, "CALLS", register_api.attempts.Limit(free=2, first_wait=timedelta(seconds=30)))
    answers = [school.get("me") for _ in range(3)]
    assert [each.status_code for each in answers] == [200, 200, 429]
    assert int(answers[2]["Retry-After"]) > 0


def test_wrong_tokens_wait_and_right_ones_do_not(school, client, monkeypatch):
    monkeypatch.setattr(
        register_api, "WRONG_TOKENS", register_api.attempts.Limit(free=1, first_wait=timedelta(minutes=1))
    )
    wrong = [client.get("/api/v1/me", headers={"Authorization": "Bearer x"}).status_code for _ in range(2)]
    assert wrong == [401, 429]
    assert school.get("me").status_code == 200


def test_nothing_is_told_to_other_sites_and_nothing_is_kept(school):
    answer = school.client.get(
        "/api/v1/me", headers={"Authorization": f"Bearer {school.secret}", "Origin": "https://example.org"}
    )
    assert "Access-Control-Allow-Origin" not in answer
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies


# Checks


@pytest.fixture
def asked(partnership, a_contact):
    contact = a_contact()
    partnership.acts(partnership.mina)
    return actions.ask_check(
        contact=contact,
        asked_of=partnership.agency("Saint Bride's Primary School"),
        question="How is attendance?",
        article_6_basis="PUBLIC_TASK",
        by=partnership.mina,
        at=partnership.now,
    )


ANSWER = {"answer": "82 per cent this term.", "sensitivity": "NOT_FAMILY"}


def test_a_check_asked_of_the_agency_is_read_and_answered_once(school, asked, partnership):
    (got,) = school.get("checks").json()["items"]
    assert (got["id"], got["question"]) == (asked.pk, "How is attendance?")
    assert school.post(f"checks/{asked.pk}/answer", ANSWER).json()["state"] == "ANSWERED"
    is_a_problem(school.post(f"checks/{asked.pk}/answer", ANSWER), 409)
    assert school.get("checks").json()["count"] == 0
    assert school.get("checks", state="ANSWERED").json()["count"] == 1
    partnership.acts(partnership.mina)
    assert Check.objects.get(pk=asked.pk).answer == "82 per cent this term."


def test_what_was_asked_of_another_agency_is_neither_seen_nor_answered(council, asked, partnership):
    other = let_in(partnership, "ada", Scope.CHECKS)
    assert other.get("checks", state="").json()["count"] == 0
    for number in (asked.pk, 0, 2**63, 10**30):
        is_a_problem(other.post(f"checks/{number}/answer", ANSWER), 404)


def test_an_answer_holds_nothing_but_what_is_asked(school, asked):
    is_a_problem(school.post(f"checks/{asked.pk}/answer", {**ANSWER, "state": "ASKED"}), 422)
    is_a_problem(school.post(f"checks/{asked.pk}/answer", {**ANSWER, "answer": " \x00 "}), 409)


def test_the_trail_names_the_address_called(school):
    pages = []

    def heard(instance, **_):
        pages.append((instance.page, instance.staff_id, instance.agency_id))

    post_save.connect(heard, sender=AccessEntry)
    school.get("checks")
    school.get("contacts")
    post_save.disconnect(heard, sender=AccessEntry)
    who = (school.staff.pk, school.staff.agency_id)
    assert pages == [("api:checks", *who), ("api:contacts", *who)]

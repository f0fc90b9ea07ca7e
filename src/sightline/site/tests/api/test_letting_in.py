"""Other systems call: what a token opens is what its agency may see, and nothing else."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from sightline.common.refusals import NotYours
from sightline.front_door.models import Submission
from sightline.front_door.worklists import WORKLISTS
from sightline.indicators.figures import compute
from sightline.indicators.public_figures import suppress_figures
from sightline.indicators.register import REGISTER
from sightline.register.actions import tokens
from sightline.register.actions.refusals import AlreadyRecorded, Impossible, Incomplete
from sightline.register.models import ApiToken, Scope, Staff
from sightline.site.tests.api.calling import (
    COUNCIL,
    REFERRAL,
    SCHOOL,
    is_a_problem,
    let_in,
)
from sightline.timescales.periods import parse

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.usefixtures("business_time")]


# Tokens


def test_a_system_is_told_who_it_is(school):
    said = school.get("me").json()
    assert said["agency"] == "Saint Bride's Primary School"
    assert said["scopes"] == sorted(SCHOOL)
    assert said["expires_at"].startswith("2023-05-12T09:30:00")


def test_only_a_hash_of_a_token_is_kept(school, partnership):
    partnership.acts(partnership.sid)
    kept = ApiToken.objects.visible_to(partnership.sid).get(pk=school.token.pk)
    stored = [str(getattr(kept, field.attname)) for field in kept._meta.concrete_fields]
    assert not any(school.secret in each or school.secret.split("_", 2)[2] in each for each in stored)
    assert school.secret.startswith(f"sightline_{kept.prefix}_")


@pytest.mark.parametrize("shown", ["", "Basic abc", "Bearer", "Bearer nonsense", "Bearer ' or 1=1 --", "Bearer \x00"])
def test_without_a_token_that_may_be_used_nothing_opens(client, db, shown):
    answer = client.get("/api/v1/submissions", headers={"Authorization": shown} if shown else {})
    is_a_problem(answer, 401)
    assert answer["WWW-Authenticate"] == "Bearer"


def test_an_expired_token_opens_nothing(school, partnership, monkeypatch):
    later = partnership.now + timedelta(days=30)
    monkeypatch.setattr("sightline.common.business_time.now", lambda: later)
    is_a_problem(school.get("me"), 401)


def test_a_revoked_token_opens_nothing_and_its_account_is_ended(school, partnership):
    partnership.acts(partnership.sid)
    tokens.revoke_token(token=school.token, by=partnership.sid, at=partnership.now)
    is_a_problem(school.get("me"), 401)
    partnership.acts(partnership.sid)
    account = Staff.objects.get(pk=school.staff.pk)
    assert (account.is_active, account.roles) == (False, [])
    with pytest.raises(AlreadyRecorded):
        tokens.revoke_token(token=school.token, by=partnership.sid, at=partnership.now)


def test_a_token_whose_account_has_left_opens_nothing(school, partnership):
    partnership.acts(partnership.sid)
    Staff.objects.filter(pk=school.staff.pk).update(is_active=False)
    is_a_problem(school.get("me"), 401)


def test_a_session_without_a_token_opens_nothing(client, partnership):
    client.force_login(partnership.mina)
    is_a_problem(client.get("/api/v1/contacts"), 401)


def test_a_session_beside_a_token_changes_nothing(school, partnership):
    school.client.force_login(partnership.mina)
    is_a_problem(school.get("contacts"), 403)
    assert school.get("me").json()["agency"] == "Saint Bride's Primary School"


def test_no_administrator_issues_or_revokes_another_agencys_token(school, partnership):
    partnership.acts(partnership.ada)
    assert not ApiToken.objects.filter(pk=school.token.pk).exists()
    with pytest.raises(NotYours):
        tokens.revoke_token(token=school.token, by=partnership.ada, at=partnership.now)


@pytest.mark.parametrize("who", ["sol", "mina", "dara", "bea"])
def test_nobody_but_an_administrator_issues_a_token(partnership, who):
    partnership.acts(getattr(partnership, who))
    with pytest.raises(NotYours):
        tokens.issue_token(name="x", scopes=[Scope.CHECKS], days=1, by=getattr(partnership, who), at=partnership.now)


@pytest.mark.parametrize("scope", [Scope.READ_CONTACTS, Scope.READ_FIGURES])
def test_a_school_cannot_give_its_system_what_a_school_cannot_see(partnership, scope):
    with pytest.raises(Impossible):
        let_in(partnership, "sid", scope)


@pytest.mark.parametrize("days", [0, -1, 366])
def test_a_token_lasts_a_year_at_most(partnership, days):
    with pytest.raises(Impossible):
        let_in(partnership, "sid", *SCHOOL, days=days)


def test_a_token_for_nothing_is_not_issued(partnership):
    with pytest.raises(Incomplete):
        let_in(partnership, "sid")


def test_the_database_lets_no_system_have_a_password(school, partnership):
    partnership.acts(partnership.sid)
    with pytest.raises(DatabaseError), transaction.atomic():
        Staff.objects.filter(pk=school.staff.pk).update(password="argon2$something")


def test_a_token_stands_as_it_was_made(school, partnership):
    partnership.acts(partnership.sid)
    for change in ({"scopes": list(COUNCIL)}, {"expires_at": partnership.now + timedelta(days=900)}):
        with pytest.raises(DatabaseError), transaction.atomic():
            ApiToken.objects.filter(pk=school.token.pk).update(**change)


# What a token opens

ADDRESSES = {
    "submissions": Scope.READ_SUBMISSIONS,
    "submissions/FD-BCDF-GHJK": Scope.READ_SUBMISSIONS,
    "checks": Scope.CHECKS,
    "contacts": Scope.READ_CONTACTS,
    "figures": Scope.READ_FIGURES,
}


@pytest.mark.parametrize("scope", Scope)
def test_a_token_opens_what_it_was_issued_for_alone(partnership, scope):
    system = let_in(partnership, "ada", scope)
    for address, needed in ADDRESSES.items():
        assert (system.get(address).status_code == 403) is (scope != needed), address
    sent = system.post("contacts", {**REFERRAL, "source": "5B"}, key="a-key-of-ours")
    assert (sent.status_code == 403) is (scope != Scope.SUBMIT_CONTACTS), sent.content


@pytest.mark.parametrize("worklist", WORKLISTS)
def test_a_worklist_is_the_one_that_the_front_doors_page_shows(council, partnership, a_contact, worklist):
    for _ in range(3):
        a_contact()
    a_contact(referrer_name="O'Hara; drop table --")
    partnership.acts(partnership.mina)
    seen = set(WORKLISTS[worklist].contacts(partnership.mina, partnership.now).values_list("pk", flat=True))
    got = council.get("contacts", worklist=worklist, limit=100).json()
    if worklist != "mine":
        assert {each["id"] for each in got["items"]} == seen
        assert got["count"] == len(seen)


def test_a_list_comes_in_pages_that_make_it_up(council, a_contact):
    made = {a_contact().pk for _ in range(5)}
    pages = [council.get("contacts", limit=2, offset=start).json() for start in (0, 2, 4)]
    assert [len(page["items"]) for page in pages] == [2, 2, 1]
    assert {each["id"] for page in pages for each in page["items"]} == made


def test_what_an_agency_sent_is_what_its_page_shows_and_nobody_elses(school, council, partnership):
    sent = school.post("contacts", REFERRAL, key="one-and-only").json()["reference"]
    assert [each["reference"] for each in school.get("submissions").json()["items"]] == [sent]
    partnership.acts(partnership.sol)
    assert list(Submission.objects.visible_to(partnership.sol).values_list("reference", flat=True)) == [sent]
    high = let_in(partnership, "ada", Scope.READ_SUBMISSIONS)
    for other in (council, high):
        assert other.get("submissions").json()["count"] == 0
        is_a_problem(other.get(f"submissions/{sent}"), 404)


def test_a_receipt_tells_what_the_page_tells(school, partnership, client):
    sent = school.post("contacts", REFERRAL, key="one-and-only").json()
    receipt = school.get(f"submissions/{sent['reference']}").json()
    assert receipt["status"] == "Received"
    assert receipt["told"] == []
    assert receipt["hear_by"] == sent["hear_by"]
    client.force_login(partnership.sol)
    partnership.acts(partnership.sol)
    number = Submission.objects.visible_to(partnership.sol).get(reference=sent["reference"]).pk
    page = client.get(reverse("front_door:submission", args=[number])).content.decode()
    assert receipt["next"] in page


def test_every_call_stands_in_the_access_trail(school, trail):
    school.get("submissions")
    school.get("contacts")
    sent = school.post("contacts", REFERRAL, key="one-and-only")
    school.get(f"submissions/{sent.json()['reference']}")
    assert [kind for kind, _, _ in trail] == ["LISTED", "REFUSED", "OPENED", "OPENED"]


def test_nobody_but_the_agencys_administrator_is_told_when_a_system_last_called(school, partnership):
    school.get("me")
    for who in ("ada", "sol", "mina"):
        partnership.acts(getattr(partnership, who))
        assert tokens.last_used(partnership.sid.agency_id) == {}


def raw(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return [row[0] for row in cursor.fetchall()]


def test_the_database_shows_a_system_no_more_than_the_api_does(school, council, partnership, a_contact):
    for _ in range(2):
        a_contact()
    sent = school.post("contacts", REFERRAL, key="one-and-only").json()["reference"]
    partnership.acts(school.staff)
    assert raw("select reference from front_door_submission") == [sent]
    assert raw("select id from front_door_contact") == raw("select id from register_child") == []
    assert raw("select id from register_apitoken") == []
    partnership.acts(council.staff)
    listed = {each["id"] for each in council.get("contacts", worklist="all").json()["items"]}
    partnership.acts(council.staff)
    assert set(raw("select id from front_door_contact")) == listed
    assert len(listed) == 3


def test_figures_are_those_of_the_command_line_with_small_numbers_suppressed(council, snapshot, settings):
    settings.SNAPSHOTS = Path(snapshot.folder).parent
    period = parse("2022-23")
    found = council.get("figures", period="2022-23", indicator="FD-01", by="source_group").json()
    indicator = REGISTER.find("FD-01")
    computed = [
        each
        for variant in indicator.variants or (None,)
        for each in compute(indicator, snapshot, period, by="source_group", variant=variant)
    ]
    wanted = [each.to_json() for each in suppress_figures(computed, public=True)]
    assert found["figures"] == wanted
    assert found["snapshot"] == snapshot.id


@pytest.mark.parametrize(
    "query",
    [
        {"period": "last year"},
        {"indicator": "'; drop table"},
        {"by": "name"},
        {"snapshot": "../../etc/passwd"},
        {"snapshot": "2023-04-12-99"},
    ],
)
def test_figures_that_there_are_none_of_are_said_to_be_missing(council, snapshot, settings, query):
    settings.SNAPSHOTS = Path(snapshot.folder).parent
    is_a_problem(council.get("figures", **query), 404)


def test_what_is_not_asked_for_behind_the_question_mark_is_refused(school):
    is_a_problem(school.get("submissions", name="Wren"), 422)
    is_a_problem(school.get("submissions?limit=1&limit=2"), 422)

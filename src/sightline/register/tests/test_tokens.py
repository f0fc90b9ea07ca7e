"""An administrator lets another system in, sees when it last called, and ends its token."""

import re
import threading
import time
from datetime import timedelta

import pytest
from django.db import connections
from django.urls import reverse

from sightline.common import actor
from sightline.common.models import AccessEntry
from sightline.common.refusals import Refused
from sightline.register import actions
from sightline.register.actions import tokens
from sightline.register.models import ApiToken, IdempotencyKey, Scope, Staff

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def sid(client, partnership, monkeypatch):
    """The school's administrator, signed in."""
    monkeypatch.setattr("sightline.common.business_time.now", lambda: partnership.now)
    client.force_login(partnership.sid)
    return client


def test_a_token_is_shown_once_and_works(sid, partnership):
    page = sid.post(
        reverse("staff:issue_token"), {"name": "School records", "scopes": [Scope.CHECKS.value], "days": "90"}
    )
    (secret,) = re.findall(r"sightline_[0-9a-f]{8}_[\w-]{43}", page.content.decode())
    assert page["Cache-Control"].startswith("max-age=0")
    answer = sid.get(reverse("api:me"), headers={"Authorization": f"Bearer {secret}"}).json()
    assert (answer["system"], answer["scopes"]) == ("School records", ["checks:answer"])
    listed = sid.get(reverse("staff:systems")).content.decode()
    assert secret not in listed
    assert "School records" in listed


def test_an_administrator_sees_when_a_system_last_called(sid, partnership):
    partnership.acts(partnership.sid)
    by, at = partnership.sid, partnership.now
    account = tokens.issue_token(name="Ours", scopes=[Scope.CHECKS], days=30, by=by, at=at).token.staff
    assert "Not yet" in sid.get(reverse("staff:systems")).content.decode()
    for minutes, page in ((50, "api:checks"), (20, "api:me"), (5, "front_door:worklist")):
        AccessEntry.objects.bulk_create(
            [
                AccessEntry(
                    at=at - timedelta(minutes=minutes),
                    staff_id=account.pk,
                    agency_id=account.agency_id,
                    kind=AccessEntry.Kind.LISTED,
                    page=page,
                )
            ]
        )
    assert tokens.last_used(by.agency_id) == {account.pk: at - timedelta(minutes=20)}
    assert "10:10" in sid.get(reverse("staff:systems")).content.decode()
    partnership.acts(partnership.ada)
    assert tokens.last_used(by.agency_id) == {}


def test_a_school_is_offered_what_a_school_may_give(sid):
    page = sid.get(reverse("staff:issue_token")).content.decode()
    assert Scope.CHECKS.label in page
    assert "worklists" not in page
    refused = sid.post(reverse("staff:issue_token"), {"name": "x", "scopes": [Scope.READ_CONTACTS.value], "days": "90"})
    assert "There is a problem" in refused.content.decode()


@pytest.mark.parametrize("days", ["0", "366", "ten", ""])
def test_a_token_for_no_time_or_too_long_is_asked_for_again(sid, partnership, days):
    page = sid.post(reverse("staff:issue_token"), {"name": "x", "scopes": [Scope.CHECKS.value], "days": days})
    assert "There is a problem" in page.content.decode()
    partnership.acts(partnership.sid)
    assert not ApiToken.objects.exists()


def test_a_revoked_token_stays_on_the_list_and_cannot_be_revoked_again(sid, partnership):
    partnership.acts(partnership.sid)
    issued = tokens.issue_token(
        name="Old system", scopes=[Scope.CHECKS], days=30, by=partnership.sid, at=partnership.now
    )
    address = reverse("staff:revoke_token", args=[issued.token.pk])
    assert "Revoked" in sid.post(address, follow=True).content.decode()
    assert "revoked already" in sid.post(address, follow=True).content.decode()
    assert sid.get(reverse("api:me"), headers={"Authorization": f"Bearer {issued.secret}"}).status_code == 401


def test_another_agencys_token_is_not_there(client, partnership, monkeypatch):
    monkeypatch.setattr("sightline.common.business_time.now", lambda: partnership.now)
    partnership.acts(partnership.sid)
    issued = tokens.issue_token(name="Ours", scopes=[Scope.CHECKS], days=30, by=partnership.sid, at=partnership.now)
    client.force_login(partnership.ada)
    assert client.post(reverse("staff:revoke_token", args=[issued.token.pk])).status_code == 404
    assert "Ours" not in client.get(reverse("staff:systems")).content.decode()


@pytest.mark.parametrize("name", ["staff:systems", "staff:issue_token"])
def test_who_is_no_administrator_is_refused(client, partnership, name):
    client.force_login(partnership.sol)
    assert client.get(reverse(name)).status_code == 403


def test_a_system_is_given_no_code_and_no_person_is_made_a_system(partnership):
    partnership.acts(partnership.sid)
    by, at = partnership.sid, partnership.now
    account = tokens.issue_token(name="Ours", scopes=[Scope.CHECKS], days=30, by=by, at=at).token.staff
    with pytest.raises(Refused):
        actions.invite_again(person=account, by=by, at=at)
    with pytest.raises(Refused):
        actions.join(username="new.one", name="New One", roles=["PARTNER_SYSTEM"], by=by, at=at)
    assert not Staff.objects.get(pk=account.pk).has_usable_password()


def test_a_system_whose_account_came_back_as_a_person_is_let_in_no_more(partnership):
    partnership.acts(partnership.sid)
    by, at = partnership.sid, partnership.now
    issued = tokens.issue_token(name="Ours", scopes=[Scope.CHECKS], days=30, by=by, at=at)
    actions.leave(person=issued.token.staff, by=by, at=at)
    actions.bring_back(person=issued.token.staff, roles=["AGENCY_SAFEGUARDING_LEAD"], by=by, at=at)
    assert tokens.caller(issued.secret) is None


def test_a_key_is_kept_as_a_hash_and_belongs_to_the_agency(partnership):
    sol, pat, at = partnership.sol, partnership.pat, partnership.now
    done = []

    def do():
        done.append(1)
        return f"FD-{len(done)}"

    partnership.acts(sol)
    assert [tokens.do_once(key="same-key", sent="{}", do=do, by=sol, at=at) for _ in range(2)] == ["FD-1", "FD-1"]
    with pytest.raises(tokens.SentOtherwise):
        tokens.do_once(key="same-key", sent="{ }", do=do, by=sol, at=at + timedelta(days=300))
    partnership.acts(pat)
    assert tokens.do_once(key="same-key", sent="{}", do=do, by=pat, at=at) == "FD-2"


@pytest.mark.parametrize("first_is_refused", [False, True])
def test_of_two_calls_at_once_with_one_key_one_is_done(partnership, first_is_refused):
    """Each in a thread with a connection of its own, as web workers have; what they commit is taken away again."""
    sol, at = partnership.sol, partnership.now
    key = f"two-at-once-{first_is_refused}"
    together, done, told = threading.Barrier(2), [], []

    def do():
        done.append(1)
        time.sleep(0.2)
        if first_is_refused and len(done) == 1:
            raise Refused("No.")
        return f"FD-{len(done)}"

    def call():
        together.wait()
        try:
            with actor.acting(sol, at=at):
                told.append(tokens.do_once(key=key, sent="{}", do=do, by=sol, at=at))
        except Refused:
            told.append("refused")
        finally:
            connections.close_all()

    def take_away():
        IdempotencyKey.objects.using("owner").all().delete()
        connections.close_all()

    for work in ([call, call], [take_away]):
        threads = [threading.Thread(target=each) for each in work]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
    assert sorted(told) == (["FD-2", "refused"] if first_is_refused else ["FD-1", "FD-1"])
    assert len(done) == 1 + first_is_refused

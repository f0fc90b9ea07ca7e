"""Signing in and out, and what is shown when something is wrong."""

import re
from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.support.partnership import PASSWORD

from sightline.common import actor, attempts
from sightline.register.models import Staff
from sightline.site.sign_in.backend import Argon2id
from sightline.site.sign_in.limits import OFFICE

pytestmark = pytest.mark.django_db(databases="__all__")


def test_a_person_signs_in_and_goes_where_they_wanted_to_go(client, partnership):
    wanted = reverse("front_door:hand_over")
    asked = client.get(wanted)
    assert unquote(asked.url) == f"{reverse('sign_in')}?next={wanted}"
    answer = client.post(asked.url, {"username": "Mina", "password": PASSWORD, "next": wanted})
    assert answer.url == wanted


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_nobody_is_sent_elsewhere_after_signing_in(client, partnership, elsewhere):
    answer = client.post(reverse("sign_in"), {"username": "mina", "password": PASSWORD, "next": elsewhere})
    assert answer.url == reverse("home")


@pytest.mark.parametrize(("username", "password"), [("mina", "wrong"), ("nobody", PASSWORD), ("", "")])
def test_a_wrong_name_or_password_lets_nobody_in_and_does_not_say_which_was_wrong(
    client, partnership, username, password
):
    answer = client.post(reverse("sign_in"), {"username": username, "password": password})
    assert answer.status_code == 200
    assert client.get(reverse("home")).status_code == 302


@pytest.mark.parametrize("username", ["mina", "MINA", " Mina ", "mina\t"])
def test_a_username_is_found_however_it_is_spaced_and_capitalised(client, partnership, username):
    answer = client.post(reverse("sign_in"), {"username": username, "password": PASSWORD})
    assert answer.url == reverse("home")


@pytest.mark.parametrize(
    "elsewhere",
    [
        "/\\elsewhere.example",
        "\\\\elsewhere.example",
        "https:elsewhere.example",
        "//elsewhere.example/front-door/",
        "\t//e.example",
    ],
)
def test_an_address_that_a_browser_would_read_as_elsewhere_is_not_followed(client, partnership, elsewhere):
    answer = client.post(reverse("sign_in"), {"username": "mina", "password": PASSWORD, "next": elsewhere})
    assert answer.url == reverse("home")


def test_a_session_key_that_was_planted_before_is_worth_nothing_after(client, partnership):
    planted = SessionStore()
    planted["planted"] = True
    planted.create()
    client.cookies[settings.SESSION_COOKIE_NAME] = planted.session_key
    client.post(reverse("sign_in"), {"username": "mina", "password": PASSWORD})
    assert client.session.session_key != planted.session_key
    assert not SessionStore(planted.session_key).load()


def test_a_form_from_elsewhere_signs_nobody_in_or_out(partnership):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(reverse("sign_in"), {"username": "mina", "password": PASSWORD}).status_code == 403
    strict.force_login(partnership.mina)
    for name in ("sign_out", "account_sign_out_everywhere", "account_password"):
        assert strict.post(reverse(name)).status_code == 403, name
    assert strict.get(reverse("home")).status_code == 200


def test_an_unknown_name_costs_as_much_hashing_as_a_wrong_password(client, partnership, monkeypatch):
    """Equal work, not equal time, is what can be tested: one hash each, whoever it is."""
    hashed = []
    true_encode = Argon2id.encode
    true_verify = Argon2id.verify
    monkeypatch.setattr(Argon2id, "encode", lambda self, *given: hashed.append("encode") or true_encode(self, *given))
    monkeypatch.setattr(Argon2id, "verify", lambda self, *given: hashed.append("verify") or true_verify(self, *given))
    left(partnership.maud)
    for username in ("mina", "nobody", "maud"):
        client.post(reverse("sign_in"), {"username": username, "password": "wrong"})
    assert len(hashed) == 3


def test_passwords_are_kept_as_argon2id_with_our_own_parameters():
    assert make_password("x").startswith("argon2$argon2id$v=19$m=102400,t=2,p=8$")


def test_someone_whose_access_was_lent_for_a_time_that_is_over_does_not_get_in(client, partnership):
    lent_until(partnership.mina, timezone.now() - timedelta(minutes=1))
    client.post(reverse("sign_in"), {"username": "mina", "password": PASSWORD})
    assert client.get(reverse("home")).status_code == 302
    lent_until(partnership.mina, timezone.now() + timedelta(minutes=1))
    client.post(reverse("sign_in"), {"username": "mina", "password": PASSWORD})
    assert client.get(reverse("home")).status_code == 200


def test_a_session_ends_with_the_persons_post(client, partnership):
    client.force_login(partnership.mina)
    assert client.get(reverse("home")).status_code == 200
    left(partnership.mina)
    assert client.get(reverse("home")).status_code == 302


def test_the_trail_keeps_sign_ins_failures_and_sign_outs_and_never_what_a_stranger_typed(client, partnership, trail):
    client.post(reverse("sign_in"), {"username": "wren.appletree", "password": "wrong"})
    client.post(reverse("sign_in"), {"username": "mina", "password": "wrong"})
    client.post(reverse("sign_in"), {"username": "mina", "password": PASSWORD})
    client.post(reverse("sign_out"))
    told = [entry for entry in trail if entry[0].startswith("SIGN")]
    assert told == [
        ("SIGN_IN_FAILED", "", None),
        ("SIGN_IN_FAILED", "register.Staff", partnership.mina.pk),
        ("SIGNED_IN", "", None),
        ("SIGNED_OUT", "", None),
    ]


def test_six_wrong_passwords_from_one_address_make_that_address_wait_and_stop_nobody_elsewhere(client, partnership):
    attack = {"username": "mina", "password": "wrong"}
    statuses = [client.post(reverse("sign_in"), attack).status_code for _ in range(6)]
    assert statuses == [200] * 5 + [429]
    refused = client.post(reverse("sign_in"), {"username": " MINA", "password": PASSWORD})
    assert refused.status_code == 429
    assert re.search(r"Wait (30|[12]\d) seconds", refused.content.decode())
    from_her_desk = client.post(
        reverse("sign_in"), {"username": "mina", "password": PASSWORD}, REMOTE_ADDR="198.51.100.7"
    )
    assert from_her_desk.url == reverse("home")


def test_a_colleague_at_the_attackers_own_address_still_gets_in(client, partnership):
    for _ in range(8):
        client.post(reverse("sign_in"), {"username": "mina", "password": "wrong"})
    assert client.post(reverse("sign_in"), {"username": "olive", "password": PASSWORD}).url == reverse("home")


def test_an_address_that_tries_many_names_must_wait_whatever_the_name(client, partnership):
    for _ in range(OFFICE.free):
        attempts.count_one(attempts.Counted(OFFICE, ("sign-in", "127.0.0.1")), at=timezone.now())
    assert client.post(reverse("sign_in"), {"username": "another", "password": "x"}).status_code == 429


def an_administrator_acts():
    actor.introduce(staff=Staff.objects.get(username="ada"), at=timezone.now())


def left(staff):
    an_administrator_acts()
    staff.is_active = False
    staff.save()


def lent_until(staff, moment):
    an_administrator_acts()
    staff.access_ends_at = moment
    staff.save()


def test_someone_who_has_left_does_not_get_in(client, partnership):
    left(partnership.mina)
    client.post(reverse("sign_in"), {"username": "mina", "password": PASSWORD})
    assert client.get(reverse("home")).status_code == 302


def test_signing_out_ends_the_session(client, partnership):
    client.post(reverse("sign_in"), {"username": "mina", "password": PASSWORD})
    client.post(reverse("sign_out"))
    assert client.get(reverse("home")).status_code == 302


def test_a_draft_saved_after_signing_out_is_refused_and_kept_by_nobody(client, partnership):
    answer = client.post(
        reverse("draft", args=["decide", 1]), {"rationale": "x"}, headers={"accept": "application/json"}
    )
    assert answer.status_code == 401


def test_an_unexpected_fault_shows_a_reference_and_nothing_of_itself(client, partnership, monkeypatch):
    client.raise_request_exception = False
    client.force_login(partnership.mina)

    def broken(**_):
        raise RuntimeError("Wren Appletree, 12 Harbour Lane")
        yield

    monkeypatch.setattr("sightline.common.providers.needs_me.gather", broken)
    answer = client.get(reverse("home"))
    page = answer.content.decode()
    assert answer.status_code == 500
    assert "Wren" not in page
    assert "reference" in page.lower()


def test_the_health_page_tells_a_passer_by_nothing_else(client, db):
    assert client.get(reverse("health")).json() == {"status": "well"}


def test_every_page_carries_the_strict_policy(client, partnership):
    policy = client.get(reverse("sign_in")).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy

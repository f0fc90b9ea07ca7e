"""Signing in and out, and what is shown when something is wrong."""

from urllib.parse import unquote

import pytest
from django.urls import reverse
from tests.support.partnership import PASSWORD

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


def test_someone_who_has_left_does_not_get_in(client, partnership, django_db_blocker):
    partnership.acts(partnership.mina)
    mina = partnership.mina
    mina.is_active = False
    mina.save()
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

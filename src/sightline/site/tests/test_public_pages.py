"""Privacy, cookies and accessibility: for everybody, truthful, and nothing invented."""

import pytest
from django.urls import reverse
from tests.support.partnership import PASSWORD

from sightline.site.public_pages import cookies_set

pytestmark = pytest.mark.django_db(databases="__all__")
NOBODY = dict.fromkeys(("name", "address", "officer", "email", "telephone", "notice", "accessibility_email"), "")


@pytest.mark.parametrize("name", ["privacy", "cookies", "accessibility"])
def test_a_page_about_the_service_is_open_to_all_and_linked_under_every_page(client, name):
    page = client.get(reverse(name))
    assert page.status_code == 200
    assert f'href="{reverse(name)}"' in client.get(reverse("sign_in")).content.decode()
    assert page.content.decode().count("<h1") == 1


def test_who_answers_for_the_data_is_read_from_the_partnership_and_not_invented(client, settings):
    settings.CONTROLLER = NOBODY
    page = client.get(reverse("privacy")).content.decode()
    assert "Merrow Council runs this service" in page, "the agency that holds the front door"
    assert "Merrow Police" in page
    assert "has not been told yet how its data protection officer is reached" in page
    assert "mailto:" not in page


def test_who_answers_for_the_data_is_named_as_the_settings_say(client, settings):
    settings.CONTROLLER = NOBODY | {"name": "Merrow Borough Council", "email": "dpo@merrow.example"}
    page = client.get(reverse("privacy")).content.decode()
    assert "Merrow Borough Council runs this service" in page
    assert 'href="mailto:dpo@merrow.example"' in page


def test_what_a_setting_holds_is_shown_as_text(client, settings):
    settings.CONTROLLER = NOBODY | {"name": "<script>alert(1)</script>"}
    assert "<script>alert" not in client.get(reverse("privacy")).content.decode()


def test_every_cookie_that_is_set_stands_on_the_page_about_cookies(client, partnership, monkeypatch):
    monkeypatch.setattr("sightline.common.business_time.now", lambda: partnership.now)
    shown = client.get(reverse("cookies")).content.decode()
    client.get(reverse("sign_in"))
    client.post(reverse("sign_in"), {"username": "olive", "password": PASSWORD})
    for name in ("home", "front_door:receive", "front_door:worklist"):
        client.get(reverse(name))
    client.get(reverse("worried:start"))
    listed = {cookie.name for cookie in cookies_set()}
    assert {"sightline_session", "sightline_csrf"} <= set(client.cookies) <= listed
    assert all(name in shown for name in listed)

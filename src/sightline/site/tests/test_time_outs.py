"""Sessions end by themselves and lose nothing; and a person sees and ends their own."""

from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.support.partnership import PASSWORD

from sightline.common import business_time, kept_posts
from sightline.common.models import SignIn
from sightline.site.sign_in import rules

pytestmark = pytest.mark.django_db(databases="__all__")
TRUE_NOW = business_time.now
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def after(monkeypatch):
    """Sets the service's clock to so long after now."""

    def set_clock(**by):
        monkeypatch.setattr("sightline.common.business_time.now", lambda: TRUE_NOW() + timedelta(**by))

    return set_clock


def signs_in(client, username="mina", **more):
    return client.post(reverse("sign_in"), {"username": username, "password": PASSWORD}, **more)


def is_in(client):
    return client.get(reverse("home")).status_code == 200


def test_who_is_away_for_half_an_hour_is_signed_out_and_told_why(client, partnership, after, trail):
    signs_in(client)
    after(minutes=29)
    assert is_in(client)
    after(minutes=58)
    assert is_in(client)
    after(minutes=89)
    assert not is_in(client)
    page = client.get(reverse("sign_in")).content.decode()
    assert "nothing was done here for a while" in page
    assert ("SIGNED_OUT", "", None) in trail


def test_nobody_stays_signed_in_longer_than_eight_hours_however_busy(client, partnership, after):
    signs_in(client)
    for minutes in range(20, 480, 20):
        after(minutes=minutes)
        assert is_in(client), minutes
    after(hours=8)
    assert not is_in(client)
    assert "signed in all day" in client.get(reverse("sign_in")).content.decode()


def test_the_time_away_is_a_setting_and_the_demonstration_is_patient(settings, monkeypatch, partnership):
    assert rules.away_for() == timedelta(minutes=30)
    settings.IDLE_MINUTES = "5"
    assert rules.away_for() == timedelta(minutes=5)
    settings.IDLE_MINUTES = ""
    monkeypatch.setattr("sightline.common.business_time.is_real", lambda: False)
    assert rules.away_for() == timedelta(hours=8)


def test_who_is_signed_out_by_the_clock_gets_back_what_they_had_sent(client, partnership, after):
    signs_in(client)
    after(minutes=31)
    assert client.post(reverse("register:cover"), {"reason": "Leave"}).url == reverse("sign_in")
    page = signs_in(client).content.decode()
    assert "Nothing was lost" in page
    assert 'name="reason" value="Leave"' in page


def test_another_person_at_the_same_machine_gets_nothing_of_it(client, partnership, after):
    signs_in(client)
    after(minutes=31)
    client.post(reverse("register:cover"), {"reason": "Leave"})
    assert signs_in(client, "maud").url == reverse("home")
    client.post(reverse("sign_out"))
    assert signs_in(client).url == reverse("home"), "once another person has signed in, it is gone"


def test_who_had_sent_a_file_is_told_to_choose_it_again(client, partnership, after):
    signs_in(client)
    after(minutes=31)
    client.post(reverse("register:cover"), {"reason": "Leave", "letter": SimpleUploadedFile("a.txt", b"x")})
    assert "choose the file again" in signs_in(client).content.decode()


def test_who_had_sent_too_much_is_told_that_it_was_not_kept(client, partnership, after):
    signs_in(client)
    after(minutes=31)
    client.post(reverse("register:cover"), {"reason": "x" * (kept_posts.MOST_CHARACTERS + 1)})
    page = signs_in(client).content.decode()
    assert "too large to keep" in page
    assert "Send it now" not in page


def test_what_was_sent_too_late_waits_through_the_second_step(client, partnership, after, settings):
    from sightline.site.sign_in import actions
    from sightline.site.tests.test_second_step import SECRET, code

    signs_in(client)
    partnership.acts(partnership.mina)
    actions.add_app(by=partnership.mina, at=partnership.now, secret=SECRET)
    after(minutes=31)
    client.post(reverse("register:cover"), {"reason": "Leave"})
    assert signs_in(client).url == reverse("sign_in_second_step")
    assert "Nothing was lost" in client.post(reverse("sign_in_second_step"), {"code": code()}).content.decode()


def test_a_draft_saved_after_the_time_out_is_refused_and_ends_nothing_else(client, partnership, after):
    signs_in(client)
    after(minutes=31)
    answer = client.post(
        reverse("draft", args=["decide", 1]), {"rationale": "x"}, headers={"accept": "application/json"}
    )
    assert answer.status_code == 401


def test_a_person_sees_their_own_roles_and_sign_ins_and_nobody_elses(client, partnership):
    signs_in(client, "maud", headers={"user-agent": "Safari on a Mac OS nobody has"})
    client.post(reverse("sign_out"))
    signs_in(client, headers={"user-agent": FIREFOX})
    page = client.get(reverse("account")).content.decode()
    assert "Front door manager" in page
    assert "Decides what happens about each contact" in page
    assert "Firefox on Windows" in page
    assert "Now: this browser" in page
    assert "Safari" not in page
    partnership.acts(partnership.maud)
    assert [each.how for each in SignIn.objects.all()] == ["PASSWORD"]


def test_signing_out_everywhere_ends_every_session_of_this_person_alone(client, partnership):
    at_home, on_the_telephone, maud = (type(client)() for _ in range(3))
    for each in (client, at_home, on_the_telephone):
        signs_in(each)
    signs_in(maud, "maud")
    assert client.post(reverse("account_sign_out_everywhere")).url == reverse("sign_in")
    assert [is_in(each) for each in (client, at_home, on_the_telephone, maud)] == [False, False, False, True]
    partnership.acts(partnership.mina)
    assert not SignIn.objects.filter(ended_at=None).exists()
    assert not SignIn.objects.exclude(session_key="").exists()


def test_a_new_password_signs_the_person_out_everywhere_else(client, partnership):
    at_home = type(client)()
    signs_in(at_home)
    signs_in(client)
    new = "purple-kettle-seventeen-gulls"
    sent = {"password": PASSWORD, "new_password": new, "new_password_again": new}
    assert client.post(reverse("account_password"), sent).url == reverse("account")
    assert [is_in(client), is_in(at_home)] == [True, False]
    assert "Now: this browser" in client.get(reverse("account")).content.decode()
    again = type(client)()
    signs_in(again)
    assert not is_in(again)
    again.post(reverse("sign_in"), {"username": "mina", "password": new})
    assert is_in(again)


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"password": "wrong"}, "That is not your password"),
        ({"new_password": "short", "new_password_again": "short"}, "too short"),
        ({"new_password": "mina.manager1", "new_password_again": "mina.manager1"}, "similar"),
        ({"new_password_again": "another-purple-kettle"}, "do not agree"),
    ],
)
def test_a_new_password_must_be_good_and_known_twice(client, partnership, sent, told):
    good = {
        "password": PASSWORD,
        "new_password": "purple-kettle-gulls-9",
        "new_password_again": "purple-kettle-gulls-9",
    }
    signs_in(client)
    answer = client.post(reverse("account_password"), good | sent)
    assert answer.status_code == 200
    assert told in answer.content.decode()


def test_signing_in_as_somebody_else_ends_the_first_session(client, partnership):
    signs_in(client)
    first = client.session.session_key
    signs_in(client, "maud")
    assert client.session.session_key != first
    partnership.acts(partnership.mina)
    assert SignIn.objects.get().ended_at


def test_the_cookie_is_out_of_a_scripts_reach_and_is_not_sent_from_elsewhere(client, partnership):
    signs_in(client)
    cookie = client.cookies[django_settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"

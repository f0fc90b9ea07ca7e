"""A second step: set up at the first sign-in, asked for at every other, and found again when the telephone is lost."""

import re
import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.db import connection, connections
from django.urls import reverse
from tests.support.partnership import PASSWORD

from sightline.common.models import AuditEntry
from sightline.register import actions as register_actions
from sightline.site.sign_in import actions, second_steps
from sightline.site.sign_in.adapters import SecondSteps

pytestmark = pytest.mark.django_db(databases="__all__")
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
STEP, SET_UP, GO_ON = "sign_in_second_step", "sign_in_set_up", "sign_in_go_on"


def code(secret=SECRET, *, steps=0):
    return format_hotp_value(hotp_value(secret.replace(" ", ""), int(time.time()) // 30 + steps))


def signs_in(client, username="mina", **more):
    return client.post(reverse("sign_in"), {"username": username, "password": PASSWORD, **more})


def is_in(client):
    return client.get(reverse("home")).status_code == 200


@pytest.fixture
def mina_has_an_app(partnership):
    """Mina's app gives codes of SECRET; her recovery codes are given back."""
    partnership.acts(partnership.mina)
    actions.add_app(by=partnership.mina, at=partnership.now, secret=SECRET)
    codes = actions.make_recovery_codes(by=partnership.mina, at=partnership.now)
    partnership.acts(None)
    return codes


@pytest.fixture
def everybody_needs_one(settings):
    settings.SECOND_STEP = "everybody"


def test_a_password_alone_opens_no_page_until_the_code_is_typed(client, mina_has_an_app):
    wanted = reverse("front_door:hand_over")
    assert signs_in(client, next=wanted).url == reverse(STEP)
    for page in ("home", "front_door:worklist", "account", "account_app", "account_codes", "account_password"):
        assert client.get(reverse(page)).status_code == 302, page
    assert client.post(reverse(STEP), {"code": code()}).url == wanted
    assert is_in(client)


@pytest.mark.parametrize("typed", ["000000", "", "12345", "ABCDEF", "٠١٢٣٤٥"])
def test_a_wrong_code_lets_nobody_in(client, mina_has_an_app, typed):
    signs_in(client)
    assert client.post(reverse(STEP), {"code": typed}).status_code == 200
    assert not is_in(client)


def test_a_code_may_be_typed_with_a_gap_as_the_app_shows_it(client, mina_has_an_app):
    signs_in(client)
    shown = code()
    client.post(reverse(STEP), {"code": f"{shown[:3]} {shown[3:]}"})
    assert is_in(client)


def test_a_code_is_accepted_once(client, mina_has_an_app):
    seen_over_a_shoulder = code()
    signs_in(client)
    client.post(reverse(STEP), {"code": seen_over_a_shoulder})
    client.post(reverse("sign_out"))
    signs_in(client)
    client.post(reverse(STEP), {"code": seen_over_a_shoulder})
    assert not is_in(client)


def test_a_lost_telephone_is_replaced_by_a_recovery_code_that_works_once(client, mina_has_an_app):
    signs_in(client)
    client.post(reverse(STEP), {"code": mina_has_an_app[3]})
    assert is_in(client)
    client.post(reverse("sign_out"))
    signs_in(client)
    client.post(reverse(STEP), {"code": mina_has_an_app[3]})
    assert not is_in(client)
    client.post(reverse(STEP), {"code": mina_has_an_app[4]})
    assert is_in(client)
    assert "8 left" in client.get(reverse("account")).content.decode()


def test_codes_cannot_be_guessed_one_after_the_other(client, mina_has_an_app):
    signs_in(client)
    statuses = [client.post(reverse(STEP), {"code": f"{number:06}"}).status_code for number in range(6)]
    assert statuses == [200] * 5 + [429]
    assert client.post(reverse(STEP), {"code": code()}).status_code == 429


def test_codes_of_one_person_cannot_be_guessed_from_many_addresses_either(client, mina_has_an_app):
    signs_in(client)
    statuses = [
        client.post(reverse(STEP), {"code": f"{number:06}"}, REMOTE_ADDR=f"198.51.100.{number}").status_code
        for number in range(21)
    ]
    assert statuses == [200] * 20 + [429]


def test_half_way_lasts_a_quarter_of_an_hour(client, mina_has_an_app, monkeypatch):
    signs_in(client)
    later(monkeypatch, minutes=16)
    assert client.post(reverse(STEP), {"code": code()}).url == reverse("sign_in")
    assert not is_in(client)


def test_half_way_ends_with_the_persons_post(client, partnership, mina_has_an_app):
    signs_in(client)
    partnership.acts(partnership.ada)
    mina = partnership.mina
    mina.is_active = False
    mina.save()
    assert client.post(reverse(STEP), {"code": code()}).url == reverse("sign_in")


def test_half_way_is_half_way_in_one_browser_only(client, mina_has_an_app):
    signs_in(client)
    other = type(client)()
    assert other.post(reverse(STEP), {"code": code()}).url == reverse("sign_in")


def test_who_must_have_a_second_step_sets_it_up_before_anything_else(client, everybody_needs_one, partnership):
    assert signs_in(client).url == reverse(SET_UP)
    assert not is_in(client)
    page = client.get(reverse("sign_in_set_up_app")).content.decode()
    secret = re.search(r"sightline-key\">([A-Z2-7 ]+)<", page)[1]
    codes = client.post(reverse("sign_in_set_up_app"), {"code": code(secret)}).content.decode()
    assert len(re.findall(r"<li class=\"sightline-reference\">\d{5} \d{5}</li>", codes)) == 10
    assert not is_in(client), "the codes are on the screen; the person has not said that they are kept"
    assert client.post(reverse(GO_ON)).url == reverse("home")
    assert is_in(client)


def test_nobody_goes_on_without_having_set_up_anything(client, everybody_needs_one, partnership):
    signs_in(client)
    assert client.post(reverse(GO_ON)).url == reverse("sign_in")
    assert not is_in(client)


def test_a_password_alone_never_adds_another_second_step(client, everybody_needs_one, mina_has_an_app):
    """Else whoever knows the password would bring an app of their own."""
    signs_in(client)
    for page in (SET_UP, "sign_in_set_up_app", "sign_in_set_up_passkey"):
        assert client.get(reverse(page)).url == reverse("sign_in")
        assert client.post(reverse(page), {"code": code()}).status_code in (302, 405)
    assert not is_in(client)


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("everybody", {"mina", "sol", "pat"}),
        ("nobody", set()),
        ("FRONT_DOOR_MANAGER", {"mina"}),
        ("EDU, POL", {"sol", "pat"}),
        ("FRONT_DOOR_MANAGER POL", {"mina", "pat"}),
        ("", {"mina", "sol", "pat"}),
    ],
)
def test_the_setting_says_whom_it_binds_and_unset_it_binds_everybody(client, partnership, settings, said, asked):
    settings.SECOND_STEP = said
    found = {who for who in ("mina", "sol", "pat") if signs_in(type(client)(), who).url == reverse(SET_UP)}
    assert found == asked


def test_the_demonstration_asks_nobody_unless_told(client, partnership, settings, monkeypatch):
    settings.SECOND_STEP = ""
    monkeypatch.setattr("sightline.common.business_time.is_real", lambda: False)
    assert signs_in(client).url == reverse("home")


def test_a_word_that_is_no_role_is_refused_rather_than_overlooked(partnership, settings):
    from django.core.exceptions import ImproperlyConfigured

    from sightline.site.sign_in.rules import must_have_second_step

    settings.SECOND_STEP = "FRONT_DOOR_MANAGERS"
    with pytest.raises(ImproperlyConfigured, match="FRONT_DOOR_MANAGERS"):
        must_have_second_step(partnership.mina)


def test_secrets_cannot_be_read_in_the_database(partnership, mina_has_an_app, database_cursor):
    partnership.acts(partnership.mina)
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert SECRET not in kept
    assert not [each for each in mina_has_an_app if each in kept]
    app = second_steps.of(partnership.mina).app
    assert SecondSteps().decrypt(app.data["secret"]) == SECRET


def test_a_persons_second_steps_are_shown_to_nobody_else_by_the_database_itself(partnership, mina_has_an_app):
    for who in (None, partnership.maud, partnership.sol):
        partnership.acts(who)
        assert not Authenticator.objects.exists()
        with connection.cursor() as cursor:
            cursor.execute("delete from mfa_authenticator")
            assert cursor.rowcount == 0
    partnership.acts(partnership.mina)
    assert Authenticator.objects.count() == 2


def test_an_administrator_clears_a_lost_second_step_and_the_persons_sessions(client, partnership, mina_has_an_app):
    signs_in(client)
    client.post(reverse(STEP), {"code": code()})
    assert is_in(client)
    partnership.acts(partnership.ada)
    cleared = register_actions.clear_second_step(
        person=partnership.mina, by=partnership.ada, at=partnership.now, how_checked="IN_PERSON"
    )
    assert cleared == 2
    assert not is_in(client)
    assert signs_in(client).url == reverse("home")


@pytest.mark.parametrize("by", ["mina", "maud", "sid"])
def test_only_an_administrator_of_the_persons_agency_clears_a_second_step(partnership, mina_has_an_app, by):
    who = getattr(partnership, by)
    partnership.acts(who)
    with pytest.raises(register_actions.NotAllowed):
        register_actions.clear_second_step(person=partnership.mina, by=who, at=partnership.now, how_checked="IN_PERSON")
    partnership.acts(partnership.mina)
    assert second_steps.of(partnership.mina).any


def test_clearing_needs_to_say_how_it_was_made_sure_who_asks(partnership, mina_has_an_app):
    partnership.acts(partnership.ada)
    with pytest.raises(register_actions.Incomplete):
        register_actions.clear_second_step(
            person=partnership.mina, by=partnership.ada, at=partnership.now, how_checked=" "
        )


def test_an_administrator_does_not_clear_their_own(partnership):
    partnership.acts(partnership.ada)
    with pytest.raises(register_actions.NotAllowed):
        register_actions.clear_second_step(
            person=partnership.ada, by=partnership.ada, at=partnership.now, how_checked="IN_PERSON"
        )


def test_the_last_second_step_stays_where_one_must_be(client, everybody_needs_one, partnership, mina_has_an_app):
    client.force_login(partnership.mina)
    partnership.acts(partnership.mina)
    page = reverse("account_remove_step", args=[second_steps.of(partnership.mina).app.pk])
    assert "Add another one first" in client.post(page).content.decode()
    partnership.acts(partnership.mina)
    assert second_steps.of(partnership.mina).any


def test_with_the_last_second_step_go_the_recovery_codes(client, partnership, mina_has_an_app):
    client.force_login(partnership.mina)
    partnership.acts(partnership.mina)
    client.post(reverse("account_remove_step", args=[second_steps.of(partnership.mina).app.pk]))
    partnership.acts(partnership.mina)
    assert not Authenticator.objects.exists()


def test_another_persons_second_step_is_not_found(client, partnership, mina_has_an_app):
    partnership.acts(partnership.mina)
    page = reverse("account_remove_step", args=[second_steps.of(partnership.mina).app.pk])
    client.force_login(partnership.maud)
    assert client.get(page).status_code == 404
    assert client.post(page).status_code == 404


def test_a_screen_left_open_costs_nobody_a_second_step(client, partnership, mina_has_an_app, monkeypatch):
    client.force_login(partnership.mina)
    client.get(reverse("home"))
    later(monkeypatch, minutes=11)
    partnership.acts(partnership.mina)
    page = reverse("account_remove_step", args=[second_steps.of(partnership.mina).app.pk])
    assert "Is it you?" in client.post(page).content.decode()
    partnership.acts(partnership.mina)
    assert second_steps.of(partnership.mina).any
    assert client.post(page, {"is_it_you": "yes", "password": PASSWORD}).url == page
    client.post(page)
    partnership.acts(partnership.mina)
    assert not second_steps.of(partnership.mina).any


def test_who_has_no_password_here_signs_in_again_before_a_second_step_is_changed(
    client, partnership, mina_has_an_app, monkeypatch
):
    partnership.acts(partnership.mina)
    mina = partnership.mina
    mina.set_unusable_password()
    mina.save(update_fields=["password"])
    client.force_login(mina)
    client.get(reverse("home"))
    page = reverse("account_remove_step", args=[second_steps.of(mina).app.pk])
    later(monkeypatch, minutes=11)
    for answer in (client.get(page), client.post(page)):
        assert "sign out and in again" in answer.content.decode()
    partnership.acts(mina)
    assert second_steps.of(mina).any


def test_new_recovery_codes_make_the_old_ones_worthless(client, partnership, mina_has_an_app):
    client.force_login(partnership.mina)
    shown = client.post(reverse("account_codes")).content.decode()
    client.post(reverse("sign_out"))
    signs_in(client)
    client.post(reverse(STEP), {"code": mina_has_an_app[0]})
    assert not is_in(client)
    client.post(reverse(STEP), {"code": re.search(r"\d{5} \d{5}", shown)[0]})
    assert is_in(client)


@pytest.mark.parametrize(
    "sent", ["{}", "[]", "nonsense", '{"id": "AA"}', "[" * 5000, '{"response": {"userHandle": 1}}']
)
def test_a_passkeys_answer_that_makes_no_sense_is_refused_plainly(client, partnership, mina_has_an_app, sent):
    signs_in(client)
    assert client.post(reverse(STEP), {"credential": sent}).status_code == 200
    assert not is_in(client)
    client.post(reverse(STEP), {"code": code()})
    assert client.post(reverse("account_passkey"), {"name": "x", "credential": sent}).status_code == 200
    partnership.acts(partnership.mina)
    assert not second_steps.of(partnership.mina).passkeys


def test_every_change_of_a_second_step_stands_in_the_audit(client, partnership, mina_has_an_app, database_cursor):
    verbs = []

    def heard(instance, **_):
        verbs.append(instance.verb)

    from django.db.models.signals import post_save

    post_save.connect(heard, sender=AuditEntry)
    client.force_login(partnership.mina)
    client.post(reverse("account_codes"))
    partnership.acts(partnership.mina)
    client.post(reverse("account_remove_step", args=[second_steps.of(partnership.mina).app.pk]))
    post_save.disconnect(heard, sender=AuditEntry)
    assert verbs == ["made recovery codes", "removed a second step"]


def later(monkeypatch, **by):
    """The service's clock shows this much later."""
    from sightline.common import business_time

    true_now = business_time.now
    monkeypatch.setattr("sightline.common.business_time.now", lambda: true_now() + timedelta(**by))


def test_this_file_tests_as_the_app_role():
    assert connections["default"].settings_dict["USER"] == "sightline_app"

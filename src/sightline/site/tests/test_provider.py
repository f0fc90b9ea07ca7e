"""Signing in with the organisation's own account, against a provider that runs as a process of its own."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.urls import reverse
from tests.support.partnership import PASSWORD
from tests.support.provider import a_provider

from sightline.common.models import SignIn
from sightline.register.models import Staff
from sightline.site.sign_in import provider
from sightline.site.sign_in.provider_settings import ProviderSettings, provider_from

pytestmark = pytest.mark.django_db(databases="__all__")

PEOPLE = {
    "7d1f": {"email": "mina@merrow.example", "email_verified": True, "preferred_username": "mina", "amr": ["mfa"]},
    "88aa": {"email": "maud@merrow.example", "email_verified": False, "preferred_username": "MAUD"},
    "91cc": {"email": "stranger@elsewhere.example", "email_verified": True, "preferred_username": "stranger"},
    "c0de": {"email": "mina@merrow.example", "email_verified": True},
    "0lve": {"email": "olive@merrow.example", "email_verified": True, "acr": "two"},
}


@pytest.fixture(scope="module")
def issuer():
    with a_provider(PEOPLE) as address:
        yield address


@pytest.fixture
def about(issuer, settings):
    settings.PROVIDER = ProviderSettings(
        issuer=issuer,
        client_id="sightline",
        secret="told-to-nobody",
        name="Merrow Council",
        claim="email",
        strong_acr=frozenset(),
        strong_amr=frozenset(),
        always_strong=True,
    )
    return settings.PROVIDER


@pytest.fixture
def addresses(partnership):
    """Mina and Olive have their addresses on record."""
    partnership.acts(partnership.ada)
    for who in ("mina", "maud", "olive"):
        staff = getattr(partnership, who)
        staff.email = f"{who}@merrow.example"
        staff.save(update_fields=["email"])
    partnership.acts(None)


def leaves(client, **more):
    """Presses the button; gives the address that the browser is sent to."""
    return client.post(reverse("sign_in_provider"), more).context["there"]


def answers(there, subject):
    """Signs in over there; gives the address that the browser is sent back to."""
    answer = requests.post(there, data={"sub": subject}, allow_redirects=False, timeout=10)
    assert answer.status_code == 302, answer.text
    return answer.headers["location"]


def goes_round(client, subject, **more):
    return client.get(answers(leaves(client, **more), subject))


def is_in(client):
    return client.get(reverse("home")).status_code == 200


def test_without_a_provider_in_the_settings_there_is_neither_button_nor_way(client, partnership):
    assert "Sign in with" not in client.get(reverse("sign_in")).content.decode()
    assert client.post(reverse("sign_in_provider")).status_code == 404
    assert client.get(reverse("sign_in_provider_return")).status_code == 404


def test_a_person_in_post_is_let_in_and_goes_where_they_wanted_to_go(client, about, addresses, partnership, trail):
    assert "Sign in with Merrow Council" in client.get(reverse("sign_in")).content.decode()
    answer = goes_round(client, "7d1f", next=reverse("front_door:hand_over"))
    assert answer.url == reverse("front_door:hand_over")
    assert is_in(client)
    assert [kind for kind, *_ in trail if kind.startswith("SIGN")] == ["SIGNED_IN"]
    partnership.acts(partnership.mina)
    assert SignIn.objects.get().how == "PROVIDER"
    linked = SocialAccount.objects.get()
    assert (linked.uid, linked.extra_data) == ("7d1f", {}), "the subject is stored, and nothing of what else was told"


def test_the_way_there_carries_a_state_a_nonce_and_a_proof_key(client, about, addresses):
    asked = parse_qs(urlsplit(leaves(client)).query)
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert all(len(asked[part][0]) >= 16 for part in ("state", "nonce", "code_challenge"))
    assert asked["redirect_uri"] == ["http://testserver" + reverse("sign_in_provider_return")]
    assert "secret" not in str(asked)


def test_nobody_is_sent_elsewhere_afterwards(client, about, addresses):
    assert goes_round(client, "7d1f", next="https://elsewhere.example/").url == reverse("home")


def test_once_known_a_person_is_found_by_the_subject_whatever_becomes_of_the_address(
    client, about, addresses, partnership
):
    goes_round(client, "7d1f")
    client.post(reverse("sign_out"))
    mina = partnership.mina
    partnership.acts(partnership.ada)
    mina.email = "mina.married@merrow.example"
    mina.save(update_fields=["email"])
    goes_round(client, "7d1f")
    assert is_in(client)


def test_the_same_address_under_another_subject_is_somebody_else(client, about, addresses):
    """Addresses are given to newcomers; a subject never is."""
    goes_round(client, "7d1f")
    client.post(reverse("sign_out"))
    assert goes_round(client, "c0de").status_code == 403
    assert not is_in(client)


def test_who_is_not_ours_is_refused_plainly_and_added_nowhere(client, about, addresses, partnership):
    before = Staff.objects.count()
    answer = goes_round(client, "91cc")
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "nobody in post here goes with your account" in page
    assert "stranger" not in page
    assert not is_in(client)
    assert Staff.objects.count() == before


def test_an_address_that_the_provider_has_not_verified_is_nobodys(client, about, addresses):
    assert goes_round(client, "88aa").status_code == 403


def test_an_address_that_two_people_share_is_nobodys(client, about, addresses, partnership):
    partnership.acts(partnership.ada)
    hugo = partnership.hugo
    hugo.email = "Mina@merrow.example"
    hugo.save(update_fields=["email"])
    assert goes_round(client, "7d1f").status_code == 403


def test_a_configured_claim_names_the_username(client, about, addresses, settings, partnership):
    settings.PROVIDER = replace(about, claim="preferred_username")
    goes_round(client, "88aa")
    assert is_in(client)
    partnership.acts(partnership.maud)
    assert SignIn.objects.count() == 1


def test_who_has_left_is_refused_like_a_stranger(client, about, addresses, partnership):
    goes_round(client, "7d1f")
    mina = partnership.mina
    partnership.acts(partnership.ada)
    mina.is_active = False
    mina.save()
    assert not is_in(client)
    assert goes_round(client, "7d1f").status_code == 403


@pytest.mark.parametrize(
    ("subject", "strong", "goes_to"),
    [
        ("7d1f", {"strong_amr": frozenset({"mfa"})}, "home"),
        ("7d1f", {"strong_amr": frozenset({"hwk"})}, "sign_in_set_up"),
        ("7d1f", {}, "sign_in_set_up"),
        ("0lve", {"strong_acr": frozenset({"two"})}, "home"),
        ("0lve", {"strong_acr": frozenset({"three"})}, "sign_in_set_up"),
    ],
)
def test_the_providers_word_is_enough_only_where_it_tells_of_a_second_step(
    client, about, addresses, settings, subject, strong, goes_to
):
    settings.SECOND_STEP = "everybody"
    settings.PROVIDER = replace(about, always_strong=False, **strong)
    assert goes_round(client, subject).url == reverse(goes_to)


def test_a_return_that_nobody_asked_for_is_refused(client, about, addresses):
    """A link that signs the victim in as the attacker, or the other way round."""
    stolen = answers(leaves(client), "7d1f")
    elsewhere = type(client)()
    assert elsewhere.get(stolen).status_code == 401
    assert not is_in(elsewhere)


def test_a_return_is_used_once(client, about, addresses):
    back = answers(leaves(client), "7d1f")
    client.get(back)
    client.post(reverse("sign_out"))
    assert client.get(back).status_code == 401
    assert not is_in(client)


def test_a_changed_state_is_refused(client, about, addresses):
    back = answers(leaves(client), "7d1f")
    assert client.get(back.replace("state=", "state=x")).status_code == 401


def test_a_token_for_another_question_is_refused(client, about, addresses, monkeypatch):
    there = leaves(client)
    asked = parse_qs(urlsplit(there).query)["nonce"][0]
    assert client.get(answers(there.replace(asked, "another" + asked), "7d1f")).status_code == 401
    assert not is_in(client)


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_a_token_that_is_not_signed_with_a_key_pair_is_refused(client, about, addresses, monkeypatch, algorithm):
    """“none” needs no key, and HS256 would take the provider's public key for a secret."""
    true_verified = provider.Way._verified

    def forged(self, app, token):
        claims = jwt.decode(token, options={"verify_signature": False})
        secret = "" if algorithm == "none" else "a public key, known to everybody, and long enough for it"
        return true_verified(self, app, jwt.encode(claims, secret, algorithm=algorithm))

    monkeypatch.setattr(provider.Way, "_verified", forged)
    assert goes_round(client, "7d1f").status_code == 401
    assert not is_in(client)


@pytest.mark.parametrize(
    "changed", [{"client_id": "another-service"}, {"issuer": "http://localhost"}], ids=["audience", "issuer"]
)
def test_a_token_for_another_service_or_by_another_provider_is_refused(
    client, about, addresses, monkeypatch, settings, changed
):
    back = answers(leaves(client), "7d1f")
    issuer = about.issuer.replace("127.0.0.1", "localhost") if "issuer" in changed else about.issuer
    true_verified = provider.Way._verified

    def read_by_another(self, app, token):
        app.client_id = changed.get("client_id", app.client_id)
        self.openid_config["issuer"] = issuer
        return true_verified(self, app, token)

    monkeypatch.setattr(provider.Way, "_verified", read_by_another)
    assert client.get(back).status_code == 401
    assert not is_in(client)


def test_a_token_whose_signature_is_wrong_is_refused(client, about, addresses, monkeypatch):
    true_verified = provider.Way._verified

    def forged(self, app, token):
        head, body, signature = token.split(".")
        return true_verified(self, app, ".".join([head, body, signature[::-1]]))

    monkeypatch.setattr(provider.Way, "_verified", forged)
    assert goes_round(client, "7d1f").status_code == 401
    assert not is_in(client)


def test_who_stops_half_way_over_there_is_told_so(client, about, addresses):
    denied = requests.post(leaves(client), data={"action": "deny"}, allow_redirects=False, timeout=10)
    state = parse_qs(urlsplit(leaves(client)).query)["state"][0]
    assert denied.status_code == 302
    answer = client.get(reverse("sign_in_provider_return"), {"error": "access_denied", "state": state})
    assert answer.status_code == 401
    assert "without being signed in" in answer.content.decode()


def test_a_provider_that_cannot_be_reached_breaks_nothing_else(client, about, addresses, settings):
    settings.PROVIDER = replace(about, issuer="http://127.0.0.1:9")
    answer = client.post(reverse("sign_in_provider"))
    assert answer.status_code == 401
    assert "cannot be reached" in answer.content.decode()
    client.post(reverse("sign_in"), {"username": "mina", "password": PASSWORD})
    assert is_in(client)


def test_the_environment_says_who_the_provider_is(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("s3cret\n")
    found = provider_from(
        {
            "SIGHTLINE_OIDC_ISSUER": "https://login.merrow.example/tenant/",
            "SIGHTLINE_OIDC_CLIENT_ID": "sightline",
            "SIGHTLINE_OIDC_SECRET_FILE": str(secret),
            "SIGHTLINE_OIDC_NAME": "Merrow Council",
            "SIGHTLINE_OIDC_AMR": "mfa, hwk",
        }
    )
    assert found.issuer == "https://login.merrow.example/tenant"
    assert found.secret == "s3cret"
    assert found.strong_amr == {"mfa", "hwk"}
    assert not found.always_strong
    assert "s3cret" not in repr(found)
    assert provider_from({}) is None


def test_the_database_answers_for_one_subject_and_shows_no_list(client, about, addresses, partnership):
    goes_round(client, "7d1f")
    for who in (None, partnership.maud):
        partnership.acts(who)
        assert not SocialAccount.objects.exists()

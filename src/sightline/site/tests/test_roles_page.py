"""The page of roles: the same cells that the policy asks, in plain words."""

import pytest
from django.urls import reverse

from sightline.common.access import ROLES, Record
from sightline.site.reference import rights

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.mark.parametrize("who", ["olive", "sol", "ines", "kit", "scarlet", "lado", "bea"])
def test_everybody_signed_in_reads_every_role_and_finds_their_own(client, partnership, who, monkeypatch):
    monkeypatch.setattr("sightline.common.business_time.now", lambda: partnership.now)
    person = getattr(partnership, who)
    partnership.acts(person)  # the database's clock too: it says whether an inspector is let in just now
    client.force_login(person)
    page = client.get(reverse("roles")).content.decode()
    for role in ROLES.values():
        assert f'id="{role.code.lower().replace("_", "-")}"' in page
    assert page.count(">Yours<") == 2
    assert reverse("roles") in client.get("/").content.decode()


def test_whoever_has_not_signed_in_is_asked_to(client):
    assert client.get(reverse("roles")).status_code == 302


def test_every_record_says_what_every_party_may_do_once():
    for record, row in rights.by_record():
        parties = [party for _, those in row for party in those]
        assert len(parties) == len(set(parties)), record
        assert len(parties) == 23, record


def test_a_reach_is_said_in_plain_words():
    inspector = dict(rights.reach_of(ROLES["INSPECTOR"]))
    assert inspector[Record.CHILD] == "Read: of the agency inspected, while the inspection is open"
    assert Record.LADO_CASE not in inspector
    lead = dict(rights.reach_of(ROLES["AGENCY_SAFEGUARDING_LEAD"]))
    assert "(Police)" in lead[Record.MISSING]

"""Who may read who has opened a record; and a record's history in words."""

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from sightline.common.access import ROLES, Permission
from sightline.common.models import AccessEntry
from sightline.front_door.models import Contact
from sightline.front_door.tests.conftest import a_child, a_contact, a_judgement  # noqa: F401 - fixtures
from sightline.register import actions
from sightline.register.models import Child, Involvement
from sightline.site import trail

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture(autouse=True)
def business_hours(partnership, monkeypatch):
    monkeypatch.setattr("sightline.common.business_time.now", lambda: partnership.now)


@pytest.fixture
def child(partnership, a_child):  # noqa: F811
    partnership.acts(partnership.mina)
    return a_child()


def as_(person):
    client = Client()
    client.force_login(person)
    return client


def opened(partnership, who, about, kind="OPENED"):
    """The trail is written on a connection of its own; here in the test's transaction, which is undone."""
    AccessEntry(
        at=partnership.now,
        staff_id=who.pk,
        agency_id=who.agency_id,
        kind=kind,
        page="child",
        record_type=about._meta.label,
        record_id=about.pk,
    ).save(force_insert=True)


def test_the_data_protection_lead_reads_who_opened_the_child_and_its_contacts(partnership, a_contact):  # noqa: F811
    contact = a_contact()
    opened(partnership, partnership.olive, contact.child)
    opened(partnership, partnership.hugo, contact)
    page = as_(partnership.dara).get(reverse("who_has_opened", args=[contact.child_id])).content.decode()
    assert "Olive Officer" in page
    assert "Hugo Hubworker" in page
    assert "A contact about the child" in page


@pytest.mark.parametrize("username", ["mina", "olive", "ana", "neve", "bea"])
def test_others_are_refused_the_trail(partnership, child, username):
    opened(partnership, partnership.olive, child)
    person = getattr(partnership, username)
    assert as_(person).get(reverse("who_has_opened", args=[child.pk])).status_code in (403, 404)
    partnership.acts(person)
    assert not trail.may_read(child.pk)
    assert AccessEntry.objects.count() == 0


def test_a_manager_who_works_with_the_child_reads_its_trail(partnership, child):
    Involvement.objects.create(
        child=child, agency=child.agency, service="FRONT_DOOR", worker=partnership.mina, from_on="2023-04-01"
    )
    opened(partnership, partnership.olive, child)
    page = as_(partnership.mina).get(reverse("who_has_opened", args=[child.pk]))
    assert "Olive Officer" in page.content.decode()
    partnership.acts(partnership.maud)
    assert not trail.may_read(child.pk)


def test_the_person_to_ask_about_a_restricted_record_reads_its_trail_and_another_manager_does_not(partnership, child):
    Involvement.objects.create(
        child=child, agency=child.agency, service="FRONT_DOOR", worker=partnership.maud, from_on="2023-04-01"
    )
    actions.restrict_child(
        child=child,
        reason="PROTECTED",
        ask=partnership.mina,
        named=[partnership.mina],
        by=partnership.mina,
        at=partnership.now,
    )
    assert trail.may_read(child.pk)
    partnership.acts(partnership.maud)
    assert not trail.may_read(child.pk)


def test_the_lead_reads_the_trail_of_a_restricted_record_without_its_name(partnership, child):
    opened(partnership, partnership.olive, child)
    actions.restrict_child(
        child=child,
        reason="PROTECTED",
        ask=partnership.mina,
        named=[partnership.mina],
        by=partnership.mina,
        at=partnership.now,
    )
    page = as_(partnership.dara).get(reverse("who_has_opened", args=[child.pk])).content.decode()
    assert "A restricted record" in page
    assert "Olive Officer" in page
    assert child.family_name not in page


def test_the_database_knows_the_roles_that_the_code_knows():
    """The function was written from the roles; a role that changed since needs it written anew."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "select string_agg(prosrc, ' ') from pg_proc "
            "where proname in ('sightline_reads_trail', 'sightline_leads_data_protection')"
        )
        source = cursor.fetchone()[0]
    for permission in (Permission.SEE_ACCESS_TRAIL, Permission.SIGN_OFF_DECISIONS):
        codes = ", ".join(f"'{code}'" for code, role in sorted(ROLES.items()) if permission in role.may)
        assert f"array[{codes}]::varchar[]" in source


def test_what_was_refused_is_listed_for_the_lead_of_the_agency_whose_people_or_records_it_concerns(partnership, child):
    opened(partnership, partnership.olive, child, kind="REFUSED")
    opened(partnership, partnership.neve, child, kind="REFUSED")
    opened(partnership, partnership.sol, partnership.sol, kind="REFUSED")
    page = as_(partnership.dara).get(reverse("refused_or_emergency")).content.decode()
    assert "Olive Officer" in page
    assert "Neve Nurse" in page
    assert "Sol Schoollead" not in page
    assert as_(partnership.mina).get(reverse("refused_or_emergency")).status_code == 403


def test_a_childs_history_tells_what_a_value_was_who_changed_it_and_when(partnership, child):
    Child.objects.filter(pk=child.pk).update(ethnicity="WBRI", given_name="Wrenna")
    page = as_(partnership.mina).get(reverse("child_history", args=[child.pk])).content.decode()
    for words in ("Not yet obtained", "White British", "Wrenna", "Mina Manager", "12 April 2023"):
        assert words in page


def test_a_contacts_history_names_people_and_says_choices_in_words(partnership, a_contact):  # noqa: F811
    contact = a_contact()
    partnership.acts(partnership.mina)
    Contact.objects.filter(pk=contact.pk).update(owner=partnership.maud, primary_concern="NEG")
    page = as_(partnership.mina).get(reverse("contact_history", args=[contact.pk])).content.decode()
    assert "Maud Manager" in page
    assert "Neglect" in page


@pytest.mark.parametrize(
    ("page", "number"),
    [("child_history", 999_999), ("child_history", 2**70), ("contact_history", 2**70), ("who_has_opened", 2**70)],
)
def test_a_number_that_is_nobodys_is_not_found(partnership, page, number):
    person = partnership.dara if page == "who_has_opened" else partnership.mina
    assert as_(person).get(f"{reverse(page, args=[1])}".replace("/1/", f"/{number}/")).status_code == 404


def test_a_protected_address_is_not_spelled_out_in_a_history(partnership, child):
    partnership.acts(partnership.olive)
    home = actions.move_household(
        child=child,
        address=actions.NewAddress("7 Refuge Lane", "PR8 1DA"),
        moved_on=None,
        by=partnership.olive,
        at=partnership.now,
    )
    partnership.acts(partnership.mina)
    actions.protect_address(address=home.address, because="Refuge", by=partnership.mina, at=partnership.now)
    home.address.refresh_from_db()
    home.address.lines = "9 Refuge Lane"
    home.address.save()
    page = as_(partnership.mina).get(reverse("child_history", args=[child.pk])).content.decode()
    assert "Refuge Lane" not in page
    assert "withheld: a protected address" in page


def test_whoever_is_connected_with_a_restricted_child_never_reads_its_trail(partnership, child):
    actions.restrict_child(
        child=child,
        reason="PROTECTED",
        ask=partnership.mina,
        named=[partnership.mina],
        connected=[partnership.dara],
        by=partnership.mina,
        at=partnership.now,
    )
    partnership.acts(partnership.dara)
    assert not trail.may_read(child.pk)

"""Two records that are one child: contacts, figures and the child's page count the child once."""

import pytest
from django.urls import reverse

from sightline.common.refusals import NotYours
from sightline.front_door.models import Contact
from sightline.register.actions import linking
from sightline.register.models import Child, Link
from sightline.register.tests.reading import words


@pytest.fixture
def doubles(partnership, a_child, a_contact):
    """Two records of one child in the council's register, with a contact each, five weeks apart."""
    partnership.acts(partnership.olive)
    one, other = a_child(), a_child(given_name="Wrena")
    from datetime import timedelta

    from sightline.front_door.tests.conftest import NEW

    first = a_contact(child=one, received_at=NEW["received_at"] - timedelta(weeks=5))
    second = a_contact(child=other)
    return one, other, first, second


@pytest.fixture
def merge(partnership):
    def run(one: Child, other: Child) -> Link:
        partnership.acts(partnership.mina)
        link = linking.propose_by_hand(one=one, other=other, by=partnership.mina, at=partnership.now)
        return linking.confirm_link(link=link, as_merge=True, by=partnership.mina, at=partnership.now)

    return run


def earlier(contact: Contact) -> int | None:
    return Contact.objects.get(pk=contact.pk).earlier_contact_id


def test_a_merge_finds_the_earlier_contact_and_its_undoing_loses_it_again(partnership, doubles, merge):
    one, other, first, second = doubles
    assert earlier(second) is None
    link = merge(one, other)
    assert earlier(second) == first.pk
    linking.undo_link(link=link, reason="Two children", by=partnership.mina, at=partnership.now)
    assert earlier(second) is None


def test_a_new_contact_looks_back_to_every_record_of_the_child(partnership, doubles, merge, a_contact):
    one, other, first, _ = doubles
    merge(one, other)
    third = a_contact(child=one)
    assert third.earlier_contact_id in {first.pk, doubles[3].pk}


def test_the_data_protection_lead_merges_no_records_of_the_front_door(partnership, doubles):
    one, other, *_ = doubles
    partnership.acts(partnership.dara)
    link = linking.propose_by_hand(one=one, other=other, by=partnership.dara, at=partnership.now)
    with pytest.raises(NotYours):
        linking.confirm_link(link=link, as_merge=True, by=partnership.dara, at=partnership.now)


def test_the_published_contacts_count_one_child(partnership, doubles, merge, database_cursor):
    """The published view gives both records' contacts one pseudonym: read as its owner, in this transaction."""
    from django.db import connection

    from sightline.front_door.tables import CONTACTS, REFERRALS
    from sightline.instruments.tables import SCREENING_TOOLS

    one, other, *_ = doubles
    merge(one, other)
    for table in (CONTACTS, REFERRALS, SCREENING_TOOLS):
        assert "coalesce(k.person_id" in table.query
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(distinct coalesce(k.person_id, c.child_id)) from front_door_contact c"
            " left join register_child k on k.id = c.child_id"
        )
        assert cursor.fetchone() == (1,)


@pytest.mark.django_db(databases="__all__")
def test_the_childs_page_tells_both_records_stories_together(client, partnership, doubles, merge, monkeypatch):
    monkeypatch.setattr("sightline.common.business_time.now", lambda: partnership.now)
    one, other, *_ = doubles
    merge(one, other)
    client.force_login(partnership.mina)
    page = words(client.get(reverse("child", args=[one.pk])))
    assert "Also recorded as" in page
    assert page.count("Contact received") >= 2 or page.count("Contact") >= 2

"""The undecided contacts of a colleague who leaves go to somebody, though their administrator sees none of them."""

import pytest
from django.db import connection

from sightline.front_door import actions
from sightline.front_door.models import Contact
from sightline.register import actions as register

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def in_hand(partnership, a_contact):
    """A contact that Olive has taken."""
    contact = a_contact()
    partnership.acts(partnership.olive)
    return actions.take(contact=contact, owner=partnership.olive, by=partnership.olive, at=partnership.now)


def test_nobody_leaves_with_open_work_unsaid(partnership, in_hand):
    partnership.acts(partnership.ada)
    assert not Contact.objects.exists(), "an administrator reads no contact"
    with pytest.raises(register.Incomplete, match="Contacts not yet decided: 1"):
        register.leave(person=partnership.olive, by=partnership.ada, at=partnership.now)


def test_a_colleague_takes_over_the_leavers_contacts(partnership, in_hand):
    partnership.acts(partnership.ada)
    said = {"person": partnership.olive, "by": partnership.ada, "at": partnership.now}
    register.leave(**said, hand_over_to=partnership.mina)
    partnership.acts(partnership.mina)
    assert Contact.objects.get(pk=in_hand.pk).owner == partnership.mina


def test_work_left_on_purpose_stays_where_it_is(partnership, in_hand):
    partnership.acts(partnership.ada)
    register.leave(person=partnership.olive, by=partnership.ada, at=partnership.now, left_on_purpose=True)
    partnership.acts(partnership.mina)
    assert Contact.objects.get(pk=in_hand.pk).owner == partnership.olive


@pytest.mark.parametrize("acting", ["mina", "sid", "dara"])
def test_only_an_administrator_of_the_agency_learns_or_moves_a_persons_work(partnership, in_hand, acting):
    partnership.acts(getattr(partnership, acting))
    with connection.cursor() as cursor:
        cursor.execute("select sightline_contacts_in_hand(%s)", [partnership.olive.pk])
        assert cursor.fetchone() == (0,)
        cursor.execute("select sightline_hand_contacts_over(%s, %s)", [partnership.olive.pk, partnership.mina.pk])
        assert cursor.fetchone() == ([],)

"""The rows that a later extract lacks are shown to those who can say what became of them."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from sightline.exchange.annex_a.tests.sheets import a_contact, a_referral
from sightline.front_door.models import Contact
from sightline.register import actions as register_actions
from sightline.register.models import Child

pytestmark = pytest.mark.django_db(databases="__all__")

FIRST, MIDDLE, LAST = (date(2023, 2, day) for day in (1, 10, 20))


@pytest.fixture(autouse=True)
def at_the_partnerships_time(partnership, monkeypatch):
    monkeypatch.setattr("sightline.common.business_time.now", lambda: partnership.now)


@pytest.fixture
def without_the_middle(workbook, load, partnership):
    """Two extracts of the same days: the second lacks the contact and the referral in the middle of them."""
    contacts = [a_contact(child=str(place), on=on) for place, on in enumerate((FIRST, MIDDLE, LAST), start=1)]
    referrals = [a_referral(child=str(place), on=on) for place, on in enumerate((FIRST, MIDDLE, LAST), start=1)]
    load(workbook(contacts, referrals, name="a.xlsx"), at=partnership.now - timedelta(days=30))
    load(workbook(contacts[::2], referrals[::2], name="b.xlsx"))
    return lambda: load(workbook(contacts, referrals, name="c.xlsx"))


@pytest.fixture
def answer(client):
    def ask(staff, page=1):
        client.force_login(staff)
        return client.get(f"{reverse('exchange:absent_rows')}?page={page}")

    return ask


def words(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_the_page_tells_which_rows_are_gone_since_when_and_what_to_do(without_the_middle, answer, partnership):
    page = answer(partnership.mina)
    said = words(page)
    for expected in (
        *("Contact of Fri 10 February 2023", "Referral of Fri 10 February 2023", "Case number 2", "Police", "School"),
        *("Mon 13 March 2023 Mina Manager", "Wed 12 April 2023", "Look the child up in the case system"),
    ):
        assert expected in said, expected
    for standing in ("Case number 1", "Case number 3"):
        assert standing not in said
    contact = Contact.objects.get(received_on=MIDDLE)
    assert reverse("front_door:contact", args=[contact.pk]) in page.content.decode()
    assert reverse("child", args=[contact.child_id]) in page.content.decode()


def test_a_row_that_is_there_again_leaves_the_page(without_the_middle, answer, partnership):
    without_the_middle()
    assert "No row is absent" in words(answer(partnership.mina))


def test_a_row_about_a_restricted_child_is_not_shown_to_who_may_not_open_the_record(
    without_the_middle, answer, partnership
):
    child = Child.objects.get(references__value="2")
    register_actions.restrict_child(
        child=child,
        reason="PROTECTED",
        ask=partnership.dara,
        named=(),
        by=partnership.mina,
        at=partnership.now,
    )
    assert "No row is absent" in words(answer(partnership.mina))


@pytest.mark.parametrize("username", ["olive", "ana", "sol", "dara"])
def test_who_decides_no_contacts_is_refused(answer, partnership, username):
    assert answer(getattr(partnership, username)).status_code == 403


def test_many_absent_rows_come_page_by_page_without_a_question_for_each(
    workbook, load, answer, partnership, django_assert_max_num_queries
):
    rows = [a_contact(child=str(place), on=MIDDLE) for place in range(1, 61)]
    ends = [a_contact(child="first", on=FIRST), a_contact(child="last", on=LAST)]
    load(workbook([*ends, *rows], name="a.xlsx"))
    load(workbook(ends, name="b.xlsx"))
    with django_assert_max_num_queries(30):
        first = answer(partnership.mina)
    assert "1 to 50 of 60" in words(first)
    assert words(answer(partnership.mina, page=2)).count("Contact of Fri 10 February 2023") == 10

"""Referrals and corrections that another system's list brings, by the rules of the front door's own verbs."""

from datetime import date, timedelta

import pytest

from sightline.common.many import RowRefused
from sightline.common.refusals import NotYours
from sightline.front_door import actions
from sightline.front_door.actions.bulk import (
    ContactChange,
    ContactRow,
    ReferralChange,
    ReferralRow,
    change_listed_referrals,
    correct_listed_contacts,
    look_back_again,
    record_contacts,
    record_referrals,
)
from sightline.front_door.models import Contact, Referral
from sightline.timescales.zone import start_of_day

pytestmark = pytest.mark.django_db
DAY = date(2023, 2, 16)


@pytest.fixture
def mina(partnership):
    partnership.acts(partnership.mina)
    return partnership.mina


@pytest.fixture
def wren(mina, a_child):
    return a_child()


@pytest.fixture
def refer(mina, wren, partnership):
    def record(*rows, by=None):
        new = [ReferralRow(**{"child": wren, "source": "6", "from_extract": "annex-a", **row}) for row in rows]
        return record_referrals(new, by=by or mina, at=partnership.now)

    return record


@pytest.fixture
def listed(mina, wren, partnership):
    """Contacts of Wren on these days, as a list brings them."""

    def record(*days):
        rows = [
            ContactRow(
                contact=actions.NewContact(
                    source="6",
                    channel="IMPORTED",
                    contact_type="",
                    received_at=start_of_day(day),
                    referral_text="",
                    children=[actions.ChildInContact(child=wren)],
                    from_extract="annex-a",
                )
            )
            for day in days
        ]
        return [each.contacts[0] for each in record_contacts(rows, by=mina, at=partnership.now)]

    return record


def test_listed_referrals_are_linked_within_twelve_months_in_any_order(refer):
    refer({"referred_on": DAY})
    refer({"referred_on": DAY - timedelta(days=400)}, {"referred_on": DAY - timedelta(days=30)})
    first = Referral.objects.get(referred_on=DAY)
    assert (first.earlier_referral.referred_on, first.again_reason) == (DAY - timedelta(days=30), "UNKNOWN")
    assert Referral.objects.get(referred_on=DAY - timedelta(days=30)).earlier_referral is None


@pytest.mark.parametrize(
    ("rows", "number", "why"),
    [
        ([{"referred_on": DAY}, {"referred_on": DAY, "source": "2A"}], 2, "has a referral of that day already"),
        ([{"referred_on": date(2023, 4, 13)}], 1, "in the future"),
        ([{"referred_on": date(2014, 8, 24)}], 1, "more than 40 weeks before"),
        ([{"referred_on": DAY, "source": "99"}], 1, "one of the sources"),
    ],
)
def test_a_listed_referral_that_cannot_be_keeps_all_out(refer, rows, number, why):
    with pytest.raises(RowRefused, match=why) as refused:
        refer(*rows)
    assert refused.value.number == number
    assert not Referral.objects.exists()


def test_a_referral_forty_weeks_before_the_birth_is_believed(refer):
    assert refer({"referred_on": date(2014, 8, 25)})


def test_whoever_may_not_decide_brings_no_referral_in(refer, partnership):
    with pytest.raises(NotYours):
        refer({"referred_on": DAY}, by=partnership.olive)


def test_a_later_list_moves_a_referral_and_its_links(refer, mina, partnership):
    early, late = refer({"referred_on": DAY - timedelta(days=400)}, {"referred_on": DAY})
    change = ReferralChange(referral=early, changes={"referred_on": DAY - timedelta(days=40)})
    change_listed_referrals([change], by=mina, at=partnership.now)
    late.refresh_from_db()
    assert late.earlier_referral == early
    with pytest.raises(RowRefused, match="has a referral of that day"):
        change_listed_referrals(
            [ReferralChange(referral=early, changes={"referred_on": DAY})], by=mina, at=partnership.now
        )


def test_a_later_list_corrects_contacts_and_keeps_what_they_said(listed, mina, partnership):
    [contact] = listed(DAY)
    change = ContactChange(contact=contact, changes={"source": "2A", "received_at": start_of_day(date(2023, 2, 17))})
    correct_listed_contacts([change], reason="The later list says so.", by=mina, at=partnership.now)
    contact = Contact.objects.select_related("event").get()
    assert (contact.event.source, contact.received_on, contact.decide_by) == ("2A", date(2023, 2, 17), None)
    assert contact.event.received_at == contact.received_at
    assert {each.field for each in contact.corrections.all()} == {"source", "received_at"}


def test_a_contact_recorded_here_is_not_corrected_by_a_list(a_contact, mina, partnership):
    contact = a_contact()
    partnership.acts(mina)
    with pytest.raises(RowRefused, match="recorded here, not by a list"):
        correct_listed_contacts(
            [ContactChange(contact=contact, changes={"source": "2A"})], reason="So.", by=mina, at=partnership.now
        )


@pytest.mark.parametrize("changes", [{"source": "99"}, {"lane": "OTHER_AREA"}, {"received_at": "future"}])
def test_a_correction_that_cannot_be_is_refused(listed, mina, partnership, changes):
    if "received_at" in changes:
        changes = {"received_at": partnership.now + timedelta(days=1)}
    with pytest.raises(RowRefused):
        correct_listed_contacts(
            [ContactChange(contact=listed(DAY)[0], changes=changes)], reason="So.", by=mina, at=partnership.now
        )


def test_what_came_before_is_found_anew_after_the_past_has_come_in(listed, wren, mina, partnership):
    [late] = listed(DAY)
    [early] = listed(DAY - timedelta(days=90))
    assert look_back_again([wren], by=mina, at=partnership.now) == 1
    late.refresh_from_db()
    assert late.earlier_contact == early
    assert look_back_again([wren], by=mina, at=partnership.now) == 0

"""What a referrer may put before the front door, and what they are refused, in plain words."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection

from sightline.common.refusals import NotYours
from sightline.front_door import actions, codes
from sightline.front_door.actions.sendable import LONGEST_TEXT, check_one_child, contact_types_of, sources_of
from sightline.front_door.models import Contact, ContactEvent, Submission
from sightline.front_door.tests.referring.conftest import SENT, TOM, WREN
from sightline.register.models import Agency
from sightline.timescales.zone import local_date

pytestmark = pytest.mark.django_db


def test_a_sibling_group_arrives_as_one_event_with_a_contact_and_a_clock_for_each_child(partnership, sent_by_sol):
    submission = sent_by_sol(WREN, TOM)
    partnership.acts(partnership.mina)
    event = ContactEvent.objects.get(pk=submission.event_id)
    wren, tom = event.contacts.order_by("pk")
    assert [wren.described_given_name, tom.described_given_name] == ["Wren", "Tom"]
    assert wren.received_at == tom.received_at == event.received_at == partnership.now
    assert [local_date(each.decide_by) for each in (wren, tom)] == [date(2023, 4, 13)] * 2
    assert wren.decide_rule == "C01"
    assert wren.concerns == ["NEG", "DA"]
    assert (wren.level_as_referred, tom.level_as_referred) == ("3", "")
    assert (wren.neglect_tool, wren.neglect_tool_completed_on) == ("YES", date(2023, 4, 11))
    assert wren.child_id is None, "the sender describes; the front door matches"
    assert wren.state == codes.State.RECEIVED


def test_who_refers_is_taken_from_the_persons_own_record(partnership, sent_by_sol):
    submission = sent_by_sol(referrer_name="Somebody Else", referrer_telephone="01632 960 001")
    partnership.acts(partnership.mina)
    event = ContactEvent.objects.get(pk=submission.event_id)
    assert event.referrer_agency == partnership.sol.agency
    assert event.referrer_name == "Sol Schoollead"
    assert event.referrer_role == "Designated safeguarding lead in an agency"
    assert event.referrer_telephone == "01632 960 001"
    assert event.recorded_by == partnership.sol


def test_the_receipt_is_the_acknowledgement(partnership, sent_by_sol):
    submission = sent_by_sol()
    assert submission.acknowledged_at == partnership.now
    assert local_date(submission.acknowledge_by) == date(2023, 4, 13)
    partnership.acts(partnership.mina)
    assert ContactEvent.objects.get(pk=submission.event_id).acknowledged_at == partnership.now


def test_the_letter_box_closes_behind_what_was_put_in(partnership, sent_by_sol):
    submission = sent_by_sol()
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('app.agency_id')")
        assert cursor.fetchone()[0] == str(partnership.sol.agency_id)
    assert submission.submitted_by == partnership.sol


@pytest.mark.parametrize(
    ("contact_type", "channel"), [("POLICE_VPRF", "POLICE_NOTIFICATION"), ("CONCERN", "REFERRAL_FORM")]
)
def test_the_police_send_their_own_notification_or_a_referral(partnership, a_referral, contact_type, channel):
    pat = partnership.pat
    partnership.acts(pat)
    sent = actions.submit(
        contact=a_referral(source="6", contact_type=contact_type), sent=SENT, by=pat, at=partnership.now
    )
    partnership.acts(partnership.mina)
    event = ContactEvent.objects.get(pk=sent.event_id)
    assert (event.contact_type, event.channel, event.source) == (contact_type, channel, "6")


def test_every_kind_of_agency_has_a_source_and_a_kind_of_contact():
    for kind in Agency.Kind:
        assert sources_of(kind), kind
        assert codes.ContactType.CONCERN in contact_types_of(kind)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"source": "6"}, "Choose the service"),
        ({"contact_type": "ADVICE_LINE"}, "does not come by this form"),
        ({"contact_type": "POLICE_VPRF"}, "does not come by this form"),
        ({"referral_text": " \n "}, "Say what was reported"),
        ({"referral_text": "x" * (LONGEST_TEXT + 1)}, "longer than"),
        ({"children": ()}, "at least one child"),
        ({"children": (WREN,) * 13}, "up to 12 children"),
        ({"children": (WREN, replace(WREN, given_name="", family_name=""))}, "Child 2: give a name"),
        ({"children": (replace(WREN, born_on=date(2023, 4, 13)),)}, "after the day"),
        ({"children": (replace(WREN, born_on=None, expected_on=date(2024, 4, 1)),)}, "40 weeks"),
        ({"children": (replace(WREN, address="x" * 201),)}, "Child 1: the address is longer than 200"),
        ({"children": (replace(WREN, level_as_referred="9"),)}, "not on the ladder"),
        ({"children": (replace(WREN, neglect_tool_completed_on=date(2023, 4, 13)),)}, "in the future"),
        ({"children": (replace(WREN, given_name="Wren and Tom"),)}, "row of their own"),
        ({"consent_reason": "x" * 401}, "the reason about consent is longer than 400"),
    ],
)
def test_what_cannot_be_is_refused_in_plain_words_and_nothing_is_kept(partnership, sent_by_sol, said, words):
    children = said.pop("children", (WREN,))
    with pytest.raises((actions.Impossible, actions.Incomplete), match=words):
        sent_by_sol(*children, **said) if children else sent_by_sol(**said, children=())
    partnership.acts(partnership.mina)
    assert not ContactEvent.objects.exists()
    assert not Submission.objects.exists()


@pytest.mark.parametrize("username", ["mina", "bea", "ana"])
def test_only_who_may_refer_can_send(partnership, a_referral, username):
    by = getattr(partnership, username)
    partnership.acts(by)
    with pytest.raises(NotYours):
        actions.submit(contact=a_referral(), sent=SENT, by=by, at=partnership.now)


@pytest.mark.parametrize(
    "names",
    [
        {"given_name": "Wren and Tom"},
        {"given_name": "Wren & Tom"},
        {"given_name": "Wren/Tom"},
        {"given_name": "Wren, Tom", "family_name": "Appletree"},
        {"given_name": "Wren", "family_name": "Appletree AND Pearson"},
        {"given_name": "Wren 1/6/2015 Tom 1.2.2018"},
        {"given_name": "Wren", "dates": "1/6/2015, 1/2/2018"},
        {"given_name": "Wren; Tom"},
    ],
)
def test_two_children_in_one_row_are_refused_kindly(names):
    with pytest.raises(actions.Incomplete, match="Put each child in a row of their own"):
        check_one_child(**names)


@pytest.mark.parametrize(
    "names",
    [
        {"given_name": "Andrew", "family_name": "Sand"},
        {"given_name": "And", "family_name": "Brand And"},
        {"given_name": "Ann-Marie", "family_name": "O’Brien"},
        {"given_name": "Appletree, Wren"},
        {"given_name": "Wren", "dates": "1/6/2015"},
        {"given_name": "Ñandú", "family_name": "de la Cruz"},
        {"given_name": "", "family_name": ""},
    ],
)
def test_one_child_in_a_row_is_let_through(names):
    check_one_child(**names)


def test_hostile_text_is_kept_as_text(partnership, sent_by_sol):
    hostile = "<script>alert(1)</script>\r\nnext\x00 {{ 7*7 }} '; drop table register_child; --"
    child = replace(WREN, given_name="Wr\u202een<b>")
    submission = sent_by_sol(child, referral_text=hostile)
    partnership.acts(partnership.mina)
    contact = Contact.objects.get(event_id=submission.event_id)
    assert contact.event.referral_text == hostile.replace("\x00", "").replace("\r\n", "\n")
    assert contact.described_given_name == "Wren<b>", "nothing that turns the direction of text stays in a name"

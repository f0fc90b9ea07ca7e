"""Brothers and sisters in contacts: a child added late, a contact split off, two events put together."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from sightline.common import audit
from sightline.common.refusals import NotYours
from sightline.front_door import actions
from sightline.front_door.actions.siblings import events_to_merge_with
from sightline.front_door.models import Contact, ContactEvent
from sightline.register import actions as register
from sightline.register.models import Address, Household, HouseholdMember
from sightline.timescales.zone import LONDON

TOM = actions.ChildInContact(given_name="Tom", family_name="Appletree", primary_concern="PHY", level_as_referred="3")


def london(*when: int) -> datetime:
    return datetime(*when, tzinfo=LONDON)


@pytest.fixture
def audited(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Any]]:
    """What is written to the audit: the verb, and the id of the record."""
    entries: list[tuple[str, Any]] = []
    record = audit.record

    def overheard(verb: str, about: Any, **more: Any) -> Any:
        entries.append((verb, about.pk))
        return record(verb, about, **more)

    monkeypatch.setattr(audit, "record", overheard)
    return entries


@pytest.fixture
def add(partnership):
    """Adds a late child as Olive."""

    def late(contact: Contact, child: actions.ChildInContact = TOM, **said: Any) -> Contact:
        partnership.acts(partnership.olive)
        return actions.add_late_child(
            contact=contact, child=child, **{"by": partnership.olive, "at": partnership.now, **said}
        )

    return late


@pytest.fixture
def split(partnership):
    def off(contact: Contact, **said: Any) -> Contact:
        said = {"reason": "A different father.", "by": partnership.olive, "at": partnership.now, **said}
        return actions.split(contact=contact, **said)

    return off


@pytest.fixture
def merge(partnership):
    def together(contact: Contact, into: ContactEvent, **said: Any) -> Contact:
        said = {"reason": "One household.", "by": partnership.olive, "at": partnership.now, **said}
        return actions.merge(contact=contact, into=into, **said)

    return together


@pytest.fixture
def brothers(partnership, a_child):
    """Two children whom the register knows as brothers."""

    def two() -> tuple[Any, Any]:
        partnership.acts(partnership.olive)
        wren, tom = a_child(), a_child("Tom", born_on=date(2018, 2, 1))
        register.relate(child=wren, kind="SIBLING", other_child=tom, by=partnership.olive, at=partnership.now)
        return wren, tom

    return two


@pytest.fixture
def two_events(brothers, a_contact):
    """A contact about each of two brothers, four days apart."""

    def receive(days: int = 4) -> tuple[Contact, Contact]:
        wren, tom = brothers()
        first = a_contact(child=wren)
        at = first.received_at + timedelta(days=days)
        return first, a_contact(child=tom, received_at=at, referral_text="Tom has a bruise.", at=at)

    return receive


class TestALateChild:
    def test_who_was_in_the_words_has_the_clock_of_the_event(self, a_contact, add):
        contact = a_contact()
        added = add(contact)
        assert (added.event, added.received_at) == (contact.event, contact.received_at)
        assert added.decide_by == contact.decide_by
        assert added.state == "RECEIVED"

    def test_who_was_told_later_has_a_clock_from_then(self, partnership, a_contact, add):
        added = add(a_contact(), mentioned_at=london(2023, 4, 11, 15, 0))
        assert added.received_on == date(2023, 4, 11)
        assert added.decide_by.astimezone(LONDON).date() == date(2023, 4, 12)

    def test_a_child_is_added_to_a_decided_contact_and_waits_alone(self, partnership, a_contact, a_judgement, add):
        contact = a_contact()
        partnership.acts(partnership.mina)
        actions.decide(contact=contact, judgement=a_judgement(), by=partnership.mina, at=partnership.now)
        add(contact)
        states = Contact.objects.filter(event_id=contact.event_id).order_by("pk").values_list("state", flat=True)
        assert list(states) == ["DECIDED", "RECEIVED"]

    def test_a_child_of_the_register_is_linked_at_once(self, a_contact, add, brothers):
        wren, tom = brothers()
        added = add(a_contact(child=wren), actions.ChildInContact(child=tom))
        assert (added.child, added.match_status) == (tom, "LINKED")

    def test_it_is_audited(self, a_contact, add, audited):
        added = add(a_contact())
        assert audited[-1] == ("added a child to a contact", added.pk)

    @pytest.mark.parametrize(
        ("described", "when", "refusal", "why"),
        [
            ({"given_name": " wren", "family_name": "APPLETREE"}, None, actions.Impossible, "Wren Appletree is alr"),
            ({"given_name": "Wren", "family_name": "Appletree", "born_on": date(2015, 6, 1)}, None, None, "already"),
            ({"given_name": "Tom"}, (2023, 4, 6, 14, 59), None, "before the contact was received"),
            ({"given_name": "Tom"}, (2023, 4, 13, 9, 0), None, "in the future"),
            ({"given_name": "Tom", "born_on": date(2023, 4, 20)}, None, None, "after the day"),
            ({"expected_on": date(2024, 4, 20)}, None, None, "more than 40 weeks"),
            ({}, None, actions.Incomplete, "give a name"),
        ],
    )
    def test_what_cannot_be_is_refused(self, a_contact, add, described, when, refusal, why):
        contact = a_contact()
        with pytest.raises(refusal or actions.Impossible, match=why):
            add(contact, actions.ChildInContact(**described), mentioned_at=when and london(*when))
        assert Contact.objects.filter(event_id=contact.event_id).count() == 1

    def test_the_same_child_of_the_register_is_refused_by_name(self, a_contact, add):
        contact = a_contact()
        with pytest.raises(actions.Impossible, match="Wren Appletree is already in this contact"):
            add(contact, actions.ChildInContact(child=contact.child))

    def test_a_namesake_with_another_birthday_is_another_child(self, a_contact, add):
        namesake = actions.ChildInContact(given_name="Wren", family_name="Appletree", born_on=date(2019, 1, 1))
        assert add(a_contact(), namesake).pk

    def test_a_second_press_of_the_button_adds_nobody_twice(self, a_contact, add):
        contact, unborn = a_contact(), actions.ChildInContact(expected_on=date(2023, 9, 1))
        add(contact, unborn)
        with pytest.raises(actions.Impossible, match="already in this contact"):
            add(contact, unborn)

    def test_a_contact_from_another_systems_list_takes_no_second_child(self, a_contact, add):
        contact = a_contact(from_extract="annex-a")
        with pytest.raises(actions.Impossible, match="another system's list"):
            add(contact)

    def test_who_may_not_receive_may_not_add(self, partnership, a_contact, add):
        with pytest.raises(NotYours):
            add(a_contact(), by=partnership.ana)


class TestSplitting:
    def test_the_contact_has_an_event_of_its_own_with_the_same_words_and_clock(self, a_contact, add, split):
        contact = a_contact()
        added = add(contact)
        moved = split(added)
        own, first = moved.event, contact.event
        assert (own.referral_text, own.received_at, own.source) == (first.referral_text, first.received_at, "2A")
        assert own.reference not in ("", first.reference)
        assert moved.came_in == first
        assert (moved.received_at, moved.decide_by) == (added.received_at, added.decide_by)
        assert first.contacts.get() == contact

    def test_it_is_audited_and_the_reason_is_kept(self, a_contact, add, split, audited):
        moved = split(add(a_contact()))
        assert ("split a contact from its event", moved.pk) in audited
        assert ("made an event for a contact that was split off", moved.event_id) in audited
        assert "A different father." in moved.notes.get().text

    def test_one_child_alone_a_missing_reason_and_an_older_screen_are_refused(self, a_contact, add, split):
        contact = a_contact()
        with pytest.raises(actions.Impossible, match="one child alone"):
            split(contact)
        added = add(contact)
        with pytest.raises(actions.Incomplete, match="Say why"):
            split(added, reason=" ")
        with pytest.raises(actions.ChangedMeanwhile):
            split(added, seen_version=added.version - 1)

    @pytest.mark.parametrize("who", ["mina", "hugo"])
    def test_what_is_decided_or_awaits_a_signature_stays(self, partnership, a_contact, a_judgement, add, split, who):
        contact = a_contact(lane="EARLY_HELP_HUB")
        add(contact)
        manager = getattr(partnership, who)
        partnership.acts(manager)
        actions.decide(contact=contact, judgement=a_judgement(), by=manager, at=partnership.now)
        with pytest.raises(actions.AlreadyDecided):
            split(contact)

    def test_what_is_withdrawn_stays(self, partnership, a_contact, add, split):
        contact = a_contact()
        added = add(contact)
        partnership.acts(partnership.mina)
        actions.withdraw(contact=added, reason="Sent in error.", by=partnership.mina, at=partnership.now)
        partnership.acts(partnership.olive)
        with pytest.raises(actions.AlreadyDecided):
            split(added)

    def test_the_words_of_a_restricted_child_are_not_copied(self, partnership, a_contact, add, split):
        contact = a_contact()
        added = add(contact)
        mina, olive = partnership.mina, partnership.olive
        partnership.acts(mina)
        said = {"reason": "PROTECTED", "ask": olive, "by": mina, "at": partnership.now}
        register.restrict_child(child=contact.child, **said)
        partnership.acts(olive)
        with pytest.raises(actions.Impossible, match="restricted record"):
            split(added)

    def test_a_copy_of_the_words_is_hidden_once_a_child_they_tell_of_is_restricted(
        self, partnership, a_contact, add, split
    ):
        contact = a_contact()
        apart = split(add(contact))
        mina, olive = partnership.mina, partnership.olive
        assert ContactEvent.objects.filter(pk__in=[contact.event_id, apart.event_id]).count() == 2
        partnership.acts(mina)
        register.restrict_child(child=contact.child, reason="PROTECTED", ask=mina, by=mina, at=partnership.now)
        partnership.acts(olive)
        assert not ContactEvent.objects.filter(pk__in=[contact.event_id, apart.event_id]).exists()

    def test_a_corrected_receipt_leaves_a_child_who_was_told_later_their_own_clock(self, partnership, a_contact, add):
        contact = a_contact()
        first = contact.received_at
        later = add(contact, mentioned_at=first + timedelta(hours=1))
        actions.correct_contact(
            contact=contact,
            field="received_at",
            says=first - timedelta(hours=3),
            reason="The call came earlier.",
            by=partnership.olive,
            at=partnership.now,
        )
        later.refresh_from_db()
        assert later.received_at == first + timedelta(hours=1)


class TestPuttingTogether:
    def test_the_contact_moves_and_both_words_stay(self, two_events, merge, audited):
        wren, tom = two_events()
        moved = merge(tom, wren.event)
        assert (moved.event, moved.came_in) == (wren.event, tom.event)
        assert (moved.received_at, moved.decide_by) == (tom.received_at, tom.decide_by)
        assert [event.pk for event in moved.heard_in] == [wren.event_id, tom.event_id]
        assert [event.pk for event in wren.heard_in] == [wren.event_id, tom.event_id]
        assert ContactEvent.objects.get(pk=tom.event_id).referral_text == "Tom has a bruise."
        assert ("merged a contact into another event", moved.pk) in audited
        assert "One household." in moved.notes.get().text

    def test_children_of_one_household_are_offered_too(self, partnership, a_child, a_contact):
        partnership.acts(partnership.olive)
        wren, tom = a_child(), a_child("Tom", "Otherwise", None)
        address = Address.objects.create(agency=wren.agency, lines="4 Quay Street", postcode="PR8 1DA")
        home = Household.objects.create(agency=wren.agency, address=address)
        for each in (wren, tom):
            HouseholdMember.objects.create(household=home, agency=wren.agency, child=each)
        first, second = a_contact(child=wren), a_contact(child=tom)
        assert events_to_merge_with(first, staff=partnership.olive) == [second.event]

    @pytest.mark.parametrize(("days", "offered"), [(7, True), (8, False)])
    def test_seven_days_apart_is_near_and_eight_is_not(self, partnership, two_events, merge, days, offered):
        wren, tom = two_events(days)
        assert bool(events_to_merge_with(tom, staff=partnership.olive)) is offered
        if not offered:
            with pytest.raises(actions.Impossible, match="seven days apart"):
                merge(tom, wren.event)

    def test_a_match_that_nobody_has_settled_offers_nothing(self, partnership, two_events):
        wren, tom = two_events()
        actions.mark_unsure(contact=wren, child=wren.child, by=partnership.olive, at=partnership.now)
        wren.refresh_from_db()
        assert events_to_merge_with(wren, staff=partnership.olive) == []
        assert events_to_merge_with(tom, staff=partnership.olive) == []

    def test_a_decided_event_and_strangers_are_not_offered(self, partnership, two_events, a_contact, a_judgement):
        wren, tom = two_events()
        a_contact()
        partnership.acts(partnership.mina)
        actions.decide(contact=wren, judgement=a_judgement(), by=partnership.mina, at=partnership.now)
        assert events_to_merge_with(tom, staff=partnership.mina) == []

    def test_the_same_child_in_both_is_a_duplicate_and_said_so(self, partnership, two_events, add, merge):
        wren, tom = two_events()
        add(wren, actions.ChildInContact(child=tom.child))
        with pytest.raises(actions.Impossible, match=r"Tom Appletree is already in FD-.*duplicate"):
            merge(tom, wren.event)

    def test_a_contact_put_together_with_what_it_was_split_from_is_as_before(self, a_contact, add, split, merge):
        contact = a_contact()
        moved = merge(split(add(contact)), contact.event)
        assert (moved.event, moved.came_in) == (contact.event, None)

    def test_a_contact_split_off_again_has_its_own_words_and_first_event(self, two_events, merge, split):
        wren, tom = two_events()
        moved = split(merge(tom, wren.event))
        assert moved.event.referral_text == "Tom has a bruise."
        assert moved.came_in == tom.event
        assert wren.event.contacts.get() == wren

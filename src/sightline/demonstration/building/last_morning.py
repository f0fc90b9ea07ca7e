"""What is done by hand on the last morning and the nights before: notes, escalations, hand-overs, restrictions."""

from datetime import date

from sightline.common.actor import acting
from sightline.demonstration.building.contacts import Contacts
from sightline.demonstration.building.setting_up import SetUp
from sightline.demonstration.days import NOW, moment
from sightline.demonstration.plan import Child, Contact, HandOver, Plan
from sightline.demonstration.targets import TODAY
from sightline.front_door import actions
from sightline.register.actions import open_inspection, restrict_child
from sightline.register.models import Child as RegisteredChild

# Who restricts, and who may then open the records; the front door's others find a stub.
_RESTRICTS = "dpo"
_ANSWERS = "manager2"
_NAMED = ("manager2", "manager3", "dpo")
_RELATED = "officer9"
"""Whose relative the restricted child is, where it is a colleague's."""


def finish(plan: Plan, contacts: Contacts, children: dict[Child, RegisteredChild], set_up: SetUp) -> None:
    """Everything that has no bulk verb, in the single verbs."""
    for event in plan.events:
        for contact in event.contacts:
            if contact.matched == "UNSURE":
                _mark_unsure(contact, contacts, children, set_up)
            _act_on(contact, contacts, set_up)
    _end_some(plan, contacts, set_up)
    for note in plan.hand_overs:
        _hand_over(note, contacts, set_up)
    _restrict(plan, children, set_up)
    _inspect(set_up)


def _mark_unsure(contact: Contact, contacts: Contacts, children: dict[Child, RegisteredChild], set_up: SetUp) -> None:
    officer, at = set_up.staff["officer"], contact.event.recorded_at
    assert at is not None
    with acting(officer, at=at):
        actions.mark_unsure(contact=contacts.kept[contact], child=children[contact.child], by=officer, at=at)


def _act_on(contact: Contact, contacts: Contacts, set_up: SetUp) -> None:
    for at, username, text in contact.notes:
        person = set_up.staff[username]
        with acting(person, at=at):
            actions.add_note(contact=contacts.kept[contact], text=text, by=person, at=at)
    if contact.escalated:
        at, username, reason = contact.escalated
        person = set_up.staff[username]
        with acting(person, at=at):
            actions.escalate(contact=contacts.kept[contact], reason=reason, by=person, at=at)


def _end_some(plan: Plan, contacts: Contacts, set_up: SetUp) -> None:
    """The second of two notices of the same thing is a duplicate; a message sent in error is withdrawn."""
    before: dict[Child, Contact] = {}
    for event in plan.events:
        for contact in event.contacts:
            at = event.recorded_at or NOW
            if contact.ends_as == "DUPLICATE":
                person = set_up.staff["officer"]
                with acting(person, at=at):
                    of = contacts.kept[before[contact.child]]
                    actions.mark_duplicate(contact=contacts.kept[contact], of=of, by=person, at=at)
            elif contact.ends_as == "WITHDRAWN":
                person = set_up.staff["manager"]
                with acting(person, at=at):
                    actions.withdraw(contact=contacts.kept[contact], reason="Sent in error.", by=person, at=at)
            before[contact.child] = contact


def _hand_over(note: HandOver, contacts: Contacts, set_up: SetUp) -> None:
    writer = set_up.staff[note.written_by]
    with acting(writer, at=note.written_at):
        kept = actions.hand_over(
            what_happened=note.what_happened,
            to_do=note.to_do,
            contact=contacts.kept[note.contact] if note.contact else None,
            by=writer,
            at=note.written_at,
        )
    if note.read_at:
        reader = set_up.staff[note.read_by]
        with acting(reader, at=note.read_at):
            actions.read_hand_over(note=kept, by=reader, at=note.read_at)


def _restrict(plan: Plan, children: dict[Child, RegisteredChild], set_up: SetUp) -> None:
    at, by = moment(TODAY, 9, 10), set_up.staff[_RESTRICTS]
    with acting(by, at=at):
        for child in plan.children:
            if child.restricted_because:
                restrict_child(
                    child=children[child],
                    reason=child.restricted_because,
                    ask=set_up.staff[_ANSWERS],
                    named=[set_up.staff[username] for username in _NAMED],
                    connected=[set_up.staff[_RELATED]] if child.restricted_because == "STAFF_RELATIVE" else [],
                    by=by,
                    at=at,
                )


def _inspect(set_up: SetUp) -> None:
    """An inspection began on Tuesday of last week and lasts to the end of the month."""
    at, by = moment(date(2023, 4, 3), 16, 0), set_up.staff[_RESTRICTS]
    with acting(by, at=at):
        open_inspection(
            inspector=set_up.staff["inspector"],
            authority="Children Act 2004, section 20: joint targeted area inspection",
            from_at=moment(date(2023, 4, 4), 8, 0),
            to_at=moment(date(2023, 4, 28), 17, 0),
            by=by,
            at=at,
        )

"""A contact reaches the front door."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from sightline.common import audit
from sightline.common.access import Permission
from sightline.common.refusals import must_hold
from sightline.front_door import clocks, codes
from sightline.front_door.actions.matching import attach_child
from sightline.front_door.actions.refusals import Impossible, Incomplete
from sightline.front_door.models import Contact, ContactEvent
from sightline.register.models import Agency, Child, Staff
from sightline.timescales.zone import local_date

# The longest that a child can be expected: no referral is earlier than this before the (expected) birth
# (children in need census, rule 8606).
LONGEST_BEFORE_BIRTH = timedelta(weeks=40)
_TOLD_AT_ONCE = (codes.Channel.TELEPHONE, codes.Channel.IN_PERSON)


@dataclass(frozen=True)
class ChildInContact:
    """One child in a contact: found in the register, or as whoever was worried described them."""

    child: Child | None = None
    given_name: str = ""
    family_name: str = ""
    born_on: date | None = None
    expected_on: date | None = None
    address: str = ""
    postcode: str = ""
    school: str = ""
    primary_concern: str = ""
    concerns: Sequence[str] = ()
    level_as_referred: str = ""
    neglect_tool: str = ""
    neglect_tool_completed_on: date | None = None
    again_reason: str = ""


@dataclass(frozen=True)
class NewContact:
    """What is known of a contact event when it is received."""

    source: str
    channel: str
    contact_type: str
    received_at: datetime
    referral_text: str
    children: Sequence[ChildInContact]
    referrer_agency: Agency | None = None
    referrer_name: str = ""
    referrer_role: str = ""
    referrer_telephone: str = ""
    referrer_email: str = ""
    consent: str = ""
    consent_reason: str = ""
    competence: str = codes.Competence.NOT_RELEVANT
    competence_note: str = ""
    article_6_basis: str = ""
    special_category_condition: str = ""
    law_enforcement: bool = False
    lane: str = ""
    from_extract: str = ""


@transaction.atomic
def receive(*, contact: NewContact, by: Staff, at: datetime) -> ContactEvent:
    """Records a contact event and one contact for each child in it; the decision clock of each starts.

    Raises Incomplete or Impossible, naming the child and the fact.
    """
    must_hold(by, Permission.RECEIVE_CONTACTS)
    check_is_possible(contact, at=at)
    event = new_event(contact, front_door=by.agency, by=by, at=at)
    event.save()
    audit.record("received a contact", event, by=by, at=at)
    for described in contact.children:
        each = new_contact(event, described, lane=contact.lane or lane_of(contact.contact_type), by=by)
        if described.child:
            attach_child(each, described.child)
        each.save()
        audit.record("received a contact about a child", each, by=by, at=at)
    return event


def check_is_possible(contact: NewContact, *, at: datetime) -> None:
    """Refuses what cannot be: no child, no words, received in the future, or long before the birth."""
    if not contact.children:
        raise Incomplete("A contact is about at least one child. Add the child, even if only a first name is known.")
    if not contact.referral_text.strip() and not contact.from_extract:
        raise Incomplete("Say what was reported: the words as received. Without them nobody can decide.")
    if contact.received_at > at:
        raise Impossible("The contact is recorded as received in the future. Check the date and time of receipt.")
    received_on = local_date(contact.received_at)
    for number, described in enumerate(contact.children, start=1):
        _check_child(described, number=number, received_on=received_on, from_extract=bool(contact.from_extract))


def _check_child(described: ChildInContact, *, number: int, received_on: date, from_extract: bool) -> None:
    born = described.child.born_on if described.child else described.born_on
    expected = described.child.expected_on if described.child else described.expected_on
    if from_extract and born:
        # A list tells the date of birth as it stands now, also beside a contact from before the birth.
        expected = expected or born
    # A child known before birth keeps the expected date; a contact from that time may be recorded after the birth.
    born_later = bool(born and born > received_on)
    if born_later and not expected:
        raise Impossible(
            f"Child {number}: the date of birth is after the day the contact was received. For a child not yet"
            " born, give the expected date of birth instead."
        )
    if (born_later or not born) and expected and expected - received_on > LONGEST_BEFORE_BIRTH:
        raise Impossible(
            f"Child {number}: the expected date of birth is more than 40 weeks after the contact. Check both dates."
        )
    if not described.child and not (described.given_name or described.family_name or described.expected_on):
        raise Incomplete(f"Child {number}: give a name, or for an unborn child the expected date of birth.")


def new_event(
    contact: NewContact, *, front_door: Agency, by: Staff | None, at: datetime, reference: str = ""
) -> ContactEvent:
    """The event of a new contact, not yet saved. Who rings or calls in person is told of its receipt at once."""
    return ContactEvent(
        agency=front_door,
        reference=reference or new_reference(),
        received_at=contact.received_at,
        recorded_by=by,
        contact_type=contact.contact_type,
        channel=contact.channel,
        source=contact.source,
        referrer_agency=contact.referrer_agency,
        referrer_name=contact.referrer_name,
        referrer_role=contact.referrer_role,
        referrer_telephone=contact.referrer_telephone,
        referrer_email=contact.referrer_email,
        referral_text=contact.referral_text,
        consent=contact.consent,
        consent_reason=contact.consent_reason,
        competence=contact.competence,
        competence_note=contact.competence_note,
        article_6_basis=contact.article_6_basis,
        special_category_condition=contact.special_category_condition,
        law_enforcement=contact.law_enforcement,
        acknowledge_by=None if contact.from_extract else _acknowledge_by(contact.received_at),
        acknowledged_at=at if contact.channel in _TOLD_AT_ONCE else None,
        from_extract=contact.from_extract,
    )


def _acknowledge_by(received_at: datetime) -> datetime:
    return clocks.ACKNOWLEDGEMENT.in_force_on(local_date(received_at)).deadline(received_at).due_at


def new_contact(event: ContactEvent, described: ChildInContact, *, lane: str, by: Staff | None) -> Contact:
    """The contact of one child in an event, its decision clock started; not yet saved.

    One from another system's list was decided there; what was decided is not supplied, and no clock of ours binds it.
    """
    concerns = list(dict.fromkeys([described.primary_concern, *described.concerns]))
    contact = Contact(
        event=event,
        agency=event.agency,
        described_given_name=described.given_name,
        described_family_name=described.family_name,
        described_born_on=described.born_on,
        described_expected_on=described.expected_on,
        described_address=described.address,
        described_postcode=described.postcode,
        described_school=described.school,
        primary_concern=described.primary_concern,
        concerns=[concern for concern in concerns if concern],
        level_as_referred=described.level_as_referred,
        neglect_tool=described.neglect_tool,
        neglect_tool_completed_on=described.neglect_tool_completed_on,
        again_reason=described.again_reason,
        lane=lane,
        about_early_help=lane == codes.Lane.EARLY_HELP_HUB,
        state=codes.State.OUTCOME_NOT_SUPPLIED if event.from_extract else codes.State.RECEIVED,
        recorded_by=by,
    )
    start_clock(contact, event.received_at)
    return contact


def start_clock(contact: Contact, received_at: datetime) -> None:
    """Starts (or, after a correction of the time of receipt, starts again) the one working day for the decision."""
    contact.received_at = received_at
    contact.received_on = local_date(received_at)
    if contact.event.from_extract:
        return
    deadline = clocks.REFERRAL_DECISION.in_force_on(contact.received_on).deadline(received_at)
    contact.decide_by = deadline.due_at
    contact.decide_rule = deadline.rule_id
    contact.decide_rule_version = deadline.rule_version
    contact.decide_basis = deadline.basis[:300]
    contact.urgent_at = min(filter(None, (contact.decide_by, contact.rag_by)))


def lane_of(contact_type: str) -> str:
    """The lane in which a contact of this type waits."""
    if contact_type in (codes.ContactType.INFORMATION_REQUEST, codes.ContactType.MISSING_NOTIFICATION):
        return codes.Lane.INFORMATION
    if contact_type == codes.ContactType.NOTIFICATION_OTHER_LA:
        return codes.Lane.OTHER_AREA
    return codes.Lane.FRONT_DOOR


def new_reference() -> str:
    """A reference that can be read out on the telephone: no vowels, no look-alikes, nothing of the child in it."""
    letters = "".join(secrets.choice("BCDFGHJKLMNPQRSTVWXZ23456789") for _ in range(8))
    return f"FD-{letters[:4]}-{letters[4:]}"

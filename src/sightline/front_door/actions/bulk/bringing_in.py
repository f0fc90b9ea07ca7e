"""Referrals that another system's list tells of, and what a corrected list says otherwise."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from sightline.common import audit
from sightline.common.access import Permission
from sightline.common.many import Row, each_of, keep_audit, lay_in, number, put_back, row_number, whose
from sightline.front_door import codes
from sightline.front_door.actions.bulk.receiving import History
from sightline.front_door.actions.offering import looks_back_to
from sightline.front_door.actions.receiving import LONGEST_BEFORE_BIRTH
from sightline.front_door.actions.refusals import Impossible
from sightline.front_door.models import Contact, Referral
from sightline.register.models import Child, Staff, Team
from sightline.timescales.zone import local_date

LISTED = ("source", "referred_on", "ended_without_assessment", "team")
"""What a list tells of a referral, and may tell otherwise later."""


@dataclass(frozen=True, kw_only=True)
class ReferralRow(Row):
    """One referral as another system lists it. `ended_without_assessment` is None where the list does not say."""

    child: Child
    referred_on: date
    source: str
    ended_without_assessment: bool | None = None
    team: Team | None = None
    from_extract: str


@dataclass(frozen=True, kw_only=True)
class ReferralChange(Row):
    """What a list tells otherwise of a referral: fields of LISTED."""

    referral: Referral
    changes: Mapping[str, Any]


@transaction.atomic
def record_referrals(rows: Sequence[ReferralRow], *, by: Staff, at: datetime) -> list[Referral]:
    """Records many referrals that were made elsewhere. Raises RowRefused, and then keeps none.

    A child is referred once a day: the first stands, and a further one of that day is refused.
    """
    people = whose(rows, Permission.DECIDE_CONTACTS, by=by)
    standing = _standing({row.child.pk for row in rows})
    new: list[Referral] = []
    for count, row, person, moment in each_of(rows, by=by, at=at):
        referral = Referral(
            agency_id=person.agency_id,
            child=row.child,
            referred_on=row.referred_on,
            source=row.source,
            ended_without_assessment=row.ended_without_assessment,
            team=row.team,
            from_extract=row.from_extract,
            recorded_by=person,
            recorded_at=moment,
        )
        with row_number(count):
            _check(referral, standing[row.child.pk], today=local_date(moment))
        standing[row.child.pk].append(referral)
        new.append(referral)
    number(new)
    changed = [each for referrals in standing.values() for each in _look_back(referrals)]
    lay_in(new)
    fresh = {referral.pk for referral in new}
    put_back([each for each in changed if each.pk not in fresh], ("earlier_referral", "again_reason"))
    entries = [
        audit.described("recorded a referral", referral, by=referral.recorded_by, at=referral.recorded_at)
        for referral in new
    ]
    keep_audit(entries, people=people, at=at)
    return new


@transaction.atomic
def change_listed_referrals(rows: Sequence[ReferralChange], *, by: Staff, at: datetime) -> None:
    """Changes what a corrected list tells otherwise of referrals. Raises RowRefused, and then changes none."""
    people = whose(rows, Permission.DECIDE_CONTACTS, by=by)
    standing = _standing({row.referral.child_id for row in rows})
    held = {referral.pk: referral for referrals in standing.values() for referral in referrals}
    entries = []
    for count, row, person, moment in each_of(rows, by=by, at=at):
        with row_number(count):
            if row.referral.pk not in held:
                raise Impossible("The referral has been withdrawn here. Speak to the front door before it is changed.")
            referral = held[row.referral.pk]
            for name in LISTED:
                setattr(referral, name, row.changes.get(name, getattr(referral, name)))
            _check(referral, standing[referral.child_id], today=local_date(moment))
        entries.append(
            audit.described("changed a referral", referral, by=person, at=moment, fields=sorted(row.changes))
        )
    for referrals in standing.values():
        _look_back(referrals)
    put_back(list(held.values()), (*LISTED, "earlier_referral", "again_reason"))
    keep_audit(entries, people=people, at=at)


@transaction.atomic
def look_back_again(children: Iterable[Child], *, by: Staff, at: datetime) -> int:
    """Works out anew which contact came before which, after past contacts have come in; gives how many changed."""
    people = whose([], Permission.RECEIVE_CONTACTS, by=by)
    ids = sorted({child.pk for child in children})
    known = History(set(ids))
    contacts = Contact.objects.filter(child__in=ids).select_for_update(of=("self",)).order_by("pk")
    changed = []
    for contact in contacts.only("child", "event", "received_at", "received_on", "earlier_contact", "agency"):
        earlier = known.earlier_contact_id(contact)
        if earlier != contact.earlier_contact_id:
            contact.earlier_contact_id = earlier
            changed.append(contact)
    put_back(changed, ("earlier_contact",))
    keep_audit(
        [
            audit.described("looked back again", contact, by=by, at=at, fields=["earlier_contact"])
            for contact in changed
        ],
        people=people,
        at=at,
    )
    return len(changed)


def _standing(children: set[int]) -> dict[int, list[Referral]]:
    """The referrals of these children that have not been withdrawn, held for this transaction."""
    of_child: dict[int, list[Referral]] = defaultdict(list)
    found = Referral.objects.filter(child__in=sorted(children), withdrawn_at__isnull=True)
    for referral in found.select_for_update(of=("self",)).select_related("child").order_by("pk"):
        of_child[referral.child_id].append(referral)
    return of_child


def _check(referral: Referral, standing: Sequence[Referral], *, today: date) -> None:
    if referral.source not in codes.SOURCE_GROUPS:
        raise Impossible("Choose one of the sources listed.")
    if referral.referred_on > today:
        raise Impossible("The referral is in the future. Check the day, the month and the year.")
    birth = referral.child.born_on or referral.child.expected_on
    if birth and birth - referral.referred_on > LONGEST_BEFORE_BIRTH:
        raise Impossible(
            "The referral is more than 40 weeks before the (expected) date of birth. Check both dates"
            " (children in need census, rule 8606)."
        )
    if any(each is not referral and each.referred_on == referral.referred_on for each in standing):
        raise Impossible(
            "The child has a referral of that day already. Several on one day count as one, the first; leave this row"
            " out, or put its date right."
        )


def _look_back(referrals: list[Referral]) -> list[Referral]:
    """Links each referral to the one before it within twelve months; gives those whose link is another than before."""
    changed = []
    in_order = sorted(referrals, key=lambda referral: referral.referred_on)
    for place, referral in enumerate(in_order):
        before = in_order[place - 1] if place else None
        earlier = before if before and looks_back_to(referral.referred_on) <= before.referred_on else None
        if referral.earlier_referral_id != (earlier.pk if earlier else None):
            referral.earlier_referral = earlier
            referral.again_reason = referral.again_reason or codes.AgainReason.UNKNOWN if earlier else ""
            changed.append(referral)
    return changed

"""Where a child lives, with whom, from when to when. Earlier addresses stay."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from sightline.common import audit
from sightline.common.access import Permission
from sightline.common.forms.identifiers import normal_postcode, postcode_is_whole
from sightline.common.refusals import NotYours, must_hold
from sightline.register.actions import checking
from sightline.register.actions.refusals import AlreadyRecorded, Impossible, Incomplete
from sightline.register.models import Address, Adult, Child, Household, HouseholdMember, Staff
from sightline.timescales.zone import local_date


@dataclass(frozen=True)
class NewAddress:
    """A place as it is typed."""

    lines: str
    postcode: str = ""
    ward: str = ""
    is_protected: bool = False
    protected_because: str = ""


@transaction.atomic
def move_household(
    *,
    child: Child,
    address: NewAddress,
    moved_on: date | None,
    until: date | None = None,
    together_with: Sequence[HouseholdMember] = (),
    by: Staff,
    at: datetime,
) -> Household:
    """The child lives at `address` from `moved_on` (None: since when is not known), and so do `together_with`.

    What was their home until then ends on that day. With `until`, an earlier address is filled in and
    the present one stays.
    """
    must_hold(by, Permission.EDIT_CHILDREN)
    child = checking.locked(child, by=by)
    today = local_date(at)
    checking.period(moved_on, until, today=today, what="living there")
    _not_before_birth(child, moved_on)
    household = Household.objects.create(
        agency_id=child.agency_id, address=_kept(address, agency_id=child.agency_id), recorded_by=by
    )
    people: list[dict[str, Child | Adult | None]] = [{"child": child, "adult": None}]
    people += [
        {"child": member.child, "adult": member.adult} for member in together_with if member.child_id != child.pk
    ]
    for person in people:
        if until is None:
            _leave(person, on=moved_on or today)
        member = HouseholdMember.objects.create(
            household=household, agency_id=child.agency_id, from_on=moved_on, to_on=until, **person
        )
        audit.record("recorded where a person lives", member, by=by, at=at, fields=["household", "from_on", "to_on"])
    child.save()
    return household


def _leave(person: dict[str, Child | Adult | None], *, on: date) -> None:
    for member in HouseholdMember.objects.select_for_update().filter(to_on=None, **person):
        if member.from_on and member.from_on > on:
            raise Impossible(
                "A later move is already recorded. To fill in an earlier address, say also until when they lived there."
            )
        member.to_on = on
        member.save()


def _not_before_birth(child: Child, day: date | None) -> None:
    if day and child.born_on and not child.expected_on and day < child.born_on:
        raise Impossible("The child cannot have moved before being born. Check the date of the move.")


def _kept(address: NewAddress, *, agency_id: int) -> Address:
    lines = checking.text(address.lines, called="address", longest=200)
    postcode = normal_postcode(address.postcode)
    if not (lines or postcode):
        raise Incomplete("Enter the address; where there is none, say so: for example “No fixed address, Southport”.")
    if postcode and not postcode_is_whole(postcode):
        raise Impossible("Enter a full UK postcode, like PR8 1DA, or leave it empty.")
    because = checking.text(address.protected_because, called="reason", longest=200)
    if address.is_protected and not because:
        raise Incomplete("Say why the address is protected, so that a colleague knows what is at stake.")
    return Address.objects.create(
        agency_id=agency_id,
        lines=lines,
        postcode=postcode,
        ward=checking.text(address.ward, called="ward", longest=60),
        is_protected=address.is_protected,
        protected_because=because if address.is_protected else "",
    )


@transaction.atomic
def add_household_member(
    *,
    household: Household,
    child: Child | None = None,
    adult: Adult | None = None,
    from_on: date | None = None,
    by: Staff,
    at: datetime,
) -> HouseholdMember:
    """Somebody lives in the household too. A child may live in two, as where parents share the care."""
    must_hold(by, Permission.EDIT_CHILDREN)
    _own(household.agency_id, by)
    if (child is None) == (adult is None):
        raise Incomplete("Say who lives in the household: one child or one adult.")
    checking.period(from_on, None, today=local_date(at), what="living there")
    if child:
        child = checking.locked(child, by=by)
        _not_before_birth(child, from_on)
        child.save()
    if household.members.filter(child=child, adult=adult, to_on=None).exists():
        raise AlreadyRecorded("This person is already recorded as living in the household.")
    member = HouseholdMember.objects.create(
        household=household, agency_id=household.agency_id, child=child, adult=adult, from_on=from_on
    )
    audit.record("recorded where a person lives", member, by=by, at=at, fields=["household", "from_on"])
    return member


@transaction.atomic
def end_household_member(*, member: HouseholdMember, left_on: date, by: Staff, at: datetime) -> HouseholdMember:
    """Somebody no longer lives in the household."""
    must_hold(by, Permission.EDIT_CHILDREN)
    _own(member.agency_id, by)
    member = HouseholdMember.objects.select_for_update().get(pk=member.pk)
    if member.to_on:
        raise AlreadyRecorded("It is already recorded that this person has left the household.")
    checking.period(member.from_on, left_on, today=local_date(at), what="living there")
    member.to_on = left_on
    member.save()
    audit.record("recorded that a person left a household", member, by=by, at=at, fields=["to_on"])
    return member


@transaction.atomic
def protect_address(*, address: Address, because: str, by: Staff, at: datetime) -> Address:
    """From now on the address is withheld from headers, print, exports and searches, and shown only on purpose."""
    must_hold(by, Permission.EDIT_CHILDREN)
    _own(address.agency_id, by)
    because = checking.text(because, called="reason", longest=200)
    if not because:
        raise Incomplete("Say why the address is protected, so that a colleague knows what is at stake.")
    address.is_protected, address.protected_because = True, because
    address.save()
    audit.record("protected an address", address, by=by, at=at, fields=["is_protected", "protected_because"])
    return address


@transaction.atomic
def lift_protection(*, address: Address, by: Staff, at: datetime) -> Address:
    """The address need no longer be withheld. For those who restrict records."""
    must_hold(by, Permission.RESTRICT_RECORDS)
    _own(address.agency_id, by)
    address.is_protected, address.protected_because = False, ""
    address.save()
    audit.record("lifted an address's protection", address, by=by, at=at, fields=["is_protected", "protected_because"])
    return address


def _own(agency_id: int, by: Staff) -> None:
    if agency_id != by.agency_id:
        raise NotYours("This belongs to another agency's records.")

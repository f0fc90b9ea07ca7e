"""The adults in a child's life, brothers and sisters, and who has parental responsibility."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from sightline.common import audit
from sightline.common.access import Permission
from sightline.common.refusals import NotYours, must_hold
from sightline.register.actions import checking
from sightline.register.actions.refusals import AlreadyRecorded, Impossible, Incomplete
from sightline.register.models import Adult, Child, Relationship, Staff
from sightline.timescales.zone import local_date

Kind = Relationship.Kind
SIBLINGS = (Kind.SIBLING, Kind.HALF_SIBLING)
PARENTS = (Kind.MOTHER, Kind.FATHER)


@dataclass(frozen=True)
class NewAdult:
    """What is known of a grown-up who is not yet in the register."""

    given_name: str = ""
    family_name: str = ""
    born_on: date | None = None
    telephone: str = ""


@transaction.atomic
def add_adult(*, adult: NewAdult, by: Staff, at: datetime) -> Adult:
    """Adds a grown-up who matters to a child. Some name is enough: "the mother's partner Dean"."""
    must_hold(by, Permission.EDIT_CHILDREN)
    given = checking.text(adult.given_name, called="given name", longest=80)
    family = checking.text(adult.family_name, called="family name", longest=80)
    if not any(letter.isalnum() for letter in given + family):
        raise Incomplete("Give at least one name of the adult.")
    checking.not_later(adult.born_on, today=local_date(at), what="The adult's date of birth")
    added = Adult.objects.create(
        agency_id=by.agency_id,
        given_name=given,
        family_name=family,
        born_on=adult.born_on,
        telephone=checking.text(adult.telephone, called="telephone number", longest=30),
        recorded_by=by,
    )
    audit.record("added an adult", added, by=by, at=at)
    return added


@transaction.atomic
def relate(
    *,
    child: Child,
    kind: str,
    adult: Adult | NewAdult | None = None,
    other_child: Child | None = None,
    parental_responsibility: str = Relationship.ParentalResponsibility.NOT_KNOWN,
    from_on: date | None = None,
    to_on: date | None = None,
    by: Staff,
    at: datetime,
) -> Relationship:
    """Says what an adult (known, or new to the register) or another child is to `child`.

    A tie between two children is kept from both sides.
    """
    must_hold(by, Permission.EDIT_CHILDREN)
    if (adult is None) == (other_child is None):
        raise Incomplete("Say to whom: one adult, or one other child.")
    child = checking.locked(child, by=by)
    checking.period(from_on, to_on, today=local_date(at), what="the relationship")
    if other_child:
        other_child = _checked_sibling(child, other_child, kind=kind, by=by)
        parental_responsibility = Relationship.ParentalResponsibility.NO
    known = add_adult(adult=adult, by=by, at=at) if isinstance(adult, NewAdult) else adult
    if known:
        _check_adult(child, known, kind=kind, by=by)
        if parental_responsibility not in Relationship.ParentalResponsibility:
            raise Incomplete("Say whether the adult has parental responsibility; “not known” is an answer.")
    tie = Relationship(
        agency_id=child.agency_id,
        child=child,
        adult=known,
        other_child=other_child,
        kind=kind,
        parental_responsibility=parental_responsibility,
        from_on=from_on,
        to_on=to_on,
        recorded_by=by,
    )
    for each in [tie, _other_side(tie)] if other_child else [tie]:
        _keep(each)
        audit.record("recorded a relationship", each, by=by, at=at, fields=["kind", "parental_responsibility"])
    child.save()
    return tie


def _check_adult(child: Child, adult: Adult, *, kind: str, by: Staff) -> None:
    if kind in SIBLINGS or kind not in Kind:
        raise Incomplete("Say what the adult is to the child.")
    if adult.agency_id != by.agency_id:
        raise NotYours("This adult stands in another agency's records.")
    born = child.born_on or child.expected_on
    if kind in PARENTS and adult.born_on and born and adult.born_on >= born:
        raise Impossible("A parent cannot be younger than the child. Check the two dates of birth.")
    if Relationship.objects.filter(child=child, adult=adult, kind=kind, to_on=None).exists():
        raise AlreadyRecorded("This is already recorded.")


def _checked_sibling(child: Child, other: Child, *, kind: str, by: Staff) -> Child:
    if kind not in SIBLINGS:
        raise Incomplete("Two children are brothers or sisters, or half-brothers or half-sisters.")
    if other.pk == child.pk:
        raise Impossible("A child is not their own brother or sister. Choose the other child.")
    if Relationship.objects.filter(child=child, other_child=other, to_on=None).exists():
        raise AlreadyRecorded("A tie between these two children is already recorded. End it first if it is wrong.")
    other = checking.locked(other, by=by)
    other.save()
    return other


def _other_side(tie: Relationship) -> Relationship:
    assert tie.other_child is not None
    return Relationship(
        agency_id=tie.agency_id,
        child=tie.other_child,
        other_child=tie.child,
        kind=tie.kind,
        parental_responsibility=tie.parental_responsibility,
        from_on=tie.from_on,
        to_on=tie.to_on,
        recorded_by=tie.recorded_by,
    )


def _keep(tie: Relationship) -> None:
    try:
        with transaction.atomic():
            tie.save()
    except IntegrityError as meanwhile:
        raise AlreadyRecorded("A colleague has recorded this at the same moment.") from meanwhile


@transaction.atomic
def end_relationship(*, relationship: Relationship, ended_on: date, by: Staff, at: datetime) -> Relationship:
    """The relationship ended on this day; a tie between two children ends on both sides."""
    must_hold(by, Permission.EDIT_CHILDREN)
    child = checking.locked(relationship.child, by=by)
    relationship = Relationship.objects.select_for_update(of=("self",)).get(pk=relationship.pk)
    if relationship.to_on:
        raise AlreadyRecorded("It is already recorded that this ended.")
    checking.period(relationship.from_on, ended_on, today=local_date(at), what="the relationship")
    ended = [relationship]
    if relationship.other_child_id:
        other = Child.objects.visible_to(by).filter(pk=relationship.other_child_id).first()
        if other is None:
            raise NotYours("The other child's record is restricted. Ask the person named there to end this.")
        ended += Relationship.objects.select_for_update().filter(child=other, other_child=child, to_on=None)
    for each in ended:
        each.to_on = ended_on
        each.save()
        audit.record("ended a relationship", each, by=by, at=at, fields=["to_on"])
    child.save()
    return relationship

"""A child comes into the register: searched for first, never twice."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from sightline.common import audit
from sightline.common.access import Permission
from sightline.common.refusals import must_hold
from sightline.register.actions import checking
from sightline.register.actions.households import NewAddress, move_household
from sightline.register.actions.references import add_reference
from sightline.register.actions.refusals import AlreadyInRegister, HeldRecord, Impossible, NotSearched
from sightline.register.models import Agency, Child, ExternalReference, Staff
from sightline.register.names import searchable
from sightline.register.search import held_by
from sightline.timescales.zone import local_date


@dataclass(frozen=True)
class NewChild:
    """What is known of a child who is not yet in the register. A date not supplied is None."""

    given_name: str = ""
    family_name: str = ""
    other_names: str = ""
    born_on: date | None = None
    expected_on: date | None = None
    sex: str = Child.Sex.UNKNOWN
    nhs_number: str = ""
    upn: str = ""
    case_number: str = ""
    school: Agency | None = None
    first_language: str = ""
    interpreter_needed: bool = False
    communication_need: str = ""
    address: NewAddress | None = None
    lives_there_since: date | None = None


@transaction.atomic
def add_child(*, child: NewChild, searched: bool, set_apart_because: str = "", by: Staff, at: datetime) -> Child:
    """Adds a child, with the numbers and the address known.

    Raises NotSearched unless a search came first; HeldRecord where a restricted record of the child exists;
    AlreadyInRegister for the same name and date of birth, unless `set_apart_because` says how this is another child.
    """
    must_hold(by, Permission.EDIT_CHILDREN)
    if not searched:
        raise NotSearched
    added = _checked(child, today=local_date(at))
    added.agency_id, added.recorded_by = by.agency_id, by
    added.set_apart_because = checking.text(set_apart_because, called="reason", longest=200)
    # Two people who add the same child at the same moment: the second waits, and then meets the first's record.
    checking.one_at_a_time("add a child", by.agency_id)
    refuse_second_record(added, by=by)
    added.save(force_insert=True)
    audit.record("added a child", added, by=by, at=at, fields=["set_apart_because"] if set_apart_because else [])
    for kind, value in (
        (ExternalReference.Kind.NHS_NUMBER, child.nhs_number),
        (ExternalReference.Kind.UPN, child.upn),
        (ExternalReference.Kind.CASE_SYSTEM, child.case_number),
    ):
        if value.strip():
            add_reference(child=added, kind=kind, value=value, by=by, at=at)
    if child.address:
        move_household(child=added, address=child.address, moved_on=child.lives_there_since, by=by, at=at)
    return added


def _checked(child: NewChild, *, today: date) -> Child:
    if child.born_on and child.expected_on:
        raise Impossible("Give the date of birth or the expected date of birth, not both.")
    checking.life(born_on=child.born_on, expected_on=child.expected_on, died_on=None, today=today)
    given, family, others = checking.names(
        child.given_name, child.family_name, child.other_names, unborn=child.expected_on is not None
    )
    if child.sex not in Child.Sex:
        raise Impossible("Choose one of the sexes listed.")
    return Child(
        given_name=given,
        family_name=family,
        other_names=others,
        born_on=child.born_on,
        expected_on=child.expected_on,
        sex=child.sex,
        school=child.school,
        first_language=checking.text(child.first_language, called="first language", longest=60),
        interpreter_needed=child.interpreter_needed,
        communication_need=checking.text(child.communication_need, called="communication need", longest=200),
    )


def refuse_second_record(child: Child, *, by: Staff) -> None:
    """Raises HeldRecord or AlreadyInRegister where another record has this child's name and date of birth."""
    words = searchable(child.given_name, child.family_name).split()
    for held in held_by("", "", words=words, born_on=child.born_on or child.expected_on):
        raise HeldRecord(child_id=held.child_id, ask=held.ask)
    if child.set_apart_because:
        return
    alike = Child.objects.visible_to(by).filter(became=None).exclude(pk=child.pk)
    alike = alike.filter(born_on=child.born_on)
    if child.born_on is None:
        alike = alike.filter(expected_on=child.expected_on)
    for other in alike.filter(search_name__contains=words[0] if words else "").order_by("pk"):
        if sorted(searchable(other.given_name, other.family_name).split()) == sorted(words):
            raise AlreadyInRegister(other)

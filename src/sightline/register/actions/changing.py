"""What is known of a child changes: details, a birth, the men in the child's life."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from sightline.common import audit
from sightline.common.access import Permission
from sightline.common.refusals import must_hold
from sightline.register.actions import checking
from sightline.register.actions.adding import refuse_second_record
from sightline.register.actions.references import add_reference
from sightline.register.actions.refusals import Impossible, Incomplete
from sightline.register.models import Child, ExternalReference, Relationship, Staff
from sightline.timescales.zone import local_date

DETAILS = frozenset(
    {
        "given_name",
        "family_name",
        "other_names",
        "born_on",
        "expected_on",
        "died_on",
        "sex",
        "ethnicity",
        "disabilities",
        "first_language",
        "interpreter_needed",
        "communication_need",
        "school",
        "set_apart_because",
    }
)
_IDENTITY = {"given_name", "family_name", "born_on", "expected_on"}
_MEN = (
    Relationship.Kind.FATHER,
    Relationship.Kind.STEP_PARENT,
    Relationship.Kind.PARTNER,
    Relationship.Kind.GRANDPARENT,
    Relationship.Kind.OTHER_RELATIVE,
    Relationship.Kind.CARER,
    Relationship.Kind.OTHER_ADULT,
)


@transaction.atomic
def change_child(
    *, child: Child, changes: Mapping[str, Any], seen_version: int | None = None, by: Staff, at: datetime
) -> Child:
    """Changes details of a child. `changes` are fields of DETAILS; what does not differ is left alone.

    Raises ChangedMeanwhile when `seen_version` has moved on, Impossible for what cannot be, and the refusals of
    a second record when the child becomes one who is already there.
    """
    must_hold(by, Permission.EDIT_CHILDREN)
    if unknown := set(changes) - DETAILS:
        raise Incomplete(f"This is not changed here: {', '.join(sorted(unknown))}.")
    child = checking.locked(child, by=by, seen_version=seen_version)
    was_unborn = child.is_unborn
    changed = {name for name, value in changes.items() if getattr(child, name) != value}
    for name in changed:
        setattr(child, name, changes[name])
    _tidied(child)
    if was_unborn and child.born_on:
        raise Impossible("Record the birth instead: it keeps the expected date and the history before birth.")
    if "expected_on" in changed and child.born_on:
        raise Impossible("The child is born, so the expected date of birth stays as it was recorded.")
    checking.life(
        born_on=child.born_on,
        expected_on=child.expected_on if "expected_on" in changed else None,
        died_on=child.died_on,
        today=local_date(at),
    )
    if changed & _IDENTITY:
        refuse_second_record(child, by=by)
    if changed:
        child.save()
        audit.record("changed a child's details", child, by=by, at=at, fields=changed)
    return child


def _tidied(child: Child) -> None:
    child.given_name, child.family_name, child.other_names = checking.names(
        child.given_name, child.family_name, child.other_names, unborn=child.is_unborn
    )
    child.first_language = checking.text(child.first_language, called="first language", longest=60)
    child.communication_need = checking.text(child.communication_need, called="communication need", longest=200)
    child.set_apart_because = checking.text(child.set_apart_because, called="reason", longest=200)
    if child.sex not in Child.Sex or child.ethnicity not in dict(Child.ETHNICITIES):
        raise Impossible("Choose one of the choices listed.")
    unknown = set(child.disabilities) - set(Child.Disability.values)
    if unknown or (Child.Disability.NONE in child.disabilities and len(set(child.disabilities)) > 1):
        raise Impossible("Choose the disabilities that the child has, or “No disability”, but not both.")


@transaction.atomic
def record_birth(
    *,
    child: Child,
    born_on: date,
    given_name: str = "",
    family_name: str = "",
    sex: str = Child.Sex.UNKNOWN,
    nhs_number: str = "",
    seen_version: int | None = None,
    by: Staff,
    at: datetime,
) -> Child:
    """The child is born. The same record goes on: the expected date, the contacts and the plans before birth stay."""
    must_hold(by, Permission.EDIT_CHILDREN)
    child = checking.locked(child, by=by, seen_version=seen_version)
    if child.born_on or not child.expected_on:
        raise Impossible("This child is recorded as born already. Correct the date of birth in the details instead.")
    checking.life(born_on=born_on, expected_on=child.expected_on, died_on=None, today=local_date(at))
    checking.birth(born_on=born_on, expected_on=child.expected_on)
    child.born_on, child.sex = born_on, sex
    child.given_name = given_name or child.given_name
    child.family_name = family_name or child.family_name
    _tidied(child)
    refuse_second_record(child, by=by)
    child.save()
    audit.record("recorded a birth", child, by=by, at=at, fields=["born_on", "sex", "given_name", "family_name"])
    if nhs_number.strip():
        add_reference(child=child, kind=ExternalReference.Kind.NHS_NUMBER, value=nhs_number, by=by, at=at)
    return child


@transaction.atomic
def record_men_in_life(*, child: Child, answer: str, note: str = "", by: Staff, at: datetime) -> Child:
    """Whether the father and other men in the child's life have been asked about, and what was said.

    "Known" needs one of them by name: among the child's relationships, or in the note.
    """
    must_hold(by, Permission.EDIT_CHILDREN)
    child = checking.locked(child, by=by)
    if answer not in Child.MenInLife:
        raise Incomplete("Say whether the men in the child's life are known, asked for but not known, or not asked.")
    note = checking.text(note, called="note", longest=400)
    named = child.relationships.filter(kind__in=_MEN, adult__isnull=False).exists()
    if answer == Child.MenInLife.KNOWN and not (note or named):
        raise Incomplete("Say who they are: add the father or another man to the family, or write the name here.")
    child.men_in_life, child.men_in_life_note = answer, note
    child.save()
    audit.record("recorded the men in a child's life", child, by=by, at=at, fields=["men_in_life", "men_in_life_note"])
    return child

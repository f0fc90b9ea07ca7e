"""The numbers by which other systems know a child."""

from datetime import datetime

from django.db import IntegrityError, transaction

from sightline.common import audit
from sightline.common.access import Permission
from sightline.common.forms.identifiers import why_not_an_nhs_number
from sightline.common.refusals import must_hold
from sightline.register.actions import checking
from sightline.register.actions.refusals import AlreadyRecorded, HeldRecord, Incomplete, WrongNumber
from sightline.register.identifiers import why_not_a_upn
from sightline.register.models import Child, ExternalReference, Staff
from sightline.register.search import held_by

Kind = ExternalReference.Kind
LONGEST = 40


@transaction.atomic
def add_reference(*, child: Child, kind: str, value: str, by: Staff, at: datetime) -> ExternalReference:
    """Records a number of the child. Raises WrongNumber, or AlreadyRecorded and HeldRecord where it is another's."""
    must_hold(by, Permission.EDIT_CHILDREN)
    child = checking.locked(child, by=by)
    number = checked_number(kind, value)
    if kind != Kind.CASE_SYSTEM and child.references.filter(kind=kind).exists():
        raise AlreadyRecorded(
            f"This child already has a {_called(kind)}. Correct that one if it is wrong; a child has only one."
        )
    reference = ExternalReference(child=child, agency_id=child.agency_id, kind=kind, value=number, recorded_by=by)
    _keep(reference, by=by)
    child.save()
    audit.record("recorded a number of a child", reference, by=by, at=at, fields=["kind", "value"])
    return reference


@transaction.atomic
def correct_reference(*, reference: ExternalReference, value: str, by: Staff, at: datetime) -> ExternalReference:
    """Puts a wrong number right."""
    must_hold(by, Permission.EDIT_CHILDREN)
    child = checking.locked(reference.child, by=by)
    reference.value = checked_number(reference.kind, value)
    _keep(reference, by=by)
    child.save()
    audit.record("corrected a number of a child", reference, by=by, at=at, fields=["value"])
    return reference


def checked_number(kind: str, value: str) -> str:
    """The number as it is kept: no spaces, capitals. Raises WrongNumber, in words that do not repeat it."""
    number = "".join(checking.text(value, called="number", longest=80).split()).upper()
    if kind == Kind.NHS_NUMBER:
        number = number.replace("-", "")
        why = why_not_an_nhs_number(number)
    elif kind == Kind.UPN:
        why = why_not_a_upn(number)
    elif kind == Kind.CASE_SYSTEM:
        why = None
    else:
        raise Incomplete("Choose what kind of number it is.")
    if not number:
        raise Incomplete("Enter the number.")
    if why:
        raise WrongNumber(why if why.endswith(".") else f"{why}.")
    if len(number) > LONGEST:
        raise WrongNumber(f"The number is longer than {LONGEST} characters. Check it against where you read it.")
    return number


def _keep(reference: ExternalReference, *, by: Staff) -> None:
    """Saves the number, unless another child of the agency has it."""
    for held in held_by(reference.kind, reference.value):
        raise HeldRecord(child_id=held.child_id, ask=held.ask)
    called = _called(reference.kind)
    others = ExternalReference.objects.filter(
        agency_id=reference.agency_id, kind=reference.kind, value=reference.value
    ).exclude(pk=reference.pk)
    if others.filter(child_id=reference.child_id).exists():
        raise AlreadyRecorded(f"This child already has this {called}.")
    taken = AlreadyRecorded(
        f"Another child in the register has this {called}. Search for it: either it is the same child, or one of the"
        " two numbers is wrong."
    )
    if others.exists():
        raise taken
    try:
        with transaction.atomic():
            reference.save()
    except IntegrityError as meanwhile:
        raise taken from meanwhile


def _called(kind: str) -> str:
    label = Kind(kind).label
    return label if label[:2].isupper() else label[:1].lower() + label[1:]

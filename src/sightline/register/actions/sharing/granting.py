"""Letting another agency see the least of a child, for one purpose, until the purpose is served."""

from datetime import datetime

from django.db import models, transaction

from sightline.common import audit
from sightline.common.refusals import NotYours
from sightline.register.actions.refusals import AlreadyRecorded, Impossible, Incomplete
from sightline.register.models import Agency, Child, Grant, Purpose, Staff


@transaction.atomic
def grant(*, child: Child, to_agency: Agency, purpose: str, rests_on: models.Model, by: Staff, at: datetime) -> Grant:
    """Opens a narrow window on the child to an agency, because of the record that it `rests_on`.

    A second time changes nothing; where the record was about another child before, that window closes. A restricted
    child may be granted by who is named on the record, and the window then shows nothing of it. Raises NotYours,
    Impossible, Incomplete.
    """
    if purpose not in Purpose.values:
        raise Incomplete("Say for which purpose the child is shown to the other agency.")
    if not Child.objects.visible_to(by).filter(pk=child.pk, agency_id=by.agency_id).exists():
        raise NotYours("There is no such record, or not one that you may share.")
    if to_agency.pk == child.agency_id:
        raise Impossible("The record is this agency's own, so there is nobody to show it to.")
    standing = _resting_on(rests_on).filter(to_agency=to_agency).select_for_update(of=("self",)).first()
    if standing and standing.child_id == child.pk:
        return standing
    if standing:
        end_grant(grant=standing, because="It was about another child", by=by, at=at)
    given = Grant.objects.create(
        child=child,
        agency_id=child.agency_id,
        to_agency=to_agency,
        purpose=purpose,
        rests_on_type=rests_on._meta.label,
        rests_on_id=rests_on.pk,
        from_at=at,
        granted_by=by,
    )
    audit.record("showed a child to an agency", given, by=by, at=at, fields=["child", "to_agency"], purpose=purpose)
    return given


@transaction.atomic
def end_grant(*, grant: Grant, because: str, by: Staff, at: datetime) -> Grant:
    """Closes the window. The agency that gave it may, and the one to which it was given."""
    if not because.strip():
        raise Incomplete("Say why the other agency no longer sees the child.")
    if by.agency_id not in (grant.agency_id, grant.to_agency_id):
        raise NotYours("Another agency gave this.")
    held = Grant.objects.live().select_for_update(of=("self",)).filter(pk=grant.pk).first()
    if held is None:
        raise AlreadyRecorded("This has ended already.")
    held.ended_at, held.ended_because = at, because
    held.save(update_fields=["ended_at", "ended_because"])
    audit.record("ended showing a child to an agency", held, by=by, at=at, fields=["ended_at"])
    return held


@transaction.atomic
def end_grants_for(*, rests_on: models.Model, because: str, by: Staff, at: datetime) -> list[Grant]:
    """Closes every window that rests on this record."""
    return [end_grant(grant=each, because=because, by=by, at=at) for each in _resting_on(rests_on)]


def _resting_on(record: models.Model) -> models.QuerySet[Grant]:
    return Grant.objects.live().filter(rests_on_type=record._meta.label, rests_on_id=record.pk)

"""Significant harm: a strategy discussion is asked for at once, at any stage."""

from datetime import datetime

from django.db import transaction

from sightline.common import audit
from sightline.common.access import Permission
from sightline.common.refusals import must_hold
from sightline.front_door import clocks
from sightline.front_door.actions.locking import locked
from sightline.front_door.actions.refusals import AlreadyDecided, Incomplete
from sightline.front_door.actions.taking_up import take_up
from sightline.front_door.models import Contact, StrategyDiscussionRequest
from sightline.register.models import Staff
from sightline.timescales.zone import local_date


@transaction.atomic
def escalate(*, contact: Contact, reason: str, by: Staff, at: datetime) -> StrategyDiscussionRequest:
    """Asks for a strategy discussion and starts its clock. The contact still needs its own decision."""
    must_hold(by, Permission.ESCALATE_CONTACTS)
    if not reason.strip():
        raise Incomplete("Say what makes you think the child may be suffering significant harm.")
    contact = locked(contact)
    if StrategyDiscussionRequest.objects.filter(contact=contact).exists():
        raise AlreadyDecided("A strategy discussion has already been asked for about this contact.")
    deadline = clocks.STRATEGY_DISCUSSION.in_force_on(local_date(at)).deadline(at)
    request = StrategyDiscussionRequest.objects.create(
        agency_id=contact.agency_id,
        contact=contact,
        child=contact.child,
        escalated_at=at,
        escalated_by=by,
        reason=reason,
        hold_by=deadline.due_at,
        hold_rule_version=deadline.rule_version,
    )
    contact.save()
    take_up(contact, at=at)
    audit.record("escalated a contact to a strategy discussion", request, by=by, at=at)
    return request

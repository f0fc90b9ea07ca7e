"""Deciding several contacts at once: a batch of brothers and sisters, or of requests that only need an answer."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from sightline.common.refusals import Refused
from sightline.front_door.actions.deciding import Judgement, decide
from sightline.front_door.actions.refusals import Incomplete
from sightline.front_door.models import Contact, Decision
from sightline.register.models import Staff


class BatchRefused(Refused):
    """One contact of the batch cannot be decided so; none of them was."""


@transaction.atomic
def decide_together(*, contacts: Sequence[Contact], judgement: Judgement, by: Staff, at: datetime) -> list[Decision]:
    """Records the same decision on each contact, all or none. Raises BatchRefused, naming the contact and why."""
    if not contacts:
        raise Incomplete("Choose at least one contact.")
    decisions = []
    for contact in contacts:
        try:
            decisions.append(decide(contact=contact, judgement=judgement, by=by, at=at))
        except Refused as refusal:
            raise BatchRefused(
                f"{contact.child_name} ({contact.event.reference}): {refusal} None was decided."
            ) from refusal
    return decisions

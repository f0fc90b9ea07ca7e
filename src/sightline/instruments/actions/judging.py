"""What follows completion: the practitioner's own judgement, a second pair of eyes, the way to the front door."""

from datetime import datetime

from django.db import transaction

from sightline.common import audit
from sightline.instruments import editions
from sightline.instruments.actions.holding import held, held_standing
from sightline.instruments.actions.refusals import NotADraft, NotTheAuthor, OutOfReach, OwnWork
from sightline.instruments.definition import within_one
from sightline.instruments.models import CompletedTool
from sightline.register.models import Staff


@transaction.atomic
def judge(*, tool: CompletedTool, band: str, reason: str = "", by: Staff, at: datetime) -> CompletedTool:
    """The author's own judgement, beside the computed band: the same, or one band higher or lower with a reason.

    Where too little is known to compute a band, any may be chosen, with a reason. Raises OutOfReach.
    """
    tool = held_standing(tool, by=by)
    if tool.author_id != by.pk:
        raise NotTheAuthor(f"{tool.author.name} completed this screening and judges its result.")
    if tool.countersigned_at:
        raise NotADraft("This screening has been countersigned. To judge it otherwise, start a correction of it.")
    if band not in {each.code for each in within_one(editions.edition_of(tool).bands, tool.band_computed)}:
        raise OutOfReach("Raise or lower the result by one band at most. If that is not enough, look at the answers.")
    if band != tool.band_computed and not reason.strip():
        raise OutOfReach("Write why you judge otherwise than the tool. Both results are kept, with your reason.")
    tool.band_professional = band
    tool.band_reason = reason.strip() if band != tool.band_computed else ""
    tool.judged_at = at
    tool.save()
    audit.record("judged a screening tool", tool, by=by, at=at, fields=["band_professional", "band_reason"])
    return tool


@transaction.atomic
def countersign(*, tool: CompletedTool, by: Staff, at: datetime) -> CompletedTool:
    """A colleague of the same agency has read it and stands by it. A second signature changes nothing."""
    tool = held_standing(tool, by=by)
    if tool.author_id == by.pk:
        raise OwnWork("You wrote this screening. Ask a colleague to countersign it.")
    if tool.countersigned_at is None:
        tool.countersigned_by, tool.countersigned_at = by, at
        tool.save()
        audit.record("countersigned a screening tool", tool, by=by, at=at, fields=["countersigned_by"])
    return tool


@transaction.atomic
def share_with_front_door(*, tool: CompletedTool, by: Staff, at: datetime) -> CompletedTool:
    """Lets the front door read it, since it goes there with a contact. A second time changes nothing."""
    tool = held_standing(tool, by=by)
    if not tool.shared_with_front_door:
        tool.shared_with_front_door, tool.shared_at = True, at
        tool.save()
        audit.record("sent a screening tool to the front door", tool, by=by, at=at, fields=["shared_with_front_door"])
    return tool


@transaction.atomic
def withdraw(*, tool: CompletedTool, reason: str, by: Staff, at: datetime) -> CompletedTool:
    """Takes back a tool that should not stand: the wrong child, begun by mistake. It stays to be read, marked so."""
    tool = held(tool, by=by)
    if tool.status not in (CompletedTool.Status.DRAFT, CompletedTool.Status.COMPLETED):
        raise NotADraft(f"This screening no longer stands: {tool.get_status_display().lower()}.")
    if not reason.strip():
        raise OutOfReach("Write why it is withdrawn.")
    tool.status = CompletedTool.Status.WITHDRAWN
    tool.withdrawn_by, tool.withdrawn_at, tool.withdrawn_reason = by, at, reason.strip()
    tool.save()
    audit.record("withdrew a screening tool", tool, by=by, at=at, fields=["status", "withdrawn_reason"])
    return tool

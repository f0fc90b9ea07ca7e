"""A screening tool that came with a contact."""

from datetime import datetime

from django.db import transaction

from sightline.common import audit
from sightline.common.access import Permission
from sightline.common.refusals import must_hold
from sightline.front_door import codes
from sightline.front_door.actions.locking import locked
from sightline.front_door.actions.refusals import Incomplete
from sightline.front_door.models import Contact
from sightline.instruments.models import CompletedTool
from sightline.register.models import Staff


@transaction.atomic
def attach_tool(*, contact: Contact, tool: CompletedTool, by: Staff, at: datetime) -> Contact:
    """Says that this completed tool belongs to the contact: its band is then seen where the contact is decided."""
    must_hold(by, Permission.TRIAGE_CONTACTS)
    if tool.status != CompletedTool.Status.COMPLETED:
        raise Incomplete("Only a completed screening tool can be attached. Ask its author to complete it.")
    contact = locked(contact)
    contact.screening_tool = tool
    contact.neglect_tool, contact.neglect_tool_completed_on = codes.NeglectTool.YES, tool.completed_on
    contact.save()
    fields = ["screening_tool", "neglect_tool", "neglect_tool_completed_on"]
    audit.record("attached a screening tool to a contact", contact, by=by, at=at, fields=fields)
    return contact

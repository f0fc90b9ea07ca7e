"""Opening a child's record: it is there for those who may see it, and for nobody else."""

from django.http import Http404

from sightline.common import audit
from sightline.common.refusals import Refused
from sightline.register.actions import HeldRecord
from sightline.register.models import Child
from sightline.register.request import StaffRequest

LARGEST = 2**63 - 1
"""The largest number that a record can have; an address may hold a larger one."""


def child_for(request: StaffRequest, child_id: int) -> Child:
    """The child, if this person may open the record: that it was opened is kept. Else not found, and that is kept."""
    child = Child.objects.visible_to(request.user).select_related("school").filter(pk=child_id).first()
    if child is None:
        number = child_id if child_id <= LARGEST else None
        audit.refused(request, wanted="open a child's record", record_type="register.Child", record_id=number)
        raise Http404("No such child, or not one that you may see.")
    audit.opened(request, child)
    return child


def told_of(request: StaffRequest, refusal: Refused) -> None:
    """Keeps that a person learned of a held record by a refusal."""
    if isinstance(refusal, HeldRecord):
        audit.held(request, record_type="register.Child", record_id=refusal.child_id)

"""Opening a child's record: it is there for those who may see it, and for nobody else."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404
from django.urls import reverse
from django.utils.html import format_html

from sightline.common import audit
from sightline.common.access import Permission
from sightline.common.refusals import Refused
from sightline.register.actions import HeldRecord
from sightline.register.models import Child, Restriction, Staff
from sightline.register.request import StaffRequest
from sightline.register.search import Held


def child_for(request: StaffRequest, child_id: int) -> Child:
    """The child, if this person may open the record: that it was opened is kept. Else not found, and that is kept."""
    child = Child.objects.visible_to(request.user).select_related("school").filter(pk=child_id).first()
    if child is None:
        audit.refused(request, wanted="open a child's record", record_type="register.Child", record_id=child_id)
        raise Http404("No such child, or not one that you may see.")
    audit.opened(request, child)
    return child


def told_of(request: StaffRequest, refusal: Refused) -> None:
    """Keeps that a person learned of a held record by a refusal, and shows the way in for an emergency."""
    if isinstance(refusal, HeldRecord):
        audit.held(request, record_type="register.Child", record_id=refusal.child_id)
        if url := ways_in([refusal.child_id], staff=request.user).get(refusal.child_id):
            link = format_html('<a class="govuk-link" href="{}">Open in an emergency</a>', url)
            messages.warning(request, format_html("Nobody answers and the child is in danger? {}", link))


def ways_in(child_ids: Iterable[int], *, staff: Staff) -> dict[int, str]:
    """Where a restricted record may be opened in an emergency, by the child: an address that names the restriction.

    Empty for those whose role does not carry it. Where the record stays closed, that page says so and no more.
    """
    if not staff.may(Permission.OPEN_IN_EMERGENCY):
        return {}
    wanted = Restriction.objects.visible_to(staff).in_force().filter(child_id__in=list(child_ids))
    return {child_id: way_in(pk) for pk, child_id in wanted.values_list("pk", "child_id")}


def held_shown(held: Iterable[Held], *, staff: Staff) -> list[dict[str, Any]]:
    """Held records as `register/_held.html` shows them: whom to ring, and the way in."""
    held = list(held)
    urls = ways_in([each.child_id for each in held], staff=staff)
    return [{"ask": each.ask, "way_in": urls.get(each.child_id, "")} for each in held]


def way_in(restriction_id: int) -> str:
    return reverse("register:open_in_emergency", args=[restriction_id])

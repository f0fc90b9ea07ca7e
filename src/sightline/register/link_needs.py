"""What those who link records find under "What needs me"."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from sightline.common.access import Permission
from sightline.common.providers import NeedsMe, needs_me
from sightline.register.models import Link, LinkRecall, Staff


@needs_me.add
def possible_same_child(*, staff: Staff, now: datetime) -> Iterator[NeedsMe]:
    """Likely pairs that wait for a person."""
    if not (staff.may(Permission.LINK_RECORDS) and staff.agency.holds_front_door):
        return
    yield NeedsMe(
        title="Possible same child",
        count=Link.objects.visible_to(staff).waiting().filter(likely=True).count(),
        url=reverse("register:links") + "?likely=LIKELY",
        why="Records of several agencies that are likely one child",
    )


@needs_me.add
def to_be_taken_back(*, staff: Staff, now: datetime) -> Iterator[NeedsMe]:
    """Disclosures made while a link was wrong, for the data protection lead, until each is taken back (S12)."""
    if not (staff.may(Permission.LINK_RECORDS) and staff.may(Permission.SEE_ACCESS_TRAIL)):
        return
    yield NeedsMe(
        title="To be taken back",
        count=LinkRecall.objects.visible_to(staff).to_do().count(),
        url=reverse("register:link_recalls"),
        why="Told of a child while two records were wrongly one",
    )

"""Where a screening tells something about a child, and when one was last completed."""

from collections.abc import Iterator

from sightline.instruments.models import CompletedTool
from sightline.register.holdings import hold
from sightline.register.retention_rules import Activity, activities
from sightline.timescales.zone import local_date

hold("instruments.CompletedTool", "child", others=True)


@activities.add
def tools(*, using: str) -> Iterator[Activity]:
    """A screening keeps the record until some years after its completion; a draft keeps it open."""
    rows = CompletedTool.objects.using(using).exclude(child=None)
    for child_id, completed_on, status, at in rows.values_list("child", "completed_on", "status", "recorded_at"):
        is_open = status == CompletedTool.Status.DRAFT
        yield Activity(child_id=child_id, last_on=completed_on or local_date(at), is_open=is_open)

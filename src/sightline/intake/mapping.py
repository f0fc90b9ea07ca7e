"""How a sender names its columns, as far as it was told before."""

from sightline.intake.models import RememberedMapping


def remembered(agency_id: int, format: str) -> dict[str, str]:  # noqa: A002 - what it is called
    """For each column whose heading this agency has told: the heading."""
    found = RememberedMapping.objects.filter(agency_id=agency_id, format=format)
    return dict(found.values_list("column", "heading"))

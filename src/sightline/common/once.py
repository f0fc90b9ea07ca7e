"""A form that is sent twice is done once: the second sending goes where the first went."""

from datetime import datetime
from uuid import UUID

from sightline.common.models import PostedOnce


def went_to(token: UUID, *, staff_id: int | None) -> str:
    """Where the form with this mark went when it was first sent; empty where it is new."""
    return PostedOnce.objects.filter(token=token, staff_id=staff_id).values_list("went_to", flat=True).first() or ""


def claim(token: UUID, *, staff_id: int | None, goes_to: str, at: datetime) -> None:
    """Marks the form as sent. Two sendings at the same moment: the database lets one of them stand."""
    PostedOnce.objects.create(token=token, staff_id=staff_id, went_to=goes_to, at=at)

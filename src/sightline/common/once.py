"""A form that is sent twice is done once: the second sending goes where the first went."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from sightline.common.models import PostedOnce


def went_to(token: UUID, *, staff_id: int | None) -> str:
    """Where the form with this mark went when it was first sent; empty where it is new."""
    return PostedOnce.objects.filter(token=token, staff_id=staff_id).values_list("went_to", flat=True).first() or ""


def claim(token: UUID, *, staff_id: int | None, goes_to: str, at: datetime) -> None:
    """Marks the form as sent. Two sendings at the same moment: the database lets one of them stand."""
    PostedOnce.objects.create(token=token, staff_id=staff_id, went_to=goes_to, at=at)


def mark_of(sent: Mapping[str, Any]) -> UUID | None:
    """The mark that a sent form carries in its field `once`; None where it carries none."""
    try:
        return UUID(str(sent.get("once", "")))
    except ValueError:
        return None


def do_once(do: Callable[[], object], *, mark: UUID | None, staff_id: int | None, goes_to: str, at: datetime) -> str:
    """Runs `do`, unless the form with this mark was sent before; where to go next.

    The mark is claimed before anything is done, so that the second of two sendings at the same moment waits for
    the first and then does nothing. A refusal by `do` sets the mark free again.
    """
    if mark is None:
        do()
        return goes_to
    if earlier := went_to(mark, staff_id=staff_id):
        return earlier
    try:
        with transaction.atomic():
            claim(mark, staff_id=staff_id, goes_to=goes_to, at=at)
            do()
    except IntegrityError:
        if not (earlier := went_to(mark, staff_id=staff_id)):
            raise
        return earlier
    return goes_to

"""What files hang on: each area says here which files a person may open, and by which record.

The common store knows no contacts and no checks. An area registers one function; the one guarded page that opens
files asks all of them, so that a file is open to exactly those who may see its record.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet

from sightline.common.providers import Providers


@dataclass(frozen=True)
class Hanging:
    """A file on its record: the record that was opened by opening it, and the name under which it is offered.

    `reference` names the record without a person's name. `why_shut` says why it is not opened, if it is not.
    """

    about: models.Model
    reference: str
    number: int
    why_shut: str = ""


visible: Providers[QuerySet[Any]] = Providers()
"""Functions of `staff`: the ids of the files that hang on records which this person may see."""

hangings: Providers[Hanging] = Providers()
"""Functions of `file` and `staff`: where the file hangs, as far as this person may see it."""


def shown_to(staff: Any) -> Any:
    """The ids of all files on records that the person may see, as a query."""
    queries: Iterable[QuerySet[Any]] = visible.gather(staff=staff)
    everything = Q(pk__in=[])
    for query in queries:
        everything |= Q(pk__in=query)
    return _files().filter(everything).values("pk")


def _files() -> QuerySet[Any]:
    from sightline.common.models import StoredFile

    return StoredFile.objects.all()

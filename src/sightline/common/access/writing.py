"""The access matrix, written into the database: what row security reads is what stands in the code."""

from typing import Any

from django.db import transaction

from sightline.common.access.policy import written_into_the_database

COLUMNS = ("role", "agency_kind", "record", "level", "reach")


def write_matrix(*, using: str, **_: Any) -> None:
    """Makes the stored rights those of the code. Called when the tables are made current, as the owner."""
    from sightline.common.models import AccessRight

    stored = AccessRight.objects.using(using)
    wanted = set(written_into_the_database())
    if set(stored.values_list(*COLUMNS)) == wanted:
        return
    with transaction.atomic(using=using):
        stored.all().delete()
        stored.bulk_create([AccessRight(**dict(zip(COLUMNS, right, strict=True))) for right in sorted(wanted)])

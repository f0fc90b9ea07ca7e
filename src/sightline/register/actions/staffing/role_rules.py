"""Which agency may give which role, in the database: what guards the rows of staff is what stands in the code."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction

from sightline.common.access import ROLES, Permission
from sightline.common.access.roles import may_hold
from sightline.register.models import Agency, RoleRule

COLUMNS = ("role", "agency_kind", "only_at_front_door", "four_eyes", "manages_staff", "oversees_staff")


def rules() -> Iterator[tuple[str, str, bool, bool, bool, bool]]:
    """Every role in every kind of agency that may hold it; what does not stand here is refused."""
    for code, role in ROLES.items():
        for kind in Agency.Kind.values:
            if may_hold(code, agency_kind=kind, holds_front_door=True):
                manages = Permission.MANAGE_STAFF in role.may
                oversees = Permission.OVERSEE_STAFF in role.may
                yield code, kind, role.only_at_front_door, role.four_eyes, manages, oversees


def write_role_rules(*, using: str, **_: Any) -> None:
    """Makes the stored rules those of the code. Called when the tables are made current, as the owner."""
    stored = RoleRule.objects.using(using)
    wanted = set(rules())
    if set(stored.values_list(*COLUMNS)) == wanted:
        return
    with transaction.atomic(using=using):
        stored.all().delete()
        stored.bulk_create([RoleRule(**dict(zip(COLUMNS, rule, strict=True))) for rule in sorted(wanted)])

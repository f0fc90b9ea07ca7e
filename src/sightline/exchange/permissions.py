"""Who may load published statistics for the whole partnership."""

from sightline.common.access.roles import BusinessManager, PartnershipAnalyst
from sightline.register.models import Staff

LOADERS = (PartnershipAnalyst.code, BusinessManager.code)
"""Row security holds the same: see migration 0002."""


def may_load_statistics(staff: Staff) -> bool:
    """The partnership's analyst and its business manager, in the agency that keeps the front door."""
    return bool({*LOADERS} & {*staff.roles}) and staff.is_active and staff.agency.holds_front_door

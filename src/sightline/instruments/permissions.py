"""Who may load a questionnaire for the whole partnership."""

from sightline.common.access.roles import BusinessManager
from sightline.register.models import Staff


def may_load_definitions(staff: Staff) -> bool:
    """The partnership's business manager, in the agency that keeps the front door."""
    return BusinessManager.code in staff.roles and staff.agency.holds_front_door

"""Who may do what: permissions, the roles that carry them, the matrix of records, and the guard on every page."""

from sightline.common.access.guards import needs, open_to_all, signed_in
from sightline.common.access.matrix import MATRIX, Level, Reach, Record
from sightline.common.access.parties import Party
from sightline.common.access.permissions import Permission
from sightline.common.access.policy import party_of, reaches
from sightline.common.access.roles import ROLES, Role, permissions_of

__all__ = [
    "MATRIX",
    "ROLES",
    "Level",
    "Party",
    "Permission",
    "Reach",
    "Record",
    "Role",
    "needs",
    "open_to_all",
    "party_of",
    "permissions_of",
    "reaches",
    "signed_in",
]

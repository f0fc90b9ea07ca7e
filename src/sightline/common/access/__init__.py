"""Who may do what: permissions, the roles that carry them, and the guard on every page."""

from sightline.common.access.guards import needs, open_to_all, signed_in
from sightline.common.access.permissions import Permission
from sightline.common.access.roles import ROLES, Role, permissions_of

__all__ = ["ROLES", "Permission", "Role", "needs", "open_to_all", "permissions_of", "signed_in"]

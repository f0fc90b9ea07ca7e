"""The nouns of the register."""

from sightline.register.models.agencies import Agency, Team
from sightline.register.models.children import Child, ExternalReference, Restriction, RestrictionAccess
from sightline.register.models.households import Address, Household, HouseholdMember
from sightline.register.models.involvements import Involvement
from sightline.register.models.relationships import Adult, Relationship
from sightline.register.models.staff import Cover, Staff

__all__ = [
    "Address",
    "Adult",
    "Agency",
    "Child",
    "Cover",
    "ExternalReference",
    "Household",
    "HouseholdMember",
    "Involvement",
    "Relationship",
    "Restriction",
    "RestrictionAccess",
    "Staff",
    "Team",
]

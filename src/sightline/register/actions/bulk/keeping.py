"""The records of many families, kept together."""

from collections.abc import Hashable, Iterator, Sequence

from django.db import models

from sightline.common.many import Deed, deed, lay_in, new_keys, number
from sightline.register.actions.bulk.rows import FamilyRow
from sightline.register.models import (
    Address,
    Adult,
    Child,
    ExternalReference,
    Household,
    HouseholdMember,
    Involvement,
    Relationship,
    Staff,
)


class Kept:
    """The rows of all families, to be kept together. People and homes have their keys from the start."""

    def __init__(self, families: Sequence[FamilyRow]) -> None:
        homes = sum(len(family.homes) for family in families)
        self.child_keys = iter(new_keys(Child, sum(len(family.children) for family in families)))
        self.adult_keys = iter(new_keys(Adult, sum(len(family.adults) for family in families)))
        self.address_keys, self.household_keys = iter(new_keys(Address, homes)), iter(new_keys(Household, homes))
        self.children: list[Child] = []
        self.references: list[ExternalReference] = []
        self.adults: list[Adult] = []
        self.addresses: list[Address] = []
        self.households: list[Household] = []
        self.members: list[HouseholdMember] = []
        self.ties: list[Relationship] = []
        self.involvements: list[Involvement] = []
        self.by_key: dict[Hashable, Child] = {}

    def keep(self) -> None:
        unnumbered: tuple[Sequence[models.Model], ...] = (self.references, self.members, self.ties, self.involvements)
        for rows in unnumbered:
            number(rows)
        in_order: tuple[Sequence[models.Model], ...] = (
            *(self.children, self.references, self.adults, self.addresses),
            *(self.households, self.members, self.ties, self.involvements),
        )
        for rows in in_order:
            lay_in(rows)

    def deeds(self, people: dict[int, Staff]) -> Iterator[Deed]:
        """One entry for each person and each involvement; what came with a child stands in the child's."""
        came = ["relationships", "households", "references"]
        for child in self.children:
            by = people[child.recorded_by_id or 0]
            yield deed("added a child", child, by=by, at=child.recorded_at, fields=came)
        for adult in self.adults:
            by = people[adult.recorded_by_id or 0]
            yield deed("added an adult", adult, by=by, at=adult.recorded_at)
        for each in self.involvements:
            yield deed(
                "started an involvement",
                each,
                by=people[each.recorded_by_id or 0],
                at=each.recorded_at,
                fields=["service", "worker", "team", "from_on"],
            )

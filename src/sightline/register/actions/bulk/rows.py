"""A whole family as one row: what is read from an extract, or invented for the demonstration."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sightline.common.many import Row
from sightline.register.actions.adding import NewChild
from sightline.register.actions.households import NewAddress
from sightline.register.models import Child, Relationship, Team


@dataclass(frozen=True, kw_only=True)
class ChildRow:
    """A child of a family, whole. `key` is what other parts of the family row call the child; `at`, when recorded."""

    key: Hashable
    child: NewChild
    ethnicity: str = Child.Ethnicity.NOBT
    disabilities: Sequence[str] = ()
    men_in_life: str = Child.MenInLife.NOT_ASKED
    men_in_life_note: str = ""
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class AdultRow:
    """A grown-up of a family."""

    key: Hashable
    given_name: str = ""
    family_name: str = ""
    born_on: date | None = None
    telephone: str = ""


@dataclass(frozen=True, kw_only=True)
class HomeRow:
    """A place and who lives there, from and to."""

    address: NewAddress
    members: Sequence[tuple[Hashable, date | None, date | None]]


@dataclass(frozen=True, kw_only=True)
class TieRow:
    """What one person of the family is to a child of it. A tie between two children is kept from both sides."""

    child: Hashable
    other: Hashable
    kind: str
    parental_responsibility: str = Relationship.ParentalResponsibility.NOT_KNOWN
    from_on: date | None = None
    to_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class InvolvementRow:
    """A service that works with a child, for which team and by whom."""

    child: Hashable
    service: str
    from_on: date
    to_on: date | None = None
    team: Team | None = None
    worker_name: str = ""
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class FamilyRow(Row):
    """One family: its children and grown-ups, what they are to one another, where they live, who works with them."""

    children: Sequence[ChildRow]
    adults: Sequence[AdultRow] = ()
    homes: Sequence[HomeRow] = ()
    ties: Sequence[TieRow] = ()
    involvements: Sequence[InvolvementRow] = ()

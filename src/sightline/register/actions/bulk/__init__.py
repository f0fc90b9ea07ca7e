"""Whole families come into the register at once: an extract, an exercise, the demonstration.

The rules are those of the single verbs (`add_child`, `add_adult`, `relate`, `move_household`,
`start_involvement`, `add_reference`), asked of row after row; all are kept or none. What the rows say must be
possible at the moment of the call; a row may name who recorded it and when.
"""

from sightline.register.actions.bulk.bringing_in import (
    ListedChange,
    ListedChild,
    bring_in_children,
    change_listed_children,
)
from sightline.register.actions.bulk.delivering import Delivered, ListedPerson, deliver_people
from sightline.register.actions.bulk.recording import record_people
from sightline.register.actions.bulk.rows import (
    AdultRow,
    ChildRow,
    FamilyRow,
    HomeRow,
    InvolvementRow,
    TieRow,
)

__all__ = [
    "AdultRow",
    "ChildRow",
    "Delivered",
    "FamilyRow",
    "HomeRow",
    "InvolvementRow",
    "ListedChange",
    "ListedChild",
    "ListedPerson",
    "TieRow",
    "bring_in_children",
    "change_listed_children",
    "deliver_people",
    "record_people",
]

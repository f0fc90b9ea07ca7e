"""The verbs of the register: the only writers of its records."""

from sightline.register.actions.adding import NewChild, add_child
from sightline.register.actions.changing import DETAILS, change_child, record_birth, record_men_in_life
from sightline.register.actions.covering import arrange_cover, end_cover
from sightline.register.actions.households import (
    NewAddress,
    add_household_member,
    end_household_member,
    lift_protection,
    move_household,
    protect_address,
)
from sightline.register.actions.involving import end_involvement, start_involvement
from sightline.register.actions.references import add_reference, correct_reference
from sightline.register.actions.refusals import (
    AlreadyInRegister,
    AlreadyRecorded,
    ChangedMeanwhile,
    HeldRecord,
    Impossible,
    Incomplete,
    NotAllowed,
    NotSearched,
    WrongNumber,
)
from sightline.register.actions.relationships import NewAdult, add_adult, end_relationship, relate
from sightline.register.actions.restricting import (
    lift_restriction,
    name_on_restriction,
    restrict_child,
    take_off_restriction,
)
from sightline.register.actions.staffing import add_agency, add_staff

__all__ = [
    "DETAILS",
    "AlreadyInRegister",
    "AlreadyRecorded",
    "ChangedMeanwhile",
    "HeldRecord",
    "Impossible",
    "Incomplete",
    "NewAddress",
    "NewAdult",
    "NewChild",
    "NotAllowed",
    "NotSearched",
    "WrongNumber",
    "add_adult",
    "add_agency",
    "add_child",
    "add_household_member",
    "add_reference",
    "add_staff",
    "arrange_cover",
    "change_child",
    "correct_reference",
    "end_cover",
    "end_household_member",
    "end_involvement",
    "end_relationship",
    "lift_protection",
    "lift_restriction",
    "move_household",
    "name_on_restriction",
    "protect_address",
    "record_birth",
    "record_men_in_life",
    "relate",
    "restrict_child",
    "start_involvement",
    "take_off_restriction",
]

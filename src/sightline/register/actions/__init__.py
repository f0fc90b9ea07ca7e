"""The verbs of the register: the only writers of its records."""

from sightline.register.actions.adding import NewChild, add_child
from sightline.register.actions.announcing import see_change
from sightline.register.actions.changing import DETAILS, change_child, record_birth, record_men_in_life
from sightline.register.actions.connecting import connect_with_restriction, take_off_connection
from sightline.register.actions.covering import arrange_cover, end_cover
from sightline.register.actions.emergencies import (
    end_emergency,
    open_in_emergency,
    record_finding,
    see_emergency,
)
from sightline.register.actions.households import (
    NewAddress,
    add_household_member,
    end_household_member,
    lift_protection,
    move_household,
    protect_address,
)
from sightline.register.actions.inspecting import end_inspection, open_inspection
from sightline.register.actions.involving import change_worker, end_involvement, start_involvement
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
    StaysClosed,
    WrongNumber,
)
from sightline.register.actions.relationships import NewAdult, add_adult, end_relationship, relate
from sightline.register.actions.restricting import (
    lift_restriction,
    name_on_restriction,
    restrict_child,
    take_off_restriction,
)
from sightline.register.actions.second_steps import HowChecked, clear_second_step
from sightline.register.actions.staffing import (
    Invited,
    accept_invitation,
    add_agency,
    add_staff,
    bring_back,
    change_staff,
    confirm_in_post,
    decide_role,
    invite_again,
    invited_person,
    join,
    leave,
)
from sightline.register.actions.staffing.inviting import CodeNotGood

__all__ = [
    "DETAILS",
    "AlreadyInRegister",
    "AlreadyRecorded",
    "ChangedMeanwhile",
    "CodeNotGood",
    "HeldRecord",
    "HowChecked",
    "Impossible",
    "Incomplete",
    "Invited",
    "NewAddress",
    "NewAdult",
    "NewChild",
    "NotAllowed",
    "NotSearched",
    "StaysClosed",
    "WrongNumber",
    "accept_invitation",
    "add_adult",
    "add_agency",
    "add_child",
    "add_household_member",
    "add_reference",
    "add_staff",
    "arrange_cover",
    "bring_back",
    "change_child",
    "change_staff",
    "change_worker",
    "clear_second_step",
    "confirm_in_post",
    "connect_with_restriction",
    "correct_reference",
    "decide_role",
    "end_cover",
    "end_emergency",
    "end_household_member",
    "end_inspection",
    "end_involvement",
    "end_relationship",
    "invite_again",
    "invited_person",
    "join",
    "leave",
    "lift_protection",
    "lift_restriction",
    "move_household",
    "name_on_restriction",
    "open_in_emergency",
    "open_inspection",
    "protect_address",
    "record_birth",
    "record_finding",
    "record_men_in_life",
    "relate",
    "restrict_child",
    "see_change",
    "see_emergency",
    "start_involvement",
    "take_off_connection",
    "take_off_restriction",
]

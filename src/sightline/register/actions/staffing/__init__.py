"""People come, move, leave and come back: by their own agency's administrator, or first by whoever runs the service."""

from sightline.register.actions.staffing.changing import change_staff, decide_role
from sightline.register.actions.staffing.enrolling import add_agency, add_staff
from sightline.register.actions.staffing.inviting import Invited, accept_invitation, invite_again, invited_person
from sightline.register.actions.staffing.joining import bring_back, join
from sightline.register.actions.staffing.leaving import leave
from sightline.register.actions.staffing.reviewing import confirm_in_post

__all__ = [
    "Invited",
    "accept_invitation",
    "add_agency",
    "add_staff",
    "bring_back",
    "change_staff",
    "confirm_in_post",
    "decide_role",
    "invite_again",
    "invited_person",
    "join",
    "leave",
]

"""The addresses of joiners, movers, leavers and the quarterly review."""

from django.urls import path

from sightline.register.views import reviews, setting_up, staff, systems

app_name = "staff"
urlpatterns = [
    path("", staff.people, name="people"),
    path("join", staff.join, name="join"),
    path("set-up", setting_up.set_up_account, name="set_up_account"),
    path("roles", staff.roles, name="roles"),
    path("roles/<number:request_id>", staff.decide_role, name="decide_role"),
    path("review", reviews.review, name="review"),
    path("review/list", reviews.review_csv, name="review_csv"),
    path("review/<number:staff_id>", reviews.confirm, name="confirm"),
    path("not-reviewed", reviews.not_reviewed, name="not_reviewed"),
    path("systems", systems.systems, name="systems"),
    path("systems/issue", systems.issue, name="issue_token"),
    path("systems/<number:token_id>/revoke", systems.revoke, name="revoke_token"),
    path("<number:staff_id>", staff.person, name="person"),
    path("<number:staff_id>/change", staff.change, name="change"),
    path("<number:staff_id>/leave", staff.leave, name="leave"),
    path("<number:staff_id>/bring-back", staff.bring_back, name="bring_back"),
    path("<number:staff_id>/code", staff.new_code, name="new_code"),
    path("<number:staff_id>/second-step", staff.clear_step, name="clear_step"),
]

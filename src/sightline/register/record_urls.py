"""The addresses of retention, legal holds and subject access."""

from django.urls import path

from sightline.register.views import retention, subject_access

app_name = "records"
urlpatterns = [
    path("retention", retention.retention, name="retention"),
    path("retention/ask", retention.ask_for_run, name="ask_for_run"),
    path("retention/<number:run_id>", retention.run, name="run"),
    path("retention/<number:run_id>/decide", retention.decide_run, name="decide_run"),
    path("holds", retention.holds, name="holds"),
    path("holds/<number:hold_id>/lift", retention.lift_hold, name="lift_hold"),
    path("holds/place/<number:child_id>", retention.place_hold, name="place_hold"),
    path("subject-access", subject_access.requests, name="requests"),
    path("subject-access/ask/<number:child_id>", subject_access.ask, name="ask"),
    path("subject-access/<number:request_id>", subject_access.asked, name="asked"),
    path("subject-access/<number:request_id>/package", subject_access.package, name="package"),
    path("subject-access/records/<number:item_id>", subject_access.judge, name="judge"),
]

"""The addresses of questionnaires."""

from django.urls import path

from sightline.instruments.views import filling, loading, result, starting

app_name = "instruments"
urlpatterns = [
    path("", starting.tools, name="tools"),
    path("load", loading.load, name="load"),
    path("<slug:tool_id>/begin", starting.begin, name="begin"),
    path("<slug:tool_id>/begin/<number:child_id>", starting.begin_for, name="begin_for"),
    path("screenings/<number:pk>", filling.sections, name="tool"),
    path("screenings/<number:pk>/check", filling.check, name="check"),
    path("screenings/<number:pk>/result", result.result, name="result"),
    path("screenings/<number:pk>/print", result.printed, name="print"),
    path("screenings/<number:pk>/judge", result.judge, name="judge"),
    path("screenings/<number:pk>/countersign", result.countersign, name="countersign"),
    path("screenings/<number:pk>/take-over", result.take_over, name="take_over"),
    path("screenings/<number:pk>/correct", result.correct, name="correct"),
    path("screenings/<number:pk>/again", result.again, name="again"),
    path("screenings/<number:pk>/withdraw", result.withdraw, name="withdraw"),
    path("screenings/<number:pk>/<slug:section>/<number:step>", filling.page, name="page"),
    path("screenings/<number:pk>/<slug:section>/<number:step>/typed", filling.typed, name="typed"),
]

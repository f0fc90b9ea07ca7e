"""The addresses of questionnaires."""

from django.urls import path

from sightline.instruments.views import filling, loading, result, starting

app_name = "instruments"
urlpatterns = [
    path("", starting.tools, name="tools"),
    path("load", loading.load, name="load"),
    path("<slug:tool_id>/begin", starting.begin, name="begin"),
    path("<slug:tool_id>/begin/<int:child_id>", starting.begin_for, name="begin_for"),
    path("screenings/<int:pk>", filling.sections, name="tool"),
    path("screenings/<int:pk>/check", filling.check, name="check"),
    path("screenings/<int:pk>/result", result.result, name="result"),
    path("screenings/<int:pk>/print", result.printed, name="print"),
    path("screenings/<int:pk>/judge", result.judge, name="judge"),
    path("screenings/<int:pk>/countersign", result.countersign, name="countersign"),
    path("screenings/<int:pk>/take-over", result.take_over, name="take_over"),
    path("screenings/<int:pk>/correct", result.correct, name="correct"),
    path("screenings/<int:pk>/again", result.again, name="again"),
    path("screenings/<int:pk>/withdraw", result.withdraw, name="withdraw"),
    path("screenings/<int:pk>/<slug:section>/<int:step>", filling.page, name="page"),
    path("screenings/<int:pk>/<slug:section>/<int:step>/typed", filling.typed, name="typed"),
]

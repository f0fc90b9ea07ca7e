"""The addresses of figures and of the yearly report."""

from django.urls import path

from sightline.report import views

app_name = "report"
urlpatterns = [
    path("figures", views.figures, name="figures"),
    path("figures/list", views.behind_figure, name="behind"),
    path("figures/<slug:code>", views.figure, name="figure"),
    path("report", views.report, name="report"),
    path("report.pdf", views.report_pdf, name="report_pdf"),
]

from django.apps import AppConfig


class ReportConfig(AppConfig):
    name = "sightline.report"
    label = "report"

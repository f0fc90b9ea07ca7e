from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CommonConfig(AppConfig):
    name = "sightline.common"
    label = "common"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Once the tables are current, the database is told who may read what."""
        from sightline.common.access.writing import write_matrix

        post_migrate.connect(write_matrix, sender=self)

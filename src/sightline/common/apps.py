from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CommonConfig(AppConfig):
    name = "sightline.common"
    label = "common"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Addresses know the number of a record; and once tables are current, the database who may read what."""
        from sightline.common import addresses  # noqa: F401
        from sightline.common.access.writing import write_matrix

        post_migrate.connect(write_matrix, sender=self)

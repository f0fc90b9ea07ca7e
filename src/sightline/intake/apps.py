from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "sightline.intake"
    label = "intake"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tells retention and subject access where lists hold something about a child."""
        from sightline.intake import holdings  # noqa: F401

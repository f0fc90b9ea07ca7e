from django.apps import AppConfig


class InstrumentsConfig(AppConfig):
    name = "sightline.instruments"
    label = "instruments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tells the pages made of many areas what screenings add to them."""
        from sightline.instruments import holdings, leavers, providers  # noqa: F401

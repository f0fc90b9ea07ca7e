from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "sightline.register"
    label = "register"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tells the pages made of many areas what the register adds to them."""
        from sightline.register import providers  # noqa: F401

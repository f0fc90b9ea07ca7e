from django.apps import AppConfig


class FrontDoorConfig(AppConfig):
    name = "sightline.front_door"
    label = "front_door"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tells the pages made of many areas what the front door adds to them."""
        from sightline.front_door import attachments, holdings, providers  # noqa: F401
        from sightline.front_door.actions import leavers  # noqa: F401

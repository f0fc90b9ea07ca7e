from django.apps import AppConfig
from django.db.models.signals import post_migrate


class RegisterConfig(AppConfig):
    name = "sightline.register"
    label = "register"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tells the pages made of many areas what the register adds to them."""
        from sightline.register import link_needs, providers, staff_needs  # noqa: F401
        from sightline.register.actions.staffing.role_rules import write_role_rules

        post_migrate.connect(write_role_rules, sender=self)

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "sightline.site"
    label = "site"

    def ready(self) -> None:
        """Reads the areas' indicators; and after each migration the published views are made anew."""
        from django.apps import apps
        from django.db.models.signals import post_migrate

        from sightline.site.publishing import after_migrating, register_indicators

        register_indicators()

        # Django tells this of areas with tables only, and of each when all are done: the first may stand for all.
        post_migrate.connect(after_migrating, sender=apps.get_app_config("common"))

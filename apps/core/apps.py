from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    name = "apps.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from apps.core import lookups  # noqa: F401 - they register themselves
        from apps.core.record.guarding import guard

        post_migrate.connect(guard, sender=self)  # what Django has for "once every table is there"

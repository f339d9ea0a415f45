"""The one place where providers are bound: who reacts to which facts, who signs in to the live stream."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig


class Wiring(AppConfig):
    name = "backend"
    label = "backend"

    def ready(self) -> None:
        for module in ("authentication", "facilities", "scheduling"):
            if find_spec(f"apps.{module}.handlers"):
                import_module(f"apps.{module}.handlers")

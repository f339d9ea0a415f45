"""The one place where providers are bound: who reacts to which facts, what the audit is made of, who is who."""

from importlib import import_module
from pkgutil import walk_packages

from django.apps import AppConfig, apps

from apps.core import audit
from apps.core.audit import Trail
from apps.core.rights import Right

# What the history of a subject is made of. Trails name their table, so nothing is imported for them.
TRAILS = {
    "person": [
        Trail("authentication.User"),
        Trail("authentication.EmergencyContact", part="emergency_contact."),
    ],
    "location": [Trail("facilities.Location")],
    "facility": [Trail("facilities.Facility")],
    "equipment": [Trail("facilities.Equipment")],
    "equipment_category": [Trail("facilities.EquipmentCategory")],
    "event": [
        Trail("scheduling.Event", also_for=Right.EDIT_EVENTS),
        Trail("scheduling.Booking", key="event_id", part="booking.", also_for=Right.EDIT_EVENTS),
    ],
    "shift": [Trail("scheduling.Shift", also_for=Right.EDIT_SHIFTS)],
}


class Wiring(AppConfig):
    name = "backend"
    label = "backend"

    def ready(self) -> None:
        for module in _modules():
            if module.rsplit(".", 1)[-1] in {"handlers", "tasks"}:  # each registers itself when imported
                import_module(module)
        for kind, trails in TRAILS.items():
            audit.keep(kind, *trails)
        audit.bind_names(_names)


def _modules() -> list[str]:
    """Every Python module of the station's own installed apps, not imported yet."""
    own = [config for config in apps.get_app_configs() if config.name.startswith("apps.")]
    return [found.name for config in own for found in walk_packages([config.path], f"{config.name}.")]


def _names(ids: object) -> dict[int, str]:
    from apps.authentication import public

    return {key: person.name for key, person in public.people(ids=ids).items()}  # type: ignore[arg-type]

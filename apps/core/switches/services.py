"""Setting switches."""

from collections.abc import Mapping
from typing import Any

from apps.core.actors import Actor
from apps.core.db import transaction
from apps.core.errors import Invalid, NotAllowed
from apps.core.models import SwitchValue
from apps.core.rights import Right
from apps.core.switches.registry import find


def set_switches(*, actor: Actor, values: Mapping[str, Any]) -> None:
    """Set some switches, all or none. Null goes back to the default. Raises NotAllowed, Invalid."""
    if not actor.may(Right.EDIT_SETTINGS):
        raise NotAllowed("Administrators change the station's settings")
    faults = {key: [fault] for key, value in sorted(values.items()) if (fault := _fault(key, value))}
    if faults:
        raise Invalid("; ".join(f"{key}: {fault[0]}" for key, fault in faults.items()), errors=faults)
    with transaction():
        for key, value in sorted(values.items()):
            SwitchValue.objects.update_or_create(key=key, defaults={"value": value})


def _fault(key: str, value: object) -> str:
    found = find(key)
    if found is None:
        return "there is no such setting"
    return "" if value is None else found.fault_of(value)

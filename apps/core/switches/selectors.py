"""Reading switches."""

from typing import Any, cast

from apps.core.models import SwitchValue
from apps.core.switches.registry import Switch, ValueT


def value_of(switch: Switch[ValueT]) -> ValueT:
    """What a switch is set to, its default where nobody has set it. One query: a rule reads it once."""
    return cast("ValueT", all_values().get(switch.key, switch.default))


def all_values() -> dict[str, Any]:
    """The values that were set, by key."""
    return dict(SwitchValue.objects.exclude(value=None).values_list("key", "value"))

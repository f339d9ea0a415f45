"""Routes of the station's settings."""

from typing import Any, Literal, NotRequired

from ninja import Body, Router
from typing_extensions import TypedDict

from apps.core.errors import NotAllowed
from apps.core.http import UserRequest, problems
from apps.core.rights import Right
from apps.core.switches import registry, selectors, services

router = Router(tags=["station"])


class SettingOut(TypedDict):
    key: str
    label: str
    group: str
    kind: Literal["switch", "number"]
    value: bool | float
    default: bool | float
    help: NotRequired[str]
    minimum: NotRequired[float]
    maximum: NotRequired[float]
    unit: NotRequired[str]


class SettingsOut(TypedDict):
    settings: list[SettingOut]


@router.get("/", response={200: SettingsOut, **problems(403)}, operation_id="read_settings")
def read_settings(request: UserRequest) -> SettingsOut:
    """Every setting that some rule of the station reads, with its value and its bounds."""
    if not request.actor.may(Right.EDIT_SETTINGS):
        raise NotAllowed("Administrators look after the station's settings")
    return _settings()


@router.patch("/", response={200: SettingsOut, **problems(403, 422)}, operation_id="update_settings")
def update_settings(request: UserRequest, body: Body[dict[str, Any]]) -> SettingsOut:
    """Set some, named by their keys, all or none; null goes back to the default."""
    services.set_switches(actor=request.actor, values=body)
    return _settings()


def _settings() -> SettingsOut:
    values = selectors.all_values()
    return {"settings": [_setting_out(found, values) for found in registry.declared()]}


def _setting_out(found: registry.Switch[bool] | registry.Switch[float], values: dict[str, Any]) -> SettingOut:
    out: SettingOut = {
        "key": found.key,
        "label": found.label,
        "group": found.group,
        "kind": "number" if found.is_number else "switch",
        "value": values.get(found.key, found.default),
        "default": found.default,
    }
    if found.help:
        out["help"] = found.help
    if found.is_number:
        out["minimum"], out["maximum"] = found.minimum, found.maximum
        if found.unit:
            out["unit"] = found.unit
    return out

"""What HTTP takes and gives about the equipment on events."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, NotRequired

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict

from apps.core.http import In, Ref
from apps.facilities import public as facilities
from apps.scheduling.equipping.gear import Gear


class PoolWantedIn(In):
    """So many pieces of a pool; 0 is none."""

    pool: Ref
    quantity: Annotated[int, Field(ge=0, le=1_000_000)]

    @field_validator("pool")
    @classmethod
    def _named(cls, pool: int | None) -> int:
        if pool is None:
            raise PydanticCustomError("reference", "must be an id")
        return pool


class NamedOut(TypedDict):
    id: int
    name: str


class ItemOut(TypedDict):
    id: int
    name: str
    asset_tag: str


class TakenKitOut(TypedDict):
    """A kit as it was booked; it may be packed differently by now."""

    id: int
    name: str
    items: list[ItemOut]


class TakenPoolOut(TypedDict):
    pool: NamedOut
    quantity: int


class GearOut(TypedDict):
    """`equipment` are items that go without a kit."""

    equipment: NotRequired[list[ItemOut]]
    kits: NotRequired[list[TakenKitOut]]
    pools: NotRequired[list[TakenPoolOut]]


class MissingItemOut(TypedDict):
    """What keeps a kit from going out whole: `state` is `faulty`, `in maintenance`, `retired` or `archived`."""

    kit: NamedOut
    item: ItemOut
    state: str


class ShortageOut(TypedDict):
    """Over this time only `free` of the `total` pieces of a pool are left, and `wanted` are wanted."""

    pool: NamedOut
    wanted: int
    free: int
    total: int
    start_time: datetime
    end_time: datetime


def gear_outs(gear: Mapping[int, Gear]) -> dict[int, GearOut]:
    """By event what it works with. A query each for items, kits and pools, if there are any."""
    item_ids = {item for found in gear.values() for item in found.items}
    kit_ids = {kit for found in gear.values() for kit in found.kits}
    pool_ids = {pool for found in gear.values() for pool in found.pools}
    items: dict[int, ItemOut] = {}
    if item_ids:
        for key, item in facilities.equipment(ids=item_ids).items():
            items[key] = {"id": item.id, "name": item.name, "asset_tag": item.asset_tag}
    kits = facilities.kit_names(ids=kit_ids) if kit_ids else {}
    pools = facilities.pool_names(ids=pool_ids) if pool_ids else {}
    return {event_id: _gear_out(found, items, kits, pools) for event_id, found in gear.items()}


def _gear_out(gear: Gear, known: Mapping[int, ItemOut], kits: Mapping[int, str], pools: Mapping[int, str]) -> GearOut:
    out: GearOut = {}
    items: dict[int | None, list[ItemOut]] = {}
    for item, kit in gear.items.items():
        if item in known:
            items.setdefault(kit, []).append(known[item])
    if None in items:
        out["equipment"] = items[None]
    if gear.kits:
        out["kits"] = [{"id": kit, "name": kits.get(kit, ""), "items": items.get(kit, [])} for kit in gear.kits]
    if gear.pools:
        out["pools"] = [
            {"pool": {"id": pool, "name": pools.get(pool, "")}, "quantity": quantity}
            for pool, quantity in gear.pools.items()
        ]
    return out

"""What an event works with: items of equipment, kits of them, and pieces of pools.

A kit is booked as its items, so that an item is never out twice, whether it goes alone or with its kit.
Which kit an item came with stays with its booking: a kit that is packed differently later does not
change what was agreed.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from typing_extensions import TypedDict

from apps.core.errors import Invalid
from apps.facilities.public import KitRef
from apps.scheduling.equipping.errors import KitIncomplete
from apps.scheduling.events.models import Booking, ResourceKind
from apps.scheduling.ports import Equipment


class PoolWanted(TypedDict):
    pool: int
    quantity: int


class GearValues(TypedDict, total=False):
    equipment: list[int]
    kits: list[int]
    pools: list[PoolWanted]


@dataclass
class Gear:
    items: dict[int, int | None] = field(default_factory=dict)  # the kit with which each is taken, None on its own
    pools: dict[int, int] = field(default_factory=dict)  # how many of each

    @classmethod
    def of(cls, bookings: Collection[Booking]) -> "Gear":
        held = sorted(bookings, key=lambda booking: booking.resource_id)
        return cls(
            items={b.resource_id: b.kit_id for b in held if b.resource_kind == ResourceKind.EQUIPMENT},
            pools={b.resource_id: b.quantity for b in held if b.resource_kind == ResourceKind.POOL},
        )

    @classmethod
    def read(cls, written: Mapping[str, Any]) -> "Gear":
        """What `written` gave."""
        return cls(items=_with_ids(written.get("items", {})), pools=_with_ids(written.get("pools", {})))

    @property
    def written(self) -> dict[str, Any]:
        """For a column of JSON, whose names are texts."""
        found: dict[str, dict[int, Any]] = {"items": {**self.items}, "pools": {**self.pools}}
        return {name: {str(key): value for key, value in ids.items()} for name, ids in found.items() if ids}

    @property
    def own(self) -> list[int]:
        """Items that go without a kit."""
        return sorted(item for item, kit in self.items.items() if kit is None)

    @property
    def kits(self) -> list[int]:
        return sorted({kit for kit in self.items.values() if kit is not None})


def _with_ids(written: Mapping[str, Any]) -> dict[int, Any]:
    return {key: written[str(key)] for key in sorted(int(name) for name in written)}


def no_longer_bookable(gear: Gear, equipment: Equipment) -> bool:
    """Whether any of it has been retired, is broken or is not there any more."""
    items = equipment.equipment(ids=set(gear.items)) if gear.items else {}
    pools = equipment.pools(ids=set(gear.pools)) if gear.pools else {}
    return any(key not in items or not items[key].is_bookable for key in gear.items) or any(
        key not in pools or pools[key].is_archived for key in gear.pools
    )


def assign_gear(gear: Gear, values: GearValues, equipment: Equipment) -> set[str]:
    """Write what differs onto the gear of an event. Returns the names of the values that changed.

    A kit that the event has already keeps the items it was booked with. What is wanted on its own and
    with a kit goes with the kit. Raises Invalid, KitIncomplete.
    """
    changed = _assign_pools(gear, values["pools"], equipment) if "pools" in values else set()
    return changed | _assign_items(gear, values, equipment)


def _assign_items(gear: Gear, values: GearValues, equipment: Equipment) -> set[str]:
    own_before, kits_before = gear.own, gear.kits
    own, kits = set(values.get("equipment", own_before)), set(values.get("kits", kits_before))
    if own == set(own_before) and kits == set(kits_before):
        return set()
    _require_bookable(own - set(gear.items), equipment)
    packed = {item: kit for item, kit in gear.items.items() if kit in kits}
    for kit in _whole_kits(kits - set(kits_before), equipment):
        for item in kit.items:
            packed.setdefault(item.id, kit.id)
    gear.items = dict(sorted({**dict.fromkeys(own), **packed}.items()))
    changed = {"equipment"} if gear.own != own_before else set()
    return changed | ({"kits"} if gear.kits != kits_before else set())


def _assign_pools(gear: Gear, wanted: list[PoolWanted], equipment: Equipment) -> set[str]:
    """Whether there are as many as wanted is counted when they are taken."""
    pools: dict[int, int] = {}
    for want in wanted:
        if want["pool"] in pools:
            raise Invalid.field("pools", f"pool {want['pool']} is there twice")
        pools[want["pool"]] = want["quantity"]
    pools = {pool: quantity for pool, quantity in sorted(pools.items()) if quantity}
    if pools == gear.pools:
        return set()
    more = {pool for pool, quantity in pools.items() if quantity > gear.pools.get(pool, 0)}
    known = equipment.pools(ids=more) if more else {}
    for pool_id in sorted(more):
        pool = known.get(pool_id)
        if pool is None:
            raise Invalid.field("pools", f"there is no pool with id {pool_id}")
        if pool.is_archived:
            raise Invalid.field("pools", f"{pool.name} is archived and takes no bookings")
    gear.pools = pools
    return {"pools"}


def _require_bookable(added: set[int], equipment: Equipment) -> None:
    known = equipment.equipment(ids=added) if added else {}
    for item_id in sorted(added):
        item = known.get(item_id)
        if item is None:
            raise Invalid.field("equipment", f"there is no item with id {item_id}")
        if not item.is_bookable:
            raise Invalid.field("equipment", f"{item.label} is {item.state} and takes no bookings")


def _whole_kits(added: set[int], equipment: Equipment) -> list[KitRef]:
    """The kits, each of them complete."""
    known = equipment.kits(ids=added) if added else {}
    for kit_id in sorted(added):
        kit = known.get(kit_id)
        if kit is None:
            raise Invalid.field("kits", f"there is no kit with id {kit_id}")
        if kit.is_archived:
            raise Invalid.field("kits", f"{kit.name} is archived and takes no bookings")
        if not kit.items:
            raise Invalid.field("kits", f"{kit.name} has nothing in it")
    missing = [(kit, item) for _, kit in sorted(known.items()) for item in kit.items if not item.is_bookable]
    if missing:
        raise KitIncomplete(
            f"{missing[0][0].name} is not complete: "
            + ", ".join(f"{item.label} is {item.state}" for kit, item in missing if kit == missing[0][0]),
            missing=[
                {
                    "kit": {"id": kit.id, "name": kit.name},
                    "item": {"id": item.id, "name": item.name, "asset_tag": item.asset_tag},
                    "state": item.state,
                }
                for kit, item in missing
            ],
        )
    return [kit for _, kit in sorted(known.items())]

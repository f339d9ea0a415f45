"""What an event works with: items of equipment, kits of them, and pieces of pools.

A kit is booked as its items, so that an item is never out twice, whether it goes alone or with its kit.
Which kit an item came with stays with its booking: a kit that is packed differently later does not
change what was agreed.
"""

from collections.abc import Collection
from dataclasses import dataclass, field

from typing_extensions import TypedDict

from apps.core.errors import Invalid
from apps.scheduling.events.models import Booking, ResourceKind
from apps.scheduling.ports import Equipment


class PoolWanted(TypedDict):
    pool: int
    quantity: int


class GearValues(TypedDict, total=False):
    equipment: list[int]


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

    @property
    def own(self) -> list[int]:
        """Items that go without a kit."""
        return sorted(item for item, kit in self.items.items() if kit is None)


def assign_gear(gear: Gear, values: GearValues, equipment: Equipment) -> set[str]:
    """Write what differs onto the gear of an event. Returns the names of the values that changed. Raises Invalid."""
    before = gear.own
    own = sorted(set(values.get("equipment", before)))
    if own == before:
        return set()
    _require_bookable(set(own) - set(gear.items), equipment)
    kept = {item: kit for item, kit in gear.items.items() if kit is not None}
    gear.items = dict(sorted({**dict.fromkeys(own), **kept}.items()))
    return {"equipment"} if gear.own != before else set()


def _require_bookable(added: set[int], equipment: Equipment) -> None:
    known = equipment.equipment(ids=added) if added else {}
    for item_id in sorted(added):
        item = known.get(item_id)
        if item is None:
            raise Invalid.field("equipment", f"there is no item with id {item_id}")
        if not item.is_bookable:
            raise Invalid.field("equipment", f"{item.label} is {item.state} and takes no bookings")

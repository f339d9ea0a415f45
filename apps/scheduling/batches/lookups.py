"""Places, people and equipment asked for once each, however many events of a batch refer to them."""

from collections.abc import Callable, Collection, Mapping
from typing import TypeVar

from apps.authentication.public import PersonRef
from apps.facilities.public import EquipmentRef, FacilityRef, KitRef, LocationRef, PoolRef
from apps.scheduling.events.editing import EventValues
from apps.scheduling.ports import (
    Equipment,
    Facilities,
    People,
    equipment_provider,
    facilities_provider,
    people_provider,
)

T = TypeVar("T")


class Known:
    """Stands for the providers themselves while one batch is planned."""

    def __init__(
        self,
        facilities: Facilities = facilities_provider,
        people: People = people_provider,
        equipment: Equipment = equipment_provider,
    ) -> None:
        self._facilities, self._people, self._equipment = facilities, people, equipment
        self._met: dict[str, dict[int, object]] = {}

    def facilities(self, *, ids: Collection[int]) -> dict[int, FacilityRef]:
        return self._known("facility", ids, lambda missing: self._facilities.facilities(ids=missing))

    def locations(self, *, ids: Collection[int]) -> dict[int, LocationRef]:
        return self._known("location", ids, lambda missing: self._facilities.locations(ids=missing))

    def same_kind(self, *, facility_id: int) -> list[FacilityRef]:
        return self._facilities.same_kind(facility_id=facility_id)

    def people(self, *, ids: Collection[int]) -> dict[int, PersonRef]:
        return self._known("person", ids, lambda missing: self._people.people(ids=missing))

    def equipment(self, *, ids: Collection[int]) -> dict[int, EquipmentRef]:
        return self._known("equipment", ids, lambda missing: self._equipment.equipment(ids=missing))

    def kits(self, *, ids: Collection[int]) -> dict[int, KitRef]:
        return self._known("kit", ids, lambda missing: self._equipment.kits(ids=missing))

    def pools(self, *, ids: Collection[int]) -> dict[int, PoolRef]:
        return self._known("pool", ids, lambda missing: self._equipment.pools(ids=missing))

    def meet(self, values: Collection[EventValues]) -> None:
        """Ask at once for all that these refer to, so that none of them asks by itself."""
        self.facilities(ids={key for each in values if (key := each.get("facility"))})
        self.locations(ids={key for each in values if (key := each.get("location"))})
        people = (key for each in values for key in (*each.get("assigned_users", ()), *each.get("tentative_users", ())))
        self.people(ids=set(people))
        self.equipment(ids={key for each in values for key in each.get("equipment", ())})
        self.kits(ids={key for each in values for key in each.get("kits", ())})
        self.pools(ids={want["pool"] for each in values for want in each.get("pools", ())})

    def like_equipment(self, *, ids: Collection[int]) -> dict[int, list[EquipmentRef]]:
        return self._equipment.like_equipment(ids=ids)

    def _known(
        self, kind: str, ids: Collection[int], ask: Callable[[Collection[int]], Mapping[int, T]]
    ) -> dict[int, T]:
        met: dict[int, T] = self._met.setdefault(kind, {})  # type: ignore[assignment]  # one kind, one type
        if missing := set(ids) - met.keys():
            met.update(ask(missing))
        return {key: met[key] for key in ids if key in met}

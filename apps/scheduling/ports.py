"""What scheduling needs of other modules. Any provider with these methods will do."""

from collections.abc import Collection
from typing import Protocol

from apps.authentication import public as authentication_public
from apps.authentication.public import PersonRef
from apps.facilities import public as facilities_public
from apps.facilities.public import EquipmentRef, FacilityRef, KitRef, LocationRef, PoolRef


class Facilities(Protocol):
    def facilities(self, *, ids: Collection[int]) -> dict[int, FacilityRef]: ...
    def locations(self, *, ids: Collection[int]) -> dict[int, LocationRef]: ...
    def same_kind(self, *, facility_id: int) -> list[FacilityRef]: ...


class Equipment(Protocol):
    def equipment(self, *, ids: Collection[int]) -> dict[int, EquipmentRef]: ...
    def kits(self, *, ids: Collection[int]) -> dict[int, KitRef]: ...
    def pools(self, *, ids: Collection[int]) -> dict[int, PoolRef]: ...
    def like_equipment(self, *, ids: Collection[int]) -> dict[int, list[EquipmentRef]]: ...


class Stock(Protocol):
    """What could be had at all."""

    def all_facilities(self) -> list[FacilityRef]: ...
    def bookable_equipment(
        self, *, category_id: int | None, location_id: int | None, most: int
    ) -> list[EquipmentRef]: ...
    def live_pools(self, *, category_id: int | None, location_id: int | None, most: int) -> list[PoolRef]: ...


class Staff(Protocol):
    def active_people(self) -> list[PersonRef]: ...


class People(Protocol):
    def people(self, *, ids: Collection[int]) -> dict[int, PersonRef]: ...


class Alike(Protocol):
    """Who could do it instead."""

    def like_people(self, *, ids: Collection[int]) -> dict[int, list[PersonRef]]: ...


facilities_provider: Facilities = facilities_public
equipment_provider: Equipment = facilities_public
stock_provider: Stock = facilities_public
staff_provider: Staff = authentication_public
people_provider: People = authentication_public
alike_provider: Alike = authentication_public

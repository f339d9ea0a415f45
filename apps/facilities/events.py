"""Facts about locations, facilities and equipment, told to other modules and to open consoles."""

from dataclasses import dataclass
from typing import ClassVar

from apps.core.outbox import Fact


@dataclass(frozen=True, kw_only=True)
class LocationChanged(Fact):
    """Created, edited, archived or restored."""

    type: ClassVar[str] = "facilities.location_changed"
    subject_kind: ClassVar[str] = "location"
    live: ClassVar[bool] = True

    location_id: int


@dataclass(frozen=True, kw_only=True)
class FacilityChanged(Fact):
    """Created, edited, archived or restored."""

    type: ClassVar[str] = "facilities.facility_changed"
    subject_kind: ClassVar[str] = "facility"
    live: ClassVar[bool] = True

    facility_id: int


@dataclass(frozen=True, kw_only=True)
class FacilityArchived(Fact):
    """Takes no bookings from now on. Follows its own FacilityChanged; what it still holds is scheduling's to solve."""

    type: ClassVar[str] = "facilities.facility_archived"
    subject_kind: ClassVar[str] = "facility"

    facility_id: int


@dataclass(frozen=True, kw_only=True)
class EquipmentCategoryChanged(Fact):
    """Created, edited, archived or restored."""

    type: ClassVar[str] = "facilities.equipment_category_changed"
    subject_kind: ClassVar[str] = "equipment_category"
    live: ClassVar[bool] = True

    equipment_category_id: int


@dataclass(frozen=True, kw_only=True)
class EquipmentChanged(Fact):
    """Created, edited, archived or restored."""

    type: ClassVar[str] = "facilities.equipment_changed"
    subject_kind: ClassVar[str] = "equipment"
    live: ClassVar[bool] = True

    equipment_id: int


@dataclass(frozen=True, kw_only=True)
class KitChanged(Fact):
    """Created, edited, packed differently, archived or restored."""

    type: ClassVar[str] = "facilities.kit_changed"
    subject_kind: ClassVar[str] = "kit"
    live: ClassVar[bool] = True

    kit_id: int


@dataclass(frozen=True, kw_only=True)
class PoolChanged(Fact):
    """Created, edited, archived or restored."""

    type: ClassVar[str] = "facilities.pool_changed"
    subject_kind: ClassVar[str] = "pool"
    live: ClassVar[bool] = True

    pool_id: int

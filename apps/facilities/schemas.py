"""What HTTP takes and gives about locations, facilities and equipment."""

from datetime import datetime
from typing import NotRequired

from typing_extensions import TypedDict

from apps.facilities.models import Equipment, EquipmentCategory, Facility, Location


class LocationOut(TypedDict):
    id: int
    name: str
    description: NotRequired[str]
    address: NotRequired[str]
    time_zone: str
    archived_at: NotRequired[datetime]
    created_at: datetime
    updated_at: datetime
    version: int


class FacilityOut(TypedDict):
    id: int
    name: str
    description: NotRequired[str]
    location: NotRequired[LocationOut]
    kind: str
    status: str
    capacity: NotRequired[int]
    rig_minutes: int
    strike_minutes: int
    archived_at: NotRequired[datetime]
    created_at: datetime
    updated_at: datetime
    version: int


class EquipmentCategoryOut(TypedDict):
    id: int
    name: str
    description: NotRequired[str]
    archived_at: NotRequired[datetime]
    created_at: datetime
    updated_at: datetime
    version: int


class EquipmentOut(TypedDict):
    id: int
    name: str
    asset_tag: str
    serial_number: NotRequired[str]
    description: NotRequired[str]
    category: NotRequired[EquipmentCategoryOut]
    facility: NotRequired[FacilityOut]
    status: str
    archived_at: NotRequired[datetime]
    created_at: datetime
    updated_at: datetime
    version: int


def location_out(location: Location) -> LocationOut:
    out: LocationOut = {
        "id": location.pk,
        "name": location.name,
        "time_zone": location.time_zone,
        "created_at": location.created_at,
        "updated_at": location.updated_at,
        "version": location.version,
    }
    if location.description:
        out["description"] = location.description
    if location.address:
        out["address"] = location.address
    if location.archived_at:
        out["archived_at"] = location.archived_at
    return out


def facility_out(facility: Facility) -> FacilityOut:
    """The location must have been read with it."""
    out: FacilityOut = {
        "id": facility.pk,
        "name": facility.name,
        "kind": facility.kind,
        "status": facility.status,
        "rig_minutes": facility.rig_minutes,
        "strike_minutes": facility.strike_minutes,
        "created_at": facility.created_at,
        "updated_at": facility.updated_at,
        "version": facility.version,
    }
    if facility.description:
        out["description"] = facility.description
    if facility.location:
        out["location"] = location_out(facility.location)
    if facility.capacity is not None:
        out["capacity"] = facility.capacity
    if facility.archived_at:
        out["archived_at"] = facility.archived_at
    return out


def category_out(category: EquipmentCategory) -> EquipmentCategoryOut:
    out: EquipmentCategoryOut = {
        "id": category.pk,
        "name": category.name,
        "created_at": category.created_at,
        "updated_at": category.updated_at,
        "version": category.version,
    }
    if category.description:
        out["description"] = category.description
    if category.archived_at:
        out["archived_at"] = category.archived_at
    return out


def equipment_out(item: Equipment) -> EquipmentOut:
    """Category, facility and its location must have been read with it."""
    out: EquipmentOut = {
        "id": item.pk,
        "name": item.name,
        "asset_tag": item.asset_tag,
        "status": item.status,
        "created_at": item.created_at,
        "updated_at": item.updated_at,
        "version": item.version,
    }
    if item.serial_number:
        out["serial_number"] = item.serial_number
    if item.description:
        out["description"] = item.description
    if item.category:
        out["category"] = category_out(item.category)
    if item.facility:
        out["facility"] = facility_out(item.facility)
    if item.archived_at:
        out["archived_at"] = item.archived_at
    return out

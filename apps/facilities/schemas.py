"""What HTTP takes and gives about locations, facilities and equipment."""

from datetime import datetime
from typing import Annotated, NotRequired

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict

from apps.core.http import BlankIsNone, In, Line, Name, Ref, Text
from apps.facilities import zones
from apps.facilities.models import (
    MAX_BUFFER_MINUTES,
    MAX_CAPACITY,
    Equipment,
    EquipmentCategory,
    EquipmentStatus,
    Facility,
    FacilityKind,
    FacilityStatus,
    Location,
)


def _known_zone(name: str) -> str:
    if name and name not in zones.zone_names():
        raise PydanticCustomError("time_zone", zones.MESSAGE)
    return name


# What may be cleared on write comes back as its default.
Zone = Annotated[Line, AfterValidator(_known_zone)]
Kind = Annotated[FacilityKind | None, BlankIsNone, AfterValidator(lambda kind: kind or FacilityKind.OTHER)]
InUseOrNot = Annotated[
    FacilityStatus | None, BlankIsNone, AfterValidator(lambda status: status or FacilityStatus.ACTIVE)
]
Condition = Annotated[
    EquipmentStatus | None, BlankIsNone, AfterValidator(lambda status: status or EquipmentStatus.AVAILABLE)
]
Minutes = Annotated[
    Annotated[int, Field(ge=0, le=MAX_BUFFER_MINUTES)] | None, BlankIsNone, AfterValidator(lambda minutes: minutes or 0)
]
Capacity = Annotated[Annotated[int, Field(ge=0, le=MAX_CAPACITY)] | None, BlankIsNone]


class LocationPatch(In):
    name: Name = ""
    description: Text = ""
    address: Text = ""
    time_zone: Zone = ""


class LocationIn(LocationPatch):
    name: Name


class FacilityPatch(In):
    name: Name = ""
    description: Text = ""
    location: Ref = None
    kind: Kind = FacilityKind.OTHER
    status: InUseOrNot = FacilityStatus.ACTIVE
    capacity: Capacity = None
    rig_minutes: Minutes = 0
    strike_minutes: Minutes = 0
    shares_buffers: bool = False


class FacilityIn(FacilityPatch):
    name: Name


class EquipmentCategoryPatch(In):
    name: Name = ""
    description: Text = ""


class EquipmentCategoryIn(EquipmentCategoryPatch):
    name: Name


class EquipmentPatch(In):
    name: Name = ""
    asset_tag: Annotated[Name, Field(max_length=64)] = ""
    serial_number: Annotated[Line, Field(max_length=128)] = ""
    description: Text = ""
    category: Ref = None
    facility: Ref = None
    status: Condition = EquipmentStatus.AVAILABLE


class EquipmentIn(EquipmentPatch):
    name: Name
    asset_tag: Annotated[Line, Field(max_length=64)] = ""  # empty: the next free one


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
    kind: FacilityKind
    status: FacilityStatus
    capacity: NotRequired[int]
    rig_minutes: int
    strike_minutes: int
    shares_buffers: NotRequired[bool]  # absent: no
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
    status: EquipmentStatus
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
        "kind": FacilityKind(facility.kind),
        "status": FacilityStatus(facility.status),
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
    if facility.shares_buffers:
        out["shares_buffers"] = True
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
        "status": EquipmentStatus(item.status),
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

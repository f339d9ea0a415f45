"""What lists of locations, facilities and equipment may be asked for."""

from typing import Annotated

from pydantic import Field

from apps.core.http import BIGINT
from apps.core.paging import PageFilters
from apps.facilities.models import MAX_CAPACITY, EquipmentStatus, FacilityKind, FacilityStatus

FilterId = Annotated[int, Field(ge=1, le=BIGINT)] | None


class ArchivableFilters(PageFilters):
    name: Annotated[str, Field(max_length=255)] = ""  # whole, without regard to case
    archived: bool = False  # with the archived ones


class LocationFilters(ArchivableFilters):
    time_zone: Annotated[str, Field(max_length=64)] = ""


class FacilityFilters(ArchivableFilters):
    location: FilterId = None
    kind: FacilityKind | None = None
    status: FacilityStatus | None = None
    min_capacity: Annotated[int, Field(ge=0, le=MAX_CAPACITY)] | None = None


class EquipmentFilters(ArchivableFilters):
    category: FilterId = None
    facility: FilterId = None
    location: FilterId = None  # of the home facility
    status: EquipmentStatus | None = None
    asset_tag: Annotated[str, Field(max_length=64)] = ""
    serial_number: Annotated[str, Field(max_length=128)] = ""


class KitFilters(ArchivableFilters):
    equipment: FilterId = None  # that is packed in it


class PoolFilters(ArchivableFilters):
    category: FilterId = None
    facility: FilterId = None
    location: FilterId = None  # of the home facility

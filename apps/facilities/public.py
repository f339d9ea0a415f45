"""What other modules may ask about locations, facilities and equipment: by ids, in frozen values.

Archived rows are answered too, because ids of them are kept; `is_bookable` says what may be booked.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet
from orjson import Fragment

from apps.core.actors import Actor
from apps.core.db import read, read_instances
from apps.core.encoded import EncodedRows
from apps.facilities import schemas, selectors, services
from apps.facilities.events import FacilityArchived, FacilityChanged, LocationChanged
from apps.facilities.kits import selectors as kit_selectors
from apps.facilities.kits.promises import Promised, bind_promises, pool_lock
from apps.facilities.models import Equipment, EquipmentStatus, Facility, FacilityKind, FacilityStatus, Kit, Pool
from apps.facilities.personal import personal_data
from apps.facilities.schemas import EquipmentOut, FacilityOut, LocationOut

__all__ = [
    "EquipmentOut",
    "EquipmentRef",
    "FacilityArchived",
    "FacilityChanged",
    "FacilityKind",
    "FacilityOut",
    "FacilityRef",
    "FacilityRow",
    "KitRef",
    "LocationChanged",
    "LocationOut",
    "LocationRef",
    "PoolRef",
    "Promised",
    "all_equipment",
    "all_facilities",
    "bind_promises",
    "bookable_equipment",
    "create_missing",
    "encoded_closed_facilities",
    "encoded_facilities",
    "encoded_faulty_equipment",
    "encoded_locations",
    "equipment",
    "facilities",
    "facilities_by_name",
    "facility_outs",
    "kit_names",
    "kits",
    "like_equipment",
    "live_facilities",
    "live_pools",
    "location_outs",
    "locations",
    "locations_by_name",
    "names_stamp",
    "personal_data",
    "pool_lock",
    "pool_names",
    "pools",
    "same_kind",
    "search_ids",
]


@dataclass(frozen=True, slots=True)
class LocationRef:
    id: int
    name: str
    time_zone: str
    is_archived: bool


@dataclass(frozen=True, slots=True)
class FacilityRef:
    id: int
    name: str
    kind: str
    status: str
    location_id: int | None
    location_name: str
    time_zone: str  # the location's, or the station's where it has none; IANA
    rig_minutes: int
    strike_minutes: int
    shares_buffers: bool  # one event may rig while its neighbour strikes
    capacity: int | None
    is_bookable: bool
    is_archived: bool

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


class FacilityRow(NamedTuple):
    id: int
    name: str
    kind: str
    location_name: str


_ROWS = """
    SELECT f.id, f.name, f.kind, coalesce(l.name, '')
      FROM facilities_facility f LEFT JOIN facilities_location l ON l.id = f.location_id
     WHERE f.archived_at IS NULL ORDER BY f.name, f.id
"""


@dataclass(frozen=True, slots=True)
class EquipmentRef:
    id: int
    name: str
    asset_tag: str
    category_id: int | None
    category_name: str
    state: str  # in words that go into a sentence: "faulty", "archived"
    is_bookable: bool

    @property
    def label(self) -> str:
        return f"{self.name} ({self.asset_tag})"


@dataclass(frozen=True, slots=True)
class KitRef:
    """`items` are what is packed in it now, by asset tag."""

    id: int
    name: str
    items: tuple[EquipmentRef, ...]
    is_archived: bool


@dataclass(frozen=True, slots=True)
class PoolRef:
    id: int
    name: str
    quantity: int
    category_name: str
    location_id: int | None
    is_archived: bool


def facilities(*, ids: Collection[int]) -> dict[int, FacilityRef]:
    """The facilities with these ids; ids without one are absent. One query."""
    return {row.pk: _ref(row) for row in _read(selectors.facilities().filter(pk__among=ids))}


def facility_outs(*, ids: Collection[int]) -> dict[int, FacilityOut]:
    """The contract's Facility of each id, ready for an answer; shared, so never change one. One query."""
    return {row.pk: schemas.facility_out(row) for row in _read(selectors.facilities().filter(pk__among=ids))}


_FACILITIES = EncodedRows(
    """
    SELECT f.id, f.xmin::text || f.ctid::text || coalesce(l.xmin::text || l.ctid::text, '')
      FROM facilities_facility f LEFT JOIN facilities_location l ON l.id = f.location_id WHERE f.id = ANY(%s)
    """,
    lambda ids: facility_outs(ids=ids),
)
_EQUIPMENT = EncodedRows(
    """
    SELECT e.id, concat(e.xmin, e.ctid, '/', c.xmin, c.ctid, '/', f.xmin, f.ctid, '/', l.xmin, l.ctid)
      FROM facilities_equipment e LEFT JOIN facilities_equipment_category c ON c.id = e.category_id
           LEFT JOIN facilities_facility f ON f.id = e.facility_id
           LEFT JOIN facilities_location l ON l.id = f.location_id
     WHERE e.id = ANY(%s)
    """,
    lambda ids: {row.pk: schemas.equipment_out(row) for row in selectors.equipment().filter(pk__among=ids)},
)
_LOCATIONS = EncodedRows(
    "SELECT id, xmin::text || ctid::text FROM facilities_location WHERE id = ANY(%s)",
    lambda ids: location_outs(ids=ids),
)


def encoded_facilities(*, ids: Collection[int]) -> dict[int, Fragment]:
    """As `facility_outs`, as JSON: for answers that show many."""
    return _FACILITIES.get(ids)


def encoded_locations(*, ids: Collection[int]) -> dict[int, Fragment]:
    """As `location_outs`, as JSON."""
    return _LOCATIONS.get(ids)


def locations(*, ids: Collection[int]) -> dict[int, LocationRef]:
    """The locations with these ids; ids without one are absent. One query."""
    return {
        row.pk: LocationRef(id=row.pk, name=row.name, time_zone=row.time_zone, is_archived=row.is_archived)
        for row in selectors.locations().filter(pk__in=ids)
    }


def locations_by_name(*, names: Collection[str]) -> dict[str, LocationRef]:
    """Locations by name without regard to case; the keys are `name.strip().casefold()`. A query per name: for a few."""
    ids = {name: row.pk for name in names for row in selectors.locations_named(name.strip())}
    refs = locations(ids=set(ids.values()))
    return {name.strip().casefold(): refs[pk] for name, pk in ids.items()}


def location_outs(*, ids: Collection[int]) -> dict[int, LocationOut]:
    """The contract's Location of each id, ready for an answer; shared, so never change one. One query."""
    return {row.pk: schemas.location_out(row) for row in read_instances(selectors.locations().filter(pk__among=ids))}


def all_facilities(*, include_archived: bool = False) -> list[FacilityRef]:
    """Every facility, by name. One query."""
    rows = selectors.facilities()
    return [_ref(row) for row in _read(rows if include_archived else rows.filter(archived_at=None))]


def live_facilities() -> list[FacilityRow]:
    """Facilities that are not archived, by name, as rows of a plan. One query."""
    return [FacilityRow._make(row) for row in read(_ROWS, [])]


def names_stamp() -> str:
    """A text that is another one as soon as any facility or location is called otherwise. Two queries."""
    return selectors.names_stamp()


def same_kind(*, facility_id: int) -> list[FacilityRef]:
    """Bookable facilities of the same kind, without this one: those at its location first, then by name."""
    return [_ref(row) for row in selectors.facilities_like(facility_id)]


def facilities_by_name(*, names: Collection[str]) -> dict[str, FacilityRef]:
    """Facilities by name without regard to case; the keys are `name.strip().casefold()`. Two queries."""
    return _by_name(selectors.facility_ids_by_name([name.strip() for name in names]))


def create_missing(
    *,
    actor: Actor,
    names: Collection[str],
    time_zone: str,
    now: datetime,
    location_name: str = "",
    kind: FacilityKind = FacilityKind.OTHER,
) -> dict[str, FacilityRef]:
    """As `facilities_by_name`, after creating those that are missing; see the service of the same name.

    An archived facility is answered as it is, not restored and not created anew.
    """
    return _by_name(
        services.create_missing(
            actor=actor, names=names, time_zone=time_zone, now=now, location_name=location_name, kind=kind
        )
    )


def search_ids(*, text: str) -> list[int]:
    """Ids of facilities whose name holds the text or something much like it, the nearest first; at most 200."""
    return selectors.facility_ids_found(text)


def equipment(*, ids: Collection[int]) -> dict[int, EquipmentRef]:
    """The items with these ids; ids without one are absent. One query."""
    return {row.pk: _item_ref(row) for row in selectors.items_with_category().filter(pk__in=ids)}


def like_equipment(*, ids: Collection[int]) -> dict[int, list[EquipmentRef]]:
    """Bookable items of the category of each of these, without these: at most 200 of each, by name. Two queries."""
    return {item: [_item_ref(row) for row in rows] for item, rows in selectors.items_like(ids).items()}


def bookable_equipment(*, category_id: int | None, location_id: int | None, most: int) -> list[EquipmentRef]:
    """Items that may be booked, by name: the first so many. `location_id` is their home's. One query."""
    return [_item_ref(row) for row in selectors.bookable_items(category_id, location_id)[:most]]


def all_equipment(*, most: int) -> list[EquipmentRef]:
    """Items that are not archived, fit for use or not, by name: the first so many. One query."""
    return [_item_ref(row) for row in selectors.items_with_category().filter(archived_at=None)[:most]]


def live_pools(*, category_id: int | None, location_id: int | None, most: int) -> list[PoolRef]:
    """Pools that may be booked, by name: the first so many. `location_id` is their home's. One query."""
    return [_pool_ref(row) for row in kit_selectors.live_pools(category_id, location_id)[:most]]


def kits(*, ids: Collection[int]) -> dict[int, KitRef]:
    """The kits with these ids and what is in them; ids without one are absent. Two queries."""
    return {
        row.pk: KitRef(
            id=row.pk,
            name=row.name,
            items=tuple(_item_ref(packed.equipment) for packed in row.packed.all()),
            is_archived=row.is_archived,
        )
        for row in kit_selectors.kits().filter(pk__in=ids)
    }


def kit_names(*, ids: Collection[int]) -> dict[int, str]:
    """What the kits with these ids are called. One query."""
    return dict(Kit.objects.filter(pk__in=ids).values_list("pk", "name"))


def pool_names(*, ids: Collection[int]) -> dict[int, str]:
    """What the pools with these ids are called. One query."""
    return dict(Pool.objects.filter(pk__in=ids).values_list("pk", "name"))


def pools(*, ids: Collection[int]) -> dict[int, PoolRef]:
    """The pools with these ids; ids without one are absent. One query."""
    return {row.pk: _pool_ref(row) for row in kit_selectors.pools().filter(pk__in=ids)}


def encoded_faulty_equipment() -> list[Fragment]:
    """Items that are broken or being mended, by name, as JSON; at most 50. Two queries."""
    broken = (EquipmentStatus.FAULTY, EquipmentStatus.IN_MAINTENANCE)
    return _first(selectors.equipment().filter(archived_at=None, status__in=broken), _EQUIPMENT)


def encoded_closed_facilities() -> list[Fragment]:
    """Facilities that are out of use but not archived, by name, as JSON; at most 50. Two queries."""
    return _first(selectors.facilities().filter(archived_at=None, status=FacilityStatus.INACTIVE), _FACILITIES)


def _first(rows: QuerySet[Any], encoded: EncodedRows) -> list[Fragment]:
    ids = list(rows.values_list("pk", flat=True)[:50])
    found = encoded.get(ids)
    return [found[key] for key in ids if key in found]


def _by_name(ids: dict[str, int]) -> dict[str, FacilityRef]:
    refs = facilities(ids=set(ids.values()))
    return {name.casefold(): refs[facility_id] for name, facility_id in ids.items()}


def _item_ref(item: Equipment) -> EquipmentRef:
    return EquipmentRef(
        id=item.pk,
        name=item.name,
        asset_tag=item.asset_tag,
        category_id=item.category_id,
        category_name=item.category.name if item.category else "",
        state="archived" if item.is_archived else item.status.lower(),
        is_bookable=item.is_bookable,
    )


def _pool_ref(pool: Pool) -> PoolRef:
    return PoolRef(
        id=pool.pk,
        name=pool.name,
        quantity=pool.quantity,
        category_name=pool.category.name if pool.category else "",
        location_id=pool.facility.location_id if pool.facility else None,
        is_archived=pool.is_archived,
    )


def _read(rows: QuerySet[Facility]) -> list[Facility]:
    """With their locations."""
    return read_instances(rows, along="location")


def _ref(facility: Facility) -> FacilityRef:
    location = facility.location
    return FacilityRef(
        id=facility.pk,
        name=facility.name,
        kind=facility.kind,
        status=facility.status,
        location_id=facility.location_id,
        location_name=location.name if location else "",
        time_zone=location.time_zone if location else settings.TIME_ZONE,
        rig_minutes=facility.rig_minutes,
        strike_minutes=facility.strike_minutes,
        shares_buffers=facility.shares_buffers,
        capacity=facility.capacity,
        is_bookable=facility.is_bookable,
        is_archived=facility.is_archived,
    )

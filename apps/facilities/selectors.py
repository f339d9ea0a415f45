"""Reads of locations, facilities and equipment: each one query, whatever the number of rows."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import TypeVar

from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, F, Lookup, Model, Q, QuerySet, Sum, Value
from django.db.models.functions import Lower
from django.db.models.lookups import Exact

from apps.core.paging import ordered
from apps.core.search import search
from apps.facilities.filters import ArchivableFilters, EquipmentFilters, FacilityFilters, LocationFilters
from apps.facilities.models import (
    BOOKABLE,
    Archivable,
    Equipment,
    EquipmentCategory,
    Facility,
    FacilityStatus,
    Kit,
    Location,
    Pool,
)

RowT = TypeVar("RowT", bound=Archivable)
FOUND = 200  # more hits than this are no longer an answer to a search
_ANY = {name: name for name in ("id", "name", "created_at", "updated_at")}
_ORDERINGS: Mapping[type[Model], Mapping[str, str]] = {  # name on the wire to column
    Location: {**_ANY, "time_zone": "time_zone"},
    Facility: {
        **_ANY,
        **{name: name for name in ("kind", "status", "capacity", "rig_minutes", "strike_minutes")},
        "location": "location__name",
    },
    EquipmentCategory: _ANY,
    Equipment: {
        **_ANY,
        **{name: name for name in ("asset_tag", "serial_number", "status")},
        "category": "category__name",
        "facility": "facility__name",
    },
    Kit: _ANY,
    Pool: {**_ANY, "quantity": "quantity", "category": "category__name", "facility": "facility__name"},
}


def locations() -> QuerySet[Location]:
    return Location.objects.order_by("name", "pk")


def locations_named(name: str) -> QuerySet[Location]:
    """At most one; names are told apart as the unique constraint does it."""
    return Location.objects.filter(_folded("name", name))


def facilities() -> QuerySet[Facility]:
    """With their locations."""
    return Facility.objects.select_related("location").order_by("name", "pk")


def categories() -> QuerySet[EquipmentCategory]:
    return EquipmentCategory.objects.order_by("name", "pk")


def equipment() -> QuerySet[Equipment]:
    """With category, home facility and its location."""
    return Equipment.objects.select_related("category", "facility__location").order_by("name", "pk")


def find_locations(filters: LocationFilters) -> QuerySet[Location]:
    rows = found(locations(), filters, "name", "address")
    if filters.time_zone:
        rows = rows.filter(time_zone=filters.time_zone)
    return rows


def find_facilities(filters: FacilityFilters) -> QuerySet[Facility]:
    rows = found(facilities(), filters, "name")
    if filters.location:
        rows = rows.filter(location_id=filters.location)
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.status:
        rows = rows.filter(status=filters.status)
    if filters.min_capacity is not None:
        rows = rows.filter(capacity__gte=filters.min_capacity)
    return rows


def find_categories(filters: ArchivableFilters) -> QuerySet[EquipmentCategory]:
    return found(categories(), filters, "name")


def find_equipment(filters: EquipmentFilters) -> QuerySet[Equipment]:
    rows = found(equipment(), filters, "name", "asset_tag", "serial_number")
    if filters.category:
        rows = rows.filter(category_id=filters.category)
    if filters.facility:
        rows = rows.filter(facility_id=filters.facility)
    if filters.location:
        rows = rows.filter(facility__location_id=filters.location)
    if filters.status:
        rows = rows.filter(status=filters.status)
    if filters.asset_tag:
        rows = rows.filter(_folded("asset_tag", filters.asset_tag))
    if filters.serial_number:
        rows = rows.filter(_folded("serial_number", filters.serial_number))
    return rows


def found(rows: QuerySet[RowT], filters: ArchivableFilters, *searched: str) -> QuerySet[RowT]:
    """Ordered as asked; else the best hits of a search first; else by name."""
    if not filters.archived:
        rows = rows.filter(archived_at=None)
    if filters.name:
        rows = rows.filter(_folded("name", filters.name))
    if filters.search:
        rows = search(rows, filters.search, *searched)
    if filters.ordering:
        rows = ordered(rows, filters.ordering, _ORDERINGS[rows.model], default=("name",))
    return rows


def _folded(column: str, value: str) -> "Lookup[bool]":
    """Equal without regard to case, as the unique constraints see it."""
    return Exact(Lower(column), Lower(Value(value)))


def facilities_like(facility_id: int) -> QuerySet[Facility]:
    """Those that could stand in for a facility: of its kind and in use, the ones at its location first."""
    original = Facility.objects.filter(pk=facility_id)
    near = ExpressionWrapper(Q(location_id__in=original.values("location_id")), output_field=BooleanField())
    return (
        facilities()
        .filter(kind__in=original.values("kind"), status=FacilityStatus.ACTIVE, archived_at=None)
        .exclude(pk=facility_id)
        .annotate(near=near)
        .order_by(F("near").desc(nulls_last=True), "name", "pk")
    )


def items_with_category() -> QuerySet[Equipment]:
    return Equipment.objects.select_related("category").order_by("name", "asset_tag")


def bookable_items(category_id: int | None, location_id: int | None) -> QuerySet[Equipment]:
    rows = items_with_category().filter(status__in=BOOKABLE, archived_at=None)
    if category_id:
        rows = rows.filter(category_id=category_id)
    return rows.filter(facility__location_id=location_id) if location_id else rows


def items_like(ids: Collection[int]) -> dict[int, list[Equipment]]:
    """Items that could stand in for each of these: of its category and fit for use, the first 200 by name."""
    category = dict(Equipment.objects.filter(pk__in=ids).exclude(category=None).values_list("pk", "category_id"))
    rows = bookable_items(None, None).filter(category_id__in=set(category.values())).exclude(pk__in=ids)
    alike: dict[int | None, list[Equipment]] = defaultdict(list)
    for row in rows[: FOUND * max(1, len(category))]:
        alike[row.category_id].append(row)
    return {item: alike[key][:FOUND] for item, key in category.items()}


def facility_ids_by_name(names: Collection[str]) -> dict[str, int]:
    """Id of the facility of each name as it was asked for, archived ones included.

    PostgreSQL folds both sides, so what it tells apart as unique is what is told apart here.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT asked.name, facility.id
            FROM unnest(%s::text[]) AS asked (name)
            JOIN facilities_facility AS facility ON lower(facility.name) = lower(asked.name)
            """,
            [list(names)],
        )
        return dict(cursor.fetchall())


def facility_ids_found(text: str) -> list[int]:
    """Facilities whose name is or is much like the text, the nearest first, archived ones included."""
    return list(search(Facility.objects.all(), text, "name").values_list("pk", flat=True)[:FOUND])


def names_stamp() -> str:
    """Every write is a new version and no row is ever deleted, so the sums only grow."""
    return ":".join(str(rows.aggregate(Sum("version"))["version__sum"]) for rows in (facilities(), locations()))

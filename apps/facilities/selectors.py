"""Reads of locations, facilities and equipment: each one query, whatever the number of rows."""

from collections.abc import Collection

from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, F, Q, QuerySet, Value
from django.db.models.functions import Lower

from apps.core.search import search
from apps.facilities.models import Equipment, EquipmentCategory, Facility, FacilityStatus, Location

FOUND = 200  # more hits than this are no longer an answer to a search


def locations() -> QuerySet[Location]:
    return Location.objects.order_by("name", "pk")


def locations_named(name: str) -> QuerySet[Location]:
    """At most one; names are told apart as the unique constraint does it."""
    return Location.objects.annotate(folded=Lower("name")).filter(folded=Lower(Value(name)))


def facilities() -> QuerySet[Facility]:
    return Facility.objects.select_related("location").order_by("name", "pk")


def categories() -> QuerySet[EquipmentCategory]:
    return EquipmentCategory.objects.order_by("name", "pk")


def equipment() -> QuerySet[Equipment]:
    return Equipment.objects.select_related("category", "facility__location").order_by("name", "pk")


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

"""Reads of kits and pools."""

from django.db.models import Prefetch, QuerySet

from apps.facilities.filters import KitFilters, PoolFilters
from apps.facilities.models import Kit, KitItem, Pool
from apps.facilities.selectors import found


def kits() -> QuerySet[Kit]:
    """With what is packed in them, by asset tag."""
    packed = KitItem.objects.select_related("equipment__category").order_by("equipment__asset_tag")
    return Kit.objects.prefetch_related(Prefetch("packed", packed)).order_by("name", "pk")


def find_kits(filters: KitFilters) -> QuerySet[Kit]:
    rows = found(kits(), filters, "name", "description")
    return rows.filter(packed__equipment=filters.equipment) if filters.equipment else rows


def pools() -> QuerySet[Pool]:
    """With category, home facility and its location."""
    return Pool.objects.select_related("category", "facility__location").order_by("name", "pk")


def find_pools(filters: PoolFilters) -> QuerySet[Pool]:
    rows = found(pools(), filters, "name", "description")
    if filters.category:
        rows = rows.filter(category_id=filters.category)
    if filters.facility:
        rows = rows.filter(facility_id=filters.facility)
    if filters.location:
        rows = rows.filter(facility__location_id=filters.location)
    return rows


def live_pools(category_id: int | None, location_id: int | None) -> QuerySet[Pool]:
    return find_pools(PoolFilters(category=category_id, location=location_id))

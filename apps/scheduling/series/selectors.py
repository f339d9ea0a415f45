"""Reads of series."""

from dataclasses import dataclass

from django.db.models import QuerySet

from apps.core.errors import NotFound
from apps.core.paging import ordered
from apps.core.search import search as search_rows
from apps.scheduling.series.models import Series

ORDERINGS = {"id": "id", "title": "title", "created_at": "created_at", "updated_at": "updated_at"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which series; every member narrows, None does not."""

    facility: int | None = None
    location: int | None = None
    user: int | None = None
    event_type: str | None = None
    search: str = ""
    ordering: str = ""


def series_matching(wanted: Wanted) -> QuerySet[Series]:
    """Series on the schedule, by title unless asked otherwise."""
    rows: QuerySet[Series] = Series.objects.live()
    exact = {
        "facility_id": wanted.facility,
        "location_id": wanted.location,
        "event_type": wanted.event_type,
        "assigned_users__contains": [wanted.user] if wanted.user else None,
    }
    rows = rows.filter(**{column: value for column, value in exact.items() if value is not None})
    if wanted.search:
        rows = search_rows(rows, wanted.search, "title")
    return ordered(rows, wanted.ordering, ORDERINGS, default=("title",))


def series_by_id(*, series_id: int) -> Series:
    found = Series.objects.live().filter(pk=series_id).first()
    if found is None:
        raise NotFound("There is no such series")
    return found

"""Reads of shift patterns."""

from django.db.models import QuerySet

from apps.core.errors import NotFound
from apps.core.paging import ordered
from apps.core.search import search as search_rows
from apps.scheduling.shifts.models import Shift

ORDERINGS = {"id": "id", "name": "name", "start_time": "start_time", "created_at": "created_at"}


def shifts(*, name: str | None = None, search: str = "", archived: bool = False, ordering: str = "") -> QuerySet[Shift]:
    """Patterns in use, or the archived ones; by name unless asked otherwise."""
    rows: QuerySet[Shift] = Shift.objects.filter(archived_at__isnull=not archived)
    if name:
        rows = rows.filter(name__iexact=name)
    if search:
        rows = search_rows(rows, search, "name")
    return ordered(rows, ordering, ORDERINGS, default=("name",))


def shift(*, shift_id: int) -> Shift:
    found = Shift.objects.filter(pk=shift_id).first()
    if found is None:
        raise NotFound("There is no such shift pattern")
    return found

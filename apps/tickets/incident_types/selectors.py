"""Reads of incident types."""

from django.db.models import QuerySet

from apps.core.errors import NotFound
from apps.core.paging import ordered
from apps.core.search import search as search_rows
from apps.tickets.incident_types.models import IncidentType

ORDERINGS = {"id": "id", "name": "name", "severity_level": "severity_level", "created_at": "created_at"}


def incident_types(
    *,
    name: str | None = None,
    severity_level: int | None = None,
    search: str = "",
    archived: bool = False,
    ordering: str = "",
) -> QuerySet[IncidentType]:
    """Types in use, or the archived ones; by name unless asked otherwise."""
    rows: QuerySet[IncidentType] = IncidentType.objects.filter(archived_at__isnull=not archived)
    if name:
        rows = rows.filter(name__iexact=name)
    if severity_level is not None:
        rows = rows.filter(severity_level=severity_level)
    if search:
        rows = search_rows(rows, search, "name")
    return ordered(rows, ordering, ORDERINGS, default=("name",))


def incident_type(*, incident_type_id: int) -> IncidentType:
    found = IncidentType.objects.filter(pk=incident_type_id).first()
    if found is None:
        raise NotFound("There is no such incident type")
    return found

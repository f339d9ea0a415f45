"""What HTTP takes and gives about incident types."""

from datetime import datetime
from typing import Annotated, NotRequired

from pydantic import BeforeValidator, Field
from typing_extensions import TypedDict

from apps.core.http import In, Line, Name, Text
from apps.core.paging import PageFilters
from apps.tickets.incident_types.models import MILDEST, WORST, IncidentType

USUAL = 3
Severity = Annotated[int, Field(ge=WORST, le=MILDEST)]
# a column that is never empty: clearing it is going back to the usual
OptionalSeverity = Annotated[Severity, BeforeValidator(lambda value: USUAL if value in (None, "") else value)]


class IncidentTypePatch(In):
    name: Line = ""
    description: Text = ""
    severity_level: OptionalSeverity = USUAL


class IncidentTypeIn(IncidentTypePatch):
    name: Name


class IncidentTypeFilters(PageFilters):
    name: str | None = None
    severity_level: Severity | None = None
    archived: bool = False


class IncidentTypeOut(TypedDict):
    id: int
    name: str
    description: NotRequired[str]
    severity_level: int  # 1 the worst, 5 the mildest
    archived_at: NotRequired[datetime]
    created_at: datetime
    updated_at: datetime
    version: int


def incident_type_out(row: IncidentType) -> IncidentTypeOut:
    out: IncidentTypeOut = {
        "id": row.pk,
        "name": row.name,
        "severity_level": row.severity_level,
        "created_at": row.created_at,
        "updated_at": row.updated_at,
        "version": row.version,
    }
    if row.description:
        out["description"] = row.description
    if row.archived_at:
        out["archived_at"] = row.archived_at
    return out

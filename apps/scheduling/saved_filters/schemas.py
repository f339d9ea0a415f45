"""What HTTP takes and gives about saved filters."""

from datetime import datetime
from typing import Annotated, NotRequired, cast

from pydantic import Field
from typing_extensions import TypedDict

from apps.core.http import BlankIsNone, In, Line, Name, Ref
from apps.scheduling.events.schemas import StatusName
from apps.scheduling.saved_filters.models import SavedFilter
from apps.scheduling.saved_filters.services import FilterValues


class SavedFilterPatch(In):
    """The filters of the schedule, under a name. Absent is unchanged, `null` and `""` do not narrow."""

    name: Line = ""
    facility: Ref = None
    location: Ref = None
    user: Ref = None
    event_type: Annotated[Line, Field(max_length=100)] = ""
    status: Annotated[StatusName | None, BlankIsNone] = None
    source: Annotated[Line, Field(max_length=100)] = ""
    search: Annotated[Line, Field(max_length=200)] = ""

    def values(self) -> FilterValues:
        return cast("FilterValues", self.changes())


class SavedFilterIn(SavedFilterPatch):
    name: Name


class SavedFilterOut(TypedDict):
    """References are ids: what they are called is known to whoever shows the filter."""

    id: int
    name: str
    facility: NotRequired[int]
    location: NotRequired[int]
    user: NotRequired[int]
    event_type: NotRequired[str]
    status: NotRequired[StatusName]
    source: NotRequired[str]
    search: NotRequired[str]
    created_at: datetime
    updated_at: datetime
    version: int


def saved_filter_out(row: SavedFilter) -> SavedFilterOut:
    out: SavedFilterOut = {
        "id": row.pk,
        "name": row.name,
        "created_at": row.created_at,
        "updated_at": row.updated_at,
        "version": row.version,
    }
    if row.facility_id:
        out["facility"] = row.facility_id
    if row.location_id:
        out["location"] = row.location_id
    if row.user_id:
        out["user"] = row.user_id
    if row.event_type:
        out["event_type"] = row.event_type
    if row.status:
        out["status"] = row.status  # type: ignore[typeddict-item]  # checked when it was written
    if row.source:
        out["source"] = row.source
    if row.search:
        out["search"] = row.search
    return out

"""What HTTP takes and gives about maintenance windows."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Annotated, Literal, NotRequired, cast

from pydantic import Field
from typing_extensions import TypedDict

from apps.core.http import BIGINT, Filters, In, Instant, Line, OptionalInstant, Ref, utc
from apps.core.paging import PageFilters
from apps.facilities import public as facilities
from apps.scheduling.maintenance.models import Maintenance
from apps.scheduling.maintenance.selectors import Downtime, Hit, Wanted
from apps.scheduling.maintenance.services import MaintenanceValues

Key = Annotated[int, Field(ge=1, le=BIGINT)]


class MaintenancePatch(In):
    """Any part of it; what it is over cannot be changed."""

    reason: Line = ""
    start_time: OptionalInstant = None
    end_time: OptionalInstant = None

    def values(self) -> MaintenanceValues:
        return cast("MaintenanceValues", self.changes())


class MaintenanceIn(MaintenancePatch):
    """Over a facility or an item, not both."""

    facility: Ref = None
    equipment: Ref = None
    reason: Annotated[Line, Field(min_length=1)]
    start_time: Instant
    end_time: Instant


class MaintenanceFilters(PageFilters):
    facility: Key | None = None
    equipment: Key | None = None
    start: Instant | None = None
    end: Instant | None = None

    def wanted(self) -> Wanted:
        return Wanted(**self.model_dump(exclude={"page", "page_size", "search"}))


class HitFilters(Filters):
    facility: Key | None = None
    equipment: Key | None = None
    start: Instant
    end: Instant


class ResourceOut(TypedDict):
    kind: Literal["facility", "equipment"]
    id: int
    name: str


class DowntimeOut(TypedDict):
    """When something is out of use, and why."""

    id: int
    resource: ResourceOut
    reason: str
    start_time: datetime
    end_time: datetime


class HitEventOut(TypedDict):
    id: int
    title: str


class HitOut(TypedDict):
    """An event that has booked it, or holds it, within the window."""

    event: HitEventOut
    start_time: datetime
    end_time: datetime
    is_held: NotRequired[bool]


class MaintenanceOut(DowntimeOut):
    """`hits` come with one window, not with a list of them: the first 500."""

    hits: NotRequired[list[HitOut]]
    version: int
    created_at: datetime
    updated_at: datetime


class HitsOut(TypedDict):
    hits: list[HitOut]


def hit_outs(hits: Sequence[Hit]) -> list[HitOut]:
    outs: list[HitOut] = []
    for hit in hits:
        out: HitOut = {
            "event": {"id": hit.event_id, "title": hit.title},
            "start_time": utc(hit.start),
            "end_time": utc(hit.end),
        }
        if hit.is_held:
            out["is_held"] = True
        outs.append(out)
    return outs


def downtime_outs(windows: Collection[Downtime]) -> list[DowntimeOut]:
    """Two queries at most, whatever their number."""
    names = resource_names({(window.kind, window.resource_id) for window in windows})
    return [downtime_out(window, names) for window in windows]


def downtime_out(window: Downtime, names: Mapping[tuple[str, int], str]) -> DowntimeOut:
    return {
        "id": window.id,
        "resource": {
            "kind": window.kind,  # type: ignore[typeddict-item]  # the choices of the column
            "id": window.resource_id,
            "name": names.get((window.kind, window.resource_id), ""),
        },
        "reason": window.reason,
        "start_time": utc(window.start),
        "end_time": utc(window.end),
    }


def resource_names(resources: Collection[tuple[str, int]]) -> dict[tuple[str, int], str]:
    rooms = {key for kind, key in resources if kind == "facility"}
    items = {key for kind, key in resources if kind == "equipment"}
    names: dict[tuple[str, int], str] = {}
    if rooms:
        names |= {("facility", key): ref.name for key, ref in facilities.facilities(ids=rooms).items()}
    if items:
        names |= {("equipment", key): ref.label for key, ref in facilities.equipment(ids=items).items()}
    return names


def maintenance_outs(rows: Sequence[Maintenance]) -> list[MaintenanceOut]:
    names = resource_names({(row.resource_kind, row.resource_id) for row in rows})
    return [
        {
            "id": row.pk,
            "resource": {
                "kind": row.resource_kind,  # type: ignore[typeddict-item]  # the choices of the column
                "id": row.resource_id,
                "name": names.get((row.resource_kind, row.resource_id), ""),
            },
            "reason": row.reason,
            "start_time": utc(row.start_at),
            "end_time": utc(row.end_at),
            "version": row.version,
            "created_at": row.created_at,
            "updated_at": row.updated_at,
        }
        for row in rows
    ]


def maintenance_out(row: Maintenance, hits: Sequence[Hit]) -> MaintenanceOut:
    return {**maintenance_outs([row])[0], "hits": hit_outs(hits)}

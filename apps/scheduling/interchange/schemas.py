"""What HTTP takes and gives about imports and exports."""

from datetime import datetime
from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from apps.core.http import Filters, In
from apps.core.paging import PageFilters
from apps.scheduling.events.schemas import EventFilters
from apps.scheduling.events.selectors import Wanted
from apps.scheduling.interchange import selectors
from apps.scheduling.interchange.downloads import FileFormat
from apps.scheduling.interchange.models import ImportRow, ImportRun

FormatName = Literal["csv", "xlsx", "ics", "xmltv", "frab"]
ModeName = Literal["all", "good"]
OutcomeName = Literal["created", "changed", "unchanged", "conflict", "bad"]
StatusName = Literal["queued", "reading", "planned", "applying", "applied", "failed", "refused"]


class ImportForm(Filters):
    """Fields of the form beside the file. Blank ones count as absent."""

    format: FormatName | None = None
    time_zone: Annotated[str, Field(max_length=64)] = ""
    mode: ModeName = "all"
    create_missing: bool = False


class ApplyIn(In):
    """What is left out, or null, is as it was for the dry run."""

    mode: ModeName | None = None
    create_missing: bool | None = None


class RowFilters(PageFilters):
    outcome: OutcomeName | None = None


class ExportFilters(EventFilters):
    format: FileFormat = "csv"

    def wanted(self) -> Wanted:
        return Wanted(**self.model_dump(exclude={"page", "page_size", "format"}))


class CountsOut(TypedDict):
    created: int
    changed: int
    unchanged: int
    conflict: int
    bad: int


class OptionsOut(TypedDict):
    mode: ModeName
    create_missing: bool
    time_zone: str


class ImportRunOut(TypedDict):
    id: int
    file_name: str
    format: FormatName
    status: StatusName
    progress: float
    counts: CountsOut
    missing_facilities: list[str]
    detail: NotRequired[str]
    options: OptionsOut
    created_at: datetime
    finished_at: NotRequired[datetime]


class ImportRowOut(TypedDict):
    number: int
    outcome: OutcomeName
    title: str
    start_time: NotRequired[datetime]
    end_time: NotRequired[datetime]
    time_zone: NotRequired[str]
    facility_name: NotRequired[str]
    reason: NotRequired[str]
    lacks_facility: NotRequired[bool]
    note: NotRequired[str]
    changed: NotRequired[list[str]]
    event: NotRequired[int]


def import_run_out(run: ImportRun) -> ImportRunOut:
    out: ImportRunOut = {
        "id": run.pk,
        "file_name": run.file_name,
        "format": run.format,  # type: ignore[typeddict-item]  # written from the names above
        "status": run.status,  # type: ignore[typeddict-item]  # the choices of the column
        "progress": selectors.progress(run),
        "counts": {
            "created": run.counts.get("created", 0),
            "changed": run.counts.get("changed", 0),
            "unchanged": run.counts.get("unchanged", 0),
            "conflict": run.counts.get("conflict", 0),
            "bad": run.counts.get("bad", 0),
        },
        "missing_facilities": run.missing_facilities,
        "options": {
            "mode": run.mode,  # type: ignore[typeddict-item]  # the choices of the column
            "create_missing": run.create_missing,
            "time_zone": run.time_zone,
        },
        "created_at": run.created_at,
    }
    if run.detail:
        out["detail"] = run.detail
    if run.finished_at:
        out["finished_at"] = run.finished_at
    return out


def import_row_out(row: ImportRow) -> ImportRowOut:
    out: ImportRowOut = {
        "number": row.number,
        "outcome": row.outcome,  # type: ignore[typeddict-item]  # the choices of the column
        "title": row.title,
    }
    if row.start_at and row.end_at:
        out["start_time"], out["end_time"] = row.start_at, row.end_at
    if row.content:
        out["time_zone"] = row.content["time_zone"]
    if row.facility_name:
        out["facility_name"] = row.facility_name
    if row.reason:
        out["reason"] = row.reason
    if row.lacks_facility:
        out["lacks_facility"] = True  # it would not be bad if missing facilities were created
    if row.note:
        out["note"] = row.note
    if row.changed:
        out["changed"] = row.changed.split(",")
    if row.event_id:
        out["event"] = row.event_id
    return out

"""What HTTP takes and gives about schedule sources."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any, Literal, NotRequired, cast

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict

from apps.authentication import public as people
from apps.core.http import BIGINT, In, Line
from apps.core.paging import PageFilters
from apps.facilities import public as facilities
from apps.scheduling.bulk import MOST_AT_ONCE
from apps.scheduling.sources import selectors
from apps.scheduling.sources.models import LONGEST, SHORTEST, Difference, Source, Sync
from apps.scheduling.sources.services import SourceValues

SyncStatusName = Literal["queued", "running", "done", "unchanged", "failed"]
SyncKindName = Literal["scheduled", "asked", "test"]
DecisionName = Literal["ours", "theirs"]
_TAKEN = {"host", "content-length", "transfer-encoding", "connection", "accept-encoding", "cookie", "expect", "te"}


def _header(value: str) -> str:
    if value.lower() in _TAKEN:
        raise PydanticCustomError("header", "must be a header of the source's own, such as X-API-Key")
    return value


def _printable(value: str) -> str:
    if not value.isascii() or not (value.isprintable() or value == ""):
        raise PydanticCustomError("key", "must be letters, digits and signs without breaks")
    return value


KeyHeader = Annotated[Line, Field(max_length=64, pattern=r"^[A-Za-z0-9-]*$"), AfterValidator(_header)]
Key = Annotated[Line, Field(max_length=2000), AfterValidator(_printable)]
Interval = Annotated[int, Field(ge=SHORTEST, le=LONGEST)]


class SourcePatch(In):
    """Absent is unchanged. `key` is taken and never given; empty clears it. `key_header` empty: a bearer token."""

    name: Line = ""
    address: Annotated[Line, Field(max_length=2000)] = ""
    key: Key = ""
    key_header: KeyHeader = ""
    interval_minutes: Interval = 60
    time_zone: Annotated[Line, Field(max_length=64)] = ""
    create_missing: bool = False
    is_active: bool = True

    def values(self) -> SourceValues:
        values = self.changes()
        if not values.get("time_zone", "x"):
            del values["time_zone"]  # empty: as it was, or the station's
        return cast("SourceValues", values)


class SourceIn(SourcePatch):
    name: Annotated[Line, Field(min_length=1)]
    address: Annotated[Line, Field(min_length=1, max_length=2000)]


class SourceFilters(PageFilters):
    archived: bool = False


class DifferenceFilters(PageFilters):
    source: Annotated[int, Field(ge=1, le=BIGINT)] | None = None
    decided: bool = False


class DecideIn(In):
    ids: Annotated[list[Annotated[int, Field(ge=1, le=BIGINT)]], Field(min_length=1, max_length=MOST_AT_ONCE)]
    decision: DecisionName


class SyncOut(TypedDict):
    """`counts` are rows by what became of them; of a test, how many can be read. `run` names the import's rows."""

    id: int
    kind: SyncKindName
    status: SyncStatusName
    detail: NotRequired[str]
    counts: dict[str, int]
    differences: int
    size: int
    run: NotRequired[int]
    created_at: datetime
    started_at: NotRequired[datetime]
    finished_at: NotRequired[datetime]


class SourceOut(TypedDict):
    """The key itself is never told. `waiting` is how many differences wait for a decision."""

    id: int
    name: str
    address: str
    has_key: bool
    key_header: NotRequired[str]
    interval_minutes: int
    time_zone: str
    create_missing: bool
    is_active: bool
    waiting: int
    failures: int
    last_sync: NotRequired[SyncOut]
    next_sync_at: NotRequired[datetime]
    archived_at: NotRequired[datetime]
    created_at: datetime
    updated_at: datetime
    version: int


class DifferingEventOut(TypedDict):
    id: int
    title: str
    start_time: datetime
    end_time: datetime
    time_zone: str


class DifferingSeriesOut(TypedDict):
    """`whole`: it is about the series, of which the event is only the next date."""

    id: int
    title: str
    text: str
    whole: bool


class DifferingFieldOut(TypedDict):
    """In words that can be read: names for ids, instants with Z. Absent is empty."""

    name: str
    before: NotRequired[str]
    ours: NotRequired[str]
    theirs: NotRequired[str]


class DifferenceOut(TypedDict):
    id: int
    kind: Literal["changed", "gone", "lost"]
    source: int
    source_name: str
    event: DifferingEventOut
    series: NotRequired[DifferingSeriesOut]
    fields: list[DifferingFieldOut]
    found_at: datetime
    decision: NotRequired[Literal["ours", "theirs", "settled"]]
    decided_at: NotRequired[datetime]
    decided_by: NotRequired[str]


def sync_out(sync: Sync) -> SyncOut:
    out: SyncOut = {
        "id": sync.pk,
        "kind": sync.kind,  # type: ignore[typeddict-item]  # the choices of the column
        "status": sync.status,  # type: ignore[typeddict-item]  # the choices of the column
        "counts": sync.counts,
        "differences": sync.differences,
        "size": sync.size,
        "created_at": sync.created_at,
    }
    if sync.detail:
        out["detail"] = sync.detail
    if sync.run_id:
        out["run"] = sync.run_id
    if sync.started_at:
        out["started_at"] = sync.started_at
    if sync.finished_at:
        out["finished_at"] = sync.finished_at
    return out


def source_outs(sources: Sequence[Source]) -> list[SourceOut]:
    last = selectors.last_syncs(list(sources))
    return [_source_out(source, last) for source in sources]


def _source_out(source: Source, last: Mapping[int, Sync]) -> SourceOut:
    out: SourceOut = {
        "id": source.pk,
        "name": source.name,
        "address": source.address,
        "has_key": bool(source.key),
        "interval_minutes": source.interval_minutes,
        "time_zone": source.time_zone,
        "create_missing": source.create_missing,
        "is_active": source.is_active,
        "waiting": getattr(source, "waiting", 0),
        "failures": source.failures,
        "created_at": source.created_at,
        "updated_at": source.updated_at,
        "version": source.version,
    }
    if source.key_header:
        out["key_header"] = source.key_header
    if source.pk in last:
        out["last_sync"] = sync_out(last[source.pk])
    if source.next_sync_at:
        out["next_sync_at"] = source.next_sync_at
    if source.archived_at:
        out["archived_at"] = source.archived_at
    return out


def difference_outs(rows: Sequence[Difference]) -> list[DifferenceOut]:
    """Four queries whatever their number: names of places and people are looked up at once."""
    ids: dict[str, set[int]] = {"facility": set(), "location": set(), "assigned_users": set()}
    for row in rows:
        for found in row.fields:
            if found["name"] in ids:
                for told in (found["before"], found["ours"], found["theirs"]):
                    ids[found["name"]].update(told if isinstance(told, list) else [told] if told else [])
    names = {
        "facility": {key: ref.name for key, ref in facilities.facilities(ids=ids["facility"]).items()},
        "location": {key: ref.name for key, ref in facilities.locations(ids=ids["location"]).items()},
    }
    deciders = {row.decided_by_id for row in rows if row.decided_by_id}
    persons = {key: ref.name for key, ref in people.people(ids=ids["assigned_users"] | deciders).items()}
    names["assigned_users"] = persons
    return [_difference_out(row, names, persons) for row in rows]


def _difference_out(
    row: Difference, names: Mapping[str, Mapping[int, str]], persons: Mapping[int, str]
) -> DifferenceOut:
    out: DifferenceOut = {
        "id": row.pk,
        "kind": row.kind,  # type: ignore[typeddict-item]  # the choices of the column
        "source": row.source_id,
        "source_name": row.source.name,
        "event": {
            "id": row.event.pk,
            "title": row.event.title,
            "start_time": row.event.start_at,
            "end_time": row.event.end_at,
            "time_zone": row.event.time_zone,
        },
        "fields": [_field_out(found, names.get(found["name"])) for found in row.fields],
        "found_at": row.found_at,
    }
    if row.series:
        out["series"] = {
            "id": row.series.pk,
            "title": row.series.title,
            "text": row.series.sentence,
            "whole": row.is_whole,
        }
    if row.decision:
        out["decision"] = row.decision  # type: ignore[typeddict-item]  # the choices of the column
    if row.decided_at:
        out["decided_at"] = row.decided_at
    if row.decided_by_id in persons:
        out["decided_by"] = persons[row.decided_by_id or 0]
    return out


def _field_out(found: dict[str, Any], names: Mapping[int, str] | None) -> DifferingFieldOut:
    out: DifferingFieldOut = {"name": found["name"]}
    for side in ("before", "ours", "theirs"):
        told = found[side]
        if isinstance(told, list):
            told = ", ".join(names.get(one, str(one)) if names is not None else str(one) for one in told)
        elif names is not None and told is not None:
            told = names.get(told, str(told))
        elif told and found["name"].endswith(("_time", "_start", "_end")):
            told = str(told).replace("+00:00", "Z")
        if told not in (None, ""):
            out[side] = str(told)
    return out

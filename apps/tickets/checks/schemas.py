"""What HTTP takes and gives about checklists and system checks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import Annotated, Any, Literal, NotRequired, cast

from pydantic import Field
from typing_extensions import TypedDict

from apps.authentication import public as people
from apps.authentication.public import ProfileOut
from apps.core.http import BIGINT, In, Line, Name, NoneIsEmpty, Problem, Ref, Text
from apps.core.paging import PageFilters
from apps.facilities import public as facilities
from apps.facilities.public import FacilityKind, FacilityOut
from apps.tickets.checks import selectors
from apps.tickets.checks.items import ItemValues
from apps.tickets.checks.models import Checklist, CheckResult, CheckRun, Outcome
from apps.tickets.checks.selectors import Due, RunsWanted, state_of
from apps.tickets.incidents.schemas import StatusName

StateName = Literal["Not started", "Open", "Failed", "Done"]
OutcomeName = Literal["Open", "OK", "Failed", "Not applicable"]
Key = Annotated[int, Field(ge=1, le=BIGINT)]


# --- in -------------------------------------------------------------------------------------------


class ChecklistItemIn(In):
    name: Name
    hint: Text = ""


class ChecklistDepartmentIn(In):
    name: Annotated[Name, Field(max_length=100)]
    items: Annotated[list[ChecklistItemIn], Field(max_length=300), NoneIsEmpty] = Field(default_factory=list)


class ChecklistPatch(In):
    """Any part of a checklist; `departments` replaces all of them."""

    name: Line = ""
    description: Text = ""
    facility_kinds: Annotated[list[FacilityKind], Field(max_length=20), NoneIsEmpty] = Field(default_factory=list)
    departments: Annotated[list[ChecklistDepartmentIn], Field(max_length=50), NoneIsEmpty] = Field(default_factory=list)

    def values(self) -> dict[str, Any]:
        """Of the checklist itself; its items come from `items`."""
        values = self.changes()
        values.pop("departments", None)
        if "facility_kinds" in values:
            values["facility_kinds"] = sorted({kind.value for kind in self.facility_kinds})
        return values

    def items(self) -> list[ItemValues] | None:
        """None when nothing was said about them."""
        if "departments" not in self.model_fields_set:
            return None
        return [
            ItemValues(department=department.name, name=item.name, hint=item.hint)
            for department in self.departments
            for item in department.items
        ]


class ChecklistIn(ChecklistPatch):
    """By name alone it gets the three departments of the standard daily check."""

    name: Name


class CheckIn(In):
    facility: Ref
    checklist: Ref = None


class CheckItemPatch(In):
    outcome: OutcomeName = "Open"
    note: Text = ""


class ReopenCheckIn(In):
    reason: Text = ""


class ChecklistFilters(PageFilters):
    facility_kind: FacilityKind | None = None
    archived: bool = False


class CheckFilters(PageFilters):
    facility: Key | None = None
    checklist: Key | None = None
    day: date | None = None
    start_date: date | None = None
    end_date: date | None = None
    completed: bool | None = None
    failed: bool | None = None

    def wanted(self) -> RunsWanted:
        return RunsWanted(**self.model_dump(exclude={"page", "page_size", "search"}))


class DueFilters(PageFilters):
    day: date | None = None
    location: Key | None = None
    facility: Key | None = None
    state: StateName | None = None


# --- out ------------------------------------------------------------------------------------------


class ChecklistItemOut(TypedDict):
    name: str
    hint: NotRequired[str]


class ChecklistDepartmentOut(TypedDict):
    name: str
    items: list[ChecklistItemOut]


class ChecklistOut(TypedDict):
    id: int
    name: str
    description: NotRequired[str]
    facility_kinds: list[FacilityKind]  # empty: every kind
    departments: list[ChecklistDepartmentOut]
    archived_at: NotRequired[datetime]
    created_at: datetime
    updated_at: datetime
    version: int


class ChecklistName(TypedDict):
    id: int
    name: str


class CheckCountsOut(TypedDict):
    total: int
    open: int
    ok: int
    failed: int
    not_applicable: int


class CheckOut(TypedDict):
    id: int
    facility: NotRequired[FacilityOut]
    checklist: ChecklistName  # by the name it had when the check began
    day: date
    time_zone: str
    state: StateName
    counts: CheckCountsOut
    started_by: NotRequired[ProfileOut]
    completed_at: NotRequired[datetime]
    completed_by: NotRequired[ProfileOut]
    reopen_reason: NotRequired[str]
    created_at: datetime
    updated_at: datetime
    version: int


class CheckIncidentOut(TypedDict):
    id: int
    number: str
    status: StatusName


class CheckItemOut(TypedDict):
    id: int
    name: str
    hint: NotRequired[str]
    outcome: OutcomeName
    note: NotRequired[str]
    checked_by: NotRequired[ProfileOut]
    checked_at: NotRequired[datetime]
    incident: NotRequired[CheckIncidentOut]
    version: int


class CheckDepartmentOut(TypedDict):
    name: str
    items: list[CheckItemOut]


class CheckDetailOut(CheckOut):
    departments: list[CheckDepartmentOut]


class DueCheckOut(TypedDict):
    facility: FacilityOut
    checklist: ChecklistName
    day: date
    state: StateName
    check: NotRequired[CheckOut]


class OpenCheckItemOut(TypedDict):
    id: int
    department: str
    name: str


class ItemsOpenProblem(Problem):
    """409 of completing: what has not been looked at."""

    open_items: NotRequired[list[OpenCheckItemOut]]


def checklist_out(checklist: Checklist) -> ChecklistOut:
    """The items must have been read with it, or are read now."""
    items = sorted(checklist.items.all(), key=lambda item: item.position)
    out: ChecklistOut = {
        "id": checklist.pk,
        "name": checklist.name,
        "facility_kinds": [FacilityKind(kind) for kind in checklist.facility_kinds],
        "departments": [
            {"name": name, "items": [_item_out(item.name, item.hint) for item in found]}
            for name, found in groupby(items, key=lambda item: item.department)
        ],
        "created_at": checklist.created_at,
        "updated_at": checklist.updated_at,
        "version": checklist.version,
    }
    if checklist.description:
        out["description"] = checklist.description
    if checklist.archived_at:
        out["archived_at"] = checklist.archived_at
    return out


def _item_out(name: str, hint: str) -> ChecklistItemOut:
    return {"name": name, "hint": hint} if hint else {"name": name}


@dataclass(frozen=True, slots=True)
class Related:
    """What the checks of one answer refer to, fetched once for all of them."""

    profiles: Mapping[int, ProfileOut]
    facilities: Mapping[int, FacilityOut]
    counts: Mapping[int, dict[str, int]] = field(default_factory=dict)


def _related_to(runs: Sequence[CheckRun], results: Sequence[CheckResult] = ()) -> Related:
    """Three queries whatever the number of checks."""
    ids = {key for row in runs for key in (row.started_by_id, row.completed_by_id)}
    ids |= {row.checked_by_id for row in results}
    return Related(
        profiles=people.profiles(ids={key for key in ids if key}),
        facilities=facilities.facility_outs(ids={row.facility_id for row in runs}),
        counts=selectors.counts_of([row.pk for row in runs]),
    )


def _check_out(run: CheckRun, related: Related) -> CheckOut:
    counts = related.counts.get(run.pk, {})
    out: CheckOut = {
        "id": run.pk,
        "checklist": {"id": run.checklist_id, "name": run.checklist_name},
        "day": run.day,
        "time_zone": run.time_zone,
        "state": cast("StateName", state_of(run, counts)),
        "counts": _counts_out(counts),
        "created_at": run.created_at,
        "updated_at": run.updated_at,
        "version": run.version,
    }
    if run.facility_id in related.facilities:
        out["facility"] = related.facilities[run.facility_id]
    if run.started_by_id and run.started_by_id in related.profiles:
        out["started_by"] = related.profiles[run.started_by_id]
    if run.completed_at:
        out["completed_at"] = run.completed_at
    if run.completed_by_id and run.completed_by_id in related.profiles:
        out["completed_by"] = related.profiles[run.completed_by_id]
    if run.reopen_reason:
        out["reopen_reason"] = run.reopen_reason
    return out


def _counts_out(counts: Mapping[str, int]) -> CheckCountsOut:
    return {
        "total": sum(counts.values()),
        "open": counts.get(Outcome.OPEN, 0),
        "ok": counts.get(Outcome.OK, 0),
        "failed": counts.get(Outcome.FAILED, 0),
        "not_applicable": counts.get(Outcome.NOT_APPLICABLE, 0),
    }


def check_outs(runs: Sequence[CheckRun]) -> list[CheckOut]:
    related = _related_to(runs)
    return [_check_out(run, related) for run in runs]


def check_detail_out(run: CheckRun) -> CheckDetailOut:
    results = selectors.results(run_id=run.pk)
    related = _related_to([run], results)
    return {
        **_check_out(run, related),
        "departments": [
            {"name": name, "items": [_result_out(row, related.profiles) for row in found]}
            for name, found in groupby(results, key=lambda row: row.department)
        ],
    }


def check_item_out(result: CheckResult) -> CheckItemOut:
    return _result_out(result, people.profiles(ids=[result.checked_by_id] if result.checked_by_id else []))


def _result_out(result: CheckResult, profiles: Mapping[int, ProfileOut]) -> CheckItemOut:
    out: CheckItemOut = {
        "id": result.pk,
        "name": result.name,
        "outcome": cast("OutcomeName", result.outcome),
        "version": result.version,
    }
    if result.hint:
        out["hint"] = result.hint
    if result.note:
        out["note"] = result.note
    if result.checked_by_id and result.checked_by_id in profiles:
        out["checked_by"] = profiles[result.checked_by_id]
    if result.checked_at:
        out["checked_at"] = result.checked_at
    if result.incident:
        out["incident"] = {
            "id": result.incident.pk,
            "number": result.incident.number,
            "status": cast("StatusName", result.incident.status),
        }
    return out


def due_outs(rows: Iterable[Due]) -> list[DueCheckOut]:
    """Two queries more than the rows themselves: people and facilities."""
    rows = list(rows)
    runs = [row.run for row in rows if row.run]
    related = Related(
        profiles=people.profiles(ids={key for run in runs for key in (run.started_by_id, run.completed_by_id) if key}),
        facilities=facilities.facility_outs(ids={row.facility.id for row in rows}),
        counts={row.run.pk: row.counts for row in rows if row.run},
    )
    return [_due_out(row, related) for row in rows]


def _due_out(row: Due, related: Related) -> DueCheckOut:
    out: DueCheckOut = {
        "facility": related.facilities[row.facility.id],
        "checklist": {"id": row.checklist_id, "name": row.checklist_name},
        "day": row.day,
        "state": cast("StateName", row.state),
    }
    if row.run:
        out["check"] = _check_out(row.run, related)
    return out

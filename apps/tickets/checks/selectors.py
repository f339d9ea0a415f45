"""Reads of checklists and system checks."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, QuerySet

from apps.core.errors import NotFound
from apps.core.paging import ordered
from apps.facilities.public import FacilityRef
from apps.tickets.checks.models import Checklist, CheckResult, CheckRun, Outcome
from apps.tickets.checks.ports import Facilities, facilities_provider

CHECKLIST_ORDERINGS = {"id": "id", "name": "name", "created_at": "created_at", "updated_at": "updated_at"}
RUN_ORDERINGS = {
    "id": "id",
    "day": "day",
    "facility": "facility_id",
    "completed_at": "completed_at",
    "created_at": "created_at",
    "updated_at": "updated_at",
}


class State:
    """Where the check of a facility stands. A failure is told before anything else."""

    NOT_STARTED = "Not started"
    OPEN = "Open"
    FAILED = "Failed"  # something failed, whether the rest was looked at or not
    DONE = "Done"


@dataclass(frozen=True, slots=True)
class RunsWanted:
    """Which checks; every member narrows, None does not."""

    facility: int | None = None
    checklist: int | None = None
    day: date | None = None
    start_date: date | None = None  # inclusive
    end_date: date | None = None  # inclusive
    completed: bool | None = None
    failed: bool | None = None
    ordering: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """What is to be checked in a facility on a day, and the check if it was begun."""

    facility: FacilityRef
    checklist_id: int
    checklist_name: str
    day: date
    run: CheckRun | None = None
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def state(self) -> str:
        return state_of(self.run, self.counts)


def state_of(run: CheckRun | None, counts: dict[str, int]) -> str:
    if run is None:
        return State.NOT_STARTED
    if counts.get(Outcome.FAILED):
        return State.FAILED
    return State.DONE if run.is_completed else State.OPEN


def checklists(
    *, facility_kind: str | None = None, search: str = "", archived: bool = False, ordering: str = ""
) -> QuerySet[Checklist]:
    """Checklists in use, or the archived ones, with their items; by name unless asked otherwise."""
    rows = Checklist.objects.filter(archived_at__isnull=not archived)
    if facility_kind:
        rows = rows.for_kind(facility_kind)
    if search:
        rows = rows.filter(name__icontains=search)  # a handful of rows
    return ordered(rows.prefetch_related("items"), ordering, CHECKLIST_ORDERINGS, default=("name",))


def checklist(*, checklist_id: int) -> Checklist:
    found = Checklist.objects.prefetch_related("items").filter(pk=checklist_id).first()
    if found is None:
        raise NotFound("There is no such checklist")
    return found


def runs(wanted: RunsWanted) -> QuerySet[CheckRun]:
    """Checks that were begun, the newest day first unless asked otherwise."""
    rows = CheckRun.objects.all()
    if wanted.failed is not None:
        rows = rows.with_failures() if wanted.failed else rows.without_failures()
    exact = {
        "facility_id": wanted.facility,
        "checklist_id": wanted.checklist,
        "day": wanted.day,
        "day__gte": wanted.start_date,
        "day__lte": wanted.end_date,
        "completed_at__isnull": None if wanted.completed is None else not wanted.completed,
    }
    narrowed = rows.filter(**{column: value for column, value in exact.items() if value is not None})
    return ordered(narrowed, wanted.ordering, RUN_ORDERINGS, default=("-day", "-pk"))


def run(*, run_id: int) -> CheckRun:
    found = CheckRun.objects.filter(pk=run_id).first()
    if found is None:
        raise NotFound("There is no such system check")
    return found


def results(*, run_id: int) -> list[CheckResult]:
    """With their incidents. One query."""
    rows = CheckResult.objects.filter(run_id=run_id).select_related("incident__ticket")
    return list(rows.order_by("position"))


def counts_of(run_ids: Collection[int]) -> dict[int, dict[str, int]]:
    """How many items of each check have which outcome. One query."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    rows = CheckResult.objects.of_runs(run_ids).values_list("run_id", "outcome").annotate(Count("pk")).order_by()
    for run_id, outcome, number in rows:
        found[run_id][outcome] = number
    return found


def due(
    *,
    now: datetime,
    day: date | None = None,
    location: int | None = None,
    facility: int | None = None,
    facilities: Facilities = facilities_provider,
) -> list[Due]:
    """What is to be checked in every facility on `day`, by default on the day it is there now.

    Facilities that no checklist is for are absent; checks that were begun are there in any case, also
    when the checklist has been archived since. By name of facility, then of checklist. Four queries.
    """
    places = [
        place
        for place in facilities.all_facilities()
        if location in (None, place.location_id) and facility in (None, place.id)
    ]
    day_of = {place.id: day or now.astimezone(place.zone).date() for place in places}
    begun: dict[tuple[int, int], CheckRun] = {
        (row.facility_id, row.checklist_id): row
        for row in CheckRun.objects.filter(day__in=set(day_of.values()))
        if day_of.get(row.facility_id) == row.day
    }
    counts = counts_of([row.pk for row in begun.values()])
    lists = list(Checklist.objects.live().order_by("name", "pk"))
    return [
        Due(
            facility=place,
            checklist_id=checklist_id,
            checklist_name=row.checklist_name if row else name,
            day=day_of[place.id],
            run=row,
            counts=counts.get(row.pk, {}) if row else {},
        )
        for place in places
        for checklist_id, name in _names_due(place, lists, begun)
        for row in [begun.get((place.id, checklist_id))]
    ]


def _names_due(
    place: FacilityRef, lists: Sequence[Checklist], begun: dict[tuple[int, int], CheckRun]
) -> list[tuple[int, str]]:
    names = {found.pk: found.name for found in lists if found.applies_to(place.kind)}
    names |= {key: row.checklist_name for (facility_id, key), row in begun.items() if facility_id == place.id}
    return sorted(names.items(), key=lambda item: (item[1].casefold(), item[0]))

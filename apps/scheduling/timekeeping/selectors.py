"""Reads of time entries."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Count, Q, QuerySet, Sum

from apps.core.actors import Actor
from apps.core.errors import NotFound
from apps.core.paging import ordered
from apps.core.search import search_indexed
from apps.scheduling.timekeeping import policies
from apps.scheduling.timekeeping.models import Status, TimeEntry

ORDERINGS = {
    "id": "id",
    "date": "date",
    "clock_in": "clock_in_at",
    "clock_out": "clock_out_at",
    "total_hours": "worked_seconds",
    "status": "status",
    "user": "user_id",
    "created_at": "created_at",
    "updated_at": "updated_at",
}
Day = date  # in `Wanted` the name is a member's
CONFLICTS = 20  # named in a refusal


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries; every member narrows, None does not. Both dates count."""

    user: int | None = None
    status: str | None = None
    date: Day | None = None
    start_date: Day | None = None
    end_date: Day | None = None
    location: int | None = None
    shift: int | None = None
    running: bool | None = None
    search: str = ""
    ordering: str = ""


def entries(*, actor: Actor, wanted: Wanted) -> QuerySet[TimeEntry]:
    """What the actor may see of what is wanted, the latest first unless asked otherwise."""
    live = TimeEntry.objects.live() if policies.may_see_everyone(actor) else TimeEntry.objects.live().of(actor.id)
    rows: QuerySet[TimeEntry] = live.select_related("shift").prefetch_related("breaks", "adjustments")
    exact = {
        "user_id": wanted.user,
        "status": wanted.status,
        "date": wanted.date,
        "date__gte": wanted.start_date,
        "date__lte": wanted.end_date,
        "location_id": wanted.location,
        "shift_id": wanted.shift,
    }
    rows = rows.filter(**{column: value for column, value in exact.items() if value is not None})
    if wanted.running is not None:
        is_running = Q(clock_in_at__isnull=False, clock_out_at=None)
        rows = rows.filter(is_running if wanted.running else ~is_running)
    if wanted.search:
        rows = search_indexed(rows, wanted.search, "notes")
    return ordered(rows, wanted.ordering, ORDERINGS, default=("-date", "-clock_in_at"))


def entry(*, actor: Actor, entry_id: int) -> TimeEntry:
    """Raises NotFound, NotAllowed."""
    found = TimeEntry.objects.live().select_related("shift").filter(pk=entry_id).first()
    if found is None:
        raise NotFound("There is no such time entry")
    policies.require_can_see(actor, found.user_id)
    return found


def running_entry(*, user_id: int | None) -> TimeEntry | None:
    """What the person is clocked in on now."""
    return (
        TimeEntry.objects.live()
        .of(user_id)
        .running()
        .exclude(status=Status.REJECTED)
        .select_related("shift")
        .order_by("pk")
        .first()
    )


def in_the_way(entry: TimeEntry, *, now: datetime) -> list[TimeEntry]:
    """Other entries of the person that overlap this one, earliest first.

    A running one reaches from its clock-in to now; what was entered ahead does not stop a clock-in.
    """
    if entry.clock_in_at is None:
        return []
    others = TimeEntry.objects.live().of(entry.user_id).exclude(pk=entry.pk).exclude(status=Status.REJECTED)
    end = entry.clock_out_at
    if end is None:
        reach = max(now, entry.clock_in_at)
        clash = Q(
            period__overlap=DateTimeTZRange(entry.clock_in_at, reach, "[]" if reach == entry.clock_in_at else "[)")
        )
        clash |= Q(clock_in_at__isnull=False, clock_out_at=None)
    else:
        clash = Q(period__overlap=DateTimeTZRange(entry.clock_in_at, end))
        if entry.clock_in_at < now:
            clash |= Q(clock_out_at=None, clock_in_at__lte=entry.clock_in_at)
    return list(others.filter(clash).order_by("clock_in_at", "pk")[:CONFLICTS])


def day_totals(entries: Collection[TimeEntry]) -> dict[tuple[int, date], int]:
    """Seconds worked by each person on each day that these entries touch. One query."""
    wanted = {(entry.user_id, entry.date) for entry in entries if entry.is_closed}
    if not wanted:
        return {}
    users, days = {user for user, _ in wanted}, {day for _, day in wanted}
    rows = (
        TimeEntry.objects.counted()
        .filter(user_id__among=users, date__gte=min(days), date__lte=max(days))
        .values_list("user_id", "date")
        .annotate(worked=Sum("worked_seconds"))
        .order_by()
    )
    totals: dict[tuple[int, date], int] = defaultdict(int)
    for user_id, day, worked in rows:
        if (user_id, day) in wanted:
            totals[user_id, day] = worked
    return totals


def worked_by_day(*, user_id: int, start: date, end: date) -> list[tuple[date, str, int, int]]:
    """Day, status, seconds and number of entries of a person from `start` to `end`, both included. One query."""
    rows = (
        TimeEntry.objects.counted()
        .of(user_id)
        .filter(date__gte=start, date__lte=end)
        .values_list("date", "status")
        .annotate(worked=Sum("worked_seconds"), entries=Count("pk"))
        .order_by("date", "status")
    )
    return list(rows)

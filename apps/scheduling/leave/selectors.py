"""Reads of time off."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import connection
from django.db.models import Q, QuerySet

from apps.core.actors import Actor
from apps.core.errors import Invalid, NotFound
from apps.core.paging import ordered
from apps.core.rights import Right
from apps.core.switches import value_of
from apps.scheduling.leave import policies, switches
from apps.scheduling.leave.counting import days_of
from apps.scheduling.leave.models import LeaveKind, Status, TimeOffRequest

ORDERINGS = {
    "id": "id",
    "start_date": "start_date",
    "end_date": "end_date",
    "status": "status",
    "user": "user_id",
    "created_at": "created_at",
    "updated_at": "updated_at",
}
LONGEST_WINDOW = timedelta(days=400)
MOST_ABSENCES = 5000
CONFLICTS = 20  # named in a refusal


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which requests; every member narrows, None does not. Both dates count."""

    user: int | None = None
    status: str | None = None
    kind: str | None = None
    request_type: str | None = None
    start_date: date | None = None
    end_date: date | None = None
    withdrawn: bool = False
    search: str = ""
    ordering: str = ""


@dataclass(frozen=True, slots=True)
class Absence:
    """Approved leave of a person; never says why."""

    request_id: int
    user_id: int
    start_date: date
    end_date: date
    start_time: time | None
    end_time: time | None
    start: datetime
    end: datetime

    @property
    def words(self) -> str:
        """`from Mon 03 May 2027 to Fri 07 May 2027`."""
        first, last = f"{self.start_date:%a %d %b %Y}", f"{self.end_date:%a %d %b %Y}"
        since = f", {self.start_time:%H:%M}" if self.start_time else ""
        until = f", {self.end_time:%H:%M}" if self.end_time else ""
        if self.start_date != self.end_date:
            return f"from {first}{since} to {last}{until}"
        if self.start_time and self.end_time:
            return f"on {first}, {self.start_time:%H:%M} to {self.end_time:%H:%M}"
        return (
            f"on {first}"
            + (f" from {self.start_time:%H:%M}" if self.start_time else "")
            + (f" until {self.end_time:%H:%M}" if self.end_time else "")
        )


def requests(*, actor: Actor, wanted: Wanted) -> QuerySet[TimeOffRequest]:
    """What the actor may see of what is wanted, the latest first unless asked otherwise."""
    rows = visible(actor)
    if wanted.kind or wanted.request_type or wanted.search:
        if not actor.may(Right.APPROVE_LEAVE):
            rows = rows.filter(user_id=actor.id or 0)  # else a filter would tell what the answer does not
        if wanted.kind:
            rows = rows.filter(kind=wanted.kind)
        if wanted.request_type:
            rows = rows.filter(request_type__iexact=wanted.request_type)
        if wanted.search:
            rows = rows.filter(Q(reason__icontains=wanted.search) | Q(request_type__icontains=wanted.search))
    exact = {
        "user_id": wanted.user,
        "status": wanted.status,
        "end_date__gte": wanted.start_date,
        "start_date__lte": wanted.end_date,
    }
    rows = rows.filter(**{column: value for column, value in exact.items() if value is not None})
    rows = rows.filter(withdrawn_at__isnull=not wanted.withdrawn)
    return ordered(rows, wanted.ordering, ORDERINGS, default=("-start_date",))


def visible(actor: Actor) -> QuerySet[TimeOffRequest]:
    """Everything for those who approve; for schedulers who is away or asks to be; one's own for everyone."""
    rows = TimeOffRequest.objects.all()
    if actor.may(Right.APPROVE_LEAVE):
        return rows
    own = Q(user_id=actor.id or 0)
    if policies.may_see_everyone(actor):
        return rows.filter(own | (Q(withdrawn_at=None) & ~Q(status=Status.REJECTED)))
    return rows.filter(own)


def request(*, actor: Actor, request_id: int) -> TimeOffRequest:
    """Raises NotFound, NotAllowed."""
    found = TimeOffRequest.objects.filter(pk=request_id).first()
    if found is None:
        raise NotFound("There is no such time-off request")
    is_standing = found.withdrawn_at is None and found.status != Status.REJECTED
    policies.require_can_see(actor, found.user_id, is_standing=is_standing)
    return found


def calendar(*, actor: Actor, start: date, end: date) -> list[TimeOffRequest]:
    """Who is away, or asks to be, from `start` to `end`, both included, as far as the actor may see."""
    if end < start:
        raise Invalid.field("end", "must not be before start")
    if end - start > LONGEST_WINDOW:
        raise Invalid.field("end", f"must be within {LONGEST_WINDOW.days} days of start")
    rows = visible(actor).filter(withdrawn_at=None, start_date__lte=end, end_date__gte=start)
    return list(rows.exclude(status=Status.REJECTED).order_by("start_date", "pk")[:MOST_ABSENCES])


def in_the_way(request: TimeOffRequest) -> list[TimeOffRequest]:
    """Other requests of the person that stand and overlap this one, earliest first."""
    others = TimeOffRequest.objects.standing().filter(user_id=request.user_id).exclude(pk=request.pk)
    return list(others.overlapping(request.start_at, request.end_at).order_by("start_at", "pk")[:CONFLICTS])


def absences(periods: Collection[tuple[int, datetime, datetime]]) -> list[Absence]:
    """Approved leave that overlaps any of these (person, start, end), earliest first. One query."""
    if not periods:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT DISTINCT ON (r.start_at, r.id)
                   r.id, r.user_id, r.start_date, r.end_date, r.start_time, r.end_time, r.start_at, r.end_at
              FROM unnest(%s::bigint[], %s::timestamptz[], %s::timestamptz[]) AS wanted(person, lower, upper)
              JOIN scheduling_time_off_request r
                ON r.user_id = wanted.person AND r.period && tstzrange(wanted.lower, wanted.upper)
               AND r.status = 'Approved' AND r.withdrawn_at IS NULL
             ORDER BY r.start_at, r.id
             LIMIT 200
            """,
            [list(column) for column in zip(*periods, strict=True)],
        )
        return [Absence(*row) for row in cursor.fetchall()]


def absences_between(*, actor: Actor, start: datetime, end: datetime) -> list[Absence]:
    """Approved leave within [start, end) that the actor may know of, for the timeline. One query."""
    rows = TimeOffRequest.objects.approved().overlapping(start, end)
    if not policies.may_see_everyone(actor):
        rows = rows.filter(user_id=actor.id or 0)
    return [absence_of(row) for row in rows.order_by("start_at", "pk")[:MOST_ABSENCES]]


def absence_of(row: TimeOffRequest) -> Absence:
    return Absence(
        row.pk, row.user_id, row.start_date, row.end_date, row.start_time, row.end_time, row.start_at, row.end_at
    )


def others_asking(requests: Sequence[TimeOffRequest]) -> dict[int, set[int]]:
    """By request, the other people who are away, or ask to be, at the same time. One query."""
    if not requests:
        return {}
    around = TimeOffRequest.objects.standing().overlapping(
        min(row.start_at for row in requests), max(row.end_at for row in requests)
    )
    spans = list(around.order_by().values_list("user_id", "start_at", "end_at")[:MOST_ABSENCES])
    found: dict[int, set[int]] = defaultdict(set)
    for row in requests:
        for user_id, start, end in spans:
            if user_id != row.user_id and start < row.end_at and end > row.start_at:
                found[row.pk].add(user_id)
    return found


@dataclass
class DaysOff:
    """Days of one kind in a year."""

    taken: float = 0.0  # approved, up to today
    planned: float = 0.0  # approved, after today
    pending: float = 0.0


def days_off(*, actor: Actor, user_id: int, year: int, today: date) -> dict[LeaveKind, DaysOff]:
    """What a person has had, will have and asks for in a calendar year. Two queries. Raises NotAllowed."""
    if not policies.may_see_why(actor, user_id):
        policies.require_can_see(actor, user_id, is_standing=False)
    first, last = date(year, 1, 1), date(year, 12, 31)
    weekends = value_of(switches.WEEKENDS_COUNT)
    found: dict[LeaveKind, DaysOff] = {}
    for row in TimeOffRequest.objects.standing().filter(user_id=user_id).touching(first, last).order_by("pk"):
        days = found.setdefault(LeaveKind(row.kind), DaysOff())
        if row.status == Status.PENDING:
            days.pending += days_of(row, weekends_count=weekends, first=first, last=last)
        else:
            until = min(last, today)
            days.taken += days_of(row, weekends_count=weekends, first=first, last=until)
            days.planned += days_of(
                row, weekends_count=weekends, first=max(first, today + timedelta(days=1)), last=last
            )
    return found

"""Reads of maintenance windows: what they are over, and what they hit."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from apps.core.db import read
from apps.core.errors import NotFound
from apps.core.paging import ordered
from apps.scheduling.events.holding import Hold
from apps.scheduling.events.models import Booking, BookingStatus
from apps.scheduling.maintenance.models import Maintenance

ORDERINGS = {"id": "id", "start_time": "start_at", "end_time": "end_at", "created_at": "created_at"}
MOST_HITS = 500
MOST_WINDOWS = 2000


@dataclass(frozen=True, slots=True)
class Downtime:
    """One window, as others are told of it."""

    id: int
    kind: str
    resource_id: int
    reason: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Hit:
    """A booking or an option within a window."""

    event_id: int
    title: str
    start: datetime
    end: datetime
    time_zone: str
    is_held: bool
    maker_id: int | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which windows; every member narrows, None does not."""

    facility: int | None = None
    equipment: int | None = None
    start: datetime | None = None
    end: datetime | None = None
    ordering: str = ""


def windows(wanted: Wanted) -> QuerySet[Maintenance]:
    """Live windows that match, by start unless asked otherwise."""
    rows = Maintenance.objects.live()
    if wanted.facility is not None:
        rows = rows.filter(resource_kind="facility", resource_id=wanted.facility)
    if wanted.equipment is not None:
        rows = rows.filter(resource_kind="equipment", resource_id=wanted.equipment)
    if wanted.start is not None:
        rows = rows.filter(end_at__gt=wanted.start)
    if wanted.end is not None:
        rows = rows.filter(start_at__lt=wanted.end)
    return ordered(rows, wanted.ordering, ORDERINGS, default=("start_at",))


def window(*, maintenance_id: int) -> Maintenance:
    found = Maintenance.objects.live().filter(pk=maintenance_id).first()
    if found is None:
        raise NotFound("There is no such maintenance window")
    return found


_BETWEEN = """
    SELECT id, resource_kind, resource_id, reason, start_at, end_at
      FROM scheduling_maintenance WHERE archived_at IS NULL AND period && tstzrange(%s, %s)
     ORDER BY start_at, id LIMIT %s
"""


def windows_between(start: datetime, end: datetime) -> list[Downtime]:
    """Everything out of use at some time of [start, end), earliest first. One query."""
    return [Downtime(*values) for values in read(_BETWEEN, [start, end, MOST_WINDOWS])]


def downtime_of(row: Maintenance) -> Downtime:
    return Downtime(row.pk, row.resource_kind, row.resource_id, row.reason, row.start_at, row.end_at)


def windows_over(holds: Collection[Hold]) -> list[tuple[int, Downtime]]:
    """Windows over any of these, with the place of what they are over; the earliest first. One query."""
    if not holds:
        return []
    found = read(
        """
            SELECT wanted.place, m.id, m.resource_kind, m.resource_id, m.reason, m.start_at, m.end_at
              FROM unnest(%s::text[], %s::bigint[], %s::timestamptz[], %s::timestamptz[])
                   WITH ORDINALITY AS wanted(kind, id, lower, upper, place)
              JOIN scheduling_maintenance m
                ON m.resource_kind = wanted.kind AND m.resource_id = wanted.id
               AND m.period && tstzrange(wanted.lower, wanted.upper) AND m.archived_at IS NULL
             ORDER BY m.start_at, m.id, wanted.place
             LIMIT 1000
            """,
        [
            [hold.kind.value for hold in holds],
            [hold.resource_id for hold in holds],
            [hold.start for hold in holds],
            [hold.end for hold in holds],
        ],
    )
    return [(place - 1, Downtime(*rest)) for place, *rest in found]


def hits(*, kind: str, resource_id: int, start: datetime, end: datetime) -> list[Hit]:
    """What is booked or held there in [start, end), earliest first; at most 500. One query."""
    rows = (
        Booking.objects.filter(
            resource_kind=kind,
            resource_id=resource_id,
            period__overlap=(start, end),
            status__in=(BookingStatus.CONFIRMED, BookingStatus.TENTATIVE),
        )
        .order_by("event__start_at", "event_id")
        .values_list(
            "event_id", "event__title", "event__start_at", "event__end_at", "event__time_zone", "status",
            "event__created_by_id",
        )
    )[:MOST_HITS]  # fmt: skip
    return [
        Hit(event_id, title, first, last, zone, status == BookingStatus.TENTATIVE, maker)
        for event_id, title, first, last, zone, status, maker in rows
    ]


# `OFFSET 0` has the few windows found first.
_AT_RISK = """
    SELECT DISTINCT b.event_id, m.id, m.resource_kind, m.resource_id, m.reason, m.start_at, m.end_at
      FROM (SELECT * FROM scheduling_maintenance
             WHERE archived_at IS NULL AND period && tstzrange(%s, %s) OFFSET 0) m
      JOIN scheduling_booking b
        ON b.resource_kind = m.resource_kind AND b.resource_id = m.resource_id AND b.period && m.period
       AND b.status IN ('CONFIRMED', 'TENTATIVE') AND b.event_id = ANY(%s)
     ORDER BY m.start_at, m.id
"""


def at_risk(event_ids: Collection[int], *, start: datetime, end: datetime) -> dict[int, list[Downtime]]:
    """By event, the windows over what it has booked or held. The events lie within [start, end). One query."""
    if not event_ids:
        return {}
    found: dict[int, list[Downtime]] = defaultdict(list)
    for event_id, *rest in read(_AT_RISK, [start, end, list(event_ids)]):
        found[event_id].append(Downtime(*rest))
    return dict(found)

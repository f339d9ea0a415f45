"""Reads of the schedule."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple, cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet

from apps.core.db import read, read_values
from apps.core.errors import Invalid, NotFound
from apps.core.paging import ordered
from apps.core.search import search_indexed
from apps.scheduling.equipping.gear import Gear
from apps.scheduling.events.models import Booking, BookingStatus, Claimed, Event, ResourceKind, Status

AHEAD, BEHIND = 2000, 500  # how many rows a client gets that asks for "the schedule" without a window
YEARS = (1900, 2200)  # as for every instant
ORDERINGS = {
    "id": "id",
    "title": "title",
    "start_time": "start_at",
    "end_time": "end_at",
    "event_type": "event_type",
    "status": "status",
    "created_at": "created_at",
    "updated_at": "updated_at",
}


class EventRow(NamedTuple):
    """An event as lists read it: thousands of rows cost a fraction of what as many instances do."""

    id: int
    title: str
    description: str
    event_type: str
    facility_id: int | None
    location_id: int | None
    start_at: datetime
    end_at: datetime
    time_zone: str
    on_air_start_at: datetime | None
    on_air_end_at: datetime | None
    call_at: datetime | None
    wrap_at: datetime | None
    rig_minutes: int
    strike_minutes: int
    status: str
    claim: str
    contributors: list[str]
    created_by_id: int | None
    source: str
    external_id: str
    series_id: int | None
    recurrence_at: datetime | None
    edited: list[str]
    version: int
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events; every member narrows, None does not. Instants are aware, days are the station's."""

    start: datetime | None = None
    end: datetime | None = None
    start_date: date | None = None
    end_date: date | None = None
    facility: int | None = None
    location: int | None = None
    user: int | None = None
    status: str | None = None
    event_type: str | None = None
    source: str | None = None
    search: str = ""
    ordering: str = ""

    @property
    def period(self) -> tuple[datetime | None, datetime | None]:
        """Half-open, in UTC. `end_date` counts whole."""
        start = self.start or (day_start("start_date", self.start_date) if self.start_date else None)
        end = self.end or (day_start("end_date", self.end_date, days=1) if self.end_date else None)
        return start, end


def day_start(name: str, day: date, *, days: int = 0) -> datetime:
    """Midnight at the station, so many days after `day`. Raises Invalid about the field `name`."""
    if not YEARS[0] <= day.year <= YEARS[1]:
        raise Invalid.field(name, f"must lie between the years {YEARS[0]} and {YEARS[1]}")
    return datetime.combine(day + timedelta(days=days), time(), ZoneInfo(settings.TIME_ZONE))


def events_matching(wanted: Wanted) -> QuerySet[Event]:
    """Live events that match, in the order asked for; by start otherwise."""
    live = Event.objects.live()
    rows: QuerySet[Event] = live
    start, end = wanted.period
    if start and end and end <= start:
        raise Invalid.field("end_date" if wanted.end_date else "end", "must not be before the start")
    if start and end:
        rows = live.overlapping(start, end)
    elif start:
        rows = rows.filter(end_at__gt=start)
    elif end:
        rows = rows.filter(start_at__lt=end)
    rows = narrowed(rows, wanted)
    return ordered(rows, wanted.ordering, ORDERINGS, default=("start_at",))


def narrowed(events: QuerySet[Event], wanted: Wanted) -> QuerySet[Event]:
    """Of these events those that match, whenever they are."""
    exact = {
        "facility_id": wanted.facility,
        "location_id": wanted.location,
        "status": wanted.status,
        "event_type": wanted.event_type,
        "source": wanted.source,
    }
    events = events.filter(**{column: value for column, value in exact.items() if value is not None})
    if wanted.user is not None:
        events = events.filter(pk__in=Booking.objects.of_person(wanted.user).values("event_id"))
    if wanted.search:
        events = search_indexed(events, wanted.search, "title")
    return events


def as_rows(events: QuerySet[Event]) -> list[EventRow]:
    """The events read as rows, in their order."""
    return [EventRow._make(values) for values in read_values(events.values_list(*EventRow._fields))]


def events_around(wanted: Wanted, *, now: datetime) -> list[EventRow]:
    """The wide page for a client that gives no window: from this week's Monday on, and some before.

    At most 2,500 rows, earliest first; small schedules come whole.
    """
    zone = ZoneInfo(settings.TIME_ZONE)
    today = now.astimezone(zone).date()
    pivot = datetime.combine(today - timedelta(days=today.weekday() + 1), time(), zone)
    rows = events_matching(wanted)
    ahead = as_rows(rows.filter(start_at__gte=pivot).order_by("start_at", "pk")[:AHEAD])
    behind = as_rows(rows.filter(start_at__lt=pivot).order_by("-start_at", "-pk")[:BEHIND])
    return [*reversed(behind), *ahead]


def crew_of(event_ids: Collection[int]) -> list[tuple[int, bool, list[int]]]:
    """The people on these events or on parts of them: event, whether they are tentative, their ids in order."""
    rows = (
        Booking.objects.people_of(event_ids, with_parts=True)
        .annotate(is_tentative=ExpressionWrapper(Q(status=BookingStatus.TENTATIVE), BooleanField()))
        .values_list("event_id", "is_tentative")
        .annotate(people=ArrayAgg("resource_id", order_by="resource_id", distinct=True))
        .order_by()
    )
    return cast("list[tuple[int, bool, list[int]]]", read_values(rows))


_BOOKED = """
    SELECT event_id, resource_kind, status = 'TENTATIVE', kit_id, quantity, array_agg(resource_id ORDER BY resource_id)
      FROM scheduling_booking
     WHERE event_id = ANY(%s) AND resource_kind <> 'facility' AND part_id IS NULL
     GROUP BY 1, 2, 3, 4, 5 ORDER BY 6
"""


@dataclass(frozen=True, slots=True)
class Booked:
    """People and equipment of events as a whole; events without any are absent."""

    confirmed: dict[int, list[int]]
    tentative: dict[int, list[int]]
    gear: dict[int, Gear]


def booked_for(event_ids: Collection[int]) -> Booked:
    """Who is on these events, and what they work with. One query."""
    booked = Booked({}, {}, {})
    if not event_ids:
        return booked
    for event_id, kind, is_tentative, kit, quantity, ids in read(_BOOKED, [list(event_ids)]):
        if kind == ResourceKind.PERSON:
            (booked.tentative if is_tentative else booked.confirmed)[event_id] = ids
        elif kind == ResourceKind.EQUIPMENT:
            booked.gear.setdefault(event_id, Gear()).items.update(dict.fromkeys(ids, kit))
        else:
            booked.gear.setdefault(event_id, Gear()).pools.update(dict.fromkeys(ids, quantity))
    return booked


def event(*, event_id: int) -> Event:
    found = Event.objects.live().filter(pk=event_id).first()
    if found is None:
        raise NotFound("There is no such event")
    return found


def unstaffed(*, start: datetime, end: datetime) -> QuerySet[Event]:
    """Events that begin within [start, end) and have nobody confirmed."""
    # A person is confirmed or tentative. Asked for as the first, the planner would search the index that keeps bookings
    # apart, which takes milliseconds for each event.
    confirmed = Booking.objects.filter(event=OuterRef("pk"), resource_kind=ResourceKind.PERSON).exclude(
        status=BookingStatus.TENTATIVE
    )
    return (
        Event.objects.live()
        .filter(
            ~Exists(confirmed), status=Status.SCHEDULED, claim=Claimed.CONFIRMED, start_at__gte=start, start_at__lt=end
        )
        .order_by("start_at", "pk")
    )

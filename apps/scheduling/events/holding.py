"""What an event holds, what stands in its way, and where it would fit.

A hold is one resource over one half-open period in UTC. Everything here reads; `services` writes.
"""

from bisect import insort
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from apps.scheduling.equipping.counting import Wanted, shortages
from apps.scheduling.events.editing import Crew, Staffed
from apps.scheduling.events.models import Booking, BookingStatus, Event, ResourceKind
from apps.scheduling.maintenance.models import Maintenance

STEP = timedelta(minutes=15)  # the grid of the schedule: suggested times move by this
HORIZON = timedelta(days=14)  # how far ahead a free slot is looked for
_TOLD = 200  # clashes of one event that are told


@dataclass(frozen=True, slots=True)
class Hold:
    kind: ResourceKind
    resource_id: int
    start: datetime
    end: datetime
    status: BookingStatus = BookingStatus.CONFIRMED
    kit_id: int | None = None
    quantity: int = 1
    part_id: int | None = None  # the part of the event that takes it
    core: DateTimeTZRange | None = None  # what neighbours cannot share; None: all of it

    @property
    def lock(self) -> str:
        return f"{self.kind}:{self.resource_id}"

    @property
    def period(self) -> DateTimeTZRange:
        return DateTimeTZRange(self.start, self.end)

    @property
    def unshared(self) -> DateTimeTZRange:
        return self.core or self.period

    @property
    def is_exclusive(self) -> bool:
        return self.status == BookingStatus.CONFIRMED

    @property
    def takes(self) -> bool:
        """Whether others cannot have it, or not as many of it."""
        return self.status in (BookingStatus.CONFIRMED, BookingStatus.COUNTED)

    @property
    def is_claim(self) -> bool:
        """Whether others have to do with it: taken, or an option. Somebody who is only asked is neither."""
        return self.is_exclusive or (self.status == BookingStatus.TENTATIVE and self.kind != ResourceKind.PERSON)

    @property
    def is_equipped(self) -> bool:
        """Whether it wants a facility or an item, which may be in maintenance."""
        return self.is_claim and self.kind in (ResourceKind.FACILITY, ResourceKind.EQUIPMENT)


@dataclass(frozen=True, slots=True)
class Clash:
    """A confirmed booking in the way, or an option that was there before."""

    event_id: int
    event_title: str
    kind: ResourceKind
    resource_id: int
    start: datetime
    end: datetime
    is_option: bool = False


def holds_of(event: Event, crew: Crew) -> list[Hold]:
    """What the event takes: its facility and equipment from rig to strike, its people from call to wrap; and what
    its parts take, for as long as each of them lasts.

    While it is held, its facility and equipment are options; its people and pools are free for others.
    """
    firm = BookingStatus.CONFIRMED if event.is_holding else BookingStatus.RELEASED
    wanted = BookingStatus.TENTATIVE if event.is_option else firm
    facility, period = event.facility_period, event.crew_period
    holds = []
    if event.facility_id is not None:
        core = event.facility_core
        holds.append(Hold(ResourceKind.FACILITY, event.facility_id, facility.lower, facility.upper, wanted, core=core))
    for status, ids in ((firm, crew.confirmed), (BookingStatus.TENTATIVE, crew.tentative)):
        holds += [Hold(ResourceKind.PERSON, person, period.lower, period.upper, status) for person in ids]
    for item, kit in crew.gear.items.items():
        holds.append(Hold(ResourceKind.EQUIPMENT, item, facility.lower, facility.upper, wanted, kit_id=kit))
    counted = BookingStatus.COUNTED if firm == BookingStatus.CONFIRMED else firm
    for pool, quantity in crew.gear.pools.items():
        holds.append(Hold(ResourceKind.POOL, pool, facility.lower, facility.upper, counted, quantity=quantity))
    for staffed in crew.parts.values():
        holds += _holds_of_part(event, crew, staffed, wanted, firm)
    return holds


def _holds_of_part(
    event: Event, crew: Crew, staffed: Staffed, wanted: BookingStatus, firm: BookingStatus
) -> Iterator[Hold]:
    part = staffed.part
    start = event.start_at + part.begins - crew.left_behind
    end = start + part.lasts
    if part.facility_id is not None:
        yield Hold(ResourceKind.FACILITY, part.facility_id, start, end, wanted, part_id=part.pk)
    for person in staffed.people:
        yield Hold(ResourceKind.PERSON, person, start, end, firm, part_id=part.pk)


def clashes(holds: Iterable[Hold], *, without_events: Collection[int] = ()) -> list[Clash]:
    """Confirmed bookings and options that overlap any of the exclusive holds, earliest first. One query."""
    wanted = [(0, hold) for hold in holds if hold.is_exclusive]
    return numbered_clashes(wanted, without_events=without_events, most=_TOLD).get(0, [])


def numbered_clashes(
    wanted: Collection[tuple[int, Hold]], *, without_events: Collection[int] = (), most: int | None = None
) -> dict[int, list[Clash]]:
    """The same for many at once, by the number that is given with each hold. One query, none for nothing."""
    if not wanted:
        return {}
    found: dict[int, list[Clash]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH wanted AS (
                SELECT number, kind, id, tstzrange(lower, upper) AS period, core
                  FROM unnest(%s::int[], %s::text[], %s::bigint[], %s::timestamptz[], %s::timestamptz[],
                              %s::tstzrange[])
                       AS wanted(number, kind, id, lower, upper, core)
            ), found AS (
                SELECT wanted.number, b.id, b.event_id, b.resource_kind, b.resource_id, b.period, false AS is_option
                  FROM wanted JOIN scheduling_booking b
                    ON b.resource_kind = wanted.kind AND b.resource_id = wanted.id
                   AND b.period && wanted.period AND b.status = 'CONFIRMED'
                   AND (coalesce(b.core, b.period) && wanted.period OR b.period && wanted.core)
                UNION ALL
                SELECT wanted.number, b.id, b.event_id, b.resource_kind, b.resource_id, b.period, true
                  FROM wanted JOIN scheduling_booking b
                    ON b.resource_kind = wanted.kind AND b.resource_id = wanted.id
                   AND b.period && wanted.period AND b.status = 'TENTATIVE' AND b.resource_kind <> 'person'
                   AND (coalesce(b.core, b.period) && wanted.period OR b.period && wanted.core)
            )
            SELECT b.number, b.event_id, e.title, b.resource_kind, b.resource_id, lower(b.period), upper(b.period),
                   b.is_option
              FROM found b JOIN scheduling_event e ON e.id = b.event_id
             WHERE b.event_id <> ALL(%s::bigint[])
             ORDER BY b.number, lower(b.period), b.id
             LIMIT %s
            """,
            [
                [number for number, _ in wanted],
                [hold.kind.value for _, hold in wanted],
                [hold.resource_id for _, hold in wanted],
                [hold.start for _, hold in wanted],
                [hold.end for _, hold in wanted],
                [hold.unshared for _, hold in wanted],
                list(without_events),
                most,
            ],
        )
        for number, event_id, title, kind, resource_id, start, end, is_option in cursor.fetchall():
            found[number].append(Clash(event_id, title, ResourceKind(kind), resource_id, start, end, is_option))
    return dict(found)


def counted(holds: Iterable[Hold]) -> list[Wanted]:
    """What the holds want of pools."""
    return [
        Wanted(hold.resource_id, hold.quantity, hold.start, hold.end)
        for hold in holds
        if hold.kind == ResourceKind.POOL and hold.takes
    ]


def next_free(holds: Collection[Hold], *, start: datetime, without_event: int | None) -> timedelta | None:
    """How much later than `start` everything held would be free, in steps of 15 minutes.

    Returns None when there is no such time within 14 days.
    """
    wanted = [hold for hold in holds if hold.takes]
    if not wanted:
        return timedelta(0)
    earliest = min(hold.start for hold in wanted)
    latest = max(hold.end for hold in wanted) + HORIZON
    others = [without_event] if without_event else []
    busy = _busy(wanted, earliest, latest, without_events=others)
    closed = Maintenance.objects.live().overlapping(earliest, latest)
    of_wanted = closed.filter(resource_id__in={hold.resource_id for hold in wanted})
    for kind, resource_id, start_at, end_at in of_wanted.values_list(
        "resource_kind", "resource_id", "start_at", "end_at"
    ):
        closed_for = DateTimeTZRange(start_at, end_at)
        busy.setdefault((kind, resource_id), []).append((closed_for, closed_for))
    # A delay d is blocked where some hold, moved by d, would touch a busy span: an open interval each.
    blocked: list[tuple[timedelta, timedelta]] = []
    for hold in wanted:
        for taken, core in busy.get((hold.kind.value, hold.resource_id), ()):
            insort(blocked, (taken.lower - hold.unshared.upper, taken.upper - hold.unshared.lower))
            if hold.core:
                insort(blocked, (core.lower - hold.end, core.upper - hold.start))
    delay = timedelta(0)
    for after, before in blocked:
        if after < delay < before:
            delay = up_to_step(before)
    return delay if delay <= HORIZON else None


def _busy(
    wanted: Collection[Hold], earliest: datetime, latest: datetime, *, without_events: Collection[int]
) -> dict[tuple[str, int], list[tuple[DateTimeTZRange, DateTimeTZRange]]]:
    """When each resource cannot be had, by kind and id: taken, or too few of it left; each with the core of it."""
    busy: dict[tuple[str, int], list[tuple[DateTimeTZRange, DateTimeTZRange]]] = {}
    taken = (
        (Booking.objects.confirmed() | Booking.objects.options())
        .filter(
            resource_id__in={hold.resource_id for hold in wanted}, period__overlap=DateTimeTZRange(earliest, latest)
        )
        .exclude(event_id__in=without_events)
    )
    for kind, resource_id, period, core in taken.values_list("resource_kind", "resource_id", "period", "core"):
        busy.setdefault((kind, resource_id), []).append((period, core or period))
    pools = [Wanted(want.pool_id, want.quantity, earliest, latest) for want in counted(wanted)]
    for short in shortages(pools, without_events=without_events):
        out = DateTimeTZRange(short.start, short.end)
        busy.setdefault((ResourceKind.POOL.value, short.pool_id), []).append((out, out))
    return busy


def up_to_step(delay: timedelta) -> timedelta:
    return -(-delay // STEP) * STEP


def free_resources(holds: Collection[Hold]) -> set[int]:
    """Of single-resource holds of one kind, the ids of the resources that nothing stands in the way of. One query."""
    if not holds:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT wanted.id
              FROM unnest(%s::text[], %s::bigint[], %s::timestamptz[], %s::timestamptz[], %s::tstzrange[])
                   AS wanted(kind, id, lower, upper, core)
             WHERE NOT EXISTS (
                   SELECT FROM scheduling_booking b
                    WHERE b.resource_kind = wanted.kind AND b.resource_id = wanted.id
                      AND b.period && tstzrange(wanted.lower, wanted.upper) AND b.status = 'CONFIRMED'
                      AND (coalesce(b.core, b.period) && tstzrange(wanted.lower, wanted.upper)
                           OR b.period && wanted.core))
               AND NOT EXISTS (
                   SELECT FROM scheduling_booking b
                    WHERE b.resource_kind = wanted.kind AND b.resource_id = wanted.id
                      AND b.period && tstzrange(wanted.lower, wanted.upper) AND b.status = 'TENTATIVE'
                      AND b.resource_kind <> 'person'
                      AND (coalesce(b.core, b.period) && tstzrange(wanted.lower, wanted.upper)
                           OR b.period && wanted.core))
               AND NOT EXISTS (
                   SELECT FROM scheduling_maintenance m
                    WHERE m.resource_kind = wanted.kind AND m.resource_id = wanted.id AND m.archived_at IS NULL
                      AND m.period && tstzrange(wanted.lower, wanted.upper))
            """,
            [
                [hold.kind.value for hold in holds],
                [hold.resource_id for hold in holds],
                [hold.start for hold in holds],
                [hold.end for hold in holds],
                [hold.unshared for hold in holds],
            ],
        )
        return {resource_id for [resource_id] in cursor.fetchall()}

"""When resources are free: the gaps between what takes them, worked out by PostgreSQL's multiranges.

Spans are of the event itself. What a facility needs before and after it is taken off each gap, so whatever
starts in a gap has room for its rig and strike.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from apps.scheduling.events.holding import STEP
from apps.scheduling.events.models import ResourceKind


@dataclass(frozen=True, slots=True)
class Wanted:
    """A resource, with the minutes it needs before and after the event, and whether neighbours may share those."""

    id: int
    rig_minutes: int = 0
    strike_minutes: int = 0
    shares_buffers: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """It may begin at `start`, and last until `free_until`."""

    start: datetime
    free_until: datetime


@dataclass(frozen=True, slots=True)
class InTheWay:
    """`is_option` when it only holds the resource, as one of several perhaps."""

    kind: str
    resource_id: int
    event_id: int
    title: str
    start: datetime
    end: datetime
    is_option: bool


@dataclass(frozen=True, slots=True)
class Counting:
    """What counts as taken."""

    now: datetime  # options that have lapsed by now do not
    options: bool = True
    without_event: int = 0
    leave_of_all: bool = False  # else of `leave_of` alone: leave is told only to those who may know of it
    leave_of: int = 0


# When an event cannot be because of a booking. Where rig and strike may be shared, its own keep off the core of the
# booking, and the event itself off all of it; else they keep off all of it too.
_SPAN = """
           CASE WHEN w.shares
                THEN tstzrange(least(lower(b.period), lower(coalesce(b.core, b.period)) - w.strike),
                               greatest(upper(b.period), upper(coalesce(b.core, b.period)) + w.rig))
                ELSE tstzrange(lower(b.period) - w.strike, upper(b.period) + w.rig)
           END"""
_BUSY = f"""
    SELECT w.id, {_SPAN} AS span
      FROM wanted w
      JOIN scheduling_booking b
        ON b.resource_kind = %(kind)s AND b.resource_id = w.id AND b.status = 'CONFIRMED'
       AND b.period && tstzrange(%(start)s - w.rig, %(end)s + w.strike)
     WHERE b.event_id <> %(without_event)s
"""  # noqa: S608 - a constant of ours
_OPTIONS = f"""
    UNION ALL
    SELECT w.id, {_SPAN}
      FROM wanted w
      JOIN scheduling_booking b
        ON b.resource_kind = %(kind)s AND b.resource_id = w.id AND b.status = 'TENTATIVE'
       AND b.resource_kind <> 'person' AND b.period && tstzrange(%(start)s - w.rig, %(end)s + w.strike)
      LEFT JOIN scheduling_claim c ON c.event_id = b.event_id
     WHERE b.event_id <> %(without_event)s
       AND coalesce(c.expires_at, 'infinity') > %(now)s AND coalesce(c.answer_by, 'infinity') > %(now)s
"""  # noqa: S608 - a constant of ours
_CLOSED = """
    UNION ALL
    SELECT w.id, tstzrange(lower(m.period) - w.strike, upper(m.period) + w.rig)
      FROM wanted w
      JOIN scheduling_maintenance m
        ON m.resource_kind = %(kind)s AND m.resource_id = w.id AND m.archived_at IS NULL
       AND m.period && tstzrange(%(start)s - w.rig, %(end)s + w.strike)
"""
_LEAVE = """
    UNION ALL
    SELECT w.id, r.period
      FROM wanted w
      JOIN scheduling_time_off_request r
        ON r.user_id = w.id AND r.period && tstzrange(%(start)s, %(end)s)
       AND r.status = 'Approved' AND r.withdrawn_at IS NULL
     WHERE %(leave_of_all)s OR r.user_id = %(leave_of)s
"""


def first_slots(
    kind: ResourceKind,
    wanted: Sequence[Wanted],
    *,
    start: datetime,
    end: datetime,
    duration: timedelta,
    most: int,
    counting: Counting,
) -> dict[int, list[Slot]]:
    """For each resource the first gaps within [start, end) that last for `duration`; at most `most` of each.

    A slot begins on the 15-minute grid, or at `start`. Resources that are never free are absent. One query.
    """
    if not wanted:
        return {}
    busy = _BUSY
    if counting.options and kind != ResourceKind.PERSON:
        busy += _OPTIONS
    busy += _LEAVE if kind == ResourceKind.PERSON else _CLOSED
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH wanted AS MATERIALIZED (
                SELECT id, make_interval(mins => rig) AS rig, make_interval(mins => strike) AS strike, shares
                  FROM unnest(%(ids)s::bigint[], %(rigs)s::int[], %(strikes)s::int[], %(sharing)s::bool[])
                       AS w (id, rig, strike, shares)
            ), busy AS ({busy}
            ), gaps AS (
                SELECT w.id,
                       unnest(tstzmultirange(tstzrange(%(start)s, %(end)s))
                              - coalesce(range_agg(busy.span), tstzmultirange())) AS gap
                  FROM wanted w LEFT JOIN busy USING (id)
                 GROUP BY w.id
            ), starts AS (
                SELECT id, upper(gap) AS until,
                       CASE WHEN lower(gap) = %(start)s THEN %(start)s
                            ELSE date_bin(%(step)s::interval,
                                          lower(gap) + %(step)s::interval - interval '1 microsecond', 'epoch')
                       END AS at
                  FROM gaps
            ), fitting AS (
                SELECT id, at, until, row_number() OVER (PARTITION BY id ORDER BY at) AS number
                  FROM starts WHERE at + %(duration)s::interval <= until
            )
            SELECT id, at, until FROM fitting WHERE number <= %(most)s ORDER BY id, at
            """,  # noqa: S608 - constants of ours
            {
                "kind": kind.value,
                "ids": [want.id for want in wanted],
                "rigs": [want.rig_minutes for want in wanted],
                "strikes": [want.strike_minutes for want in wanted],
                "sharing": [want.shares_buffers for want in wanted],
                "start": start,
                "end": end,
                "duration": f"{duration.total_seconds()} seconds",
                "step": f"{STEP.total_seconds()} seconds",
                "most": most,
                "now": counting.now,
                "without_event": counting.without_event,
                "leave_of_all": counting.leave_of_all,
                "leave_of": counting.leave_of,
            },
        )
        found: dict[int, list[Slot]] = {}
        for resource_id, at, until in cursor.fetchall():
            found.setdefault(resource_id, []).append(Slot(at, until))
    return found


def in_the_way(
    wanted: Collection[tuple[ResourceKind, Wanted]], *, start: datetime, end: datetime, most: int, counting: Counting
) -> dict[tuple[str, int], list[InTheWay]]:
    """What each resource is booked or held for at that time, buffers counted: the first few. One query.

    Somebody who is only asked for an event shows as an option of theirs.
    """
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH wanted AS MATERIALIZED (
                SELECT kind, id, tstzrange(%(start)s - make_interval(mins => rig),
                                           %(end)s + make_interval(mins => strike)) AS period,
                       CASE WHEN shares THEN tstzrange(%(start)s, %(end)s)
                            ELSE tstzrange(%(start)s - make_interval(mins => rig),
                                           %(end)s + make_interval(mins => strike)) END AS core
                  FROM unnest(%(kinds)s::text[], %(ids)s::bigint[], %(rigs)s::int[], %(strikes)s::int[],
                              %(sharing)s::bool[])
                       AS w (kind, id, rig, strike, shares)
            ), found AS (
                SELECT b.id, b.event_id, b.resource_kind, b.resource_id, b.period, false AS is_option
                  FROM wanted w
                  JOIN scheduling_booking b
                    ON b.resource_kind = w.kind AND b.resource_id = w.id AND b.period && w.period
                   AND b.status = 'CONFIRMED'
                   AND (coalesce(b.core, b.period) && w.period OR b.period && w.core)
                 UNION ALL
                SELECT b.id, b.event_id, b.resource_kind, b.resource_id, b.period, true
                  FROM wanted w
                  JOIN scheduling_booking b
                    ON b.resource_kind = w.kind AND b.resource_id = w.id AND b.period && w.period
                   AND b.status = 'TENTATIVE' AND b.resource_kind <> 'person'
                   AND (coalesce(b.core, b.period) && w.period OR b.period && w.core)
                  LEFT JOIN scheduling_claim c ON c.event_id = b.event_id
                 WHERE coalesce(c.expires_at, 'infinity') > %(now)s AND coalesce(c.answer_by, 'infinity') > %(now)s
            ), numbered AS (
                SELECT *, row_number() OVER (PARTITION BY resource_kind, resource_id ORDER BY lower(period), id) AS n
                  FROM found WHERE event_id <> %(without_event)s
            )
            SELECT n.resource_kind, n.resource_id, n.event_id, e.title, lower(n.period), upper(n.period), n.is_option
              FROM numbered n JOIN scheduling_event e ON e.id = n.event_id
             WHERE n.n <= %(most)s
             ORDER BY n.resource_kind, n.resource_id, n.n
            """,
            {
                "kinds": [kind.value for kind, _ in wanted],
                "ids": [want.id for _, want in wanted],
                "rigs": [want.rig_minutes for _, want in wanted],
                "strikes": [want.strike_minutes for _, want in wanted],
                "sharing": [want.shares_buffers for _, want in wanted],
                "start": start,
                "end": end,
                "most": most,
                "now": counting.now,
                "without_event": counting.without_event,
            },
        )
        found: dict[tuple[str, int], list[InTheWay]] = {}
        for row in cursor.fetchall():
            booking = InTheWay(*row)
            found.setdefault((booking.kind, booking.resource_id), []).append(booking)
    return found

"""How many pieces of a pool are out at every instant.

What is out is a step function of time: it grows where a booking begins and falls where one ends. It is
worked out by one sweep over those instants in SQL, half-open, so pieces that come back at nine can go out
at nine. Whoever hands pieces out or takes some away holds the advisory lock `pool:<id>` meanwhile.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise

from django.db import connection

from apps.facilities.public import PoolRef, Promised
from apps.scheduling.ports import Equipment, equipment_provider

FOR_EVER = datetime(2201, 1, 1, tzinfo=UTC)  # no instant of a schedule is later


@dataclass(frozen=True, slots=True)
class Wanted:
    """`quantity` pieces of a pool over [start, end)."""

    pool_id: int
    quantity: int
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Shortage:
    """Over [start, end) fewer than the `wanted` pieces are left: `free` of the `total`."""

    pool_id: int
    pool_name: str
    wanted: int
    free: int
    total: int
    start: datetime
    end: datetime


def shortages(
    wanted: Collection[Wanted],
    *,
    without_events: Collection[int] = (),
    equipment: Equipment = equipment_provider,
) -> list[Shortage]:
    """Every span in which there is not enough of what is wanted, by pool and time. Two queries, none for nothing."""
    if not wanted:
        return []
    pools = equipment.pools(ids={want.pool_id for want in wanted})
    return overdrawn(wanted, pools=pools, without_events=without_events)


def together(wanted: Collection[Wanted]) -> list[Wanted]:
    """What is wanted of each pool in all, span by span: wishes that overlap are one larger one while they do."""
    changes: dict[int, dict[datetime, int]] = defaultdict(lambda: defaultdict(int))
    for want in wanted:
        changes[want.pool_id][want.start] += want.quantity
        changes[want.pool_id][want.end] -= want.quantity
    found = []
    for pool_id, of_pool in changes.items():
        quantity = 0
        for (start, change), (end, _) in pairwise(sorted(of_pool.items())):
            quantity += change
            if quantity:
                found.append(Wanted(pool_id, quantity, start, end))
    return found


def overdrawn(
    wanted: Collection[Wanted], *, pools: Mapping[int, PoolRef], without_events: Collection[int] = ()
) -> list[Shortage]:
    """The same, with the pools as they are known. One query."""
    asked = [want for want in wanted if want.pool_id in pools]
    rows = _levels(
        [(want, pools[want.pool_id].quantity) for want in asked],
        without_events=without_events,
    )
    return [
        Shortage(
            pool_id=asked[number].pool_id,
            pool_name=pools[asked[number].pool_id].name,
            wanted=asked[number].quantity,
            free=max(0, pools[asked[number].pool_id].quantity - out),
            total=pools[asked[number].pool_id].quantity,
            start=start,
            end=end,
        )
        for number, start, end, out in rows
    ]


def first_promised(*, pool_id: int, more_than: int, since: datetime) -> Promised | None:
    """The first span from `since` on in which more than so many pieces are out."""
    rows = _levels([(Wanted(pool_id, 0, since, FOR_EVER), more_than)], without_events=())
    return Promised(quantity=rows[0][3], start=rows[0][1], end=rows[0][2]) if rows else None


def _levels(
    wanted: list[tuple[Wanted, int]], *, without_events: Collection[int]
) -> list[tuple[int, datetime, datetime, int]]:
    """Number in `wanted`, start, end, pieces out: wherever these and those wanted are more than there are."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH wanted AS (
                SELECT number - 1 AS number, pool, lower, upper, quantity, total
                  FROM unnest(%s::bigint[], %s::timestamptz[], %s::timestamptz[], %s::bigint[], %s::bigint[])
                       WITH ORDINALITY AS w (pool, lower, upper, quantity, total, number)
            ), taken AS (
                SELECT w.number, w.lower, w.upper, b.period, b.quantity
                  FROM wanted w
                  JOIN scheduling_booking b
                    ON b.resource_kind = 'pool' AND b.resource_id = w.pool AND b.status = 'COUNTED'
                   AND b.period && tstzrange(w.lower, w.upper)
                 WHERE b.event_id <> ALL(%s::bigint[])
            ), changes AS (
                SELECT number, lower AS at, 0 AS change FROM wanted
                UNION ALL
                SELECT number, greatest(lower(period), lower), quantity FROM taken
                UNION ALL
                SELECT number, upper(period), -quantity FROM taken WHERE upper(period) < upper
            ), levels AS (
                SELECT number, at,
                       sum(sum(change)) OVER (PARTITION BY number ORDER BY at) AS out,
                       lead(at) OVER (PARTITION BY number ORDER BY at) AS until
                  FROM changes GROUP BY number, at
            )
            SELECT w.number, l.at, coalesce(l.until, w.upper), l.out::bigint
              FROM levels l JOIN wanted w USING (number)
             WHERE l.out + w.quantity > w.total
             ORDER BY w.number, l.at
            """,
            [
                [want.pool_id for want, _ in wanted],
                [want.start for want, _ in wanted],
                [want.end for want, _ in wanted],
                [want.quantity for want, _ in wanted],
                [total for _, total in wanted],
                list(without_events),
            ],
        )
        return list(cursor.fetchall())

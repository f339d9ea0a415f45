"""A schedule that grows: a piece of the year, and copies of it before and after.

The copies are made by the database itself from the piece's own rows, with other keys and other days. Triggers are
off meanwhile, so their history is not written; constraints and indexes are in force.
"""

import time
from datetime import UTC, datetime, timedelta
from typing import Any

from bench.year import make_year

SPAN = 36  # days of the piece
BASE = 10_000  # events: as many a day as in the year
APART = timedelta(days=SPAN + 6)  # from one copy to the next: whole weeks, and no night that reaches into it
AT_ONCE = 10  # copies in one transaction
KEYS = 100_000  # between the keys of one copy and the next; more than the piece has bookings

_EVENTS = """
    INSERT INTO scheduling_event ({columns})
    SELECT {values} FROM scheduling_event e CROSS JOIN unnest(%(copies)s::int[]) AS copy
     WHERE e.id < %(keys)s
"""
_TABLES = ("scheduling_event", "scheduling_booking")
_SHIFTED = {"start_at", "end_at", "on_air_start_at", "on_air_end_at", "call_at", "wrap_at"}
_BOOKINGS = """
    INSERT INTO scheduling_booking ({columns})
    SELECT {values} FROM scheduling_booking b CROSS JOIN unnest(%(copies)s::int[]) AS copy
     WHERE b.id < %(keys)s
"""


def make_base() -> datetime:
    """The piece of the year, unless it is there. Returns the day around which it lies."""
    from django.db.models import Max, Min

    from apps.scheduling.models import Event

    if not Event.objects.exists():
        make_year(datetime.now(UTC), total=BASE, days=SPAN)
    found = Event.objects.filter(pk__lt=KEYS).aggregate(first=Min("start_at"), last=Max("start_at"))
    middle: datetime = found["first"] + (found["last"] - found["first"]) / 2
    return middle


def grow_to(total: int) -> float:
    """Copy the piece until there are so many events. Returns the seconds it took."""
    from django.db import connection, transaction

    from apps.scheduling.models import Event

    began, base = time.monotonic(), Event.objects.filter(pk__lt=KEYS).count()
    there = Event.objects.count() // base
    wanted = range(there, round(total / base))
    if not wanted:
        return 0.0
    for copies in (list(wanted)[at : at + AT_ONCE] for at in range(0, len(wanted), AT_ONCE)):
        with transaction.atomic(), connection.cursor() as cursor:
            _copy(cursor, copies)
        print(f"  {copies[-1] + 1} times the piece", flush=True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
    return time.monotonic() - began


def _copy(cursor: Any, copies: list[int]) -> None:
    from apps.scheduling.models import Booking, Event

    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table in _TABLES:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    for model, statement in ((Event, _EVENTS), (Booking, _BOOKINGS)):
        columns, values = _columns(model)
        cursor.execute(
            statement.format(columns=columns, values=values), {"copies": copies, "keys": KEYS, "apart": APART}
        )
    for table in _TABLES:
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")


def _columns(model: type) -> tuple[str, str]:
    """The columns to fill, and what a copy has in them: odd copies go after the piece, even ones before."""
    # copy 1 lies one step after the piece, copy 2 one step before it, copy 3 two steps after it, and so on
    shift = "(CASE WHEN copy % 2 = 1 THEN (copy + 1) / 2 ELSE -copy / 2 END) * %(apart)s".replace("% 2", "%% 2")
    names, values = [], []
    for column in model._meta.concrete_fields:  # type: ignore[attr-defined]  # a Django model
        if column.generated:
            continue
        name = f'"{column.column}"'
        names.append(name)
        if column.primary_key or column.column == "event_id":
            values.append(f"{name} + copy * %(keys)s")
        elif column.column in _SHIFTED:
            values.append(f"{name} + {shift}")
        elif column.column == "period":
            values.append(f"tstzrange(lower({name}) + {shift}, upper({name}) + {shift})")
        else:
            values.append(name)
    return ", ".join(names), ", ".join(values)

"""Writing many events that are there already, in a handful of statements whatever their number."""

import json
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connection

from apps.scheduling.copying import copy_in
from apps.scheduling.events.holding import Hold
from apps.scheduling.events.models import PLACES, Booking, Event
from apps.scheduling.events.rebooking import difference

COLUMNS = {
    "title": "text",
    "description": "text",
    "event_type": "text",
    "facility_id": "bigint",
    "location_id": "bigint",
    "start_at": "timestamptz",
    "end_at": "timestamptz",
    "time_zone": "text",
    "on_air_start_at": "timestamptz",
    "on_air_end_at": "timestamptz",
    "call_at": "timestamptz",
    "wrap_at": "timestamptz",
    "rig_minutes": "smallint",
    "strike_minutes": "smallint",
    "shares_buffers": "boolean",
    "status": "text",
    "claim": "text",
    "contributors": "text[]",
    "series_id": "bigint",
    "recurrence_at": "timestamptz",
    "edited": "text[]",
    "archived_at": "timestamptz",
}


def columns_of(event: Event) -> dict[str, Any]:
    """What of an event can be written."""
    return {name: getattr(event, name) for name in COLUMNS}


@contextmanager
def changing_places() -> Iterator[None]:
    """Exclusiveness is checked when all is written, not row by row, so events may take each other's places.

    Raises IntegrityError of `booking_no_overlap`.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS {PLACES} DEFERRED")
    yield
    with connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS {PLACES} IMMEDIATE")


def write_events(events: Collection[Event], now: datetime) -> None:
    """Each under its next version. The caller has locked them."""
    if not events:
        return
    values = [{"id": event.pk} | columns_of(event) for event in events]
    typed = ", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())
    assigned = ", ".join(f"{name} = told.{name}" for name in COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            UPDATE scheduling_event e
               SET {assigned}, version = e.version + 1, updated_at = %s
              FROM jsonb_to_recordset(%s::jsonb) AS told (id bigint, {typed})
             WHERE e.id = told.id
            """,  # noqa: S608 - the names are ours
            [now, json.dumps(values, default=datetime.isoformat)],
        )
    for event in events:
        event.version += 1
        event.updated_at = now


def write_bookings(rows: Sequence[tuple[Event, Collection[Booking], Collection[Hold]]]) -> None:
    """Make what each event holds now of what it held. The caller has locked all of it."""
    differing = [difference(*row) for row in rows]
    dropped = [key for one in differing for key in one.dropped]
    if dropped:
        Booking.objects.filter(pk__in=dropped).delete()
    _alter([(booking.pk, hold) for one in differing for booking, hold in one.altered])
    copy_in([booking for one in differing for booking in one.new])


def _alter(altered: Sequence[tuple[int, Hold]]) -> None:
    if not altered:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE scheduling_booking b
               SET period = tstzrange(told.lower, told.upper), core = told.core, status = told.status,
                   kit_id = told.kit, quantity = told.quantity
              FROM unnest(%s::bigint[], %s::timestamptz[], %s::timestamptz[], %s::text[], %s::bigint[], %s::int[],
                          %s::tstzrange[])
                   AS told (id, lower, upper, status, kit, quantity, core)
             WHERE b.id = told.id
            """,
            [
                [key for key, _ in altered],
                [hold.start for _, hold in altered],
                [hold.end for _, hold in altered],
                [hold.status.value for _, hold in altered],
                [hold.kit_id for _, hold in altered],
                [hold.quantity for _, hold in altered],
                [hold.core for _, hold in altered],
            ],
        )

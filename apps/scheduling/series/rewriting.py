"""Writing many dates that are there already, in a handful of statements whatever their number."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection

from apps.scheduling.copying import copy_in
from apps.scheduling.events.holding import Hold
from apps.scheduling.events.models import Booking, Event
from apps.scheduling.events.services import booking_of, leave_parts
from apps.scheduling.series.clashing import holds_of_dates
from apps.scheduling.series.models import Series
from apps.scheduling.series.shaping import Date

_COLUMNS = {
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
    "contributors": "text[]",
    "series_id": "bigint",
    "recurrence_at": "timestamptz",
    "edited": "text[]",
    "archived_at": "timestamptz",
}


@dataclass
class Row:
    """An event of a series with what it holds, and how it was when it was read."""

    date: Date
    bookings: list[Booking]
    edits: list[str]  # what was changed by hand
    before: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        self.before = _state(self)

    @property
    def event(self) -> Event:
        return self.date.event

    @property
    def is_edited(self) -> bool:
        return bool(self.edits)

    @property
    def is_altered(self) -> bool:
        return _state(self) != self.before


def _state(row: Row) -> dict[str, Any]:
    crew = row.date.crew
    values = {name: getattr(row.event, name) for name in _COLUMNS}
    return values | {"people": (list(crew.confirmed), list(crew.tentative))}


def rewrite(
    series: Series, altered: Sequence[Row], dropped: Sequence[Row], *, begun: Sequence[Row], now: datetime
) -> None:
    """Events take their new columns and bookings, dropped ones leave the schedule. Everything is locked.

    Exclusiveness is checked when all is written, so dates may take each other's places.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS booking_no_overlap DEFERRED")
    for row in (*altered, *begun):
        row.event.series_id = series.pk
    for row in dropped:
        row.event.archived_at = now
    rows = [row for row in (*altered, *dropped, *begun) if row.is_altered]
    _vacate(rows)
    _write_events(rows, now)
    _write_bookings([row for row in rows if row not in begun])
    leave_parts([(row.event.pk, row.date.crew) for row in rows])
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS booking_no_overlap IMMEDIATE")


def _vacate(rows: Sequence[Row]) -> None:
    """Dates that others take the place of leave it first: the constraint on places is checked row by row."""
    taken = {_key(row): row.event.pk for row in rows if row.event.archived_at is None}
    keys = [(row.event.pk, (row.before["series_id"], row.before["recurrence_at"])) for row in rows]
    leaving = [event_id for event_id, key in keys if taken.get(key, event_id) != event_id]
    if leaving:
        Event.objects.filter(pk__in=leaving).update(series=None)


def _key(row: Row) -> tuple[int | None, datetime | None]:
    return row.event.series_id, row.event.recurrence_at


def _write_events(rows: Sequence[Row], now: datetime) -> None:
    if not rows:
        return
    values = [{"id": row.event.pk} | {name: getattr(row.event, name) for name in _COLUMNS} for row in rows]
    typed = ", ".join(f"{name} {kind}" for name, kind in _COLUMNS.items())
    assigned = ", ".join(f"{name} = told.{name}" for name in _COLUMNS)
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


def _write_bookings(rows: Sequence[Row]) -> None:
    dropped: list[int] = []
    altered: list[tuple[int, Hold]] = []
    new: list[Booking] = []
    for row, holds in zip(rows, holds_of_dates([row.date for row in rows]), strict=True):
        wanted = {(hold.kind.value, hold.resource_id, hold.part_id): hold for hold in holds}
        for booking in row.bookings:
            hold = wanted.pop((booking.resource_kind, booking.resource_id, booking.part_id), None)
            if hold is None:
                dropped.append(booking.pk)
            elif (booking.status, booking.period) != (hold.status, hold.period):
                altered.append((booking.pk, hold))
        new += [booking_of(row.event, hold) for hold in wanted.values()]
    if dropped:
        Booking.objects.filter(pk__in=dropped).delete()
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE scheduling_booking b
               SET period = tstzrange(told.lower, told.upper), status = told.status
              FROM unnest(%s::bigint[], %s::timestamptz[], %s::timestamptz[], %s::text[])
                   AS told (id, lower, upper, status)
             WHERE b.id = told.id
            """,
            [
                [key for key, _ in altered],
                [hold.start for _, hold in altered],
                [hold.end for _, hold in altered],
                [hold.status.value for _, hold in altered],
            ],
        )
    copy_in(new)

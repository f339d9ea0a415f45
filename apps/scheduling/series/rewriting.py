"""Writing many dates that are there already, in a handful of statements whatever their number."""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from apps.scheduling.events.models import Booking, Event
from apps.scheduling.events.services import leave_parts
from apps.scheduling.events.writing import changing_places, columns_of, write_bookings, write_events
from apps.scheduling.series.clashing import holds_of_dates
from apps.scheduling.series.models import Series
from apps.scheduling.series.shaping import Date


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
    return columns_of(row.event) | {"crew": (list(crew.confirmed), list(crew.tentative), crew.gear)}


def rewrite(
    series: Series,
    altered: Sequence[Row],
    dropped: Sequence[Row],
    *,
    begun: Sequence[Row],
    now: datetime,
    check_places: bool = True,
) -> None:
    """Events take their new columns and bookings, dropped ones leave the schedule. Everything is locked.

    Exclusiveness is checked when all is written, so dates may take each other's places; without `check_places` the
    caller does it, after writing more.
    """
    for row in (*altered, *begun):
        row.event.series_id = series.pk
    for row in dropped:
        row.event.archived_at = now
    rows = [row for row in (*altered, *dropped, *begun) if row.is_altered]
    held = [row for row in rows if row not in begun]
    holds = holds_of_dates([row.date for row in held])
    with changing_places() if check_places else nullcontext():
        _vacate(rows)
        write_events([row.event for row in rows], now)
        write_bookings([(row.event, row.bookings, of_row) for row, of_row in zip(held, holds, strict=True)])
        leave_parts([(row.event.pk, row.date.crew) for row in rows])


def _vacate(rows: Sequence[Row]) -> None:
    """Dates that others take the place of leave it first: the constraint on places is checked row by row."""
    taken = {_key(row): row.event.pk for row in rows if row.event.archived_at is None}
    keys = [(row.event.pk, (row.before["series_id"], row.before["recurrence_at"])) for row in rows]
    leaving = [event_id for event_id, key in keys if taken.get(key, event_id) != event_id]
    if leaving:
        Event.objects.filter(pk__in=leaving).update(series=None)


def _key(row: Row) -> tuple[int | None, datetime | None]:
    return row.event.series_id, row.event.recurrence_at

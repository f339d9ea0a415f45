"""Writing a schedule to iCalendar, event by event; a series as its rule and what differs from it.

What is written here, the reader of `formats` reads back as the same.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import quote
from zoneinfo import ZoneInfo

from .export import ExportedEvent
from .formats import ScheduleRow
from .formats.ical_text import escaped, folded
from .zones import timezone_lines

_MOMENTS = {
    "X-BMS-ON-AIR-START": "on_air_start",
    "X-BMS-ON-AIR-END": "on_air_end",
    "X-BMS-CALL-TIME": "call_time",
    "X-BMS-WRAP-TIME": "wrap_time",
}


@dataclass(frozen=True, slots=True)
class ExportedSeries:
    """A series to write. Times are wall times in the zone of its row; `changed` are its dates that differ.

    The row is that of its first date.
    """

    row: ScheduleRow
    version: int
    updated_at: datetime
    start: datetime
    end: datetime
    moments: Mapping[str, datetime]  # of ScheduleRow: on_air_start and the like
    rrule: str
    rdates: list[datetime]
    exdates: list[datetime]
    changed: list[tuple[datetime, ExportedEvent]]


def ics_pieces(
    events: Iterable[ExportedEvent | ExportedSeries], *, name: str, zones: Mapping[str, tuple[int, int]] | None = None
) -> Iterator[bytes]:
    """A calendar of that name.

    Times of single events are in UTC, which no two readers understand differently; those of series are wall times.
    Args:
        zones: of the series, with the first and the last year they are needed for.
    """
    yield _lines(
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", "-//BMS//Schedule//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("X-WR-CALNAME", escaped(name)),
    )
    for key, (first, last) in sorted((zones or {}).items()):
        if key != "UTC":
            yield b"".join(folded(line.encode()) for line in timezone_lines(key, first, last))
    for event in events:
        if isinstance(event, ExportedEvent):
            yield _lines(("BEGIN", "VEVENT"), *_head(event), *_times(event.row), *_body(event.row), ("END", "VEVENT"))
            continue
        yield _lines(("BEGIN", "VEVENT"), *_head(event), *_repeating(event), *_body(event.row), ("END", "VEVENT"))
        for wall, changed in event.changed:
            one = replace(changed, version=event.version + changed.version)  # never older than its series
            date = _wall("RECURRENCE-ID", wall, event.row.time_zone)
            yield _lines(("BEGIN", "VEVENT"), *_head(one), date, *_times(one.row), *_body(one.row), ("END", "VEVENT"))
    yield _lines(("END", "VCALENDAR"))


def _head(event: ExportedEvent | ExportedSeries) -> Iterator[tuple[str, str]]:
    yield "UID", escaped(event.row.external_id)
    yield "DTSTAMP", _utc(event.updated_at)
    yield "LAST-MODIFIED", _utc(event.updated_at)
    yield "SEQUENCE", str(event.version)


def _times(row: ScheduleRow) -> Iterator[tuple[str, str]]:
    yield "DTSTART", _utc(row.start)
    yield "DTEND", _utc(row.end)
    for name, field in _MOMENTS.items():
        if moment := getattr(row, field):
            yield name, _utc(moment)


def _repeating(series: ExportedSeries) -> Iterator[tuple[str, str]]:
    zone = series.row.time_zone
    yield _wall("DTSTART", series.start, zone)
    yield _wall("DTEND", series.end, zone)
    if series.rrule:
        yield "RRULE", series.rrule
    for wall in series.rdates:
        yield _wall("RDATE", wall, zone)
    for wall in series.exdates:
        yield _wall("EXDATE", wall, zone)
    for name, field in _MOMENTS.items():
        if field in series.moments:
            yield _wall(name, series.moments[field], zone)


def _wall(name: str, wall: datetime, zone: str) -> tuple[str, str]:
    told = f"{wall:%Y%m%dT%H%M%S}"
    return (name, f"{told}Z") if zone == "UTC" else (f"{name};TZID={ZoneInfo(zone).key}", told)


def _body(row: ScheduleRow) -> Iterator[tuple[str, str]]:
    yield "SUMMARY", escaped(row.title)
    yield "STATUS", "CANCELLED" if row.status == "Cancelled" else "CONFIRMED"
    yield "X-BMS-STATUS", escaped(row.status)
    yield "X-BMS-TIME-ZONE", escaped(row.time_zone)
    told = {
        "LOCATION": row.facility_name,
        "X-BMS-LOCATION": row.location_name,
        "CATEGORIES": row.event_type,
        "DESCRIPTION": row.description,
    }
    yield from ((name, escaped(text)) for name, text in told.items() if text)
    for person in row.people:
        yield "ATTENDEE", f"mailto:{quote(person, safe='@+')}" if "@" in person else f"urn:bms:username:{quote(person)}"
    for name in row.contributors:
        yield "X-BMS-CONTRIBUTOR", escaped(name)


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _lines(*properties: tuple[str, str]) -> bytes:
    return b"".join(folded(f"{name}:{value}".encode()) for name, value in properties)

"""A calendar feed as iCalendar: what the programs that people carry about make of the schedule.

Times are wall times in the zone of each event, so that a calendar shows what the call sheet says. METHOD:PUBLISH takes
no ATTENDEE (RFC 5546, 3.2.1): who is on an event stands in its description.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from apps.scheduling.events.models import Status
from apps.scheduling.feeds.selectors import EventRow
from apps.scheduling.interchange.formats.ical_text import escaped, folded
from apps.scheduling.interchange.formats.rows import clean_text
from apps.scheduling.interchange.zones import timezone_lines

REFRESH = "PT15M"  # how often a program is asked to come again
_SAME_AS_UTC = frozenset({"UTC", "Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu", "UCT", "Universal", "Zulu"})
_OCTETS = 75
_SPECIAL = frozenset("\\;,")


@dataclass(frozen=True, slots=True)
class Entry:
    """One event of the calendar over [start, end): a duty from call to wrap, or the event itself."""

    event: EventRow
    uid: str
    start: datetime
    end: datetime
    is_tentative: bool
    place: str
    crew: tuple[str, ...]
    address: str  # in the console


def calendar(entries: Iterable[Entry], *, name: str, time_zone: str) -> bytes:
    """The whole calendar. `time_zone` is the station's, for programs that ask."""
    body: list[str] = []
    zones: dict[str, ZoneInfo] = {}
    first = last = None
    for entry in entries:
        first = entry.start if first is None else min(first, entry.start)
        last = entry.end if last is None else max(last, entry.end)
        body += _event_lines(entry, zones)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//BMS//Schedule//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{_text(name)}",
        f"X-WR-CALNAME:{_text(name)}",
        f"X-WR-TIMEZONE:{time_zone}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
        f"X-PUBLISHED-TTL:{REFRESH}",
    ]
    if first and last:
        for key in sorted(zones):
            # a year more on both sides: wall times of the edges may lie in another one than in UTC
            lines += timezone_lines(key, first.year - 1, last.year + 1)
    return b"".join(_written([*lines, *body, "END:VCALENDAR"]))


def _written(lines: Iterable[str]) -> Iterator[bytes]:
    for line in lines:
        if len(line) <= _OCTETS and line.isascii():
            yield line.encode() + b"\r\n"
        else:
            yield folded(line.encode())


def _event_lines(entry: Entry, zones: dict[str, ZoneInfo]) -> list[str]:
    event = entry.event
    changed = _utc(event.updated_at)
    status = _status(entry)
    lines = [
        "BEGIN:VEVENT",
        f"UID:{entry.uid}",
        f"DTSTAMP:{changed}",
        f"LAST-MODIFIED:{changed}",
        f"CREATED:{_utc(event.created_at)}",
        f"SEQUENCE:{event.version}",
        *(
            [f"RECURRENCE-ID{_moment(event.recurrence_at, event.time_zone, zones)}"]
            if event.series_id and event.recurrence_at
            else []
        ),
        f"DTSTART{_moment(entry.start, event.time_zone, zones)}",
        f"DTEND{_moment(entry.end, event.time_zone, zones)}",
        f"SUMMARY:{_text(event.title)}",
        f"STATUS:{status}",
        f"TRANSP:{'OPAQUE' if status == 'CONFIRMED' else 'TRANSPARENT'}",
        f"URL:{entry.address}",
    ]
    if entry.place:
        lines.append(f"LOCATION:{_text(entry.place)}")
    if event.event_type:
        lines.append(f"CATEGORIES:{_text(event.event_type)}")
    if told := "\n".join(_description(entry)):
        lines.append(f"DESCRIPTION:{_text(told)}")
    lines.append("END:VEVENT")
    return lines


def _status(entry: Entry) -> str:
    if entry.event.archived_at or entry.event.status == Status.CANCELLED:
        return "CANCELLED"
    return "TENTATIVE" if entry.is_tentative else "CONFIRMED"


def _description(entry: Entry) -> Iterator[str]:
    event = entry.event
    show = _clock(event, event.start_at)
    if event.call_at:
        yield f"Call: {show(event.call_at)}"
    if event.on_air_start_at and event.on_air_end_at:
        yield f"On air: {show(event.on_air_start_at)} to {show(event.on_air_end_at)}"
    if event.wrap_at:
        yield f"Wrap: {show(event.wrap_at)}"
    if entry.crew:
        yield f"Crew: {', '.join(entry.crew)}"
    if event.contributors:
        yield f"Guests: {', '.join(event.contributors)}"
    if event.description:
        yield event.description


def _clock(event: EventRow, day_of: datetime) -> Callable[[datetime], str]:
    """Shows wall times in the event's zone, with the date where it is another day than the event's first."""
    zone = ZoneInfo(event.time_zone)
    first = day_of.astimezone(zone).date()

    def show(moment: datetime) -> str:
        wall = moment.astimezone(zone)
        return f"{wall:%H:%M}" if wall.date() == first else f"{wall:%a} {wall.day} {wall:%b, %H:%M}"

    return show


def _moment(moment: datetime, key: str, zones: dict[str, ZoneInfo]) -> str:
    """Parameters and value of a date-time property.

    The second of two equal wall times can only be said in UTC: with TZID it would be the first (RFC 5545, 3.3.5).
    """
    if key in _SAME_AS_UTC:
        return f":{_utc(moment)}"
    zone = zones.get(key) or ZoneInfo(key)
    wall = moment.astimezone(zone)
    if wall.fold:
        return f":{_utc(moment)}"
    zones[key] = zone
    return f";TZID={key}:{wall:%Y%m%dT%H%M%S}"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    # most texts are plain words, and there are thousands
    return text.strip() if text.isprintable() and not _SPECIAL & set(text) else escaped(clean_text(text))

"""A calendar feed as iCalendar: what the programs that people carry about make of the schedule.

Times are wall times in the zone of each event, so that a calendar shows what the call sheet says. METHOD:PUBLISH takes
no ATTENDEE (RFC 5546, 3.2.1): who is on an event stands in its description.

Calendars of thousands of entries are read every few minutes, so an entry is put together from plain strings: each text
is looked at once, and only lines that can be long are looked at for folding.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from apps.scheduling.feeds.selectors import EventRow
from apps.scheduling.interchange.formats.ical_text import escaped, folded
from apps.scheduling.interchange.formats.rows import clean_text
from apps.scheduling.interchange.zones import timezone_lines

REFRESH = "PT15M"  # how often a program is asked to come again
_SAME_AS_UTC = frozenset({"UTC", "Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu", "UCT", "Universal", "Zulu"})
_OCTETS = 75
_YEARS_ON = 5  # how long the zone of what goes on repeating is defined for


class Entry(NamedTuple):
    """One event of the calendar over [start, end): a duty from call to wrap, or the event itself.

    `recurrence` is which date of a series it is, as a wall time in the zone of that series; `repeats` are the lines of
    a whole series, of which this is the first date.
    """

    event: EventRow
    uid: str
    start: datetime
    end: datetime
    status: str
    place: str
    crew: str
    address: str  # in the console
    sequence: int
    recurrence: datetime | None = None
    recurrence_zone: str = ""
    repeats: tuple[str, ...] = ()


class _Zones(dict[str, ZoneInfo | None]):
    """Those that times were written in; None where UTC says the same."""

    def __missing__(self, key: str) -> ZoneInfo | None:
        found = self[key] = None if key in _SAME_AS_UTC else ZoneInfo(key)
        return found


def calendar(entries: Iterable[Entry], *, name: str, time_zone: str) -> bytes:
    """The whole calendar. `time_zone` is the station's, for programs that ask."""
    body: list[str] = []
    zones = _Zones()
    first = last = None
    years_on = 1  # wall times of the edges may lie in another year than in UTC
    for entry in entries:
        first = entry.start if first is None else min(first, entry.start)
        last = entry.end if last is None else max(last, entry.end)
        years_on = _YEARS_ON if entry.repeats else years_on
        _write(body, entry, zones)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//BMS//Schedule//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        _line(f"NAME:{_text(name)}"),
        _line(f"X-WR-CALNAME:{_text(name)}"),
        f"X-WR-TIMEZONE:{time_zone}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
        f"X-PUBLISHED-TTL:{REFRESH}",
    ]
    if first and last:
        for key in sorted(key for key, zone in zones.items() if zone):
            lines += timezone_lines(key, first.year - 1, last.year + years_on)
    return "\r\n".join([*lines, *body, "END:VCALENDAR", ""]).encode()


def _write(lines: list[str], entry: Entry, zones: _Zones) -> None:
    event = entry.event
    zone = zones[event.time_zone]
    changed = _utc(event.updated_at)
    recurrence = ""
    if entry.recurrence:
        zones[entry.recurrence_zone]  # is to be defined
        recurrence = f"RECURRENCE-ID{wall_values(entry.recurrence_zone, entry.recurrence)}\r\n"
    repeats = "".join([f"{_line(line)}\r\n" for line in entry.repeats])
    lines.append(
        f"BEGIN:VEVENT\r\nUID:{entry.uid}\r\nDTSTAMP:{changed}\r\nLAST-MODIFIED:{changed}\r\n"
        f"CREATED:{_utc(event.created_at)}\r\nSEQUENCE:{entry.sequence}\r\n{recurrence}"
        f"DTSTART{_moment(entry.start, zone, event.time_zone)}\r\nDTEND{_moment(entry.end, zone, event.time_zone)}\r\n"
        f"{repeats}{_line(f'SUMMARY:{_text(event.title)}')}\r\nSTATUS:{entry.status}\r\n"
        f"TRANSP:{'OPAQUE' if entry.status == 'CONFIRMED' else 'TRANSPARENT'}\r\n{_line(f'URL:{entry.address}')}"
    )
    if entry.place:
        lines.append(_line(f"LOCATION:{_text(entry.place)}"))
    if event.event_type:
        lines.append(_line(f"CATEGORIES:{_text(event.event_type)}"))
    if told := _description(entry, zone):
        lines.append(_line(f"DESCRIPTION:{told}"))
    lines.append("END:VEVENT")


def _description(entry: Entry, zone: ZoneInfo | None) -> str:
    event = entry.event
    told = []
    if event.call_at or event.on_air_start_at or event.wrap_at:
        clock = _Clock(zone, event.start_at)
        if event.call_at:
            told.append(f"Call: {clock.shows(event.call_at)}")
        if event.on_air_start_at and event.on_air_end_at:
            told.append(f"On air: {clock.shows(event.on_air_start_at)} to {clock.shows(event.on_air_end_at)}")
        if event.wrap_at:
            told.append(f"Wrap: {clock.shows(event.wrap_at)}")
    if entry.crew:
        told.append(_text(f"Crew: {entry.crew}"))
    if event.contributors:
        told.append(_text(f"Guests: {', '.join(event.contributors)}"))
    if event.description:
        told.append(_text(event.description))
    return "\\n".join(told)


class _Clock:
    """Shows wall times in the event's zone, with the date where it is another day than the event's first."""

    def __init__(self, zone: ZoneInfo | None, day_of: datetime) -> None:
        self._zone = zone or UTC
        self._first = day_of.astimezone(self._zone).date()

    def shows(self, moment: datetime) -> str:
        wall = moment.astimezone(self._zone)
        clock = f"{wall.hour:02}:{wall.minute:02}"
        return clock if wall.date() == self._first else f"{wall:%a} {wall.day} {wall:%b}\\, {clock}"


def _moment(moment: datetime, zone: ZoneInfo | None, key: str) -> str:
    """Parameters and value of a date-time property.

    The second of two equal wall times can only be said in UTC: with TZID it would be the first (RFC 5545, 3.3.5).
    """
    if zone is None:
        return f":{_utc(moment)}"
    wall = moment.astimezone(zone)
    return f":{_utc(moment)}" if wall.fold else f";TZID={key}:{_compact(wall)}"


def wall_values(key: str, *walls: datetime) -> str:
    """Parameters and values of a property of wall times, of repeated ones the first."""
    if key in _SAME_AS_UTC:
        return ":" + ",".join(f"{_compact(wall)}Z" for wall in walls)
    return f";TZID={key}:{','.join(map(_compact, walls))}"


def _utc(moment: datetime) -> str:
    return f"{_compact(moment.astimezone(UTC))}Z"


def _compact(moment: datetime) -> str:
    """`20270328T060000`; several times as fast as strftime."""
    return moment.isoformat(timespec="seconds")[:19].replace("-", "").replace(":", "")


def _text(text: str) -> str:
    return escaped(text.strip() if text.isprintable() else clean_text(text))  # most texts are plain words


def _line(line: str) -> str:
    """Without its end."""
    if line.isascii():
        if len(line) <= _OCTETS:
            return line
        rest = range(_OCTETS, len(line), _OCTETS - 1)
        return "\r\n ".join((line[:_OCTETS], *(line[place : place + _OCTETS - 1] for place in rest)))
    return folded(line.encode()).decode().removesuffix("\r\n")

"""The pieces of a calendar: its lines, the properties of one event, its zones, times and durations."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import BinaryIO

import icalendar
from icalendar.parser import Contentline

from .ical_text import unescaped
from .rows import RowRefused
from .streams import CHUNK, buffered
from .wall_time import Clock, instant, require_zone, zone_named

STATED = {  # property -> field of ScheduleRow that the event speaks about when it has the property
    "LOCATION": "facility_name",
    "DESCRIPTION": "description",
    "CATEGORIES": "event_type",
    "STATUS": "status",
    "ATTENDEE": "people",
    "X-BMS-LOCATION": "location_name",
    "X-BMS-CONTRIBUTOR": "contributors",
    "X-BMS-ON-AIR-START": "on_air_start",
    "X-BMS-ON-AIR-END": "on_air_end",
    "X-BMS-CALL-TIME": "call_time",
    "X-BMS-WRAP-TIME": "wrap_time",
}
WANTED = STATED.keys() | {
    *(
        "UID",
        "SUMMARY",
        "DTSTART",
        "DTEND",
        "DURATION",
        "RRULE",
        "RDATE",
        "RECURRENCE-ID",
        "EXDATE",
        "EXRULE",
        "SEQUENCE",
    ),
    *("X-BMS-TIME-ZONE", "X-BMS-STATUS"),
}
_LINE = 256 * 1024  # bytes of one unfolded line that are kept: attached pictures are longer, and not wanted
_LINES = 2000  # wanted lines of one event
_NAME = re.compile(r"[A-Za-z0-9-]+")
MOMENT = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d):?(\d\d)?(Z)?)?", re.IGNORECASE)
_DURATION = re.compile(r"([+-]?)P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?)?")


@dataclass(frozen=True, slots=True)
class Property:
    value: str
    parameters: dict[str, str]


@dataclass
class Entry:
    properties: dict[str, list[Property]] = field(default_factory=dict)
    broken: str = ""
    lines: int = 0

    def first(self, name: str) -> Property | None:
        return next(iter(self.properties.get(name, ())), None)

    def text(self, name: str) -> str:
        found = self.first(name)
        return unescaped(found.value) if found else ""

    def add(self, line: str) -> None:
        named = _NAME.match(line)
        name = named[0].upper() if named else ""
        self.lines += name in WANTED
        if name not in WANTED or self.lines > _LINES:
            return
        assert named is not None  # noqa: S101 - no name is wanted that is none
        if line.startswith(":", named.end()):
            self.properties.setdefault(name, []).append(Property(line[named.end() + 1 :], {}))
            return
        try:
            _, parameters, value = Contentline(line).raw_parts()  # type: ignore[no-untyped-call]  # its constructor has no types
        except ValueError:
            self.broken = self.broken or f"{name} cannot be read."
            return
        flat = {key.upper(): value if isinstance(value, str) else str(value[0]) for key, value in parameters.items()}
        self.properties.setdefault(name, []).append(Property(value, flat))


def lines_of(file: BinaryIO) -> Iterator[str]:
    """Unfolded lines. Folding counts bytes and may cut a character, so lines are joined before they are decoded."""
    reader = buffered(file)
    whole = b""
    continued = False  # the piece just read belongs to the line before, as its end was not reached
    while piece := reader.readline(CHUNK):
        ended = piece.endswith(b"\n")
        if continued or piece[:1] in b" \t":
            piece = piece if continued else piece[1:]
            whole = whole.rstrip(b"\r\n") + piece if len(whole) < _LINE else whole
        else:
            yield from _decoded(whole)
            whole = piece
        continued = not ended
    yield from _decoded(whole)


def _decoded(line: bytes) -> Iterator[str]:
    line = line.removeprefix(b"\xef\xbb\xbf").rstrip(b"\r\n")
    if line.strip():
        try:
            yield line.decode()
        except UnicodeDecodeError:
            yield line.decode("cp1252", "replace")


class Calendar:
    """What the events share: the zone of floating times, whether all are cancelled, zones of its own."""

    def __init__(self, file: BinaryIO, time_zone: str) -> None:
        self._file = file
        self.zone = require_zone("Time zone", time_zone)
        self.cancelled = False
        self._own: dict[str, tzinfo] | None = None

    def notice(self, line: str) -> None:
        keyword, _, value = line.partition(":")
        keyword = keyword.partition(";")[0].upper()
        if keyword == "X-WR-TIMEZONE":
            self.zone = zone_named(value) or self.zone
        elif keyword == "METHOD":
            self.cancelled = value.strip().upper() == "CANCEL"

    def own_zone(self, name: str) -> tzinfo | None:
        """The zone the calendar itself defines under that name. Looked for only when no known zone has it."""
        if self._own is None:
            self._own = dict(_own_zones(self._file))
        return self._own.get(name)


def _own_zones(file: BinaryIO) -> Iterator[tuple[str, tzinfo]]:
    block: list[str] = []
    size = 0
    for line in lines_of(file):
        if line.strip().upper() == "BEGIN:VTIMEZONE":
            block, size = [line], 0
        elif block:
            size += len(line)
            if size <= _LINE:
                block.append(line)
            if line.strip().upper() == "END:VTIMEZONE":
                text, block = "\r\n".join(block), []
                try:
                    defined = icalendar.Timezone.from_ical(text)
                    if isinstance(defined, icalendar.Timezone):
                        located = zone_named(str(defined.get("X-LIC-LOCATION", "")))
                        yield str(defined["TZID"]), located or defined.to_tz(lookup_tzid=False)
                except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
                    continue  # what uses it is refused by name


def wall_of(name: str, value: str) -> tuple[datetime, bool]:
    """What a date or a time says by itself, a date as its midnight; and whether it is in UTC. Raises RowRefused."""
    parts = MOMENT.fullmatch(value.strip())
    if not parts:
        raise RowRefused(f'{name} "{value[:40]}" is not a date or a time.')
    try:
        second = min(int(parts[6] or 0), 59)  # a leap second is the one before it
        day = date(int(parts[1]), int(parts[2]), int(parts[3]))
        return datetime.combine(day, time(int(parts[4] or 0), int(parts[5] or 0), second)), bool(parts[7])
    except ValueError:
        raise RowRefused(f"{name} {value[:40]} is not a time of the calendar.") from None


def moment(name: str, found: Property, calendar: Calendar) -> tuple[datetime, str, str]:
    """The instant, the IANA zone it is meant in, and a note."""
    wall, is_utc = wall_of(name, found.value)
    day, clock = wall.date(), Clock(wall.time())
    if is_utc:
        return wall.replace(tzinfo=UTC), calendar.zone.key, ""
    named = found.parameters.get("TZID", "")
    zone = zone_named(named) if named else calendar.zone
    if zone is not None:
        at, note = instant(name, day, clock, zone)
        return at, zone.key, note
    own = calendar.own_zone(named)
    if own is None:
        raise RowRefused(f'{name} is in the time zone "{named[:60]}", which the calendar does not define.')
    note = f'The time zone "{named[:60]}" is the calendar\'s own: shown in {calendar.zone.key}.'
    try:
        return datetime.combine(day, clock.at, own).astimezone(UTC), getattr(own, "key", calendar.zone.key), note
    except (ArithmeticError, ValueError):
        raise RowRefused(f"{name} {found.value[:40]} is outside the calendar.") from None


def duration(text: str) -> tuple[int, timedelta]:
    found = _DURATION.fullmatch(text.strip().upper())
    if not found or not any(found.groups()[1:]):
        raise RowRefused(f'DURATION "{text[:40]}" is not like PT1H30M.')
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    sign = -1 if found[1] == "-" else 1
    return sign * (weeks * 7 + days), sign * timedelta(hours=hours, minutes=minutes, seconds=seconds)

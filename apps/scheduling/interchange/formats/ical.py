"""iCalendar (RFC 5545): every VEVENT is an event; LOCATION is its facility, CATEGORIES its type.

Events that repeat, and single changed dates of them, are refused by name: taking the first date alone would look like
success. The calendar is read line by line, so that only one event is in memory at a time; the grammar of a line, of
texts and of VTIMEZONE is the icalendar package's.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import BinaryIO
from urllib.parse import unquote

import icalendar
from icalendar.parser import Contentline

from . import rows
from .ical_text import unescaped
from .rows import ICALENDAR_SOURCE, BadRow, RowRefused, ScheduleRow, UnreadableFile
from .streams import CHUNK, buffered
from .wall_time import Clock, instant, require_zone, zone_named

_STATED = {  # property -> field of ScheduleRow that the event speaks about when it has the property
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
_WANTED = _STATED.keys() | {
    *("UID", "SUMMARY", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "RECURRENCE-ID"),
    *("X-BMS-TIME-ZONE", "X-BMS-STATUS"),
}
_LINE = 256 * 1024  # bytes of one unfolded line that are kept: attached pictures are longer, and not wanted
_LINES = 2000  # wanted lines of one event
_NAME = re.compile(r"[A-Za-z0-9-]+")
_MOMENT = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d):?(\d\d)?(Z)?)?", re.IGNORECASE)
_DURATION = re.compile(r"([+-]?)P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?)?")


_FIRST_OF_LIST = re.compile(r"(?:\\.|[^,\\])*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Property:
    value: str
    parameters: dict[str, str]


@dataclass
class _Entry:
    properties: dict[str, list[_Property]] = field(default_factory=dict)
    broken: str = ""
    lines: int = 0

    def first(self, name: str) -> _Property | None:
        return next(iter(self.properties.get(name, ())), None)

    def text(self, name: str) -> str:
        found = self.first(name)
        return unescaped(found.value) if found else ""

    def add(self, line: str) -> None:
        named = _NAME.match(line)
        name = named[0].upper() if named else ""
        self.lines += name in _WANTED
        if name not in _WANTED or self.lines > _LINES:
            return
        assert named is not None  # noqa: S101 - no name is wanted that is none
        if line.startswith(":", named.end()):
            self.properties.setdefault(name, []).append(_Property(line[named.end() + 1 :], {}))
            return
        try:
            _, parameters, value = Contentline(line).raw_parts()  # type: ignore[no-untyped-call]  # its constructor has no types
        except ValueError:
            self.broken = self.broken or f"{name} cannot be read."
            return
        flat = {key.upper(): value if isinstance(value, str) else str(value[0]) for key, value in parameters.items()}
        self.properties.setdefault(name, []).append(_Property(value, flat))


def read(file: BinaryIO, time_zone: str) -> Iterator[ScheduleRow | BadRow]:
    calendar = _Calendar(file, time_zone)
    number = 0
    entry: _Entry | None = None
    below = 0  # components open inside the event: alarms have properties of the same names
    for line in _lines(file):
        keyword, _, name = line.rstrip().upper().partition(":")
        if keyword == "BEGIN":
            if entry is not None:
                below += 1
            elif name == "VEVENT":
                number += 1
                entry = _Entry()
        elif keyword == "END" and entry is not None and below:
            below -= 1
        elif keyword == "END" and entry is not None:
            yield _row(number, entry, calendar)
            entry = None
        elif entry is None:
            calendar.notice(line)
        elif not below:
            entry.add(line)
    if entry is not None:
        yield BadRow(number, rows.one_line(entry.text("SUMMARY")), "The file ends in the middle of this event.")
    if not number:
        raise UnreadableFile("The calendar has no events.")


def _lines(file: BinaryIO) -> Iterator[str]:
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


class _Calendar:
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
    for line in _lines(file):
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


def _row(number: int, entry: _Entry, calendar: _Calendar) -> ScheduleRow | BadRow:
    title = rows.one_line(entry.text("SUMMARY"))
    uid = rows.shortened_id(entry.text("UID"))
    try:
        return _event(number, title, uid, entry, calendar)
    except RowRefused as refused:
        return BadRow(number, title[: rows.TITLE_LENGTH], refused.reason, uid)


def _event(number: int, title: str, uid: str, entry: _Entry, calendar: _Calendar) -> ScheduleRow:
    if entry.broken:
        raise RowRefused(entry.broken)
    _refuse_series(entry)
    rows.within("SUMMARY", title, rows.TITLE_LENGTH)
    if not title:
        raise RowRefused("SUMMARY is empty.")
    begins = entry.first("DTSTART")
    if begins is None:
        raise RowRefused("DTSTART is missing.")
    start, zone, note = _moment("DTSTART", begins, calendar)
    end, end_note = _end(entry, begins, start, calendar)
    start, end = rows.checked_period(start, end, start_field="DTSTART", end_field="DTEND")
    named = entry.text("X-BMS-TIME-ZONE")
    facility = rows.within("LOCATION", rows.one_line(entry.text("LOCATION")), rows.NAME_LENGTH)
    description = rows.within("DESCRIPTION", rows.clean_text(entry.text("DESCRIPTION")), rows.DESCRIPTION_LENGTH)
    on_air_start, on_air_end, call_time, wrap_time = (
        _moment(name, found, calendar)[0] if (found := entry.first(name)) else None
        for name in ("X-BMS-ON-AIR-START", "X-BMS-ON-AIR-END", "X-BMS-CALL-TIME", "X-BMS-WRAP-TIME")
    )
    on_air_start, on_air_end = rows.checked_on_air(start, end, on_air_start, on_air_end)
    call_time, wrap_time = rows.checked_crew(start, end, call_time, wrap_time)
    return ScheduleRow(
        number=number,
        title=title,
        start=start,
        end=end,
        time_zone=require_zone("X-BMS-TIME-ZONE", named).key if named else zone,
        source=ICALENDAR_SOURCE,
        external_id=uid or rows.derived_id(title, start.isoformat(), facility),
        facility_name=facility,
        location_name=rows.within("X-BMS-LOCATION", rows.one_line(entry.text("X-BMS-LOCATION")), rows.NAME_LENGTH),
        event_type=_category(entry),
        description=description,
        status=_status(entry, calendar),
        people=rows.names("ATTENDEE", (_person(found) for found in entry.properties.get("ATTENDEE", ()))),
        contributors=rows.names("X-BMS-CONTRIBUTOR", _texts(entry, "X-BMS-CONTRIBUTOR")),
        on_air_start=on_air_start,
        on_air_end=on_air_end,
        call_time=call_time,
        wrap_time=wrap_time,
        stated=frozenset(stated for name, stated in _STATED.items() if name in entry.properties)
        | ({"status"} if calendar.cancelled else frozenset()),
        note=" ".join(dict.fromkeys(filter(None, (note, end_note)))),
    )


def _refuse_series(entry: _Entry) -> None:
    for name in ("RRULE", "RDATE"):
        found = entry.first(name)
        if found and found.value.strip():  # some calendars write the empty property on every event
            raise RowRefused(
                f"{name}: the event repeats by rule ({found.value[:60]}); import of series is not available yet."
            )
    if found := entry.first("RECURRENCE-ID"):
        raise RowRefused(
            f"RECURRENCE-ID: this is the changed date {found.value[:20]} of a series; "
            "import of series is not available yet."
        )


def _moment(name: str, found: _Property, calendar: _Calendar) -> tuple[datetime, str, str]:
    """The instant, the IANA zone it is meant in, and a note."""
    parts = _MOMENT.fullmatch(found.value.strip())
    if not parts:
        raise RowRefused(f'{name} "{found.value[:40]}" is not a date or a time.')
    try:
        day = date(int(parts[1]), int(parts[2]), int(parts[3]))
        second = min(int(parts[6] or 0), 59)  # a leap second is the one before it
        clock = Clock(time(int(parts[4] or 0), int(parts[5] or 0), second))
    except ValueError:
        raise RowRefused(f"{name} {found.value[:40]} is not a time of the calendar.") from None
    if parts[7]:
        return datetime.combine(day, clock.at, UTC), calendar.zone.key, ""
    named = found.parameters.get("TZID", "")
    zone = zone_named(named) if named else calendar.zone
    if zone is not None:
        moment, note = instant(name, day, clock, zone)
        return moment, zone.key, note
    own = calendar.own_zone(named)
    if own is None:
        raise RowRefused(f'{name} is in the time zone "{named[:60]}", which the calendar does not define.')
    note = f'The time zone "{named[:60]}" is the calendar\'s own: shown in {calendar.zone.key}.'
    try:
        return datetime.combine(day, clock.at, own).astimezone(UTC), getattr(own, "key", calendar.zone.key), note
    except (ArithmeticError, ValueError):
        raise RowRefused(f"{name} {found.value[:40]} is outside the calendar.") from None


def _end(entry: _Entry, begins: _Property, start: datetime, calendar: _Calendar) -> tuple[datetime, str]:
    if ends := entry.first("DTEND"):
        end, _, note = _moment("DTEND", ends, calendar)
        return end, note
    whole_day = "T" not in begins.value.upper()
    lasts = entry.first("DURATION")
    if lasts is None and not whole_day:
        raise RowRefused("The event has no end: neither DTEND nor DURATION.")
    days, exact = _duration(lasts.value) if lasts else (1, timedelta(0))
    # Days and weeks are counted by the wall clock, hours and less by the real one (RFC 5545, 3.3.6).
    try:
        parts = _MOMENT.fullmatch(begins.value.strip())
        assert parts is not None  # noqa: S101 - DTSTART was read by the same pattern
        day = date(int(parts[1]), int(parts[2]), int(parts[3])) + timedelta(days=days)
        moved = _Property(day.strftime("%Y%m%d") + begins.value.strip()[parts.end(3) :], begins.parameters)
        end, _, note = _moment("DTEND", moved, calendar) if days else (start, "", "")
        return end + exact, note
    except (OverflowError, ValueError):
        raise RowRefused("DURATION ends outside the calendar.") from None


def _duration(text: str) -> tuple[int, timedelta]:
    found = _DURATION.fullmatch(text.strip().upper())
    if not found or not any(found.groups()[1:]):
        raise RowRefused(f'DURATION "{text[:40]}" is not like PT1H30M.')
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    sign = -1 if found[1] == "-" else 1
    return sign * (weeks * 7 + days), sign * timedelta(hours=hours, minutes=minutes, seconds=seconds)


def _texts(entry: _Entry, name: str) -> list[str]:
    return [unescaped(found.value) for found in entry.properties.get(name, ())]


def _category(entry: _Entry) -> str:
    found = entry.first("CATEGORIES")
    first = _FIRST_OF_LIST.match(found.value) if found else None
    return rows.one_line(unescaped(first[0]))[: rows.TYPE_LENGTH] if first else ""


def _status(entry: _Entry, calendar: _Calendar) -> str:
    if calendar.cancelled or entry.text("STATUS").strip().upper() == "CANCELLED":
        return "Cancelled"
    told = entry.text("X-BMS-STATUS")
    return told if told in rows.STATUSES else "Scheduled"


def _person(found: _Property) -> str:
    """The e-mail address or user name of somebody invited."""
    value = found.value.strip()
    scheme, _, rest = value.partition(":")
    if scheme.casefold() == "mailto":
        return unquote(rest.partition("?")[0])
    return unquote(rest.removeprefix("bms:username:")) if scheme.casefold() == "urn" else value

"""iCalendar (RFC 5545): every VEVENT is an event; LOCATION is its facility, CATEGORIES its type.

Events that repeat are read as series, and single changed dates of them as such; what cannot be taken whole is refused
by name, because the first date alone would look like success. The calendar is read line by line, so that only one
event is in memory at a time; the grammar of a line, of texts and of VTIMEZONE is the icalendar package's.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import BinaryIO
from urllib.parse import unquote

from . import rows
from .ical_parts import MOMENT, STATED, Calendar, Entry, Property, duration, lines_of, moment
from .ical_series import part_of, repeating
from .ical_text import unescaped
from .rows import ICALENDAR_SOURCE, BadRow, RowRefused, ScheduleRow, UnreadableFile
from .wall_time import require_zone

_FIRST_OF_LIST = re.compile(r"(?:\\.|[^,\\])*", re.DOTALL)


def read(file: BinaryIO, time_zone: str) -> Iterator[ScheduleRow | BadRow]:
    calendar = Calendar(file, time_zone)
    number = 0
    entry: Entry | None = None
    below = 0  # components open inside the event: alarms have properties of the same names
    for line in lines_of(file):
        keyword, _, name = line.rstrip().upper().partition(":")
        if keyword == "BEGIN":
            if entry is not None:
                below += 1
            elif name == "VEVENT":
                number += 1
                entry = Entry()
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


def _row(number: int, entry: Entry, calendar: Calendar) -> ScheduleRow | BadRow:
    title = rows.one_line(entry.text("SUMMARY"))
    uid = rows.shortened_id(entry.text("UID"))
    try:
        return _event(number, title, uid, entry, calendar)
    except RowRefused as refused:
        return BadRow(number, title[: rows.TITLE_LENGTH], refused.reason, uid, part_of(entry))


def _event(number: int, title: str, uid: str, entry: Entry, calendar: Calendar) -> ScheduleRow:
    if entry.broken:
        raise RowRefused(entry.broken)
    rows.within("SUMMARY", title, rows.TITLE_LENGTH)
    if not title and part_of(entry) != "date":  # which has that of its series
        raise RowRefused("SUMMARY is empty.")
    begins = entry.first("DTSTART")
    if begins is None:
        raise RowRefused("DTSTART is missing.")
    start, zone, note = moment("DTSTART", begins, calendar)
    end, end_note = _end(entry, begins, start, calendar)
    start, end = rows.checked_period(start, end, start_field="DTSTART", end_field="DTEND")
    named = entry.text("X-BMS-TIME-ZONE")
    facility = rows.within("LOCATION", rows.one_line(entry.text("LOCATION")), rows.NAME_LENGTH)
    description = rows.within("DESCRIPTION", rows.clean_text(entry.text("DESCRIPTION")), rows.DESCRIPTION_LENGTH)
    on_air_start, on_air_end, call_time, wrap_time = (
        moment(name, found, calendar)[0] if (found := entry.first(name)) else None
        for name in ("X-BMS-ON-AIR-START", "X-BMS-ON-AIR-END", "X-BMS-CALL-TIME", "X-BMS-WRAP-TIME")
    )
    on_air_start, on_air_end = rows.checked_on_air(start, end, on_air_start, on_air_end)
    call_time, wrap_time = rows.checked_crew(start, end, call_time, wrap_time)
    repeats = repeating(entry, begins, start, end, calendar)
    if named:
        zone = require_zone("X-BMS-TIME-ZONE", named).key
    return ScheduleRow(
        number=number,
        title=title,
        start=start,
        end=end,
        time_zone=repeats.time_zone or zone,
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
        stated=_stated(entry, begins, repeats.part, is_cancelled=calendar.cancelled),
        part=repeats.part,
        pattern=repeats.pattern,
        recurrence=repeats.recurrence,
        recurrence_day=repeats.recurrence_day,
        sequence=int(told) if (told := entry.text("SEQUENCE").strip()).isdecimal() and len(told) < 10 else 0,
        note=" ".join(dict.fromkeys(filter(None, (note, end_note)))),
    )


_OF_THE_STANDARD = frozenset({"facility_name", "description", "event_type", "status", "people", "contributors"})


def _stated(entry: Entry, begins: Property, part: str, *, is_cancelled: bool) -> frozenset[str]:
    """What the entry speaks about. A changed date is complete in itself: what it does not have, that date has not."""
    stated = {field for name, field in STATED.items() if name in entry.properties}
    if is_cancelled:
        stated.add("status")
    if part == "date":
        stated |= set(STATED.values()) if entry.first("X-BMS-STATUS") else _OF_THE_STANDARD
        if entry.first("X-BMS-TIME-ZONE") or "TZID" in begins.parameters:
            stated.add("time_zone")
    return frozenset(stated)


def _end(entry: Entry, begins: Property, start: datetime, calendar: Calendar) -> tuple[datetime, str]:
    if ends := entry.first("DTEND"):
        end, _, note = moment("DTEND", ends, calendar)
        return end, note
    whole_day = "T" not in begins.value.upper()
    lasts = entry.first("DURATION")
    if lasts is None and not whole_day:
        raise RowRefused("The event has no end: neither DTEND nor DURATION.")
    days, exact = duration(lasts.value) if lasts else (1, timedelta(0))
    # Days and weeks are counted by the wall clock, hours and less by the real one (RFC 5545, 3.3.6).
    try:
        parts = MOMENT.fullmatch(begins.value.strip())
        assert parts is not None  # noqa: S101 - DTSTART was read by the same pattern
        day = date(int(parts[1]), int(parts[2]), int(parts[3])) + timedelta(days=days)
        moved = Property(day.strftime("%Y%m%d") + begins.value.strip()[parts.end(3) :], begins.parameters)
        end, _, note = moment("DTEND", moved, calendar) if days else (start, "", "")
        return end + exact, note
    except (OverflowError, ValueError):
        raise RowRefused("DURATION ends outside the calendar.") from None


def _texts(entry: Entry, name: str) -> list[str]:
    return [unescaped(found.value) for found in entry.properties.get(name, ())]


def _category(entry: Entry) -> str:
    found = entry.first("CATEGORIES")
    first = _FIRST_OF_LIST.match(found.value) if found else None
    return rows.one_line(unescaped(first[0]))[: rows.TYPE_LENGTH] if first else ""


def _status(entry: Entry, calendar: Calendar) -> str:
    if calendar.cancelled or entry.text("STATUS").strip().upper() == "CANCELLED":
        return "Cancelled"
    told = entry.text("X-BMS-STATUS")
    return told if told in rows.STATUSES else "Scheduled"


def _person(found: Property) -> str:
    """The e-mail address or user name of somebody invited."""
    value = found.value.strip()
    scheme, _, rest = value.partition(":")
    if scheme.casefold() == "mailto":
        return unquote(rest.partition("?")[0])
    return unquote(rest.removeprefix("bms:username:")) if scheme.casefold() == "urn" else value

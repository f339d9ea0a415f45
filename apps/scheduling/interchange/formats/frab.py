"""frab schedule JSON, as conferences publish it: days, rooms in them, events in those."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

import ijson

from . import rows
from .rows import BadRow, RowRefused, ScheduleRow, UnreadableFile
from .streams import Metered, buffered
from .wall_time import Clock, instant, parse_clock, parse_date, zone_named

_DEPTH = 64
_DAY = ("schedule", "conference", "days", None)
_DURATION = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{2})")
_STATED = frozenset({"facility_name", "event_type", "description", "contributors"})
_NOT_FRAB = "The file is JSON, but not a frab schedule: schedule.conference.days is missing."


@dataclass
class _Conference:
    """What stands once in the file, before or after the events."""

    zone: ZoneInfo
    source: str
    days: list[dict[str, str]]


def read(file: BinaryIO, time_zone: str) -> Iterator[ScheduleRow | BadRow]:
    conference = _conference(file, time_zone)
    number = 0
    for day, room, event in _events(file):
        number += 1
        title = rows.one_line(_text(event, "title"))
        told = conference.days[day] if day < len(conference.days) else {}
        try:
            yield _row(number, title, event, room=room, day=told, conference=conference)
        except RowRefused as refused:
            yield BadRow(number, title[: rows.TITLE_LENGTH], refused.reason, rows.shortened_id(_text(event, "guid")))
    if not number:
        raise UnreadableFile("The schedule has no events.")


def _row(
    number: int, title: str, event: dict[str, Any], *, room: str, day: dict[str, str], conference: _Conference
) -> ScheduleRow:
    rows.within("title", title, rows.TITLE_LENGTH)
    if not title:
        raise RowRefused("title is empty.")
    start, note = _start(event, day, conference.zone)
    start, end = rows.checked_period(start, start + _duration(event), start_field="date", end_field="duration")
    told = [_text(event, "subtitle"), _text(event, "abstract"), _text(event, "description")]
    track = rows.one_line(_text(event, "track"))
    description = "\n\n".join(filter(None, (*map(rows.clean_text, told), f"Track: {track}" if track else "")))
    identity = _text(event, "guid") or _text(event, "id")
    persons = event.get("persons")
    facility = rows.within("room", rows.one_line(_text(event, "room") or room), rows.NAME_LENGTH)
    return ScheduleRow(
        number=number,
        title=title,
        start=start,
        end=end,
        time_zone=conference.zone.key,
        source=conference.source,
        external_id=rows.shortened_id(identity) or rows.derived_id(title, start.isoformat(), facility),
        facility_name=facility,
        event_type=rows.within("type", rows.one_line(_text(event, "type")).capitalize(), rows.TYPE_LENGTH),
        description=rows.within("description", description, rows.DESCRIPTION_LENGTH),
        contributors=rows.names("persons", map(_name, persons if isinstance(persons, list) else [])),
        stated=_STATED,
        note=note,
    )


def _text(entry: dict[str, Any], key: str) -> str:
    value = entry.get(key)
    return str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _name(person: object) -> str:
    if isinstance(person, str):
        return person
    if isinstance(person, dict):
        return next(filter(None, (_text(person, key) for key in ("public_name", "full_public_name", "name"))), "")
    return ""


def _start(event: dict[str, Any], day: dict[str, str], zone: ZoneInfo) -> tuple[datetime, str]:
    """`date` is an instant in most files; else it is the day, or missing, and `start` the wall time.

    A wall time before the beginning of the conference day belongs to the night after it.
    """
    given = _text(event, "date")
    if len(given) > 10:
        try:
            moment = datetime.fromisoformat(given)
        except ValueError:
            raise RowRefused(f'date "{given[:40]}" is not a date and time.') from None
        if moment.tzinfo is not None:
            return moment, ""
        return instant("date", moment.date(), Clock(moment.time()), zone)
    start = _text(event, "start")
    if not start:
        raise RowRefused("start is empty.")
    clock = parse_clock("start", start)
    when = parse_date("date", given or day.get("date", ""), str)
    if not given and clock.at < _day_start(day):
        when = _next(when)
    return instant("start", when, clock, zone)


def _day_start(day: dict[str, str]) -> time:
    try:
        moment = datetime.fromisoformat(day.get("day_start", ""))
    except ValueError:
        return time(0)
    return moment.time()


def _next(day: date) -> date:
    try:
        return day + timedelta(days=1)
    except OverflowError:
        raise RowRefused("date is outside the calendar.") from None


def _duration(event: dict[str, Any]) -> timedelta:
    """H:MM, or D:HH:MM."""
    text = _text(event, "duration")
    found = _DURATION.fullmatch(text)
    if not found:
        raise RowRefused(f'duration "{text[:40]}" is not like 0:45 or 1:02:30.' if text else "duration is empty.")
    return timedelta(days=int(found[1] or 0), hours=int(found[2]), minutes=int(found[3]))


def _tokens(metered: Metered) -> Iterator[tuple[tuple[str | None, ...], str, Any]]:
    """Every kind with the keys that lead to it (None for a place in an array), nesting bounded."""
    path: list[str | None] = []
    try:
        for kind, value in ijson.basic_parse(metered, use_float=True):
            if kind in ("end_map", "end_array"):
                path.pop()
            elif kind == "map_key":
                path[-1] = value
                continue
            yield tuple(path), kind, value
            if kind in ("start_map", "start_array"):
                path.append(None)
                if len(path) > _DEPTH:
                    raise UnreadableFile(f"The file is nested deeper than {_DEPTH} levels.")
    except (ijson.JSONError, UnicodeDecodeError) as error:
        raise UnreadableFile("The file is not valid JSON, or it is cut off.") from error


def _conference(file: BinaryIO, time_zone: str) -> _Conference:
    told: dict[str, str] = {}
    days: list[dict[str, str]] = []
    found = False
    metered = Metered(buffered(file), entry="value")
    for path, kind, value in _tokens(metered):
        metered.entry_done()
        if len(path) > 5:
            continue
        found = found or (path == _DAY[:3] and kind == "start_array")
        if path == _DAY and kind == "start_map":
            days.append({})
            if len(days) > 1000:
                raise UnreadableFile("The schedule has more than 1,000 days.")
        elif path[:-1] == _DAY and path[-1] in ("date", "day_start") and kind == "string":
            days[-1][str(path[-1])] = value
        elif path[:-1] == ("schedule", "conference") and kind == "string":
            told[str(path[-1])] = value[:255]
    if not found:
        raise UnreadableFile(_NOT_FRAB)
    named = told.get("time_zone_name", "")
    zone = zone_named(named or time_zone)
    if zone is None:
        raise UnreadableFile(f'time_zone_name "{named or time_zone}" is not a time zone.')
    acronym = rows.one_line(told.get("acronym") or told.get("title") or "")
    return _Conference(zone, f"frab:{acronym}"[: rows.TYPE_LENGTH], days)


def _events(file: BinaryIO) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """Index of the day, name of the room, and the event."""
    day = -1
    building: Any = None
    metered = Metered(buffered(file), entry="event")
    for path, kind, value in _tokens(metered):
        inside = len(path) == 7 and path[:4] == _DAY and path[4] == "rooms" and path[6] is None
        if path == _DAY and kind == "start_map":
            day += 1
        if inside and kind == "start_map":
            building = ijson.ObjectBuilder()
        if building is not None:
            if path[7:] and path[-1] is not None and kind not in ("end_map", "end_array"):
                building.event("map_key", path[-1])
            building.event(kind, value)
        if inside and kind == "end_map":
            yield day, str(path[5]), building.value
            building = None
        if building is None:
            metered.entry_done()

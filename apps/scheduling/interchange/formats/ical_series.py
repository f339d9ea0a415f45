"""What an entry says of repeating: a series as wall times and a rule, or the one date of a series that it changes."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from .ical_parts import Calendar, Entry, Property, duration, moment, wall_of
from .rows import RowRefused
from .wall_time import zone_named

_WALLS = {
    "on_air_start": "X-BMS-ON-AIR-START",
    "on_air_end": "X-BMS-ON-AIR-END",
    "call_time": "X-BMS-CALL-TIME",
    "wrap_time": "X-BMS-WRAP-TIME",
}


class Repeating(NamedTuple):
    """`part` is "series", "date" of one, or empty; `pattern` has wall times in `time_zone`, as text."""

    part: str = ""
    pattern: dict[str, Any] | None = None
    time_zone: str = ""
    recurrence: datetime | None = None  # the instant of the date that is changed
    recurrence_day: str = ""  # where only its day is said


def part_of(entry: Entry) -> str:
    if entry.first("RECURRENCE-ID"):
        return "date"
    # some calendars write the empty property on every event
    return "series" if any(found.value.strip() for name in ("RRULE", "RDATE") for found in _all(entry, name)) else ""


def repeating(entry: Entry, begins: Property, start: datetime, end: datetime, calendar: Calendar) -> Repeating:
    """Raises RowRefused for what cannot be taken without losing what it means."""
    part = part_of(entry)
    if part == "series":
        return _series(entry, begins, start, end, calendar)
    if part == "date":
        return _date(entry, calendar)
    return Repeating()


def _date(entry: Entry, calendar: Calendar) -> Repeating:
    found = entry.properties["RECURRENCE-ID"][0]
    if "RANGE" in found.parameters:
        raise RowRefused("RECURRENCE-ID changes this and all following dates (RANGE): write a series of its own.")
    at, _, _ = moment("RECURRENCE-ID", found, calendar)
    day = "" if "T" in found.value.upper() else wall_of("RECURRENCE-ID", found.value)[0].date().isoformat()
    return Repeating("date", recurrence=at, recurrence_day=day)


def _series(entry: Entry, begins: Property, start: datetime, end: datetime, calendar: Calendar) -> Repeating:
    rules = [found.value.strip() for found in _all(entry, "RRULE") if found.value.strip()]
    if len(set(rules)) > 1:
        raise RowRefused("RRULE: the event repeats by several rules at once; write a series for each.")
    if any(found.value.strip() for found in _all(entry, "EXRULE")):
        raise RowRefused("EXRULE: dates taken out by a rule are not of the standard any more; write EXDATE.")
    zone = _zone(begins, calendar)
    first, _ = wall_of("DTSTART", begins.value)
    last = _wall(end, zone)
    ends = entry.first("DTEND")
    if ends and ends.parameters.get("TZID") == begins.parameters.get("TZID") and ends.value[-1:] == begins.value[-1:]:
        last, _ = wall_of("DTEND", ends.value)
    pattern: dict[str, Any] = {
        "dtstart": first.isoformat(),
        "dtend": last.isoformat(),
        "rrule": rules[0] if rules else "",
        "rdate": _dates(entry, "RDATE", first, zone, calendar, length=end - start),
        "exdate": _dates(entry, "EXDATE", first, zone, calendar),
    }
    for name, named in _WALLS.items():
        found = entry.first(named)
        pattern[name] = _wall(moment(named, found, calendar)[0], zone).isoformat() if found else ""
    return Repeating("series", pattern, zone.key)


def _zone(begins: Property, calendar: Calendar) -> ZoneInfo:
    """In which the rule is followed: not always the one the event would be shown in."""
    if begins.value.strip().upper().endswith("Z"):
        return ZoneInfo("UTC")
    named = begins.parameters.get("TZID", "")
    if not named:
        return calendar.zone
    zone = zone_named(named) or calendar.own_zone(named)
    if isinstance(zone, ZoneInfo):
        return zone
    raise RowRefused(
        f'DTSTART repeats in the time zone "{named[:60]}", which only this calendar knows: name one of IANA instead.'
    )


def _dates(
    entry: Entry, name: str, first: datetime, zone: ZoneInfo, calendar: Calendar, *, length: Any = None
) -> list[str]:
    """Wall times in the zone of the series; a day alone means the time of the first date."""
    found = set()
    for listed in _all(entry, name):
        for value in filter(None, (part.strip() for part in listed.value.split(","))):
            begin, slash, rest = value.partition("/")
            one = Property(begin, listed.parameters)
            if "T" not in begin.upper():
                found.add(datetime.combine(wall_of(name, begin)[0].date(), first.time()))
                continue
            at = moment(name, one, calendar)[0]
            if slash and length is not None and _ends(rest, at, listed, calendar) - at != length:
                raise RowRefused(f"{name} {value[:60]} has a length of its own; write that date as RECURRENCE-ID.")
            wall, is_utc = wall_of(name, begin)
            literal = not is_utc and zone_named(listed.parameters.get("TZID", "")) == zone
            found.add(wall if literal else _wall(at, zone))
    return [wall.isoformat() for wall in sorted(found)]


def _ends(text: str, at: datetime, listed: Property, calendar: Calendar) -> datetime:
    if text[:1].upper() in "P+-":
        days, exact = duration(text)
        return at + exact + timedelta(days=days)
    return moment("RDATE", Property(text, listed.parameters), calendar)[0]


def _all(entry: Entry, name: str) -> Iterator[Property]:
    return iter(entry.properties.get(name, ()))


def _wall(at: datetime, zone: ZoneInfo) -> datetime:
    return at.astimezone(UTC).astimezone(zone).replace(tzinfo=None, fold=0)

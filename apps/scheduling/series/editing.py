"""Putting values onto a series that is not saved yet: what differs, what follows from it, what is refused."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from typing_extensions import TypedDict

from apps.core.errors import Invalid
from apps.scheduling.equipping.gear import PoolWanted
from apps.scheduling.events.editing import EventValues, apply_values
from apps.scheduling.events.models import LONGEST, Event
from apps.scheduling.ports import Facilities, People
from apps.scheduling.series.expansion import Pattern, ends_before_start
from apps.scheduling.series.models import Series
from apps.scheduling.series.rules import Freq, Rule, Weekday, parse_rule
from apps.scheduling.series.shaping import COPIED, PEOPLE, TIMES, columns_at, crew_at
from apps.scheduling.series.walls import read_wall, read_walls


class SeriesValues(TypedDict, total=False):
    """What a caller may set. Times are wall times of the first date, as text; ids are other modules'."""

    title: str
    description: str
    event_type: str
    facility: int | None
    location: int | None
    dtstart: str
    dtend: str
    time_zone: str
    rrule: str
    rdate: list[str]
    exdate: list[str]
    on_air_start: str
    on_air_end: str
    call_time: str
    wrap_time: str
    rig_minutes: int | None
    strike_minutes: int | None
    contributors: list[str]
    assigned_users: list[int]
    tentative_users: list[int]
    equipment: list[int]
    kits: list[int]
    pools: list[PoolWanted]


_ZONES = available_timezones()
WALLS = {
    "on_air_start": "on_air_start_wall",
    "on_air_end": "on_air_end_wall",
    "call_time": "call_wall",
    "wrap_time": "wrap_wall",
}
GEAR = ("equipment", "kits", "pools")
_OF_EVENTS = {
    *("title", "description", "event_type", "facility", "location", "rig_minutes", "strike_minutes", "contributors"),
    *PEOPLE,
    *GEAR,
}
PATTERN = frozenset({"start_wall", "end_wall", "time_zone", "rrule", "rdates", "exdates"})
_COLUMNS = (*PATTERN, *WALLS.values(), *COPIED, *PEOPLE, "gear")


def apply_to_series(series: Series, values: SeriesValues, *, facilities: Facilities, people: People) -> set[str]:
    """Write what differs onto the series. Returns the names of the columns that changed.

    A move of the first date takes on-air, call and wrap times along unless they are given anew, and added and
    excluded dates likewise. Raises Invalid.
    """
    before = {name: getattr(series, name) for name in _COLUMNS}
    series.time_zone = _zone(series, values, facilities)
    _assign_times(series, values)
    _assign_pattern(series, values)
    _check_times(series)
    _assign_columns(series, values, facilities, people)
    return {name for name in _COLUMNS if getattr(series, name) != before[name]}


def _zone(series: Series, values: SeriesValues, facilities: Facilities) -> str:
    """As given or as it was; of a new series the zone of its place."""
    zone = values.get("time_zone") or series.time_zone
    if not zone and (facility := values.get("facility")):
        zone = found.time_zone if (found := facilities.facilities(ids=[facility]).get(facility)) else ""
    if not zone and (location := values.get("location")):
        zone = place.time_zone if (place := facilities.locations(ids=[location]).get(location)) else ""
    zone = zone or settings.TIME_ZONE
    if zone not in _ZONES:
        raise Invalid.field("time_zone", "must be a name of the IANA time zone database")
    return zone


def _assign_times(series: Series, values: SeriesValues) -> None:
    zone = series.zone
    is_new = not series.start_wall
    old = None if is_new else (series.start_wall, series.end_wall)
    for name, column in (("dtstart", "start_wall"), ("dtend", "end_wall")):
        if text := values.get(name):
            setattr(series, column, read_wall(name, str(text), zone))
        elif is_new or name in values:
            raise Invalid.field(name, "must not be empty")
    moved = series.start_wall - old[0] if old and series.start_wall - old[0] == series.end_wall - old[1] else None
    for name, column in WALLS.items():
        if name in values:
            told = str(values[name] or "")  # type: ignore[literal-required]  # one of the four
            setattr(series, column, read_wall(name, told, zone) if told else None)
        elif moved and getattr(series, column):
            setattr(series, column, getattr(series, column) + moved)
    if moved and old:
        series.rdates = [wall + moved for wall in series.rdates]
        series.exdates = [wall + moved for wall in series.exdates]
        if series.rrule and "rrule" not in values:
            days = (series.start_wall.date() - old[0].date()).days
            series.rrule = str(moved_rule(parse_rule(series.rrule), days, moved))


def _assign_pattern(series: Series, values: SeriesValues) -> None:
    if "rrule" in values:
        series.rrule = str(parse_rule(values["rrule"])) if values["rrule"].strip() else ""
    if "rdate" in values:
        series.rdates = list(read_walls("rdate", values["rdate"], series.zone, at=series.start_wall))
    if "exdate" in values:
        series.exdates = list(read_walls("exdate", values["exdate"], series.zone, at=series.start_wall))
    check_pattern(series.pattern)


def check_pattern(pattern: Pattern) -> None:
    """Raises Invalid where the rule and the first date cannot go together."""
    if ends_before_start(pattern):
        raise Invalid.field("rrule", "UNTIL lies before the first date")


def _check_times(series: Series) -> None:
    if series.end_wall <= series.start_wall:
        raise Invalid.field("dtend", "must be after dtstart")
    if series.length > LONGEST:
        raise Invalid.field("dtend", f"must be within {LONGEST.days} days of dtstart")
    first, last = series.on_air_start_wall, series.on_air_end_wall
    if (first is None) != (last is None):
        raise Invalid.field("on_air_end" if last is None else "on_air_start", "must be given with the other end")
    if first and last:
        if last <= first:
            raise Invalid.field("on_air_end", "must be after on_air_start")
        if first < series.start_wall or last > series.end_wall:
            raise Invalid.field("on_air_start", "the time on air must lie between dtstart and dtend")
    call, wrap = series.call_wall or series.start_wall, series.wrap_wall or series.end_wall
    if wrap <= call:
        name = "call_time" if series.call_wall else "wrap_time"
        raise Invalid.field(name, "crew must be called before they are released")
    if wrap - call > LONGEST:
        raise Invalid.field("call_time", f"crew cannot be held for more than {LONGEST.days} days")


def _assign_columns(series: Series, values: SeriesValues, facilities: Facilities, people: People) -> None:
    """By the rules of events: the first date takes the values, and the series what came of them."""
    columns = columns_at(series, series.start_wall)
    probe = Event(**{name: columns[name] for name in (*COPIED, *TIMES)})
    crew = crew_at(columns)
    wanted: dict[str, Any] = {name: value for name, value in values.items() if name in _OF_EVENTS}
    if not series.title:
        wanted = {"title": "", **wanted}
    apply_values(probe, crew, cast("EventValues", wanted), facilities=facilities, people=people)
    for name in set(COPIED) - {"time_zone"}:
        setattr(series, name, getattr(probe, name))
    series.assigned_users, series.tentative_users = crew.confirmed, crew.tentative
    series.gear = crew.gear.written


def moved_rule(rule: Rule, days: int, moved: timedelta) -> Rule:
    """The rule of a series that moves by so many days of the calendar. Its end moves along.

    Raises Invalid where the rule names days that would not be the same ones any more.
    """
    if rule.until is not None:
        rule = replace(rule, until=rule.until + (moved if isinstance(rule.until, datetime) else timedelta(days=days)))
    if not days or not (rule.selects_days or rule.months):
        return rule
    if rule.freq == Freq.WEEKLY and not rule.months and not rule.positions:
        return replace(rule, days=tuple(sorted(Weekday((day.day + days) % 7) for day in rule.days)))
    raise Invalid.field("dtstart", "the rule says which days it is on; change the rule to move it to other days")


def zone_named(field: str, name: str) -> ZoneInfo:
    """Raises Invalid for what is not in the IANA time zone database."""
    if name not in _ZONES:
        raise Invalid.field(field, "must be a name of the IANA time zone database, such as Europe/Dublin")
    return ZoneInfo(name)

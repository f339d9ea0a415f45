"""What the entries of a file say of a series itself: its pattern and the values its dates take."""

from datetime import datetime
from typing import Any, cast

from apps.scheduling.events.models import Status
from apps.scheduling.interchange.models import ImportRow
from apps.scheduling.interchange.planning import Planned, values_of_row
from apps.scheduling.interchange.resolving import Directory
from apps.scheduling.series.editing import SeriesValues
from apps.scheduling.series.expansion import wall_in
from apps.scheduling.series.models import Series
from apps.scheduling.series.rules import in_utc, parse_rule
from apps.scheduling.series.walls import wall_text

_VALUES = ("title", "description", "event_type", "facility", "location", "contributors", "assigned_users")
_PATTERN = ("dtstart", "dtend", "rrule", "rdate", "exdate")
_WALLS = ("on_air_start", "on_air_end", "call_time", "wrap_time")


def said_of(lead: Planned, directory: Directory, *, is_known: bool, is_calendar: bool) -> SeriesValues:
    """By the first of its entries. Of a series that is known, an entry for one of its dates says nothing.

    Of an unknown one it is all there is: a series of that date. Raises RowRefused.
    """
    row = lead.row
    if row.part == "date" and is_known:
        return SeriesValues()
    content = row.content or {}
    zone = str(content["time_zone"])
    found = cast("dict[str, Any]", values_of_row(row, lead, directory, is_calendar=is_calendar))
    said: dict[str, Any] = {name: found[name] for name in _VALUES if name in found}
    pattern = content.get("pattern") or _alone(row, zone)
    said |= {"time_zone": zone, **{name: pattern[name] for name in _PATTERN}}
    said |= {name: pattern[name] for name in _WALLS if name in content["stated"]}
    return cast("SeriesValues", said)


def _alone(row: ImportRow, zone: str) -> dict[str, Any]:
    """An entry that does not repeat, as a series: the one date it is, or that it changes."""
    probe, content = Series(time_zone=zone), row.content or {}
    assert row.start_at is not None and row.end_at is not None  # noqa: PT018, S101 - a readable row has both
    is_date = row.part == "date"
    first = wall_in(probe.zone, datetime.fromisoformat(content["recurrence"]) if is_date else row.start_at)
    last = first + (wall_in(probe.zone, row.end_at) - wall_in(probe.zone, row.start_at))
    walls = {"dtstart": first.isoformat(), "dtend": last.isoformat(), "rrule": "", "rdate": [], "exdate": []}
    for name in _WALLS:
        told = None if is_date else content.get(name)
        walls[name] = wall_in(probe.zone, datetime.fromisoformat(told)).isoformat() if told else ""
    return walls


def status_of(row: ImportRow, known: Series | None) -> str:
    """A calendar may call a whole series off, or say nothing of it."""
    content = row.content or {}
    if row.part != "series" or "status" not in content["stated"]:
        return known.status if known else Status.SCHEDULED.value
    is_off = content["status"] == Status.CANCELLED
    return Status.CANCELLED.value if is_off else Status.SCHEDULED.value


def same_rule(series: Series, values: SeriesValues) -> str:
    """The rule as the series spells it already if both mean the same: UNTIL has several spellings."""
    rule = parse_rule(values["rrule"])
    if series.rrule and series.time_zone == values.get("time_zone", series.time_zone):
        ours = parse_rule(series.rrule)
        if in_utc(rule, series.zone) == in_utc(ours, series.zone):
            return series.rrule
    return str(rule)


def text_of_wall(text: str) -> str:
    return wall_text(datetime.fromisoformat(text))

"""Cutting a series in two: what has begun stays a record under the old rule, what follows goes on under its own."""

from dataclasses import replace
from datetime import datetime
from itertools import takewhile

from apps.scheduling.series.expansion import occurrences, walls_of_rule
from apps.scheduling.series.models import Series
from apps.scheduling.series.rules import parse_rule
from apps.scheduling.wall_time import moment_of

_COPIED = (
    *("title", "description", "event_type", "facility_id", "location_id", "time_zone", "rrule"),
    *("rig_minutes", "strike_minutes", "shares_buffers", "contributors", "assigned_users", "tentative_users"),
    *("gear", "created_by_id", "status", "extended_to"),
)
_WALLS = ("start_wall", "end_wall", "on_air_start_wall", "on_air_end_wall", "call_wall", "wrap_wall")


def dates_before(series: Series, cut: datetime) -> int:
    """How many dates the pattern has before an instant."""
    return sum(1 for date in occurrences(series.pattern, until=cut) if date.at < cut)


def first_wall_from(series: Series, cut: datetime) -> datetime | None:
    """The first date of the rule at or after an instant; None when only added dates or none are left."""
    zone = series.zone
    return next((wall for wall in walls_of_rule(series.pattern) if moment_of(wall, zone).at >= cut), None)


def continued_from(series: Series, cut: datetime) -> Series | None:
    """A new series, not saved, for the dates from an instant on; None when there are none."""
    zone = series.zone
    later = sorted(wall for wall in series.rdates if moment_of(wall, zone).at >= cut)
    first = first_wall_from(series, cut)
    start = first or next(iter(later), None)
    if start is None:
        return None
    shift = series.shift_of(start)
    new = Series(follows=series, **{name: getattr(series, name) for name in _COPIED})
    for name in _WALLS:
        wall = getattr(series, name)
        setattr(new, name, wall + shift if wall else None)
    new.rdates = [wall for wall in later if wall != start or first]
    new.exdates = [wall for wall in series.exdates if moment_of(wall, zone).at >= cut]
    if first is None:
        new.rrule = ""
    elif series.rrule:
        rule = parse_rule(series.rrule)
        if rule.count:
            new.rrule = str(replace(rule, count=rule.count - len(_walls_before(series, cut))))
    return new


def end_before(series: Series, cut: datetime) -> None:
    """Let the series end with its last date before an instant. There is one."""
    zone = series.zone
    if series.rrule:
        walls = _walls_before(series, cut) or [series.start_wall]  # the first one always counts
        last = moment_of(walls[-1], zone).at
        series.rrule = str(replace(parse_rule(series.rrule), count=None, until=last))
    series.rdates = [wall for wall in series.rdates if moment_of(wall, zone).at < cut]
    series.exdates = [wall for wall in series.exdates if moment_of(wall, zone).at < cut]


def _walls_before(series: Series, cut: datetime) -> list[datetime]:
    return list(takewhile(lambda wall: moment_of(wall, series.zone).at < cut, walls_of_rule(series.pattern)))

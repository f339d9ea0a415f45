"""A series in a calendar: one entry with its rule, and one for each date that is not like the others.

What most of its dates in the calendar have in common is the series; a date that differs in anything that is shown is
an exception. Whether the rule gives exactly the dates that are to be shown is not argued but worked out: dates it gives
besides are taken out, dates it lacks are added. Where so few are shown that most would have to be taken out, or the
rule cannot be told for the times that are shown, each date stands by itself, told apart by RECURRENCE-ID.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import takewhile

from apps.core.errors import Invalid
from apps.scheduling.feeds.calendar import Entry, wall_values
from apps.scheduling.series.editing import moved_rule
from apps.scheduling.series.expansion import Pattern, occurrences, wall_in, walls_of_rule
from apps.scheduling.series.models import Series
from apps.scheduling.series.rules import Rule, in_utc, parse_rule
from apps.scheduling.series.shaping import wall_of
from apps.scheduling.wall_time import moment_of

_FEWEST = 2  # dates that are alike, for one entry to stand for them


@dataclass(frozen=True, slots=True)
class _Shape:
    """What is shown of a date, its times by how far they lie from where the rule has it."""

    shown: tuple[object, ...]
    begins: timedelta
    ends: timedelta
    lasts: timedelta  # elapsed: not the clock's difference in the night of a change
    time_zone: str


@dataclass(frozen=True, slots=True)
class _Repeats:
    """How the dates from `first` on are told. Wall times are those that the rule of the series gives."""

    first: datetime
    rule: Rule | None
    added: list[datetime]
    excluded: list[datetime]


def as_series(series: Series, entries: Sequence[Entry], *, until: datetime) -> list[Entry]:
    """The dates of one series, whose own dates the entries name by `recurrence_at`.

    Args:
        until: dates that begin later may be missing among the entries; the rule stands for them.
    """
    by_wall = {wall_of(series, entry.event.recurrence_at or entry.start): entry for entry in entries}
    shapes = {wall: _shape(series, wall, entry) for wall, entry in by_wall.items()}
    common, count = Counter(shapes.values()).most_common(1)[0]
    told = None
    if count >= _FEWEST and len(by_wall) == len(entries) and common.time_zone == series.time_zone:
        told = _told(series, sorted(by_wall), common, until)
    if told is None:
        walls = {id(entry): wall for wall, entry in by_wall.items()}
        return [_alone(series, entry, walls.get(id(entry))) for entry in entries]
    alike = [entry for wall, entry in by_wall.items() if shapes[wall] == common]
    others = [
        _exception(series, entry, wall + common.begins)
        for wall, entry in by_wall.items()
        if shapes[wall] != common or wall < told.first
    ]
    return [_master(series, alike, told, common), *others]


def _shape(series: Series, wall: datetime, entry: Entry) -> _Shape:
    zone, event = series.zone, entry.event

    def away(moment: datetime | None) -> timedelta | None:
        return None if moment is None else wall_in(zone, moment) - wall

    moments = (event.start_at, event.call_at, event.on_air_start_at, event.on_air_end_at, event.wrap_at)
    texts = (event.title, event.description, event.event_type, tuple(event.contributors))
    is_second = entry.start.astimezone(zone).fold  # of two equal wall times
    return _Shape(
        shown=(*texts, entry.status, entry.place, entry.crew, is_second, *map(away, moments)),
        begins=wall_in(zone, entry.start) - wall,
        ends=wall_in(zone, entry.end) - wall,
        lasts=entry.end - entry.start,
        time_zone=event.time_zone,
    )


def _told(series: Series, walls: Sequence[datetime], common: _Shape, until: datetime) -> _Repeats | None:
    """None where it cannot be told, or not in fewer words than its dates."""
    zone, shift = series.zone, common.begins
    rule = parse_rule(series.rrule) if series.rrule else None
    whole = Pattern(series.start_wall, zone, rule)
    given = list(takewhile(lambda wall: wall <= walls[-1], walls_of_rule(whole))) if rule else list(walls)
    first = next((wall for wall in sorted({*given} & {*walls}) if _is_sound(series, wall, common)), None)
    if first is None:
        return None
    if rule is not None:
        shifted = _shifted(replace(rule, count=rule.count and rule.count - given.index(first)), series, first, shift)
        if shifted is None:
            return None
        rule = shifted
    wanted = {moment_of(wall + shift, zone).at: wall for wall in walls if wall >= first}
    if len(wanted) != sum(wall >= first for wall in walls):
        return None
    last, until = max(wanted), until + min(shift, timedelta())
    dates = occurrences(Pattern(first + shift, zone, rule), until=max(last, until))
    if rule is not None and any(last < date.at <= until for date in dates):
        rule = replace(rule, count=None, until=last)
        dates = [date for date in dates if date.at <= last]
    excluded = [date.wall for date in dates if date.at not in wanted and date.at <= until]
    there = {date.at for date in dates}
    added = [wall + shift for at, wall in wanted.items() if at not in there]
    return None if len(excluded) > len(wanted) else _Repeats(first, rule, added, excluded)


def _is_sound(series: Series, wall: datetime, common: _Shape) -> bool:
    """Whether a first date at that time lasts as long as the others do."""
    start, end = (moment_of(wall + away, series.zone) for away in (common.begins, common.ends))
    return not start.moved_to and not end.moved_to and end.at - start.at == common.lasts


def _shifted(rule: Rule, series: Series, first: datetime, shift: timedelta) -> Rule | None:
    """The rule for what begins so much before or after the dates of the series, as duties do at their call."""
    if shift and (rule.hours or rule.minutes or rule.seconds):
        return None
    try:
        return moved_rule(in_utc(rule, series.zone), ((first + shift).date() - first.date()).days, shift)
    except Invalid:
        return None


def _master(series: Series, alike: Sequence[Entry], told: _Repeats, common: _Shape) -> Entry:
    entry = alike[0]
    lines = [f"RRULE:{told.rule}"] if told.rule else []
    for name, walls in (("RDATE", told.added), ("EXDATE", told.excluded)):
        if walls:
            lines.append(name + wall_values(series.time_zone, *sorted(walls)))
    changed = max(series.updated_at, *(one.event.updated_at for one in alike))
    return entry._replace(
        event=entry.event._replace(updated_at=changed, created_at=series.created_at),
        start=moment_of(told.first + common.begins, series.zone).at,
        end=moment_of(told.first + common.ends, series.zone).at,
        sequence=series.version,
        repeats=tuple(lines),
    )


def _exception(series: Series, entry: Entry, wall: datetime) -> Entry:
    """Its version counts from that of the series, which it is never older than."""
    return entry._replace(
        recurrence=wall, recurrence_zone=series.time_zone, sequence=series.version + entry.event.version
    )


def _alone(series: Series, entry: Entry, wall: datetime | None) -> Entry:
    """A date without its series. None: another of its dates has the same name, which cannot happen to one alone."""
    at = entry.event.recurrence_at or entry.start
    return _exception(series, entry, wall if wall is not None else wall_in(series.zone, at))

"""From a pattern to its dates. Pure and bounded: whatever the rule says, it ends with the calendar of the station.

A rule is followed period by period, so each BY part works on the set of one period as RFC 5545 (3.3.10) has
it. Wall times become instants last, in the pattern's own zone: a time that the clocks skip moves forward,
of a time that comes twice the first is meant.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from heapq import merge
from itertools import islice
from zoneinfo import ZoneInfo

from apps.scheduling.series.rules import LAST_YEAR, Freq, Rule
from apps.scheduling.wall_time import moment_of

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Pattern:
    """When something repeats. Every time is a wall time in `zone`; the first date always counts as one."""

    start: datetime
    zone: ZoneInfo
    rule: Rule | None = None
    rdates: tuple[datetime, ...] = ()
    exdates: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class Occurrence:
    wall: datetime  # as the rule gives it
    at: datetime  # in UTC
    moved_to: datetime | None = None  # the wall time it became where the clocks skip `wall`


def occurrences(pattern: Pattern, *, limit: int | None = None, until: datetime | None = None) -> list[Occurrence]:
    """The dates of a pattern, earliest first: at most `limit`, none that begins after the instant `until`."""
    wanted = _between(pattern, until=until)
    return sorted(islice(wanted, limit), key=lambda found: found.at)


def _between(pattern: Pattern, *, until: datetime | None) -> Iterator[Occurrence]:
    latest = until.astimezone(pattern.zone).replace(tzinfo=None) + timedelta(days=1) if until else None
    excluded = {moment_of(wall, pattern.zone).at for wall in pattern.exdates}
    seen: set[datetime] = set()
    for wall in merge(walls_of_rule(pattern), sorted(pattern.rdates)):
        if latest and wall > latest:
            return
        moment = moment_of(wall, pattern.zone)
        if moment.at in excluded or moment.at in seen or (until and moment.at > until):
            continue
        seen.add(moment.at)
        yield Occurrence(wall, moment.at, moment.moved_to)


def walls_of_rule(pattern: Pattern) -> Iterator[datetime]:
    """What the rule alone gives, before dates are added and taken out: this is what COUNT counts."""
    rule, start = pattern.rule, pattern.start
    yield start
    given = 1
    if rule is None or given == rule.count:
        return
    for wall in _all_walls(rule, start):
        if wall <= start:
            continue
        if _is_past(wall, rule.until, pattern.zone):
            return
        yield wall
        given += 1
        if given == rule.count:
            return


def is_in_rule(pattern: Pattern) -> bool:
    """Whether the rule itself gives the first date, which the standard asks for and calendars do not always keep."""
    if pattern.rule is None:
        return True
    return next((wall for wall in _all_walls(pattern.rule, pattern.start) if wall >= pattern.start), None) == (
        pattern.start
    )


def ends_before_start(pattern: Pattern) -> bool:
    return pattern.rule is not None and _is_past(pattern.start, pattern.rule.until, pattern.zone)


def _is_past(wall: datetime, until: date | datetime | None, zone: ZoneInfo) -> bool:
    if until is None:
        return False
    if not isinstance(until, datetime):
        return wall.date() > until
    return moment_of(wall, zone).at > until if until.tzinfo else wall > until


def _all_walls(rule: Rule, start: datetime) -> Iterator[datetime]:
    times = _times(rule, start)
    for days in _PERIODS[rule.freq](rule, start.date()):
        walls = [datetime.combine(day, at) for day in days for at in times]
        if rule.positions:
            count = len(walls)
            places = {p - 1 if p > 0 else count + p for p in rule.positions}
            walls = [walls[place] for place in sorted(places) if 0 <= place < count]
        yield from walls


def _times(rule: Rule, start: datetime) -> list[time]:
    return [
        time(hour, minute, second)
        for hour in rule.hours or (start.hour,)
        for minute in rule.minutes or (start.minute,)
        for second in rule.seconds or (start.second,)
    ]


# --- the days of each period, in order ------------------------------------------------------------


def _daily(rule: Rule, first: date) -> Iterator[list[date]]:
    weekdays = {day.day for day in rule.days}
    for ordinal in range(first.toordinal(), _LAST_DAY.toordinal() + 1, rule.interval):
        day = date.fromordinal(ordinal)
        if rule.months and day.month not in rule.months:
            continue
        if weekdays and day.weekday() not in weekdays:
            continue
        if rule.month_days and not _is_month_day(day, rule):
            continue
        yield [day]


def _weekly(rule: Rule, first: date) -> Iterator[list[date]]:
    weekdays = {day.day for day in rule.days} or {first.weekday()}
    begin = first.toordinal() - (first.weekday() - rule.week_start) % 7
    for ordinal in range(max(begin, 1), _LAST_DAY.toordinal() - 5, 7 * rule.interval):
        days = [date.fromordinal(ordinal + number) for number in range(7)]
        yield [day for day in days if day.weekday() in weekdays and (not rule.months or day.month in rule.months)]


def _monthly(rule: Rule, first: date) -> Iterator[list[date]]:
    for number in range(first.year * 12 + first.month - 1, (LAST_YEAR + 1) * 12, rule.interval):
        year, month = divmod(number, 12)
        if rule.months and month + 1 not in rule.months:
            continue
        days = _month(year, month + 1)
        if not rule.selects_days:
            yield [day for day in days if day.day == first.day]
        else:
            yield [day for day in _on_weekdays(days, rule) if not rule.month_days or _is_month_day(day, rule)]


def _yearly(rule: Rule, first: date) -> Iterator[list[date]]:
    for year in range(first.year, LAST_YEAR + 1, rule.interval):
        if not rule.selects_days:
            months = rule.months or (first.month,)
            yield [date(year, month, first.day) for month in months if first.day <= monthrange(year, month)[1]]
            continue
        months_of_year = [_month(year, month) for month in rule.months or range(1, 13)]
        if rule.months:  # a numbered weekday counts within each month
            days = [day for month in months_of_year for day in _on_weekdays(month, rule)]
        else:
            days = _on_weekdays([day for month in months_of_year for day in month], rule)
        if rule.month_days:
            days = [day for day in days if _is_month_day(day, rule)]
        if rule.year_days:
            length = (date(year + 1, 1, 1) - date(year, 1, 1)).days
            wanted = {number if number > 0 else length + 1 + number for number in rule.year_days}
            days = [day for day in days if day.timetuple().tm_yday in wanted]
        if rule.weeks:
            days = [day for day in days if _is_in_week(day, rule)]
        yield days


_PERIODS = {Freq.DAILY: _daily, Freq.WEEKLY: _weekly, Freq.MONTHLY: _monthly, Freq.YEARLY: _yearly}
_LAST_DAY = date(LAST_YEAR, 12, 31)


def _month(year: int, month: int) -> list[date]:
    return [date(year, month, day) for day in range(1, monthrange(year, month)[1] + 1)]


def _is_month_day(day: date, rule: Rule) -> bool:
    length = monthrange(day.year, day.month)[1]
    return day.day in rule.month_days or day.day - length - 1 in rule.month_days


def _on_weekdays(days: list[date], rule: Rule) -> list[date]:
    """Those of the days of one month or year that BYDAY names; numbered ones count within these days."""
    if not rule.days:
        return days
    wanted: set[date] = set()
    for weekday in rule.days:
        same = days[(weekday.day - days[0].weekday()) % 7 :: 7]
        if not weekday.nth:
            wanted.update(same)
        elif abs(weekday.nth) <= len(same):
            wanted.add(same[weekday.nth - 1 if weekday.nth > 0 else weekday.nth])
    return [day for day in days if day in wanted]


def _is_in_week(day: date, rule: Rule) -> bool:
    """Week 1 is the first with at least four days in its year."""
    begin = day - timedelta(days=(day.weekday() - rule.week_start) % 7)
    year = (begin + timedelta(days=3)).year  # where most of the week lies
    number = (begin - _first_week(year, rule.week_start)) // _WEEK + 1
    count = (_first_week(year + 1, rule.week_start) - _first_week(year, rule.week_start)) // _WEEK
    return number in rule.weeks or number - count - 1 in rule.weeks


def _first_week(year: int, week_start: int) -> date:
    fourth = date(year, 1, 4)
    return fourth - timedelta(days=(fourth.weekday() - week_start) % 7)


def wall_in(zone: ZoneInfo, at: datetime) -> datetime:
    """What the clocks of the zone show at an instant."""
    return at.astimezone(zone).replace(tzinfo=None, fold=0)


def ends_at(start: datetime, end: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The instants of a pair of wall times. The length is the clock's, so 01:00 to 04:00 stays so on every day.

    Where the clocks skip the start past the end, the length is kept instead.
    """
    begins, ends = moment_of(start, zone).at, moment_of(end, zone).at
    return begins, ends if ends > begins else begins + (end - start)

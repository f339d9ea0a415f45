"""Hours of a person per day, week and month, and what of them is overtime."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from apps.core.actors import Actor
from apps.core.errors import Invalid
from apps.core.switches import value_of
from apps.scheduling.timekeeping import policies, selectors, switches
from apps.scheduling.timekeeping.clock import YEARS
from apps.scheduling.timekeeping.models import Status

LONGEST_WINDOW = timedelta(days=400)
HOUR = 3600


@dataclass(frozen=True, slots=True)
class Norm:
    """Seconds after which overtime begins; 0 means that there is no such norm."""

    daily: int = 0
    weekly: int = 0


@dataclass
class Hours:
    """Seconds of one day, week or month."""

    worked: int = 0
    approved: int = 0
    overtime: int = 0
    entries: int = 0

    def add(self, other: "Hours") -> None:
        self.worked += other.worked
        self.approved += other.approved
        self.overtime += other.overtime
        self.entries += other.entries


@dataclass
class Summary:
    user_id: int
    start: date
    end: date
    norm: Norm
    total: Hours = field(default_factory=Hours)
    days: dict[date, Hours] = field(default_factory=dict)  # those with entries, in order
    weeks: dict[date, Hours] = field(default_factory=dict)  # by their Monday
    months: dict[date, Hours] = field(default_factory=dict)  # by their first


def summary(*, actor: Actor, user_id: int, start: date, end: date) -> Summary:
    """What a person worked from `start` to `end`, both included: closed entries that are not rejected.

    Overtime belongs to the day on which it arises, so a week that reaches over the window counts whole.
    Raises NotAllowed, Invalid.
    """
    policies.require_can_see(actor, user_id)
    if not YEARS[0] < start.year < YEARS[1] or end < start:
        raise Invalid.field("end" if end < start else "start", "must be a window of days, the end not before the start")
    if end - start > LONGEST_WINDOW:
        raise Invalid.field("end", f"must be within {LONGEST_WINDOW.days} days of start")
    days: dict[date, Hours] = defaultdict(Hours)
    monday = _monday(start)
    for day, status, worked, count in selectors.worked_by_day(user_id=user_id, start=monday, end=end):
        days[day].add(Hours(worked, worked if status == Status.APPROVED else 0, 0, count))
    norm = Norm(round(value_of(switches.DAILY_NORM) * HOUR), round(value_of(switches.WEEKLY_NORM) * HOUR))
    for day, seconds in overtime_by_day({day: hours.worked for day, hours in days.items()}, norm).items():
        days[day].overtime = seconds
    within = {day: hours for day, hours in sorted(days.items()) if day >= start}
    found = Summary(user_id, start, end, norm, days=within)
    found.weeks, found.months = _by(within, _monday), _by(within, lambda day: day.replace(day=1))
    for hours in within.values():
        found.total.add(hours)
    return found


def overtime_by_day(worked: Mapping[date, int], norm: Norm) -> dict[date, int]:
    """Seconds of overtime on each day: past the daily norm, and of the rest past the weekly one.

    Hours past the daily norm do not count towards the week again.
    """
    found = {}
    plain_of_week: dict[date, int] = defaultdict(int)
    for day in sorted(worked):
        seconds = worked[day]
        daily = max(0, seconds - norm.daily) if norm.daily else 0
        plain, week = seconds - daily, _monday(day)
        before = plain_of_week[week]
        weekly = max(0, before + plain - max(norm.weekly, before)) if norm.weekly else 0
        plain_of_week[week] = before + plain
        found[day] = daily + weekly
    return found


def _by(days: Mapping[date, Hours], key: Callable[[date], date]) -> dict[date, Hours]:
    sums: dict[date, Hours] = defaultdict(Hours)
    for day, hours in days.items():
        sums[key(day)].add(hours)
    return dict(sums)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())

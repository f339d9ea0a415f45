"""A week at a glance: what is on each day, and whether somebody is on it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from apps.core.db import read_values
from apps.scheduling.events.models import Event, Status
from apps.scheduling.events.selectors import crew_of

DAYS = 7
SHOWN = 12  # events of a day that are named; the counts are of all
MOST = 5000  # events of a week that are looked at


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the station. Events that go on overnight belong to the day they start on."""

    day: date
    events: Sequence[Event]  # the first ones
    count: int
    unstaffed: int


@dataclass(frozen=True, slots=True)
class Week:
    days: Sequence[Day]
    crew: dict[int, int]  # how many people are confirmed, by the id of the event


def week(*, start: date) -> Week:
    """Seven days of the station from `start`, cancelled events left out. Three queries, the last for what is named."""
    zone = ZoneInfo(settings.TIME_ZONE)
    first, last = (datetime.combine(start + timedelta(days=days), time(), zone) for days in (0, DAYS))
    running = Event.objects.live().exclude(status=Status.CANCELLED)
    events = running.filter(start_at__gte=first, start_at__lt=last).order_by("start_at", "pk")
    by_day: dict[date, list[int]] = defaultdict(list)
    for key, start_at in read_values(events.values_list("pk", "start_at")[:MOST]):
        by_day[start_at.astimezone(zone).date()].append(key)
    crew: dict[int, int] = defaultdict(int)
    for event_id, is_tentative, people in crew_of([key for keys in by_day.values() for key in keys], with_parts=True):
        crew[event_id] += 0 if is_tentative else len(people)
    named = Event.objects.in_bulk([key for keys in by_day.values() for key in keys[:SHOWN]])
    days = [start + timedelta(days=number) for number in range(DAYS)]
    return Week([_day(day, by_day.get(day, []), named, crew) for day in days], crew)


def _day(day: date, keys: list[int], named: dict[int, Event], crew: dict[int, int]) -> Day:
    shown = [named[key] for key in keys[:SHOWN] if key in named]  # none was taken off the schedule in between
    return Day(day, shown, len(keys), sum(not crew.get(key) for key in keys))

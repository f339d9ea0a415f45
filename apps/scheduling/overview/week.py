"""A week at a glance: what is on each day, and whether somebody is on it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

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
    """Seven days of the station from `start`, cancelled events left out. Two queries."""
    zone = ZoneInfo(settings.TIME_ZONE)
    first, last = (datetime.combine(start + timedelta(days=days), time(), zone) for days in (0, DAYS))
    running = Event.objects.live().exclude(status=Status.CANCELLED)
    events = running.filter(start_at__gte=first, start_at__lt=last).order_by("start_at", "pk")[:MOST]
    by_day: dict[date, list[Event]] = defaultdict(list)
    for event in events:
        by_day[event.start_at.astimezone(zone).date()].append(event)
    crew: dict[int, int] = defaultdict(int)
    for event_id, is_tentative, ids in crew_of([event.pk for event in events], with_parts=True):
        crew[event_id] += 0 if is_tentative else len(ids)
    days = [start + timedelta(days=number) for number in range(DAYS)]
    return Week([_day(day, by_day.get(day, []), crew) for day in days], crew)


def _day(day: date, events: list[Event], crew: dict[int, int]) -> Day:
    return Day(day, events[:SHOWN], len(events), sum(not crew.get(event.pk) for event in events))

"""A week at a glance: what is on each day, and whether somebody is on it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings

from apps.core.db import read
from apps.scheduling.events.models import Status

DAYS = 7
SHOWN = 12  # events of a day that are named; the counts are of all

# A person is confirmed or tentative. Asked for as the first, the planner would search the index that keeps bookings
# apart, which takes milliseconds for each event.
_CONFIRMED = "scheduling_booking b WHERE b.resource_kind = 'person' AND b.status <> 'TENTATIVE' AND b.event_id"
_WEEK = f"""
    WITH found AS (
        SELECT id, title, start_at, end_at, (start_at AT TIME ZONE %(zone)s)::date AS day,
               NOT EXISTS (SELECT FROM {_CONFIRMED} = e.id) AS is_unstaffed
          FROM scheduling_event e
         WHERE archived_at IS NULL AND status <> %(cancelled)s AND start_at >= %(first)s AND start_at < %(last)s
    ), counted AS (
        SELECT found.*, count(*) OVER of_day AS events, count(*) FILTER (WHERE is_unstaffed) OVER of_day AS unstaffed,
               row_number() OVER (PARTITION BY day ORDER BY start_at, id) AS place
          FROM found WINDOW of_day AS (PARTITION BY day)
    )
    SELECT day, events, unstaffed, id, title, start_at, end_at,
           (SELECT count(DISTINCT resource_id) FROM {_CONFIRMED} = counted.id)
      FROM counted WHERE place <= %(shown)s ORDER BY day, place
"""  # noqa: S608 - of two constants


class WeekEvent(NamedTuple):
    """An event as a day of the week shows it; `crew` is how many people are confirmed on it or on a part of it."""

    id: int
    title: str
    start_at: datetime
    end_at: datetime
    crew: int


@dataclass(slots=True)
class Day:
    """One day of the station. Events that go on overnight belong to the day they start on."""

    day: date
    count: int = 0
    unstaffed: int = 0
    events: list[WeekEvent] = field(default_factory=list)  # the first ones


def week(*, start: date) -> Sequence[Day]:
    """Seven days of the station from `start`, cancelled events left out. One query."""
    zone = ZoneInfo(settings.TIME_ZONE)
    first, last = (datetime.combine(start + timedelta(days=days), time(), zone) for days in (0, DAYS))
    wanted = {"zone": zone.key, "first": first, "last": last, "cancelled": Status.CANCELLED.value, "shown": SHOWN}
    days = {day: Day(day) for day in (start + timedelta(days=number) for number in range(DAYS))}
    for on, count, unstaffed, *columns in read(_WEEK, wanted):
        day = days[on]
        day.count, day.unstaffed = count, unstaffed
        day.events.append(WeekEvent._make(columns))
    return list(days.values())

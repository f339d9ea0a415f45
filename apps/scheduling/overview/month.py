"""A month at a glance: how much is on each day, and the first of it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.core.exceptions import EmptyResultSet

from apps.core.db import read
from apps.scheduling.events.models import Event, Status
from apps.scheduling.events.selectors import Wanted, narrowed

LONGEST = 42  # days: six weeks, as many as a month can touch
SHOWN = 6  # events of a day that are named; the count is of all

# The days of a zone on which each event stands. Worked out by the database, which knows every clock change, and cut
# there to the first ones of each day, so that a month of thousands of events costs their counting and no more.
_PLACED = """
    WITH found AS ({found}), placed AS (
        SELECT found.*, day::date AS day
          FROM found CROSS JOIN LATERAL generate_series(
               greatest((start_at AT TIME ZONE %s)::date, %s)::timestamp,
               least(CASE WHEN end_at - start_at > interval '24 hours'
                          THEN ((end_at - interval '1 microsecond') AT TIME ZONE %s)::date
                          ELSE (start_at AT TIME ZONE %s)::date END, %s)::timestamp,
               interval '1 day') AS day
    ), counted AS (
        SELECT placed.*, count(*) OVER (PARTITION BY day) AS of_day,
               row_number() OVER (PARTITION BY day ORDER BY start_at, id) AS place
          FROM placed
    )
    SELECT day, of_day, {columns} FROM counted WHERE place <= %s ORDER BY day, place
"""


class DayEvent(NamedTuple):
    """An event as a cell of a calendar shows it."""

    id: int
    title: str
    event_type: str
    status: str
    claim: str
    start_at: datetime
    end_at: datetime
    facility_id: int | None
    series_id: int | None


@dataclass(frozen=True, slots=True)
class MonthDay:
    day: date
    count: int
    events: Sequence[DayEvent]  # the first ones


def month(*, start: date, days: int, zone: ZoneInfo, wanted: Wanted) -> list[MonthDay]:
    """So many days of the zone from `start`. One query.

    An event stands on the day it starts on, overnight ones too; one that lasts for more than 24 hours stands on every
    day it reaches into. Cancelled events are left out unless they are asked for.
    """
    last = start + timedelta(days=days - 1)
    period = [datetime.combine(day, time(), zone) for day in (start, last + timedelta(days=1))]
    events = narrowed(Event.objects.live().overlapping(*period), wanted)
    if wanted.status is None:
        events = events.exclude(status=Status.CANCELLED)
    named: dict[date, list[DayEvent]] = defaultdict(list)
    counts: dict[date, int] = {}
    try:
        found, parameters = events.order_by().values_list(*DayEvent._fields).query.sql_with_params()
    except EmptyResultSet:
        found = ""
    if found:
        placed = _PLACED.format(found=found, columns=", ".join(DayEvent._fields))
        for day, count, *columns in read(placed, [*parameters, zone.key, start, zone.key, zone.key, last, SHOWN]):
            counts[day] = count
            named[day].append(DayEvent._make(columns))
    every = (start + timedelta(days=number) for number in range(days))
    return [MonthDay(day, counts.get(day, 0), named.get(day, [])) for day in every]

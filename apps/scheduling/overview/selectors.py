"""The schedule at a glance: the timeline's compact bars, and today's questions."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import QuerySet

from apps.core.actors import Actor
from apps.core.db import read
from apps.core.errors import Invalid
from apps.scheduling.claims import selectors as claims
from apps.scheduling.equipping.gear import Gear
from apps.scheduling.events.models import Booking, Claimed, Event, Status
from apps.scheduling.events.selectors import EventRow, as_rows, booked_for, unstaffed
from apps.scheduling.maintenance import selectors as maintenance
from apps.scheduling.maintenance.selectors import Downtime
from apps.scheduling.parts.selectors import PartBar, part_bars

LONGEST_WINDOW = timedelta(days=93)
MOST_BARS = 20_000
NEXT = timedelta(hours=24)  # how far ahead Today looks for what comes next
STAFFED_BY = timedelta(hours=72)  # how early an event without crew is worth a warning
OWN_WEEK = timedelta(days=7)
SHOWN = 50  # rows of each list on Today


@dataclass(frozen=True, slots=True)
class Held:
    """How a held event is drawn."""

    rank: int
    is_challenged: bool


class BarRow(NamedTuple):
    """An event as a bar shows it: its facility is taken from `hold_start` to `hold_end`, its people are from
    `crew_start` to `crew_end`."""

    id: int
    title: str
    event_type: str
    status: str
    claim: str
    start_at: datetime
    end_at: datetime
    hold_start: datetime
    hold_end: datetime
    crew_start: datetime
    crew_end: datetime
    on_air_start_at: datetime | None
    on_air_end_at: datetime | None
    time_zone: str
    facility_id: int | None
    shares_buffers: bool
    series_id: int | None
    version: int
    people: list[int]

    @property
    def is_option(self) -> bool:
        return self.status != Status.CANCELLED and self.claim == Claimed.HELD


_MARGIN = timedelta(days=1)  # rig and strike are at most a day


@dataclass(frozen=True, slots=True)
class Bars:
    """Events of a window with the ids of their people; `truncated` when there were more than can be drawn."""

    events: Sequence[BarRow]
    held: dict[int, Held]
    windows: Sequence[Downtime]  # what is out of use
    parts: dict[int, list[PartBar]]  # what parts of the events take
    at_risk: Collection[int]  # ids of the events over which something is
    gear: dict[int, Gear]  # what the events work with, if it was asked for
    truncated: bool


def bars(*, start: datetime, end: datetime, now: datetime, with_gear: bool = False) -> Bars:
    """Everything that holds a facility or people within [start, end): rig, strike and calls counted.

    `with_gear` gives only the events that work with equipment, and their equipment: a query more, if there is any.
    Three queries, two for the events that are held, if any is, and one for those at risk, if anything is out of use.
    One of the three asks for parts, even when there is no event: a part may lie outside the hours of its own.
    """
    if end <= start:
        raise Invalid.field("end", "must be after start")
    if end - start > LONGEST_WINDOW:
        raise Invalid.field("end", f"must be within {LONGEST_WINDOW.days} days of start")
    parts: dict[int, list[PartBar]] = defaultdict(list)
    for part in part_bars(start, end, most=MOST_BARS):
        parts[part.event_id].append(part)
    events = _drawn(start, end, with_parts=parts, with_gear=with_gear)
    windows = maintenance.windows_between(start, end)
    risky = set(maintenance.at_risk([event.id for event in events], start=start, end=end)) if windows else set()
    return Bars(
        events=events[:MOST_BARS],
        held=_held(events, now=now),
        windows=windows,
        parts=parts,
        at_risk=risky,
        gear=booked_for([event.id for event in events]).gear if with_gear else {},
        truncated=len(events) > MOST_BARS,
    )


_DRAWN = """
    SELECT e.id, e.title, e.event_type, e.status, e.claim, e.start_at, e.end_at, hold_start, hold_end, crew_start,
           crew_end, e.on_air_start_at, e.on_air_end_at, e.time_zone, e.facility_id, e.shares_buffers, e.series_id,
           e.version, ARRAY(SELECT b.resource_id FROM scheduling_booking b
                             WHERE b.event_id = e.id AND b.resource_kind = 'person' AND b.part_id IS NULL
                             ORDER BY b.resource_id)
      FROM scheduling_event e CROSS JOIN LATERAL (
           SELECT e.start_at - make_interval(mins => e.rig_minutes) AS hold_start,
                  e.end_at + make_interval(mins => e.strike_minutes) AS hold_end,
                  coalesce(e.call_at, e.start_at) AS crew_start, coalesce(e.wrap_at, e.end_at) AS crew_end) bounds
     WHERE e.archived_at IS NULL
       AND (e.period && tstzrange(%(early)s, %(late)s)
            AND (hold_start < %(end)s AND hold_end > %(start)s OR crew_start < %(end)s AND crew_end > %(start)s)
            {or_with_parts}) {and_with_gear}
     ORDER BY e.start_at, e.id LIMIT %(most)s
"""
_OR_WITH_PARTS = "OR e.id = ANY(%(with_parts)s)"
_AND_WITH_GEAR = """
    AND EXISTS (SELECT 1 FROM scheduling_booking g WHERE g.event_id = e.id AND g.resource_kind IN ('equipment', 'pool'))
"""


def _drawn(start: datetime, end: datetime, *, with_parts: Collection[int], with_gear: bool) -> list[BarRow]:
    """Events that are taken within [start, end), earliest first. What only touches it by the day that rig and strike
    may take is left to the database: in the window of a day that is two of three rows."""
    sql = _DRAWN.format(
        or_with_parts=_OR_WITH_PARTS if with_parts else "", and_with_gear=_AND_WITH_GEAR if with_gear else ""
    )
    window = {"start": start, "end": end, "early": start - _MARGIN, "late": end + _MARGIN}
    return [BarRow._make(row) for row in read(sql, {**window, "with_parts": list(with_parts), "most": MOST_BARS + 1})]


def _held(events: Sequence[BarRow], *, now: datetime) -> dict[int, Held]:
    ids = [event.id for event in events if event.is_option]
    if not ids:
        return {}
    standing, terms = claims.standings(ids, now=now), claims.terms_of(ids)
    return {
        key: Held(
            rank=standing[key].rank if key in standing else 1,
            is_challenged=key in terms and terms[key].answer_by is not None,
        )
        for key in ids
    }


@dataclass(frozen=True, slots=True)
class Today:
    on_air: Sequence[EventRow]
    next: Sequence[EventRow]
    unstaffed: Sequence[EventRow]
    mine: Sequence[EventRow]


def today(*, actor: Actor, now: datetime) -> Today:
    """What is on and what comes, who is missing, and what the person has before them. Five queries."""
    running = Event.objects.live().exclude(status=Status.CANCELLED)
    return Today(
        on_air=_first(running.overlapping(now, now + timedelta(seconds=1))),
        next=_first(running.filter(start_at__gt=now, start_at__lt=now + NEXT)),
        unstaffed=_first(unstaffed(start=now, end=now + STAFFED_BY)),
        mine=_first(running.overlapping(now, now + OWN_WEEK).filter(pk__in=_booked(actor.id, now))) if actor.id else [],
    )


def _first(events: QuerySet[Event]) -> list[EventRow]:
    return as_rows(events.order_by("start_at", "pk")[:SHOWN])


def _booked(person_id: int, now: datetime) -> list[int]:
    """Ids of what somebody has about now. Asked first: in one question the planner looks for the person in every event
    of a week instead of by their own few bookings."""
    around = DateTimeTZRange(now - OWN_WEEK, now + 2 * OWN_WEEK)  # calls and parts lie around their events
    return list(Booking.objects.of_person(person_id).filter(period__overlap=around).values_list("event_id", flat=True))

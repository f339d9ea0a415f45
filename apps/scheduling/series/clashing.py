"""What stands in the way of many dates at once, in one query whatever their number."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db import connection

from apps.core import locks
from apps.core.http import utc
from apps.scheduling.events.conflicts import sentence
from apps.scheduling.events.holding import Clash, Hold, holds_of
from apps.scheduling.events.models import ResourceKind
from apps.scheduling.leave.selectors import Absence, absences
from apps.scheduling.ports import Facilities, People
from apps.scheduling.series.errors import SeriesConflict
from apps.scheduling.series.shaping import Date


@dataclass
class InTheWay:
    """By the place of the date in the list that was asked about."""

    clashes: dict[int, list[Clash]] = field(default_factory=dict)
    absences: dict[int, list[Absence]] = field(default_factory=dict)

    @property
    def dates(self) -> set[int]:
        return {*self.clashes, *self.absences}


def holds_of_dates(dates: Sequence[Date]) -> list[list[Hold]]:
    return [
        holds_of(date.event, people=date.crew.confirmed, tentative=date.crew.tentative, gear=date.crew.gear)
        for date in dates
    ]


def lock_resources(holds: Collection[Sequence[Hold]], *more: str) -> None:
    """Raises Busy when an import holds them for too long."""
    wanted = {hold.lock for of_date in holds for hold in of_date if hold.takes}
    locks.hold(*wanted, *more, within=locks.PATIENCE)


def in_the_way(
    holds: Sequence[Sequence[Hold]], *, without_events: Collection[int] = (), held: Mapping[int, set[Any]] | None = None
) -> InTheWay:
    """Confirmed bookings and approved leave in the way of each date; two queries.

    `held` are the bookings (kind, id, period) that a date has already: leave that was approved over them is for the
    scheduler to solve and in nobody's way.
    """
    wanted = [(number, hold) for number, of_date in enumerate(holds) for hold in of_date if hold.is_exclusive]
    return InTheWay(_clashes(wanted, without_events), _absences(wanted, held or {}))


def _clashes(wanted: list[tuple[int, Hold]], without_events: Collection[int]) -> dict[int, list[Clash]]:
    if not wanted:
        return {}
    found: dict[int, list[Clash]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT wanted.number, b.event_id, e.title, b.resource_kind, b.resource_id, lower(b.period), upper(b.period)
            FROM unnest(%s::int[], %s::text[], %s::bigint[], %s::timestamptz[], %s::timestamptz[])
                 AS wanted(number, kind, id, lower, upper)
            JOIN scheduling_booking b
              ON b.resource_kind = wanted.kind AND b.resource_id = wanted.id
             AND b.period && tstzrange(wanted.lower, wanted.upper) AND b.status = 'CONFIRMED'
            JOIN scheduling_event e ON e.id = b.event_id
            WHERE b.event_id <> ALL(%s::bigint[])
            ORDER BY wanted.number, lower(b.period), b.id
            """,
            [
                [number for number, _ in wanted],
                [hold.kind.value for _, hold in wanted],
                [hold.resource_id for _, hold in wanted],
                [hold.start for _, hold in wanted],
                [hold.end for _, hold in wanted],
                list(without_events),
            ],
        )
        for number, event_id, title, kind, resource_id, start, end in cursor.fetchall():
            found[number].append(Clash(event_id, title, ResourceKind(kind), resource_id, start, end))
    return dict(found)


def _absences(wanted: list[tuple[int, Hold]], held: Mapping[int, set[Any]]) -> dict[int, list[Absence]]:
    people = [
        (number, hold)
        for number, hold in wanted
        if hold.kind == ResourceKind.PERSON
        and (hold.kind.value, hold.resource_id, hold.period) not in held.get(number, ())
    ]
    found: dict[int, list[Absence]] = defaultdict(list)
    away = absences([(hold.resource_id, hold.start, hold.end) for _, hold in people]) if people else []
    for absence in away:
        for number, hold in people:
            is_during = hold.start < absence.end and absence.start < hold.end
            if hold.resource_id == absence.user_id and is_during and absence not in found[number]:
                found[number].append(absence)
    return {number: listed for number, listed in found.items() if listed}


def within_itself(holds: Sequence[Sequence[Hold]]) -> tuple[datetime, datetime] | None:
    """The starts of two neighbouring dates that want the same thing at once, if there are such."""
    by_resource: dict[str, list[Hold]] = defaultdict(list)
    for of_date in holds:
        for hold in of_date:
            if hold.is_exclusive:
                by_resource[hold.lock].append(hold)
    for listed in by_resource.values():
        listed.sort(key=lambda hold: hold.start)
        for earlier, later in pairwise(listed):
            if later.start < earlier.end:
                return earlier.start, later.start
    return None


def described(
    dates: Sequence[Date], found: InTheWay, *, facilities: Facilities, people: People
) -> dict[str, list[dict[str, Any]]]:
    """Every clash and every absence with the date it hits, as answers show them."""
    clashes = [(dates[number].event, clash) for number, listed in sorted(found.clashes.items()) for clash in listed]
    away = [(dates[number].event, absence) for number, listed in sorted(found.absences.items()) for absence in listed]
    names = _names([clash for _, clash in clashes], [absence for _, absence in away], facilities, people)
    return {
        "conflicts": [
            {
                "date": {"start_time": utc(event.start_at), "end_time": utc(event.end_at)},
                "event": {"id": clash.event_id, "title": clash.event_title},
                "resource": {
                    "kind": clash.kind.value,
                    "id": clash.resource_id,
                    "name": names.get((clash.kind.value, clash.resource_id), ""),
                },
                "start_time": utc(clash.start),
                "end_time": utc(clash.end),
            }
            for event, clash in clashes
        ],
        "absences": [
            {
                "date": {"start_time": utc(event.start_at), "end_time": utc(event.end_at)},
                "person": {"id": absence.user_id, "name": names.get(("person", absence.user_id), "")},
                "start_date": absence.start_date,
                "end_date": absence.end_date,
                "start_time": utc(absence.start),
                "end_time": utc(absence.end),
            }
            for event, absence in away
        ],
    }


def refusal(dates: Sequence[Date], found: InTheWay, *, facilities: Facilities, people: People) -> SeriesConflict:
    """The whole series is refused: one sentence about the first clash, and every one of them."""
    more = described(dates, found, facilities=facilities, people=people)
    number = min(found.dates)
    share = f"{len(found.dates)} of {len(dates)} dates cannot be booked"
    if number in found.clashes:
        clash = found.clashes[number][0]
        name = more["conflicts"][0]["resource"]["name"]
        first = sentence(clash, name, time_zone=dates[number].event.time_zone)
    else:
        absence = found.absences[number][0]
        first = f"{more['absences'][0]['person']['name'] or 'Somebody'} is on leave {absence.words}"
    told: dict[str, Any] = {name: listed for name, listed in more.items() if listed}
    return SeriesConflict(f"{share}: {first}", **told)


def _names(
    clashes: list[Clash], away: list[Absence], facilities: Facilities, people: People
) -> dict[tuple[str, int], str]:
    rooms = {clash.resource_id for clash in clashes if clash.kind == ResourceKind.FACILITY}
    persons = {clash.resource_id for clash in clashes if clash.kind == ResourceKind.PERSON}
    persons |= {absence.user_id for absence in away}
    names = {("facility", key): ref.name for key, ref in facilities.facilities(ids=rooms).items()}
    return names | {("person", key): ref.name for key, ref in people.people(ids=persons).items()}

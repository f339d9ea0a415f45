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
from apps.scheduling.equipping.counting import Shortage, shortages
from apps.scheduling.events.conflicts import in_maintenance, sentence
from apps.scheduling.events.holding import Clash, Hold, counted, holds_of
from apps.scheduling.events.models import ResourceKind
from apps.scheduling.leave.selectors import Absence, absences
from apps.scheduling.maintenance.schemas import downtime_outs
from apps.scheduling.maintenance.selectors import Downtime, windows_over
from apps.scheduling.ports import Facilities, People, equipment_provider
from apps.scheduling.series.errors import SeriesConflict
from apps.scheduling.series.shaping import Date


@dataclass
class InTheWay:
    """By the place of the date in the list that was asked about."""

    clashes: dict[int, list[Clash]] = field(default_factory=dict)
    absences: dict[int, list[Absence]] = field(default_factory=dict)
    shortages: dict[int, list[Shortage]] = field(default_factory=dict)
    windows: dict[int, list[Downtime]] = field(default_factory=dict)

    @property
    def dates(self) -> set[int]:
        return {*self.clashes, *self.absences, *self.shortages, *self.windows}


def holds_of_dates(dates: Sequence[Date]) -> list[list[Hold]]:
    return [
        holds_of(date.event, people=date.crew.confirmed, tentative=date.crew.tentative, gear=date.crew.gear)
        for date in dates
    ]


def lock_resources(holds: Collection[Sequence[Hold]], *more: str) -> None:
    """Raises Busy when an import holds them for too long."""
    wanted = {hold.lock for of_date in holds for hold in of_date if hold.takes or hold.is_claim}
    locks.hold(*wanted, *more, within=locks.PATIENCE)


def in_the_way(
    holds: Sequence[Sequence[Hold]], *, without_events: Collection[int] = (), held: Mapping[int, set[Any]] | None = None
) -> InTheWay:
    """Bookings, options, maintenance, approved leave and pools that are out in the way of each date.

    Three queries, and as many again for each date that wants pieces of pools. `held` are the confirmed bookings
    (kind, id, period) that a date has already: leave and maintenance that came over them are for the scheduler to
    solve, and options that were placed behind them are not in the way.
    """
    held = held or {}
    wanted = [(number, hold) for number, of_date in enumerate(holds) for hold in of_date if hold.is_exclusive]
    short = {
        number: found
        for number, of_date in enumerate(holds)
        if (pieces := counted(of_date)) and (found := shortages(pieces, without_events=without_events))
    }
    return InTheWay(_clashes(wanted, without_events, held), _absences(wanted, held), short, _windows(wanted, held))


def _windows(wanted: list[tuple[int, Hold]], held: Mapping[int, set[Any]]) -> dict[int, list[Downtime]]:
    asked = [
        (number, hold)
        for number, hold in wanted
        if hold.is_equipped and (hold.kind.value, hold.resource_id, hold.period) not in held.get(number, ())
    ]
    found: dict[int, list[Downtime]] = defaultdict(list)
    for place, window in windows_over([hold for _, hold in asked]):
        found[asked[place][0]].append(window)
    return dict(found)


def _clashes(
    wanted: list[tuple[int, Hold]], without_events: Collection[int], held: Mapping[int, set[Any]]
) -> dict[int, list[Clash]]:
    if not wanted:
        return {}
    found: dict[int, list[Clash]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH wanted AS (
                SELECT number, kind, id, tstzrange(lower, upper) AS period
                  FROM unnest(%s::int[], %s::text[], %s::bigint[], %s::timestamptz[], %s::timestamptz[])
                       AS wanted(number, kind, id, lower, upper)
            ), found AS (
                SELECT wanted.number, b.id, b.event_id, b.resource_kind, b.resource_id, b.period, false AS is_option
                  FROM wanted JOIN scheduling_booking b
                    ON b.resource_kind = wanted.kind AND b.resource_id = wanted.id
                   AND b.period && wanted.period AND b.status = 'CONFIRMED'
                UNION ALL
                SELECT wanted.number, b.id, b.event_id, b.resource_kind, b.resource_id, b.period, true
                  FROM wanted JOIN scheduling_booking b
                    ON b.resource_kind = wanted.kind AND b.resource_id = wanted.id
                   AND b.period && wanted.period AND b.status = 'TENTATIVE' AND b.resource_kind <> 'person'
            )
            SELECT b.number, b.event_id, e.title, b.resource_kind, b.resource_id, lower(b.period), upper(b.period),
                   b.is_option
              FROM found b JOIN scheduling_event e ON e.id = b.event_id
             WHERE b.event_id <> ALL(%s::bigint[])
             ORDER BY b.number, lower(b.period), b.id
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
        for number, event_id, title, kind, resource_id, start, end, is_option in cursor.fetchall():
            clash = Clash(event_id, title, ResourceKind(kind), resource_id, start, end, is_option)
            if not is_option or not _is_behind(clash, held.get(number, set())):
                found[number].append(clash)
    return dict(found)


def _is_behind(option: Clash, held: set[Any]) -> bool:
    """Whether the date had a booking of the same thing over the same time when the option was placed."""
    return any(
        (kind, key) == (option.kind.value, option.resource_id)
        and period.lower < option.end
        and option.start < period.upper
        for kind, key, period in held
    )


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
    closed = {window for listed in found.windows.values() for window in listed}
    return {
        "windows": [{**out} for out in downtime_outs(sorted(closed, key=lambda window: (window.start, window.id)))],
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
                **({"is_held": True} if clash.is_option else {}),
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
    elif number in found.windows:
        first = in_maintenance(found.windows[number]).detail
    elif number in found.shortages:
        short = found.shortages[number][0]
        first = f"{short.free} of {short.total} {short.pool_name} are left, {short.wanted} are wanted"
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
    items = {clash.resource_id for clash in clashes if clash.kind == ResourceKind.EQUIPMENT}
    names = {("facility", key): ref.name for key, ref in facilities.facilities(ids=rooms).items()}
    names |= {("equipment", key): ref.name for key, ref in equipment_provider.equipment(ids=items).items()}
    return names | {("person", key): ref.name for key, ref in people.people(ids=persons).items()}

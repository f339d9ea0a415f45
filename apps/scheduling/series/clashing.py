"""What a series says of what stands in the way of its dates, and of those that stand in each other's."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from apps.core.http import utc
from apps.scheduling.events.clashing import InTheWay
from apps.scheduling.events.conflicts import (
    absence_out,
    conflict_out,
    in_maintenance,
    kits_of,
    names_of,
    sentence,
    shortage_out,
    too_few,
)
from apps.scheduling.events.holding import Hold, holds_of
from apps.scheduling.events.models import Event
from apps.scheduling.events.taken import Taken
from apps.scheduling.maintenance.schemas import downtime_outs
from apps.scheduling.ports import Facilities, People
from apps.scheduling.series.errors import SeriesConflict
from apps.scheduling.series.shaping import Date


def holds_of_dates(dates: Sequence[Date]) -> list[list[Hold]]:
    return [holds_of(date.event, date.crew) for date in dates]


def within_itself(holds: Sequence[Sequence[Hold]]) -> tuple[datetime, datetime] | None:
    """The starts of two dates that want the same thing at once, if there are such."""
    got: dict[str, Taken] = defaultdict(Taken)
    wanted = [[hold for hold in of_date if hold.is_exclusive] for of_date in holds]
    for number in sorted((n for n, of_date in enumerate(wanted) if of_date), key=lambda n: wanted[n][0].start):
        for hold in wanted[number]:
            other = got[hold.lock].by(hold.period, hold.core)
            if other is not None:
                return min(earlier.start for earlier in wanted[other] if earlier.lock == hold.lock), hold.start
        for hold in wanted[number]:
            got[hold.lock].add(hold.period, hold.core, number)
    return None


def described(
    dates: Sequence[Date], found: InTheWay, *, facilities: Facilities, people: People
) -> dict[str, list[dict[str, Any]]]:
    """Every clash and every absence with the date it hits, as answers show them."""
    clashes = [(dates[number].event, clash) for number, listed in sorted(found.clashes.items()) for clash in listed]
    away = [(dates[number].event, absence) for number, listed in sorted(found.absences.items()) for absence in listed]
    names = names_of([clash for _, clash in clashes], facilities=facilities, people=people)
    absent = people.people(ids={absence.user_id for _, absence in away}) if away else {}
    persons = {key: ref.name for key, ref in absent.items()}
    short = [(dates[number].event, lack) for number, listed in sorted(found.shortages.items()) for lack in listed]
    kits = kits_of([hold for of_date in holds_of_dates(dates) for hold in of_date], [clash for _, clash in clashes])
    closed = {window for listed in found.windows.values() for window in listed}
    return {
        "windows": [{**out} for out in downtime_outs(sorted(closed, key=lambda window: (window.start, window.id)))],
        "conflicts": [_dated(event) | conflict_out(clash, names, kits) for event, clash in clashes],
        "shortages": [_dated(event) | shortage_out(lack) for event, lack in short],
        "absences": [_dated(event) | absence_out(absence, persons) for event, absence in away],
    }


def _dated(event: Event) -> dict[str, Any]:
    return {"date": {"start_time": utc(event.start_at), "end_time": utc(event.end_at)}}


def refusal(dates: Sequence[Date], found: InTheWay, *, facilities: Facilities, people: People) -> SeriesConflict:
    """The whole series is refused: one sentence about the first clash, and every one of them."""
    more = described(dates, found, facilities=facilities, people=people)
    number = min(found.numbers)
    share = f"{len(found.numbers)} of {len(dates)} dates cannot be booked"
    if number in found.clashes:
        clash = found.clashes[number][0]
        name = more["conflicts"][0]["resource"]["name"]
        first = sentence(clash, name, time_zone=dates[number].event.time_zone)
    elif number in found.windows:
        first = in_maintenance(found.windows[number]).detail
    elif number in found.shortages:
        short = found.shortages[number][0]
        first = too_few(short, time_zone=dates[number].event.time_zone)
    else:
        absence = found.absences[number][0]
        first = f"{more['absences'][0]['person']['name'] or 'Somebody'} is on leave {absence.words}"
    told: dict[str, Any] = {name: listed for name, listed in more.items() if listed}
    return SeriesConflict(f"{share}: {first}", **told)

"""What stands in the way of many events at once, in a handful of queries whatever their number."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from apps.core import locks
from apps.scheduling.equipping.counting import Shortage, shortages, together
from apps.scheduling.events.holding import Clash, Hold, counted, numbered_clashes
from apps.scheduling.events.models import Booking, BookingStatus, ResourceKind
from apps.scheduling.leave.selectors import Absence, absences
from apps.scheduling.maintenance.selectors import Downtime, windows_over

Held = tuple[str, int, DateTimeTZRange]  # kind, id and period of something that an event has


@dataclass
class InTheWay:
    """By the place of the event in the list that was asked about."""

    clashes: dict[int, list[Clash]] = field(default_factory=dict)
    absences: dict[int, list[Absence]] = field(default_factory=dict)
    shortages: dict[int, list[Shortage]] = field(default_factory=dict)
    windows: dict[int, list[Downtime]] = field(default_factory=dict)

    @property
    def numbers(self) -> set[int]:
        return {*self.clashes, *self.absences, *self.shortages, *self.windows}


def booked(bookings: Collection[Booking]) -> set[Held]:
    """What of these is taken, nobody else can have it."""
    return {(b.resource_kind, b.resource_id, b.period) for b in bookings if b.status == BookingStatus.CONFIRMED}


def lock_resources(holds: Collection[Sequence[Hold]], *more: str) -> None:
    """Raises Busy when an import holds them for too long."""
    wanted = {hold.lock for of_event in holds for hold in of_event if hold.takes or hold.is_claim}
    locks.hold(*wanted, *more, within=locks.PATIENCE)


def in_the_way(
    holds: Sequence[Sequence[Hold]],
    *,
    without_events: Collection[int] = (),
    held: Mapping[int, set[Held]] | None = None,
) -> InTheWay:
    """Bookings, options, maintenance, approved leave and pools that are out in the way of each event.

    Three queries, and two more if pieces of pools are wanted; what the events want of one at once counts together.
    `held` are the confirmed bookings (kind, id, period) that an event has already: leave and maintenance that came over
    them are for the scheduler to solve, and options that were placed behind them are not in the way.
    """
    held = held or {}
    wanted = [(number, hold) for number, of_event in enumerate(holds) for hold in of_event if hold.is_exclusive]
    equipped = [(number, hold) for number, of_event in enumerate(holds) for hold in of_event if hold.is_equipped]
    return InTheWay(
        _clashes(wanted, without_events, held),
        _absences(wanted, held),
        _short(holds, without_events),
        _windows(equipped, held),
    )


def _short(holds: Sequence[Sequence[Hold]], without_events: Collection[int]) -> dict[int, list[Shortage]]:
    pieces = [(number, want) for number, of_event in enumerate(holds) for want in counted(of_event)]
    found: dict[int, list[Shortage]] = defaultdict(list)
    for short in shortages(together([want for _, want in pieces]), without_events=without_events):
        for number, want in pieces:
            if want.pool_id == short.pool_id and want.start < short.end and short.start < want.end:
                found[number].append(short)
    return dict(found)


def _windows(wanted: list[tuple[int, Hold]], held: Mapping[int, set[Held]]) -> dict[int, list[Downtime]]:
    asked = [
        (number, hold)
        for number, hold in wanted
        if (hold.kind.value, hold.resource_id, hold.period) not in held.get(number, ())
    ]
    found: dict[int, list[Downtime]] = defaultdict(list)
    for place, window in windows_over([hold for _, hold in asked]):
        found[asked[place][0]].append(window)
    return dict(found)


def _clashes(
    wanted: list[tuple[int, Hold]], without_events: Collection[int], held: Mapping[int, set[Held]]
) -> dict[int, list[Clash]]:
    by_number: dict[int, list[Hold]] = defaultdict(list)
    for number, hold in wanted:
        by_number[number].append(hold)
    found = {}
    for number, listed in numbered_clashes(wanted, without_events=without_events).items():
        has = held.get(number, set())
        if left := [c for c in listed if not c.is_option or not is_behind(c, by_number[number], has)]:
            found[number] = left
    return found


def is_behind(option: Clash, holds: Collection[Hold], held: Collection[Held]) -> bool:
    """Whether the event has booked already all that it and the option both want."""
    for hold in holds:
        if (hold.kind, hold.resource_id) != (option.kind, option.resource_id):
            continue
        start, end = max(hold.start, option.start), min(hold.end, option.end)
        if start < end and not any(
            (kind, key) == (option.kind, option.resource_id) and period.lower <= start and end <= period.upper
            for kind, key, period in held
        ):
            return False
    return True


def _absences(wanted: list[tuple[int, Hold]], held: Mapping[int, set[Held]]) -> dict[int, list[Absence]]:
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

"""What is in the way of the events of a batch: others of the schedule, and each other.

An event that moves away is not in the way of one that takes its place, unless its own move cannot be made. So who is
left where it is, is found by going round until nobody is added.
"""

from collections import defaultdict
from collections.abc import Sequence

from django.db import connection

from apps.scheduling.batches.lookups import Known
from apps.scheduling.batches.rows import Outcome, Row
from apps.scheduling.equipping.counting import Shortage
from apps.scheduling.events.clashing import booked, in_the_way
from apps.scheduling.events.holding import Clash, Hold
from apps.scheduling.events.models import ResourceKind
from apps.scheduling.events.taken import Taken


def weigh(rows: Sequence[Row], known: Known) -> None:
    """Mark every row that cannot be booked, with what is in its way. A handful of queries whatever their number."""
    planned = [row for row in rows if row.is_done]
    order = sorted(range(len(planned)), key=lambda number: (planned[number].event.start_at, number))
    holds = [row.holds for row in planned]
    single = [[hold for hold in of_row if hold.kind != ResourceKind.POOL] for of_row in holds]
    found = in_the_way(single, held={number: booked(row.bookings) for number, row in enumerate(planned)})
    for number, row in enumerate(planned):
        row.absences = found.absences.get(number, [])
        row.windows = found.windows.get(number, [])
    places = {row.event.pk: number for number, row in enumerate(planned) if row.event.pk}
    pools = _Pools(holds, list(places), known)
    out = {number for number, row in enumerate(planned) if row.absences or row.windows}
    while True:
        more: set[int] = set()
        for number, clashes in found.clashes.items():
            row = planned[number]
            row.clashes = [clash for clash in clashes if _stays(clash, row, places, out)]
            if row.clashes and number not in out:
                more.add(number)
        out |= more
        more = more or _among(planned, single, order, out) or pools.short(planned, holds, order, out)
        if not more:
            break
        out |= more
    for number in out:
        planned[number].outcome = Outcome.CLASH


def _stays(clash: Clash, row: Row, places: dict[int, int], out: set[int]) -> bool:
    """Whether what is in the way of a row stays there."""
    if clash.event_id == row.event.pk:
        return False
    return clash.event_id not in places or places[clash.event_id] in out


def _among(rows: Sequence[Row], holds: Sequence[Sequence[Hold]], order: Sequence[int], out: set[int]) -> set[int]:
    """Rows that want what an earlier one of the same batch has got."""
    got: dict[str, Taken] = defaultdict(Taken)
    late = set()
    for number in order:
        if number in out:
            continue
        wanted = [hold for hold in holds[number] if hold.is_exclusive]
        others = [other for hold in wanted if (other := got[hold.lock].by(hold.period, hold.core)) is not None]
        if others:
            rows[number].among = rows[others[0]].event.title
            late.add(number)
            continue
        for hold in wanted:
            got[hold.lock].add(hold.period, hold.core, number)
    return late


class _Pools:
    """How many pieces of the pools that the batch wants are out without it."""

    def __init__(self, holds: Sequence[Sequence[Hold]], event_ids: Sequence[int], known: Known) -> None:
        wanted = [hold for of_row in holds for hold in of_row if hold.kind == ResourceKind.POOL and hold.takes]
        self._pools = known.pools(ids={hold.resource_id for hold in wanted})
        self._taken: list[tuple[int, Hold]] = []
        if wanted:
            self._read(wanted)
        self._own = set(event_ids)

    def _read(self, wanted: Sequence[Hold]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                """
                SELECT event_id, resource_id, lower(period), upper(period), quantity
                  FROM scheduling_booking
                 WHERE resource_kind = 'pool' AND status = 'COUNTED' AND resource_id = ANY(%s)
                   AND period && tstzrange(%s, %s)
                """,
                [list(self._pools), min(hold.start for hold in wanted), max(hold.end for hold in wanted)],
            )
            self._taken = [
                (event_id, Hold(ResourceKind.POOL, pool, start, end, quantity=quantity))
                for event_id, pool, start, end, quantity in cursor.fetchall()
            ]

    def short(
        self, rows: Sequence[Row], holds: Sequence[Sequence[Hold]], order: Sequence[int], out: set[int]
    ) -> set[int]:
        """Rows for which too few pieces are left, after those before them."""
        if not self._pools:
            return set()
        stay = {rows[number].event.pk for number in out}
        got: dict[int, list[Hold]] = defaultdict(list)
        for event_id, hold in self._taken:
            if event_id not in self._own or event_id in stay:
                got[hold.resource_id].append(hold)
        late = set()
        for number in order:
            wanted = [hold for hold in holds[number] if hold.kind == ResourceKind.POOL and hold.takes]
            if number in out or not wanted:
                continue
            short = [found for hold in wanted if (found := self._shortage(hold, got[hold.resource_id]))]
            if short:
                rows[number].shortages = short
                late.add(number)
                continue
            for hold in wanted:
                got[hold.resource_id].append(hold)
        return late

    def _shortage(self, hold: Hold, got: Sequence[Hold]) -> Shortage | None:
        pool = self._pools.get(hold.resource_id)
        if pool is None:
            return None
        near = [other for other in got if other.start < hold.end and hold.start < other.end]
        instants = {hold.start, *(other.start for other in near if other.start > hold.start)}
        most = max(sum(other.quantity for other in near if other.start <= at < other.end) for at in instants)
        if most + hold.quantity <= pool.quantity:
            return None
        free = max(0, pool.quantity - most)
        return Shortage(pool.id, pool.name, hold.quantity, free, pool.quantity, hold.start, hold.end)

"""Which rows would book what is taken: by the schedule as it is, or by an earlier row of the same file.

What the rows would hold is put into a table that lasts for the transaction, so the schedule is compared with by SQL and
memory does not grow with the file. Bookings of events that the file itself moves away are not in the way, unless that
move cannot be made.
"""

from collections.abc import Iterable, Iterator

from django.db import connection

from apps.scheduling.events.conflicts import sentence
from apps.scheduling.events.editing import Crew
from apps.scheduling.events.holding import Clash, holds_of
from apps.scheduling.events.models import Event, ResourceKind
from apps.scheduling.events.taken import Taken
from apps.scheduling.interchange.models import Outcome
from apps.scheduling.interchange.planning import Planned
from apps.scheduling.interchange.resolving import Directory, NamedPeople
from apps.scheduling.interchange.shortages import rows_short
from apps.scheduling.interchange.staging import batches
from apps.scheduling.leave.selectors import Absence

_AT_ONCE = 5000  # clashes told in one round


class Holds:
    """What the rows of one import would hold."""

    def __init__(self, directory: Directory, people: NamedPeople) -> None:
        self._directory = directory
        self._people = people
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS import_hold, import_mover")
            cursor.execute(
                """
                CREATE TEMPORARY TABLE import_hold
                    (row_id bigint, number int, time_zone text, kind text, resource_id bigint, period tstzrange,
                     core tstzrange, quantity bigint, event_id bigint, good boolean DEFAULT true)
                    ON COMMIT DROP
                """
            )
            cursor.execute(
                """
                CREATE TEMPORARY TABLE import_mover
                    (event_id bigint PRIMARY KEY, row_id bigint, good boolean DEFAULT true)
                    ON COMMIT DROP
                """
            )

    def add(self, plans: Iterable[Planned]) -> None:
        """Rows that would be created or changed: the others hold nothing new. That of a series has all its dates."""
        holds, movers = [], []
        for plan in plans:
            if plan.outcome not in (Outcome.CREATED, Outcome.CHANGED):
                continue
            movers += [(event_id, plan.row.pk) for event_id in _moving(plan)]
            for event, crew in _taking(plan):
                for hold in holds_of(event, crew):
                    if hold.takes:
                        what = (hold.kind.value, hold.resource_id, hold.start, hold.end, hold.unshared, hold.quantity)
                        holds.append((plan.row.pk, plan.row.number, event.time_zone, *what, event.pk))
        with connection.cursor() as cursor:
            cursor.execute(
                """
                INSERT INTO import_hold (row_id, number, time_zone, kind, resource_id, period, core, quantity, event_id)
                SELECT row_id, number, zone, kind, id, tstzrange(lower, upper), core, quantity, event_id
                FROM unnest(%s::bigint[], %s::int[], %s::text[], %s::text[], %s::bigint[], %s::timestamptz[],
                            %s::timestamptz[], %s::tstzrange[], %s::bigint[], %s::bigint[])
                     AS hold (row_id, number, zone, kind, id, lower, upper, core, quantity, event_id)
                """,
                [[hold[place] for hold in holds] for place in range(10)],
            )
            cursor.execute(
                "INSERT INTO import_mover (event_id, row_id) SELECT * FROM unnest(%s::bigint[], %s::bigint[])",
                [[mover[place] for mover in movers] for place in range(2)],
            )

    def resources(self) -> list[str]:
        """Names of the locks on everything the rows take or give back."""
        with connection.cursor() as cursor:
            cursor.execute(
                """
                SELECT kind, resource_id FROM import_hold
                UNION
                SELECT b.resource_kind, b.resource_id
                  FROM scheduling_booking b JOIN import_mover m ON m.event_id = b.event_id
                """
            )
            return [f"{kind}:{resource_id}" for kind, resource_id in cursor.fetchall()]

    def mark_clashes(self) -> None:
        """Mark every row that cannot be booked as in conflict, with what is in the way."""
        with connection.cursor() as cursor:
            cursor.execute("CREATE INDEX ON import_hold (row_id)")
            cursor.execute("ANALYZE import_hold, import_mover")
        self._mark_absences()
        self._mark_maintenance()
        self._mark_clashes_with_schedule()
        for clashes in batches(self._clashes_within(), _AT_ONCE):
            self._mark(clashes)
        self._mark_clashes_with_schedule()  # events whose move was just given up are in the way again
        while short := rows_short():
            self._mark(short)
            self._mark_clashes_with_schedule()

    def _mark_absences(self) -> None:
        """Rows that would book somebody who is on approved leave, and have not done so already."""
        while found := self._absences():
            self._mark(found)

    def _absences(self) -> list[tuple[int, str]]:
        with connection.cursor() as cursor:
            cursor.execute(
                """
                SELECT DISTINCT ON (h.row_id) h.row_id, r.id, r.user_id, r.start_date, r.end_date, r.start_time,
                       r.end_time, r.start_at, r.end_at
                  FROM import_hold h
                  JOIN scheduling_time_off_request r
                    ON r.user_id = h.resource_id AND r.period && h.period
                   AND r.status = 'Approved' AND r.withdrawn_at IS NULL
                  LEFT JOIN scheduling_booking b
                    ON b.event_id = h.event_id AND b.resource_kind = h.kind AND b.resource_id = h.resource_id
                   AND b.period = h.period AND b.status = 'CONFIRMED'
                 WHERE h.good AND h.kind = 'person' AND b.id IS NULL
                 ORDER BY h.row_id, r.start_at, r.id
                 LIMIT %s
                """,
                [_AT_ONCE],
            )
            found = [(row_id, Absence(*rest)) for row_id, *rest in cursor.fetchall()]
        names = self._people.people(ids={absence.user_id for _, absence in found})
        known = {absence.user_id: names[absence.user_id].name for _, absence in found if absence.user_id in names}
        return [
            (row_id, f"{known.get(absence.user_id, 'Somebody on it')} is on leave {absence.words}.")
            for row_id, absence in found
        ]

    def _mark_maintenance(self) -> None:
        """Rows that would book what is in maintenance, and have not done so already."""
        while found := self._maintenance():
            self._mark(found)

    def _maintenance(self) -> list[tuple[int, str]]:
        with connection.cursor() as cursor:
            cursor.execute(
                """
                SELECT DISTINCT ON (h.row_id) h.row_id, h.kind, h.resource_id, w.reason
                  FROM import_hold h
                  JOIN scheduling_maintenance w
                    ON w.resource_kind = h.kind AND w.resource_id = h.resource_id AND w.period && h.period
                   AND w.archived_at IS NULL
                  LEFT JOIN scheduling_booking b
                    ON b.event_id = h.event_id AND b.resource_kind = h.kind AND b.resource_id = h.resource_id
                   AND b.period = h.period AND b.status = 'CONFIRMED'
                 WHERE h.good AND b.id IS NULL
                 ORDER BY h.row_id, w.start_at, w.id
                 LIMIT %s
                """,
                [_AT_ONCE],
            )
            rows = cursor.fetchall()
        return [
            (row_id, f"{self._name_of(kind, key)} is in maintenance at that time: {reason}.")
            for row_id, kind, key, reason in rows
        ]

    def _mark_clashes_with_schedule(self) -> None:
        while found := self._clashes_with_schedule():
            self._mark(found)

    def _clashes_with_schedule(self) -> list[tuple[int, str]]:
        with connection.cursor() as cursor:
            cursor.execute(
                """
                WITH found AS (
                    SELECT h.row_id, h.time_zone, h.kind, h.resource_id, b.id, b.event_id, b.period, false AS is_option
                      FROM import_hold h
                      JOIN scheduling_booking b
                        ON b.resource_kind = h.kind AND b.resource_id = h.resource_id AND b.period && h.period
                       AND b.status = 'CONFIRMED'
                       AND (coalesce(b.core, b.period) && h.period OR b.period && h.core)
                     WHERE h.good
                    UNION ALL
                    SELECT h.row_id, h.time_zone, h.kind, h.resource_id, b.id, b.event_id, b.period, true
                      FROM import_hold h
                      JOIN scheduling_booking b
                        ON b.resource_kind = h.kind AND b.resource_id = h.resource_id AND b.period && h.period
                       AND b.status = 'TENTATIVE' AND b.resource_kind <> 'person'
                       AND (coalesce(b.core, b.period) && h.period OR b.period && h.core)
                      LEFT JOIN scheduling_booking kept  -- an option behind what the event holds is not in its way
                        ON kept.event_id = h.event_id AND kept.resource_kind = h.kind
                       AND kept.resource_id = h.resource_id AND kept.status = 'CONFIRMED'
                       AND kept.period @> (b.period * h.period)
                     WHERE h.good AND kept.id IS NULL
                )
                SELECT DISTINCT ON (f.row_id) f.row_id, f.time_zone, e.id, e.title, f.kind, f.resource_id,
                       lower(f.period), upper(f.period), f.is_option
                  FROM found f
                  JOIN scheduling_event e ON e.id = f.event_id
                  LEFT JOIN import_mover m ON m.event_id = f.event_id AND m.good
                 WHERE m.event_id IS NULL
                 ORDER BY f.row_id, lower(f.period), f.id
                 LIMIT %s
                """,
                [_AT_ONCE],
            )
            rows = cursor.fetchall()
        names = self._people.people(ids={key for *_, kind, key, _, _, _ in rows if kind == ResourceKind.PERSON.value})
        found = []
        for row_id, zone, event_id, title, kind, key, start, end, is_option in rows:
            clash = Clash(event_id, title, ResourceKind(kind), key, start, end, is_option)
            person = names.get(key) if clash.kind == ResourceKind.PERSON else None
            name = person.name if person else self._name_of(kind, key)
            found.append((row_id, f"{sentence(clash, name, time_zone=zone)}."))
        return found

    def _name_of(self, kind: str, key: int) -> str:
        if kind == ResourceKind.FACILITY.value:
            facility = self._directory.facilities(ids=[key]).get(key)
            return facility.name if facility else "The facility"
        return "Somebody on it" if kind == ResourceKind.PERSON.value else "Some of its equipment"

    def _clashes_within(self) -> Iterator[tuple[int, str]]:
        """Rows that want what an earlier row of the file has already got."""
        got: dict[tuple[str, int], Taken] = {}
        with connection.chunked_cursor() as cursor:
            cursor.execute(
                """
                SELECT row_id, number, array_agg(kind), array_agg(resource_id), array_agg(period), array_agg(core)
                  FROM import_hold WHERE good AND kind <> 'pool'
                 GROUP BY row_id, number ORDER BY number, row_id
                """
            )
            for row_id, number, kinds, keys, periods, cores in cursor:
                holds = list(zip(kinds, keys, periods, cores, strict=True))
                for kind, key, period, core in holds:
                    taken = got.get((kind, key))
                    other = taken.by(period, core) if taken else None
                    if other is not None:
                        name = self._name_of(kind, key)
                        yield row_id, f"{name} is taken by row {other} of the file at that time."
                        break
                else:
                    for kind, key, period, core in holds:
                        got.setdefault((kind, key), Taken()).add(period, core, number)

    def _mark(self, clashes: list[tuple[int, str]]) -> None:
        ids = [row_id for row_id, _ in clashes]
        with connection.cursor() as cursor:
            cursor.execute(
                """
                UPDATE scheduling_import_row r SET outcome = 'conflict', reason = clash.reason
                  FROM unnest(%s::bigint[], %s::text[]) AS clash (row_id, reason) WHERE r.id = clash.row_id
                """,
                [ids, [reason for _, reason in clashes]],
            )
            cursor.execute("UPDATE import_hold SET good = false WHERE row_id = ANY(%s)", [ids])
            cursor.execute("UPDATE import_mover SET good = false WHERE row_id = ANY(%s)", [ids])


def _moving(plan: Planned) -> list[int]:
    if plan.row.part:
        return plan.series.moving if plan.series else []
    return [plan.event.pk] if plan.event and plan.event.pk else []


def _taking(plan: Planned) -> list[tuple[Event, Crew]]:
    if plan.row.part:
        return [(date.event, date.crew) for date in plan.series.taking] if plan.series else []
    return [(plan.event, plan.crew)] if plan.event else []

"""What all rows of an import come to: worked out batch by batch, written on the rows, summed up on the run."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Count, Q

from apps.core import locks
from apps.scheduling.interchange.clashing import Holds
from apps.scheduling.interchange.merging import Merging
from apps.scheduling.interchange.models import ImportRowQuerySet, ImportRun, Outcome
from apps.scheduling.interchange.planning import Planned, planned
from apps.scheduling.interchange.repeating.planning import planned_series
from apps.scheduling.interchange.resolving import Directory, NamedFacilities, NamedPeople, directory_of

MOST_NEW_FACILITIES = 500
SHARE_OF_READING = 0.5  # of the progress of a dry run


def work_out(
    run: ImportRun,
    *,
    tell: Callable[[float], None],
    facilities: NamedFacilities,
    people: NamedPeople,
    merging: Merging,
    now: datetime,
    lock: bool = False,
) -> None:
    """Work out what every readable row comes to, and the sums of it on the run (which the caller saves)."""
    rows = run.rows.readable()
    total, done = rows.count() or 1, 0
    directory = directory_of(run, create_missing=run.create_missing, facilities=facilities)
    holds = Holds(directory, people)
    for plans in plans_of(run, rows, directory, people=people, merging=merging, now=now, lock=lock):
        record(plans)
        holds.add(plans)
        done += len(plans)
        tell(SHARE_OF_READING + (1 - SHARE_OF_READING) * done / total)
    if lock:
        locks.hold(*holds.resources())
    holds.mark_clashes()
    _share_conflicts(run)
    run.missing_facilities = directory.missing[:MOST_NEW_FACILITIES]
    run.counts = _counts(run)


def plans_of(
    run: ImportRun,
    rows: ImportRowQuerySet,
    directory: Directory,
    *,
    people: NamedPeople,
    merging: Merging,
    now: datetime,
    lock: bool = False,
) -> Iterator[list[Planned]]:
    """Series after single events: an event that repeats from now on has been locked then."""
    yield from planned(run, rows.singles().in_order(), directory, people=people, merging=merging, lock=lock)
    repeating = rows.of_series()
    yield from planned_series(run, repeating, directory, people=people, merging=merging, now=now, lock=lock)


def _share_conflicts(run: ImportRun) -> None:
    """A series that clashes anywhere is not taken, and neither are the changed dates of it."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE scheduling_import_row r
               SET outcome = 'conflict', reason = 'It belongs to row ' || lead.number || ': ' || lead.reason
              FROM scheduling_import_row lead
             WHERE lead.run_id = %(run)s AND lead.part <> '' AND lead.outcome = 'conflict'
               AND r.run_id = %(run)s AND r.part <> '' AND r.content IS NOT NULL AND r.outcome <> 'conflict'
               AND (r.source, r.external_id) = (lead.source, lead.external_id)
            """,
            {"run": run.pk},
        )


def _counts(run: ImportRun) -> dict[str, int]:
    found = Counter(dict(run.rows.order_by().values_list("outcome").annotate(Count("pk"))))
    return {outcome.value: found[outcome.value] for outcome in Outcome}


def record(plans: list[Planned]) -> None:
    """What each row came to, in one statement."""
    columns: list[list[Any]] = [
        [plan.row.pk for plan in plans],
        [plan.outcome.value for plan in plans],
        [plan.reason for plan in plans],
        [plan.note for plan in plans],
        [",".join(sorted(plan.changed)) if plan.outcome == Outcome.CHANGED else "" for plan in plans],
        [plan.lacks_facility for plan in plans],
        [plan.event.pk if plan.event else None for plan in plans],
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE scheduling_import_row r
               SET outcome = plan.outcome, reason = plan.reason, changed = plan.changed, event_id = plan.event_id,
                   lacks_facility = plan.lacks,
                   note = CASE WHEN plan.note <> '' THEN plan.note ELSE r.note END
              FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[], %s::boolean[], %s::bigint[])
                   AS plan (id, outcome, reason, note, changed, lacks, event_id)
             WHERE r.id = plan.id
            """,
            columns,
        )


def of_good_series(run: ImportRun) -> Q:
    """Entries of series that change in any of them: a series is planned from all it has."""
    changing = run.rows.exclude(part="").filter(outcome__in=[Outcome.CREATED, Outcome.CHANGED])
    return ~Q(part="") & Q(outcome=Outcome.UNCHANGED, external_id__in=changing.values("external_id"))

"""From the file to staged rows: everything it says, and nothing yet of what that means here."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from datetime import datetime
from itertools import islice
from typing import Any, BinaryIO, TypeVar

from django.db import connection

from apps.scheduling.copying import copy_in
from apps.scheduling.interchange.formats import BadRow, Format, ScheduleRow, read
from apps.scheduling.interchange.formats.rows import DERIVED_ID
from apps.scheduling.interchange.models import ImportRow, ImportRun, Outcome

BATCH = 500  # rows in memory at a time

ItemT = TypeVar("ItemT")
_COLUMNS = frozenset({"number", "title", "start", "end", "facility_name", "source", "external_id", "note", "part"})
_CONTENT = [field.name for field in fields(ScheduleRow) if field.name not in _COLUMNS]


def batches(items: Iterable[ItemT], size: int = BATCH) -> Iterator[list[ItemT]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def stage(run: ImportRun, file: BinaryIO, *, tell: Callable[[int], None]) -> None:
    """Stage every row of the file. `tell` hears how far the file has been read, in bytes.

    Raises UnreadableFile.
    """
    for batch in batches(read(Format(run.format), file, run.time_zone)):
        copy_in([_staged(run, row) for row in batch])
        tell(file.tell())
    _refuse_doubles(run)
    _mark_series(run)


def _staged(run: ImportRun, row: ScheduleRow | BadRow) -> ImportRow:
    if isinstance(row, BadRow):
        return ImportRow(
            run=run,
            number=row.number,
            title=row.title,
            external_id=row.external_id,
            outcome=Outcome.BAD,
            reason=row.reason,
            part=row.part,
        )
    return ImportRow(
        run=run,
        number=row.number,
        title=row.title,
        start_at=row.start,
        end_at=row.end,
        facility_name=row.facility_name,
        source=run.namespace or row.source,
        external_id=row.external_id,
        content={name: _plain(getattr(row, name)) for name in _CONTENT},
        note=row.note,
        part=row.part,
    )


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    return value.isoformat() if isinstance(value, datetime) else value


def _refuse_doubles(run: ImportRun) -> None:
    """An entry that comes twice in a file is taken from the row with the highest sequence, else from the first."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE scheduling_import_row r
               SET content = NULL, outcome = 'bad', part = '',
                   reason = CASE WHEN starts_with(r.external_id, %(derived)s)
                            THEN 'Title, start and facility are the same as in row ' || double.first || '.'
                            ELSE 'The ID is the same as in row ' || double.first || '.' END
              FROM (
                    SELECT id, first_value(number) OVER same AS first, row_number() OVER same AS turn
                      FROM scheduling_import_row
                     WHERE run_id = %(run)s AND content IS NOT NULL
                    WINDOW same AS (PARTITION BY source, external_id, content->>'recurrence'
                                    ORDER BY coalesce((content->>'sequence')::int, 0) DESC, number, id)
                   ) AS double
             WHERE r.id = double.id AND double.turn > 1
            """,
            {"run": run.pk, "derived": DERIVED_ID},
        )


def _mark_series(run: ImportRun) -> None:
    """An entry that names a series of this station is about all of it, also if it does not repeat any more."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE scheduling_import_row r SET part = 'series'
             WHERE r.run_id = %s AND r.part = '' AND r.content IS NOT NULL
               AND (r.external_id LIKE 'series-%%@bms' OR EXISTS (
                    SELECT FROM scheduling_series s
                     WHERE s.source = r.source AND s.external_id = r.external_id AND s.archived_at IS NULL))
            """,
            [run.pk],
        )

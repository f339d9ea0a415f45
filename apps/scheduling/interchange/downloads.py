"""Files people take away: the schedule on their screen, and empty ones to fill in."""

import tempfile
from collections.abc import Iterator
from typing import BinaryIO, Literal

from django.conf import settings
from django.db.models import QuerySet

from apps.facilities import public as facilities
from apps.scheduling.events.models import Event
from apps.scheduling.events.selectors import Wanted, events_matching
from apps.scheduling.interchange import templates
from apps.scheduling.interchange.export import ExportedEvent, csv_pieces, write_xlsx
from apps.scheduling.interchange.exporting import calendar_pieces, exported
from apps.scheduling.interchange.staging import batches

FileFormat = Literal["csv", "xlsx", "ics"]
MOST_EVENTS = 200_000


def schedule_file(*, wanted: Wanted, file_format: FileFormat) -> BinaryIO:
    """The events as a file on disk, at its beginning; it is gone when it is closed.

    Written whole before anything is answered, so that no database connection waits for a slow reader.
    """
    file: BinaryIO = tempfile.TemporaryFile()  # noqa: SIM115 - closed by the answer
    events = events_matching(wanted)[:MOST_EVENTS]
    if file_format == "xlsx":
        write_xlsx(_exported(events), file)
    elif file_format == "csv":
        file.writelines(csv_pieces(_exported(events)))
    else:
        file.writelines(calendar_pieces(events, name=settings.STATION_NAME))
    file.seek(0)
    return file


def _exported(events: QuerySet[Event]) -> Iterator[ExportedEvent]:
    for batch in batches(events.iterator(chunk_size=500)):
        yield from exported(batch, addresses=False)


def template(file_format: Literal["csv", "xlsx"]) -> bytes:
    if file_format == "csv":
        return templates.csv_template()
    rooms = [ref for ref in facilities.all_facilities() if ref.is_bookable]
    sites = sorted({ref.location_name for ref in rooms if ref.location_name})
    return templates.xlsx_template(facilities=[ref.name for ref in rooms], locations=sites)

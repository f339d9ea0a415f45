"""Files people take away: the schedule on their screen, and empty ones to fill in."""

import tempfile
from collections.abc import Iterator, Sequence
from typing import BinaryIO, Literal

from django.conf import settings
from django.db.models import QuerySet

from apps.authentication import public as people
from apps.facilities import public as facilities
from apps.scheduling.events.editing import Crew
from apps.scheduling.events.models import Booking, Event
from apps.scheduling.events.selectors import Wanted, events_matching
from apps.scheduling.interchange import templates
from apps.scheduling.interchange.export import ExportedEvent, csv_pieces, ics_pieces, write_xlsx
from apps.scheduling.interchange.formats import ScheduleRow
from apps.scheduling.interchange.identity import public_id
from apps.scheduling.interchange.staging import batches

FileFormat = Literal["csv", "xlsx", "ics"]
MOST_EVENTS = 200_000


def schedule_file(*, wanted: Wanted, file_format: FileFormat) -> BinaryIO:
    """The events as a file on disk, at its beginning; it is gone when it is closed.

    Written whole before anything is answered, so that no database connection waits for a slow reader.
    """
    file: BinaryIO = tempfile.TemporaryFile()  # noqa: SIM115 - closed by the answer
    events = _exported(events_matching(wanted)[:MOST_EVENTS], addresses=file_format == "ics")
    if file_format == "xlsx":
        write_xlsx(events, file)
    else:
        pieces = csv_pieces(events) if file_format == "csv" else ics_pieces(events, name=settings.STATION_NAME)
        file.writelines(pieces)
    file.seek(0)
    return file


def _exported(events: QuerySet[Event], *, addresses: bool) -> Iterator[ExportedEvent]:
    for batch in batches(events.iterator(chunk_size=500)):
        crews = _crews(batch)
        persons = people.people(ids={key for crew in crews.values() for key in crew.confirmed})
        rooms = facilities.facilities(ids={event.facility_id for event in batch if event.facility_id})
        sites = facilities.locations(ids={event.location_id for event in batch if event.location_id})
        for event in batch:
            crew = [persons[key] for key in crews[event.pk].confirmed if key in persons]
            names = [(addresses and person.email) or person.username for person in crew]
            room, site = rooms.get(event.facility_id or 0), sites.get(event.location_id or 0)
            row = ScheduleRow(
                number=0,
                title=event.title,
                start=event.start_at,
                end=event.end_at,
                time_zone=event.time_zone,
                source="",
                external_id=public_id(event.pk),
                facility_name=room.name if room else "",
                location_name=site.name if site else "",
                event_type=event.event_type,
                description=event.description,
                status=event.status,
                people=tuple(names),
                contributors=tuple(event.contributors),
                on_air_start=event.on_air_start_at,
                on_air_end=event.on_air_end_at,
                call_time=event.call_at,
                wrap_time=event.wrap_at,
            )
            yield ExportedEvent(row, version=event.version, updated_at=event.updated_at)


def _crews(events: Sequence[Event]) -> dict[int, Crew]:
    bookings: dict[int, list[Booking]] = {event.pk: [] for event in events}
    for booking in Booking.objects.people_of(list(bookings)).order_by("pk"):
        bookings[booking.event_id].append(booking)
    return {key: Crew.of(found) for key, found in bookings.items()}


def template(file_format: Literal["csv", "xlsx"]) -> bytes:
    if file_format == "csv":
        return templates.csv_template()
    rooms = [ref for ref in facilities.all_facilities() if ref.is_bookable]
    sites = sorted({ref.location_name for ref in rooms if ref.location_name})
    return templates.xlsx_template(facilities=[ref.name for ref in rooms], locations=sites)

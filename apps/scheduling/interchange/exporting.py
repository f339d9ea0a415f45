"""What of the schedule goes into a file: events in words instead of ids, series whole."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Max, Min, QuerySet

from apps.authentication import public as people
from apps.facilities import public as facilities
from apps.scheduling.events.editing import Crew
from apps.scheduling.events.models import Booking, Event
from apps.scheduling.interchange.export import ExportedEvent
from apps.scheduling.interchange.export_calendar import ExportedSeries, ics_pieces
from apps.scheduling.interchange.formats import ScheduleRow
from apps.scheduling.interchange.identity import public_id, public_series_id
from apps.scheduling.interchange.repeating.dating import SILENT
from apps.scheduling.interchange.staging import batches
from apps.scheduling.series.expansion import occurrences
from apps.scheduling.series.models import Series
from apps.scheduling.series.rules import in_utc, parse_rule
from apps.scheduling.series.shaping import OF_CREW, columns_at, edits_of, wall_of

_AT_ONCE = 20  # series in memory, with all their dates
_WALLS = {
    "on_air_start": "on_air_start_wall",
    "on_air_end": "on_air_end_wall",
    "call_time": "call_wall",
    "wrap_time": "wrap_wall",
}


def calendar_pieces(events: QuerySet[Event], *, name: str) -> Iterator[bytes]:
    """The events as iCalendar. A series of which a date is among them is written whole, as what it is."""
    keys = set(events.values_list("series_id", flat=True)) - {None}
    zones: dict[str, tuple[int, int]] = {}
    spans = Series.objects.filter(pk__in=keys).order_by("time_zone").values_list("time_zone")
    for zone, first, last in spans.annotate(first=Min("start_wall"), last=Max("extended_to")):
        zones[zone] = (first.year - 1, last.year + 1)
    return ics_pieces(_entries(events), name=name, zones=zones)


def _entries(events: QuerySet[Event]) -> Iterator[ExportedEvent | ExportedSeries]:
    written: set[int] = set()
    for batch in batches(events.iterator(chunk_size=500)):
        yield from exported([event for event in batch if event.series_id is None], addresses=True)
        new = {event.series_id for event in batch if event.series_id} - written
        written |= new
        for some in batches(Series.objects.filter(pk__in=new).order_by("pk"), _AT_ONCE):
            yield from _exported_series(some)


def exported(events: Sequence[Event], *, addresses: bool) -> list[ExportedEvent]:
    """In words. `addresses`: people by their e-mail addresses where they have one."""
    crews = _crews(events)
    words = _Words.of(events, crews.values(), addresses=addresses)
    return [
        ExportedEvent(
            words.row(event, crews[event.pk], public_id(event.pk)), version=event.version, updated_at=event.updated_at
        )
        for event in events
    ]


class _Words:
    """Names of people and places, looked up at once."""

    def __init__(self, persons: Mapping[int, str], rooms: Mapping[int, str], sites: Mapping[int, str]) -> None:
        self._persons = persons
        self._rooms = rooms
        self._sites = sites

    @classmethod
    def of(cls, events: Sequence[Event | Series], crews: Any, *, addresses: bool) -> "_Words":
        found = people.people(ids={key for crew in crews for key in crew.confirmed})
        rooms = facilities.facilities(ids={event.facility_id for event in events if event.facility_id})
        sites = facilities.locations(ids={event.location_id for event in events if event.location_id})
        return cls(
            {key: (addresses and person.email) or person.username for key, person in found.items()},
            {key: room.name for key, room in rooms.items()},
            {key: site.name for key, site in sites.items()},
        )

    def row(self, event: Event, crew: Crew, external_id: str) -> ScheduleRow:
        return ScheduleRow(
            number=0,
            title=event.title,
            start=event.start_at,
            end=event.end_at,
            time_zone=event.time_zone,
            source="",
            external_id=external_id,
            facility_name=self._rooms.get(event.facility_id or 0, ""),
            location_name=self._sites.get(event.location_id or 0, ""),
            event_type=event.event_type,
            description=event.description,
            status=event.status,
            people=tuple(self._persons[key] for key in crew.confirmed if key in self._persons),
            contributors=tuple(event.contributors),
            on_air_start=event.on_air_start_at,
            on_air_end=event.on_air_end_at,
            call_time=event.call_at,
            wrap_time=event.wrap_at,
        )


def _exported_series(some: Sequence[Series]) -> Iterator[ExportedSeries]:
    events: dict[int, list[Event]] = {series.pk: [] for series in some}
    for event in Event.objects.live().filter(series__in=some).order_by("recurrence_at", "pk"):
        events[event.series_id or 0].append(event)
    every = [event for listed in events.values() for event in listed]
    crews = _crews(every)
    own = [Crew(confirmed=list(series.assigned_users)) for series in some]
    words = _Words.of([*some, *every], [*own, *crews.values()], addresses=True)
    for series, crew in zip(some, own, strict=True):
        yield _series(series, crew, events[series.pk], crews, words)


def _series(
    series: Series, crew: Crew, events: Sequence[Event], crews: Mapping[int, Crew], words: _Words
) -> ExportedSeries:
    uid = public_series_id(series.pk)
    columns = columns_at(series, series.start_wall) | {"status": series.status}
    first = Event(**{name: value for name, value in columns.items() if name not in OF_CREW})
    changed = []
    for event in events:
        wall = wall_of(series, event.recurrence_at or event.start_at)
        if {*edits_of(series, event, crews[event.pk], wall)} - SILENT:
            row = words.row(event, crews[event.pk], uid)
            changed.append((wall, ExportedEvent(row, version=event.version, updated_at=event.updated_at)))
    there = {event.recurrence_at for event in events}
    pattern = {date.at: date.wall for date in occurrences(series.pattern, until=series.extended_to)}
    missing = {wall for at, wall in pattern.items() if at not in there}
    rule = in_utc(parse_rule(series.rrule), series.zone) if series.rrule else None
    return ExportedSeries(
        row=words.row(first, crew, uid),
        version=series.version,
        updated_at=series.updated_at,
        start=series.start_wall,
        end=series.end_wall,
        moments={name: wall for name, column in _WALLS.items() if (wall := getattr(series, column))},
        rrule=str(rule) if rule else "",
        rdates=list(series.rdates),
        exdates=sorted({*series.exdates, *missing}),
        changed=changed,
    )


def _crews(events: Sequence[Event]) -> dict[int, Crew]:
    bookings: dict[int, list[Booking]] = {event.pk: [] for event in events}
    for booking in Booking.objects.people_of(list(bookings)).order_by("pk"):
        bookings[booking.event_id].append(booking)
    return {key: Crew.of(found) for key, found in bookings.items()}

"""What stands at a secret address, and which state of it that is.

A program that has the current state is told so from the events' versions alone, without reading or writing them; of
a large calendar the state that was written last is kept for an hour for those that do not say what they have.
"""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import structlog
from django.conf import settings
from django.core.cache import cache

from apps.core.db import UNREACHABLE
from apps.scheduling.events.models import Booking, BookingStatus, Claimed, Status
from apps.scheduling.feeds import selectors
from apps.scheduling.feeds.calendar import Entry, calendar
from apps.scheduling.feeds.models import Feed, FeedKind
from apps.scheduling.feeds.ports import Facilities, People
from apps.scheduling.feeds.repeating import as_series
from apps.scheduling.feeds.selectors import EventRow
from apps.scheduling.interchange.identity import public_id, public_series_id
from apps.scheduling.series.models import Series

log = structlog.get_logger(__name__)

_WORTH_KEEPING = 200  # entries: fewer are written faster than fetched
_KEPT_FOR = 3600  # seconds


@dataclass(frozen=True, slots=True)
class Served:
    stamp: str
    content: bytes | None  # None: the caller has it already


def served(feed: Feed, *, known: Sequence[str], now: datetime, facilities: Facilities, people: People) -> Served:
    """The calendar of a feed, unless its state is one of the `known` stamps."""
    frame = selectors.frame_of(feed, facilities=facilities, people=people)
    stamp = selectors.stamp_of(frame, selectors.versions_of(feed, now=now))
    if stamp in known:
        return Served(stamp, None)
    if content := _written_before(stamp):
        return Served(stamp, content)
    events = selectors.rows_of(feed, now=now)
    stamp = selectors.stamp_of(frame, [(event.pk, event.version, event.series__version) for event in events])
    entries = _entries(feed, events, now=now, facilities=facilities, people=people)
    content = calendar(entries, name=feed.name, time_zone=settings.TIME_ZONE)
    if len(events) >= _WORTH_KEEPING:
        _keep(stamp, content)
    return Served(stamp, content)


def _written_before(stamp: str) -> bytes | None:
    """Many programs ask without saying what they have, and most of the time nothing has changed."""
    try:
        found = cache.get(_key(stamp))
    except UNREACHABLE:
        return None
    return zlib.decompress(found) if found else None


def _keep(stamp: str, content: bytes) -> None:
    try:
        cache.set(_key(stamp), zlib.compress(content, 1), timeout=_KEPT_FOR)
    except UNREACHABLE:
        log.warning("calendar not kept", stamp=stamp)


def _key(stamp: str) -> str:
    return f"scheduling.feeds.{stamp}"


def _entries(
    feed: Feed, events: Sequence[EventRow], *, now: datetime, facilities: Facilities, people: People
) -> list[Entry]:
    """Single events as they are, the dates of a series together."""
    single: list[Entry] = []
    dates: dict[int, list[Entry]] = {}
    standing = {(event.series_id, event.recurrence_at) for event in events if event.archived_at is None}
    for entry in _each(feed, events, facilities=facilities, people=people):
        event = entry.event
        if event.series_id is None or event.recurrence_at is None:
            single.append(entry)
        elif event.archived_at is None or (event.series_id, event.recurrence_at) not in standing:
            # a date that was taken off and made anew is the new one: one name cannot mean both
            dates.setdefault(event.series_id, []).append(entry)
    if not dates:
        return single
    until = now + selectors.AHEAD if len(events) < selectors.MOST else events[-1].start_at
    repeating = Series.objects.filter(pk__in=dates).order_by("pk")
    return [*single, *(entry for series in repeating for entry in as_series(series, dates[series.pk], until=until))]


def _each(feed: Feed, events: Sequence[EventRow], *, facilities: Facilities, people: People) -> Iterator[Entry]:
    crews: dict[int, list[tuple[int, str]]] = {}
    booked = Booking.objects.people_of([event.pk for event in events]).order_by("pk")
    for event_id, person_id, status in booked.values_list("event_id", "resource_id", "status"):
        crews.setdefault(event_id, []).append((person_id, status))
    known = people.people(ids={person_id for crew in crews.values() for person_id, _ in crew})
    names = {key: person.name for key, person in known.items()}
    rooms = facilities.facilities(ids={event.facility_id for event in events if event.facility_id})
    sites = facilities.locations(ids={event.location_id for event in events if event.location_id})
    zones: dict[str, ZoneInfo] = {}
    is_duty = feed.kind == FeedKind.PERSON
    asked = (feed.user_id, BookingStatus.TENTATIVE.value)
    schedule = f"{settings.PUBLIC_URL}/console/schedule?view=list"
    for event in events:
        crew = crews.get(event.pk, [])
        zone = zones.get(event.time_zone) or zones.setdefault(event.time_zone, ZoneInfo(event.time_zone))
        room, site = rooms.get(event.facility_id or 0), sites.get(event.location_id or 0)
        is_tentative = event.claim == Claimed.HELD or (is_duty and asked in crew)
        yield Entry(
            event=event,
            uid=public_series_id(event.series_id) if event.series_id else public_id(event.pk),
            start=(event.call_at if is_duty else None) or event.start_at,
            end=(event.wrap_at if is_duty else None) or event.end_at,
            status=_status(event, is_tentative=is_tentative),
            place=", ".join([found.name for found in (room, site) if found]),
            crew=", ".join([names[key] for key, status in crew if status != BookingStatus.TENTATIVE and key in names]),
            address=f"{schedule}&day={event.start_at.astimezone(zone).date()}&open={event.pk}",
            sequence=event.version,
        )


def _status(event: EventRow, *, is_tentative: bool) -> str:
    if event.archived_at or event.status == Status.CANCELLED:
        return "CANCELLED"
    return "TENTATIVE" if is_tentative else "CONFIRMED"

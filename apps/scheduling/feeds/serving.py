"""What stands at a secret address, and which state of it that is.

A program that has the current state is told so from the events' versions alone, without reading or writing them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from apps.facilities.public import FacilityRef
from apps.scheduling.events.models import Booking, BookingStatus, Claimed
from apps.scheduling.feeds import selectors
from apps.scheduling.feeds.calendar import Entry, calendar
from apps.scheduling.feeds.models import Feed, FeedKind
from apps.scheduling.feeds.ports import Facilities, People
from apps.scheduling.feeds.selectors import EventRow
from apps.scheduling.interchange.identity import public_id, public_series_id


@dataclass(frozen=True, slots=True)
class Served:
    stamp: str
    content: bytes | None  # None: the caller has it already


def served(feed: Feed, *, known: Sequence[str], now: datetime, facilities: Facilities, people: People) -> Served:
    """The calendar of a feed, unless its state is one of the `known` stamps."""
    if known:
        stamp = selectors.stamp_of(feed, selectors.versions_of(feed, now=now), facilities=facilities, people=people)
        if stamp in known:
            return Served(stamp, None)
    events = selectors.rows_of(feed, now=now)
    versions = [(event.pk, event.version) for event in events]
    stamp = selectors.stamp_of(feed, versions, facilities=facilities, people=people)
    entries = _entries(feed, events, facilities=facilities, people=people)
    return Served(stamp, calendar(entries, name=feed.name, time_zone=settings.TIME_ZONE))


def _entries(feed: Feed, events: Sequence[EventRow], *, facilities: Facilities, people: People) -> list[Entry]:
    crews: dict[int, list[tuple[int, str]]] = {}
    booked = Booking.objects.people_of([event.pk for event in events]).order_by("pk")
    for event_id, person_id, status in booked.values_list("event_id", "resource_id", "status"):
        crews.setdefault(event_id, []).append((person_id, status))
    known = people.people(ids={person_id for crew in crews.values() for person_id, _ in crew})
    names = {key: person.name for key, person in known.items()}
    rooms = facilities.facilities(ids={event.facility_id for event in events if event.facility_id})
    sites = facilities.locations(ids={event.location_id for event in events if event.location_id})
    zones: dict[str, ZoneInfo] = {}
    standing = {(event.series_id, event.recurrence_at) for event in events if event.archived_at is None}
    entries = []
    for event in events:
        if event.series_id and event.archived_at and (event.series_id, event.recurrence_at) in standing:
            continue  # this date of the series was taken off and made anew: one name cannot mean both
        crew = crews.get(event.pk, [])
        is_duty = feed.kind == FeedKind.PERSON
        site = sites.get(event.location_id or 0)
        zone = zones.setdefault(event.time_zone, ZoneInfo(event.time_zone))
        day = event.start_at.astimezone(zone).date()
        entries.append(
            Entry(
                event=event,
                uid=public_series_id(event.series_id) if event.series_id else public_id(event.pk),
                start=(event.call_at if is_duty else None) or event.start_at,
                end=(event.wrap_at if is_duty else None) or event.end_at,
                is_tentative=event.claim == Claimed.HELD
                or (is_duty and (feed.user_id, BookingStatus.TENTATIVE.value) in crew),
                place=_place(rooms.get(event.facility_id or 0), site.name if site else ""),
                crew=tuple(
                    names[person_id]
                    for person_id, status in crew
                    if status != BookingStatus.TENTATIVE and person_id in names
                ),
                address=f"{settings.PUBLIC_URL}/console/schedule?view=list&day={day}&open={event.pk}",
            )
        )
    return entries


def _place(room: FacilityRef | None, site: str) -> str:
    return ", ".join(filter(None, (room.name if room else "", site)))

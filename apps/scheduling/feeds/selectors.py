"""Reads of calendar feeds: whose they are, and which events they show."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from django.conf import settings
from django.db.models import Q, QuerySet

from apps.core.actors import Actor
from apps.core.db import read_values
from apps.core.errors import NotFound
from apps.core.paging import get_or_not_found
from apps.scheduling.events.models import LONGEST, Booking, Event, Status
from apps.scheduling.events.selectors import narrowed
from apps.scheduling.feeds.models import Feed, FeedKind
from apps.scheduling.feeds.ports import Facilities, People
from apps.scheduling.saved_filters.selectors import wanted_of

BEHIND = timedelta(days=90)  # how long an event stays in a calendar after it has ended
AHEAD = timedelta(days=400)  # the horizon of series
CANCELLED_FOR = timedelta(days=30)  # how long a cancelled event goes on saying so
MOST = 10_000  # entries of one calendar, earliest first
_FORM = 3  # of the calendar: to be raised when the same events are written otherwise


Version = tuple[int, int, int | None]  # an event, which state of it, and of its series


class EventRow(NamedTuple):
    """An event as calendars show it: thousands of rows cost a fraction of what as many instances do."""

    pk: int
    title: str
    description: str
    event_type: str
    facility_id: int | None
    location_id: int | None
    start_at: datetime
    end_at: datetime
    time_zone: str
    on_air_start_at: datetime | None
    on_air_end_at: datetime | None
    call_at: datetime | None
    wrap_at: datetime | None
    status: str
    claim: str
    contributors: list[str]
    series_id: int | None
    series__version: int | None
    recurrence_at: datetime | None
    archived_at: datetime | None
    version: int
    created_at: datetime
    updated_at: datetime


def feeds(*, actor: Actor, revoked: bool = False) -> QuerySet[Feed]:
    """The actor's own, the latest first."""
    rows = Feed.objects.filter(person_id=actor.id or 0, revoked_at__isnull=not revoked)
    return rows.order_by("-created_at", "-pk")


def feed(*, actor: Actor, feed_id: int) -> Feed:
    """Raises NotFound, also for somebody else's."""
    found: Feed = get_or_not_found(Feed.objects.filter(person_id=actor.id or 0), pk=feed_id)
    return found


def hash_of(token: str) -> str:
    """Without salt or stretching: the secret is random and long, so there is nothing to guess."""
    return sha256(token.encode()).hexdigest()


def feed_of_token(token: str, *, people: People) -> Feed:
    """The feed at a secret address. Raises NotFound when it is revoked, or whoever made it has left."""
    found = Feed.objects.live().select_related("saved_filter").filter(token_hash=hash_of(token)).first()
    maker = people.people(ids=[found.person_id]).get(found.person_id) if found else None
    if found is None or maker is None or not maker.is_active:
        raise NotFound("There is no calendar at this address, or it was revoked")
    return found


def events_of(feed: Feed, *, now: datetime) -> QuerySet[Event]:
    """What the feed shows now, earliest first: also what was cancelled or taken off lately, as cancelled."""
    lately = now - CANCELLED_FOR
    stands = Q(archived_at=None) & (~Q(status=Status.CANCELLED) | Q(updated_at__gt=lately))
    first, last = now - BEHIND, now + AHEAD
    rows: QuerySet[Event] = Event.objects.overlapping(first, last).filter(stands | Q(archived_at__gt=lately))
    rows = rows.filter(start_at__gt=first - LONGEST, start_at__lt=last)  # says no more, but indexes know it
    if feed.kind == FeedKind.PERSON:
        rows = rows.filter(pk__in=Booking.objects.of_person(feed.user_id or 0).values("event_id"))
    elif feed.kind == FeedKind.FACILITY:
        rows = rows.filter(facility_id=feed.facility_id)
    elif feed.saved_filter:
        wanted = wanted_of(feed.saved_filter)
        rows = narrowed(rows, replace(wanted, status=None))
        if wanted.status:  # one that was cancelled since is still told as cancelled
            rows = rows.filter(status__in=[wanted.status, Status.CANCELLED])
    return rows.order_by("start_at", "pk")[:MOST]


def frame_of(feed: Feed, *, facilities: Facilities, people: People) -> tuple[object, ...]:
    """What a calendar says besides its events: names, and where they lead."""
    station = (settings.PUBLIC_URL, settings.TIME_ZONE)
    return _FORM, feed.pk, feed.name, facilities.names_stamp(), people.names_stamp(), station


def stamp_of(frame: tuple[object, ...], events: Sequence[Version]) -> str:
    """What tells one state of a calendar from another. `events` are in order."""
    return sha256(repr((frame, events)).encode()).hexdigest()[:32]


def rows_of(feed: Feed, *, now: datetime) -> list[EventRow]:
    return [EventRow._make(values) for values in read_values(events_of(feed, now=now).values_list(*EventRow._fields))]


def versions_of(feed: Feed, *, now: datetime) -> list[Version]:
    return read_values(events_of(feed, now=now).values_list("pk", "version", "series__version"))

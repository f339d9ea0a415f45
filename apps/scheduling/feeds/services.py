"""Making and revoking calendar feeds. Everyone reads the schedule, so everyone may have feeds of it."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.db.models import Q

from apps.core import locks
from apps.core.actors import Actor
from apps.core.db import transaction
from apps.core.errors import Invalid, NotFound
from apps.scheduling.feeds.errors import TooManyFeeds
from apps.scheduling.feeds.models import Feed, FeedKind
from apps.scheduling.feeds.selectors import hash_of
from apps.scheduling.ports import Facilities, People, facilities_provider, people_provider
from apps.scheduling.saved_filters.models import SavedFilter

log = structlog.get_logger(__name__)

MOST = 50  # live feeds of one person
_BYTES = 32  # of randomness in a secret
_NOTED_EVERY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class NewFeed:
    """A feed and its secret, which can be told this once."""

    feed: Feed
    token: str


def create_feed(
    *,
    actor: Actor,
    kind: FeedKind,
    now: datetime,
    user: int | None = None,
    facility: int | None = None,
    saved_filter: int | None = None,
    name: str = "",
    facilities: Facilities = facilities_provider,
    people: People = people_provider,
) -> NewFeed:
    """Open a part of the schedule at a new secret address.

    Args:
        user, facility, saved_filter: the one that `kind` names; no `user` means the actor.
        name: what calendars call it; by what it shows if empty.
    Raises Invalid, TooManyFeeds.
    """
    token = secrets.token_urlsafe(_BYTES)
    with transaction():
        locks.hold(f"feeds:{actor.id}")  # or two at once would both be the last one possible
        if Feed.objects.live().filter(person_id=actor.id or 0).count() >= MOST:
            raise TooManyFeeds()
        feed = Feed(
            person_id=actor.id or 0, kind=kind, name=name, token_hash=hash_of(token), hint=token[-4:], created_at=now
        )
        if kind == FeedKind.PERSON:
            feed.user_id = user or actor.id or 0
            person = people.people(ids=[feed.user_id]).get(feed.user_id)
            if person is None:
                raise Invalid.field("user", "there is no such person")
            feed.name = name or person.name
        elif kind == FeedKind.FACILITY:
            place = facilities.facilities(ids=[facility or 0]).get(facility or 0)
            if place is None:
                raise Invalid.field("facility", "there is no such facility" if facility else "must not be empty")
            feed.facility_id, feed.name = place.id, name or place.name
        else:
            own = SavedFilter.objects.live().of(actor.id or 0).select_for_update().filter(pk=saved_filter or 0).first()
            if own is None:
                raise Invalid.field("saved_filter", "you have no such filter" if saved_filter else "must not be empty")
            feed.saved_filter, feed.name = own, name or own.name
        feed.save()
    log.info("calendar feed made", feed=feed.pk, kind=kind, actor_id=actor.id)
    return NewFeed(feed, token)


def revoke_feed(*, actor: Actor, feed_id: int, now: datetime) -> Feed:
    """Close an address for good; a new feed gets another one. Raises NotFound, also for somebody else's."""
    with transaction():
        feed = Feed.objects.select_for_update().filter(person_id=actor.id or 0, pk=feed_id).first()
        if feed is None:
            raise NotFound("There is no such calendar feed")
        if feed.revoked_at is None:
            feed.revoked_at = now
            feed.save()
    log.info("calendar feed revoked", feed=feed.pk, actor_id=actor.id)
    return feed


def note_read(*, feed: Feed, now: datetime) -> None:
    """Remember that somebody came for the calendar, once an hour at most: programs come often."""
    if feed.last_read_at is None or now - feed.last_read_at >= _NOTED_EVERY:
        stale = Q(last_read_at=None) | Q(last_read_at__lte=now - _NOTED_EVERY)
        Feed.objects.filter(stale, pk=feed.pk).update(last_read_at=now)

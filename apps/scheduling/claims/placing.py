"""What follows when claims come, go or move: who is first now is told once, challenges that have lost their point end.

The caller holds the locks of the resources. Rows of other events' terms are locked in the order of their keys and read
again afterwards; so of two transactions that free two things at once, the later one sees that both are free.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TypedDict

from django.db.models import Q

from apps.core import outbox
from apps.core.errors import Invalid
from apps.scheduling.claims.facts import ChallengeWithdrawn, HoldPromoted
from apps.scheduling.claims.models import Claim
from apps.scheduling.claims.selectors import Standing, standings
from apps.scheduling.events.models import Booking, Claimed, Event, ResourceKind

_AT_ONCE = 500


class About(TypedDict):
    """What every fact about a claim says of its event."""

    event_id: int
    title: str
    start: datetime
    time_zone: str
    maker_id: int | None
    occurred_at: datetime


def about(event: Event, now: datetime) -> About:
    return {
        "event_id": event.pk,
        "title": event.title,
        "start": event.start_at,
        "time_zone": event.time_zone,
        "maker_id": event.created_by_id,
        "occurred_at": now,
    }


def place(event: Event, *, expires_at: datetime | None, now: datetime) -> Claim:
    """Write down the terms of an event that has just been held. Raises Invalid when it would have lapsed already."""
    if expires_at is not None and expires_at <= now:
        raise Invalid.field("hold_until", "must lie ahead")
    claim, _ = Claim.objects.update_or_create(
        event=event,
        defaults={"expires_at": expires_at, "challenged_by": None, "answer_by": None, "first_at": None},
    )
    settle(event, (), now=now)
    return claim


def settle(event: Event | None, bookings: Collection[Booking], *, now: datetime) -> None:
    """After an event's claims have changed; `bookings` are what it had before. Without an event, look at them all."""
    touched = _waiting(event, bookings)
    rows = list(
        Claim.objects.select_for_update(of=("self",)).select_related("event").filter(touched).order_by("pk")[:_AT_ONCE]
    )
    if not rows:
        return
    options = {row.event_id for row in rows} | {row.challenged_by_id for row in rows if row.challenged_by_id}
    standing = standings(options, now=now)
    for row in rows:
        before = (row.challenged_by_id, row.first_at)
        # The event in hand is newer than what was read of it, and is not written yet by every caller.
        held = event if event is not None and row.event_id == event.pk else row.event
        if row.challenged_by_id and not row.has_lapsed(now) and not _is_wanted(row, held, standing):
            row.challenged_by = row.answer_by = None
            if held.is_option:
                outbox.publish(ChallengeWithdrawn(**about(held, now)))
        _know_rank(row, held, standing, is_own=held is event, now=now)
        if (row.challenged_by_id, row.first_at) != before:
            row.save()


def _waiting(event: Event | None, bookings: Collection[Booking]) -> Q:
    """The claims that may have to hear of it."""
    if event is None:
        return Q(event__claim=Claimed.HELD) & (Q(first_at=None) | Q(challenged_by__isnull=False))
    touched = Q()
    for booking in bookings:
        if booking.resource_kind != ResourceKind.PERSON:
            touched |= Q(resource_kind=booking.resource_kind, resource_id=booking.resource_id)
    own = Q(event=event) | Q(challenged_by=event)
    if not touched:
        return own
    behind = Booking.objects.options().filter(touched).values("event_id")
    return own | Q(event_id__in=behind, first_at=None)


def _is_wanted(row: Claim, held: Event, standing: Mapping[int, Standing]) -> bool:
    """Whether whoever challenged it still stands behind it."""
    challenger = standing.get(row.challenged_by_id or 0)
    return held.is_option and challenger is not None and held.pk in challenger.ahead


def _know_rank(row: Claim, held: Event, standing: Mapping[int, Standing], *, is_own: bool, now: datetime) -> None:
    is_first = held.is_option and not row.has_lapsed(now) and (held.pk not in standing or standing[held.pk].rank == 1)
    if is_first and row.first_at is None:
        row.first_at = now
        if not is_own:
            outbox.publish(HoldPromoted(**about(held, now)))
    elif not is_first:
        row.first_at = None

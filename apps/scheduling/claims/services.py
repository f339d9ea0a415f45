"""Claims: confirm, release, challenge, hold. One function per use case, each under the locks of all that is claimed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from apps.core import locks, outbox
from apps.core.actors import Actor
from apps.core.db import refusing, transaction
from apps.core.errors import Invalid
from apps.core.http import utc
from apps.core.switches import value_of
from apps.scheduling import policies
from apps.scheduling.claims import selectors
from apps.scheduling.claims.errors import (
    AlreadyChallenged,
    AlreadyFirst,
    HoldLapsed,
    NotFirst,
    NotHeld,
    TakenForGood,
)
from apps.scheduling.claims.facts import HoldChallenged, HoldConfirmed, HoldPlaced, HoldReleased
from apps.scheduling.claims.facts import HoldLapsed as HoldHasLapsed
from apps.scheduling.claims.models import Claim
from apps.scheduling.claims.placing import about, place, settle
from apps.scheduling.claims.selectors import Rival
from apps.scheduling.claims.switches import ANSWER_WITHIN
from apps.scheduling.events.conflicts import explaining
from apps.scheduling.events.editing import Crew
from apps.scheduling.events.errors import BookingConflict
from apps.scheduling.events.facts import EventCancelled, EventChanged
from apps.scheduling.events.models import Booking, Claimed, Event, Status
from apps.scheduling.events.services import as_it_is, locked, rebook
from apps.scheduling.ports import Facilities, People, facilities_provider, people_provider

SOONEST = timedelta(minutes=15)  # nobody is asked to answer faster than this
LATEST = timedelta(days=366)
NAMED = 5  # claims ahead that a refusal names


@dataclass
class _InHand:
    """A locked event with everything it claims locked too."""

    event: Event
    bookings: list[Booking]
    crew: Crew
    terms: Claim | None


def confirm_hold(
    *,
    actor: Actor,
    event_id: int,
    now: datetime,
    expected_version: int | None = None,
    facilities: Facilities = facilities_provider,
    people: People = people_provider,
) -> Event:
    """Make a booking of a hold, and book its people. Only the first option everywhere may.

    Whoever was ahead and has let a challenge or the hold itself run out counts no longer.
    Raises NotAllowed, NotFound, Stale, NotHeld, HoldLapsed, NotFirst, BookingConflict, OnLeave.
    """
    policies.require_can_edit_events(actor)
    with explaining(facilities, people), transaction(), refusing(booking_no_overlap=BookingConflict):
        held = _held(event_id, expected_version, now=now)
        event, crew = held.event, held.crew
        others = selectors.rivals(event, now=now)
        ahead = [rival for rival in others if rival.is_ahead]
        if ahead:
            raise NotFirst(f"Only the first option can be confirmed, and {_named(ahead)} first", ahead=_outs(ahead))
        before = as_it_is(event, crew)
        event.claim = Claimed.CONFIRMED
        rebook(event, held.bookings, crew, past_options=True)
        event.save_next_version()
        _end(held)
        settle(event, held.bookings, now=now)
        outbox.publish(
            _changed(event, crew, before["people"], before["tentative"], now=now),
            HoldConfirmed(**about(event, now), waiting=sorted({rival.event_id for rival in others})),
        )
    return event


def release_hold(*, actor: Actor, event_id: int, now: datetime, expected_version: int | None = None) -> Event:
    """Give a hold up: the next is promoted, the event is cancelled. Raises NotAllowed, NotFound, Stale, NotHeld."""
    policies.require_can_edit_events(actor)
    with transaction():
        held = _held(event_id, expected_version, now=None)
        _release(held, now=now)
        outbox.publish(HoldReleased(**about(held.event, now)))
    return held.event


def place_hold(
    *,
    actor: Actor,
    event_id: int,
    expires_at: datetime | None,
    now: datetime,
    expected_version: int | None = None,
) -> Event:
    """Hold what was released or confirmed, behind all who hold it; or say anew until when a hold stands.

    A challenge goes on. Raises NotAllowed, NotFound, Stale, Invalid, HoldLapsed.
    """
    policies.require_can_edit_events(actor)
    if expires_at is not None and not now < expires_at < now + LATEST:
        raise Invalid.field("hold_until", "must lie ahead, within a year")
    with transaction():
        found = _in_hand(event_id, expected_version)
        event = found.event
        if event.is_option:
            _require_standing(found, now=now)
            if found.terms is None or found.terms.expires_at != expires_at:
                Claim.objects.update_or_create(event=event, defaults={"expires_at": expires_at})
                outbox.publish(HoldPlaced(**about(event, now)))
            return event
        before = as_it_is(event, found.crew)
        event.claim = Claimed.HELD
        if event.status == Status.CANCELLED:
            event.status = Status.SCHEDULED
        rebook(event, found.bookings, found.crew)
        event.save_next_version()
        place(event, expires_at=expires_at, now=now)
        settle(event, found.bookings, now=now)
        outbox.publish(
            _changed(event, found.crew, before["people"], before["tentative"], now=now),
            HoldPlaced(**about(event, now)),
        )
    return event


def challenge(
    *, actor: Actor, event_id: int, answer_by: datetime | None, now: datetime, expected_version: int | None = None
) -> Event:
    """Ask everyone ahead of a hold to confirm or release by a deadline: the station's unless a later one is given.

    Raises NotAllowed, NotFound, Stale, Invalid, NotHeld, HoldLapsed, AlreadyFirst, TakenForGood, AlreadyChallenged.
    """
    policies.require_can_edit_events(actor)
    with transaction():
        held = _held(event_id, expected_version, now=now)
        ahead = [rival for rival in selectors.rivals(held.event, now=now) if rival.is_ahead]
        if not ahead:
            raise AlreadyFirst
        confirmed = [rival for rival in ahead if rival.claim == Claimed.CONFIRMED]
        if confirmed:
            raise TakenForGood(f"{confirmed[0].title} is confirmed, which cannot be challenged", ahead=_outs(confirmed))
        deadline = _deadline(answer_by, min(rival.start for rival in ahead), now=now)
        rows = list(
            Claim.objects.select_for_update(of=("self",))
            .select_related("event")
            .filter(event_id__in={rival.event_id for rival in ahead})
            .order_by("pk")
        )
        asked = [row for row in rows if row.answer_by is None]
        if not asked:
            raise AlreadyChallenged(answer_by=utc(max(row.answer_by for row in rows if row.answer_by)))
        for row in asked:
            row.challenged_by, row.answer_by = held.event, deadline
            row.save()
            outbox.publish(
                HoldChallenged(
                    **about(row.event, now),
                    challenged_by=held.event.pk,
                    challenger=held.event.title,
                    answer_by=deadline,
                )
            )
    return held.event


def let_lapse(*, now: datetime) -> int:
    """Release every hold whose time has run out, and tell who is first after that. Safe to repeat; returns how many."""
    count = 0
    for event_id in selectors.lapsed(now=now):
        with transaction():
            event = Event.objects.select_for_update().filter(pk=event_id).first()
            if event is None or not event.is_option:
                continue
            held = _in_hand(event_id, None)
            if held.terms is None or not held.terms.has_lapsed(now):
                continue
            challenger = held.terms.challenged_by_id
            _release(held, now=now)
            outbox.publish(HoldHasLapsed(**about(event, now), challenged_by=challenger))
            count += 1
    with transaction():
        settle(None, (), now=now)  # what imports and changes of many at once have left
    return count


def _in_hand(event_id: int, expected_version: int | None) -> _InHand:
    event = locked(event_id)
    event.require_version(expected_version)
    bookings = list(Booking.objects.of_event(event))
    locks.hold(*(booking.resource for booking in bookings), within=locks.PATIENCE)
    terms = Claim.objects.select_for_update().filter(event=event).first()
    return _InHand(event, bookings, Crew.of(bookings), terms)


def _held(event_id: int, expected_version: int | None, *, now: datetime | None) -> _InHand:
    """Raises NotHeld, and HoldLapsed unless `now` is None."""
    found = _in_hand(event_id, expected_version)
    if not found.event.is_option:
        raise NotHeld(f"{found.event.title} is not held")
    if now is not None:
        _require_standing(found, now=now)
    return found


def _require_standing(found: _InHand, *, now: datetime) -> None:
    if found.terms is not None and found.terms.has_lapsed(now):
        raise HoldLapsed


def _release(held: _InHand, *, now: datetime) -> None:
    event = held.event
    before = as_it_is(event, held.crew)
    event.claim, event.status = Claimed.RELEASED, Status.CANCELLED
    rebook(event, held.bookings, held.crew)
    event.save_next_version()
    _end(held)
    settle(event, held.bookings, now=now)
    outbox.publish(EventCancelled(**before, occurred_at=now))


def _end(held: _InHand) -> None:
    if held.terms is not None:
        held.terms.forget_terms()
        held.terms.save()


def _changed(
    event: Event, crew: Crew, people: Collection[int], tentative: Collection[int], *, now: datetime
) -> EventChanged:
    """Nobody had a duty of it while it was held, so its people are told that they are on it now."""
    return EventChanged(
        **as_it_is(event, crew),
        people_before=list(people),
        tentative_before=list(tentative),
        duty_before=None,
        changed=["claim"],
        occurred_at=now,
    )


def _deadline(answer_by: datetime | None, begins: datetime, *, now: datetime) -> datetime:
    soonest = max(now + SOONEST, min(now + timedelta(hours=value_of(ANSWER_WITHIN)), begins))
    if answer_by is None:
        return soonest
    if answer_by < soonest:
        raise Invalid.field("answer_by", f"must not be before {utc(soonest):%Y-%m-%dT%H:%MZ}")
    if answer_by > now + LATEST:
        raise Invalid.field("answer_by", "must be within a year")
    return answer_by


def _named(rivals: list[Rival]) -> str:
    more = len({rival.event_id for rival in rivals}) - 1
    return f"{rivals[0].title} comes" if not more else f"{rivals[0].title} and {more} more come"


def _outs(rivals: list[Rival]) -> list[dict[str, object]]:
    return [{"event": {"id": rival.event_id, "title": rival.title}, "claim": rival.claim} for rival in rivals[:NAMED]]

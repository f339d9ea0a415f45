"""Writing the schedule: one function per use case. Each authorises, opens the one transaction, tells what happened."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import F
from typing_extensions import TypedDict

from apps.core import locks, outbox
from apps.core.actors import Actor
from apps.core.db import refusing, transaction
from apps.core.errors import NotFound
from apps.scheduling import policies
from apps.scheduling.claims.placing import place, settle
from apps.scheduling.equipping.counting import shortages
from apps.scheduling.events.clashing import booked, is_behind
from apps.scheduling.events.conflicts import Away, Clashing, Closed, explaining
from apps.scheduling.events.editing import Crew, EventValues, Staffed, apply_values
from apps.scheduling.events.errors import BookingConflict, ExternalIdTaken
from apps.scheduling.events.facts import Duty, EventCancelled, EventChanged, EventScheduled, PartDuty
from apps.scheduling.events.holding import Hold, clashes, counted, holds_of
from apps.scheduling.events.models import Booking, BookingStatus, Event, ResourceKind
from apps.scheduling.events.rebooking import booking_of, difference
from apps.scheduling.leave.selectors import absences
from apps.scheduling.maintenance.selectors import windows_over
from apps.scheduling.parts.models import Part
from apps.scheduling.ports import Facilities, People, facilities_provider, people_provider
from apps.scheduling.series.edits import lock_series_of, note_edits, take_out

_CONSTRAINTS = {"booking_no_overlap": BookingConflict, "event_external_id_once": ExternalIdTaken}

_HOLDING = frozenset({
    "start_at", "end_at", "facility_id", "rig_minutes", "strike_minutes", "call_at", "wrap_at", "status",
    "assigned_users", "tentative_users", "equipment", "kits", "pools",
})  # fmt: skip


def create_event(
    *,
    actor: Actor,
    values: EventValues,
    now: datetime,
    facilities: Facilities = facilities_provider,
    people: People = people_provider,
) -> Event:
    """Put an event on the schedule and hold its facility and people.

    Raises NotAllowed, Invalid, BookingConflict, OnLeave, ExternalIdTaken.
    """
    policies.require_can_edit_events(actor)
    with explaining(facilities, people), transaction(), refusing(**_CONSTRAINTS):
        event, crew = Event(created_by_id=actor.id, time_zone=""), Crew()
        apply_values(event, crew, values, facilities=facilities, people=people)
        holds = holds_of(event, crew)
        take(event, holds)
        event.save()
        Booking.objects.bulk_create(booking_of(event, hold) for hold in holds)
        if event.is_option:
            place(event, expires_at=values.get("hold_until"), now=now)
        outbox.publish(EventScheduled(**as_it_is(event, crew), occurred_at=now))
    return event


def update_event(
    *,
    actor: Actor,
    event_id: int,
    values: EventValues,
    now: datetime,
    expected_version: int | None = None,
    facilities: Facilities = facilities_provider,
    people: People = people_provider,
) -> Event:
    """Change what differs; values sent back as they were count as not sent. See `apply_values`.

    Raises NotAllowed, NotFound, Stale, Invalid, BookingConflict, OnLeave.
    """
    policies.require_can_edit_events(actor)
    with explaining(facilities, people), transaction(), refusing(**_CONSTRAINTS):
        event = locked(event_id)
        event.require_version(expected_version)
        bookings = list(Booking.objects.of_event(event))
        crew = Crew.of(bookings)
        before, was_holding, was_live = as_it_is(event, crew), event.is_holding, event.is_live
        changed = apply_values(event, crew, values, facilities=facilities, people=people)
        if not changed:
            return event
        if changed & _HOLDING:
            rebook(event, bookings, crew)
        note_edits(event, crew)
        event.save_next_version()
        if changed & _HOLDING:
            settle(event, bookings, now=now)
        if was_live and not event.is_live:
            outbox.publish(EventCancelled(**before, occurred_at=now))
        else:
            outbox.publish(
                EventChanged(
                    **as_it_is(event, crew),
                    people_before=before["people"],
                    tentative_before=before["tentative"],
                    duty_before=before["duty"] if was_holding else None,
                    parts_before=before["parts"] if was_holding else [],
                    changed=sorted(changed),
                    occurred_at=now,
                )
            )
    return event


def archive_event(*, actor: Actor, event_id: int, now: datetime, expected_version: int | None = None) -> None:
    """Take an event off the schedule and free what it held. It stays in the record.

    Raises NotAllowed, NotFound, Stale.
    """
    policies.require_can_edit_events(actor)
    with transaction():
        series = lock_series_of(event_id)
        event = locked(event_id)
        event.require_version(expected_version)
        bookings = list(Booking.objects.of_event(event))
        crew = Crew.of(bookings)
        before = as_it_is(event, crew)
        event.archived_at = now
        rebook(event, bookings, crew)
        if series and event.recurrence_at:
            take_out(series, event.recurrence_at)
        event.save_next_version()
        settle(event, bookings, now=now)
        outbox.publish(EventCancelled(**before, occurred_at=now))


class AsItIs(TypedDict):
    """What facts say of an event."""

    event_id: int
    title: str
    people: list[int]
    tentative: list[int]
    duty: Duty | None
    parts: list[PartDuty]


def as_it_is(event: Event, crew: Crew) -> AsItIs:
    duty = None
    if event.is_holding:
        crew_period = event.crew_period
        duty = Duty(
            start=crew_period.lower,
            end=crew_period.upper,
            time_zone=event.time_zone,
            facility_id=event.facility_id,
            location_id=event.location_id,
        )
    return {
        "event_id": event.pk,
        "title": event.title,
        "people": crew.everyone,
        "tentative": list(crew.tentative),
        "duty": duty,
        "parts": [_part_duty(event, crew, staffed) for staffed in crew.parts.values() if staffed.people],
    }


def _part_duty(event: Event, crew: Crew, staffed: Staffed) -> PartDuty:
    part = staffed.part
    start = event.start_at + part.begins - crew.left_behind
    return PartDuty(
        part_id=part.pk,
        title=part.title,
        people=list(staffed.people),
        start=start,
        end=start + part.lasts,
        facility_id=part.facility_id or event.facility_id,
    )


def locked(event_id: int) -> Event:
    """A live event. Its row lock also guards its bookings: nothing else writes them."""
    event = Event.objects.live().select_for_update().filter(pk=event_id).first()
    if event is None:
        raise NotFound("There is no such event")
    return event


def take(
    event: Event, holds: Collection[Hold], *, bookings: Collection[Booking] = (), past_options: bool = False
) -> None:
    """Lock everything the event touches, then refuse if any of it is taken. The caller writes the bookings.

    The lock comes first because racing inserts into one exclusion constraint may deadlock instead
    of clashing; the constraint has the last word all the same. Nobody is taken who is on approved leave;
    who was booked before the leave was approved stays for the scheduler to solve. `bookings` are what the event
    holds so far. Options of others are in the way unless they were placed behind a booking that is kept, or the
    caller has looked at their order (`past_options`).
    Nothing is taken that is in maintenance, unless it was taken before that was planned.
    Raises Clashing, Closed, Away, and Busy when an import holds the locks for too long.
    """
    also_lock = [booking.resource for booking in bookings]
    locks.hold(*also_lock, *(hold.lock for hold in holds if hold.takes or hold.is_claim), within=locks.PATIENCE)
    others = [event.pk] if event.pk else []
    kept = booked(bookings)
    found = [
        clash
        for clash in clashes(holds, without_events=others)
        if not clash.is_option or not (past_options or is_behind(clash, holds, kept))
    ]
    short = shortages(counted(holds), without_events=others)
    if found or short:
        raise Clashing(event=event, holds=holds, clashes=found, shortages=short)
    closed = windows_over([hold for hold in holds if hold.is_equipped and not _has(bookings, hold)])
    if closed:
        raise Closed([window for _, window in closed])
    away = absences(
        [
            (hold.resource_id, hold.start, hold.end)
            for hold in holds
            if hold.kind == ResourceKind.PERSON
            and hold.is_exclusive
            and (hold.kind.value, hold.resource_id, hold.period) not in kept
        ]
    )
    if away:
        raise Away(away)


def _has(bookings: Collection[Booking], hold: Hold) -> bool:
    """Whether the event has booked or held this already; maintenance planned over it is for people to solve."""
    wanted = (hold.kind, hold.resource_id, hold.period)
    firm = (BookingStatus.CONFIRMED, BookingStatus.TENTATIVE)
    return any((b.resource_kind, b.resource_id, b.period) == wanted and b.status in firm for b in bookings)


def rebook(event: Event, bookings: Collection[Booking], crew: Crew, *, past_options: bool = False) -> None:
    """Bring the bookings of a saved event in line with what it takes now. Raises as `take` does."""
    holds = holds_of(event, crew)
    take(event, holds, bookings=bookings, past_options=past_options)
    write_holds(event, bookings, holds)
    leave_parts([(event.pk, crew)])


def write_holds(event: Event, bookings: Collection[Booking], holds: Collection[Hold]) -> None:
    """Make these the bookings of a saved event. The caller has locked what they touch."""
    differing = difference(event, bookings, holds)
    if differing.dropped:
        Booking.objects.filter(pk__in=differing.dropped).delete()
    for booking, hold in differing.altered:
        booking.status, booking.period, booking.core = hold.status, hold.period, hold.core
        booking.kit_id, booking.quantity = hold.kit_id, hold.quantity
    Booking.objects.bulk_update(
        [booking for booking, _ in differing.altered], ["status", "period", "core", "kit_id", "quantity"]
    )
    Booking.objects.bulk_create(differing.new)


def leave_parts(crews: Iterable[tuple[int, Crew]]) -> None:
    """Parts of events whose start has gone from them keep their time: they are that much farther from it now."""
    for event_id, crew in crews:
        if crew.left_behind:
            Part.objects.filter(event_id=event_id).update(begins=F("begins") - crew.left_behind)

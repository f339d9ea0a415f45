"""Writing parts of events. Each is a change of its event: it has the event's version, and its lock."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from apps.core import locks, outbox
from apps.core.actors import Actor
from apps.core.db import refusing, transaction
from apps.core.errors import Invalid, NotFound
from apps.scheduling import policies
from apps.scheduling.claims.placing import settle
from apps.scheduling.events.conflicts import Clashing, explaining
from apps.scheduling.events.editing import Crew, Staffed
from apps.scheduling.events.errors import BookingConflict
from apps.scheduling.events.facts import EventChanged
from apps.scheduling.events.holding import holds_of
from apps.scheduling.events.models import Booking, Event
from apps.scheduling.events.services import AsItIs, as_it_is, locked, take, write_holds
from apps.scheduling.parts.editing import PartValues, apply_to_part
from apps.scheduling.parts.models import Part
from apps.scheduling.ports import Facilities, People, facilities_provider, people_provider
from apps.scheduling.series.edits import note_edits

MOST_PARTS = 100  # of one event


@dataclass
class _InHand:
    """A locked event with what it holds, and how it was."""

    event: Event
    bookings: list[Booking]
    crew: Crew
    before: AsItIs
    was_holding: bool
    changed: bool = field(default=False)

    def staffed(self, part_id: int) -> Staffed:
        """Raises NotFound."""
        if part_id in self.crew.parts:
            found = self.crew.parts[part_id]
        else:
            part = Part.objects.filter(event=self.event, pk=part_id).first()
            if part is None:
                raise NotFound("There is no such part of the event")
            found = Staffed(part)
        found.part.event = self.event
        return found


def create_part(
    *,
    actor: Actor,
    event_id: int,
    values: PartValues,
    now: datetime,
    expected_version: int | None = None,
    facilities: Facilities = facilities_provider,
    people: People = people_provider,
) -> Part:
    """Add a duty to an event, and hold its facility and people while it lasts.

    Raises NotAllowed, NotFound, Stale, Invalid, BookingConflict, InMaintenance, OnLeave.
    """
    policies.require_can_edit_events(actor)
    with explaining(facilities, people), _changing(event_id, expected_version, now=now) as found:
        if Part.objects.filter(event=found.event).count() >= MOST_PARTS:
            raise Invalid.field("title", f"an event has at most {MOST_PARTS} parts")
        staffed = Staffed(Part(event=found.event))
        apply_to_part(staffed, values, crew=found.crew, facilities=facilities, people=people)
        staffed.part.save()
        _hold(found, staffed)
    return staffed.part


def update_part(
    *,
    actor: Actor,
    event_id: int,
    part_id: int,
    values: PartValues,
    now: datetime,
    expected_version: int | None = None,
    facilities: Facilities = facilities_provider,
    people: People = people_provider,
) -> Part:
    """Change what differs. Raises as `create_part` does."""
    policies.require_can_edit_events(actor)
    with explaining(facilities, people), _changing(event_id, expected_version, now=now) as found:
        staffed = found.staffed(part_id)
        if apply_to_part(staffed, values, crew=found.crew, facilities=facilities, people=people):
            staffed.part.save()
            _hold(found, staffed)
    return staffed.part


def remove_part(
    *, actor: Actor, event_id: int, part_id: int, now: datetime, expected_version: int | None = None
) -> None:
    """Take a duty off an event and free what it held. Raises NotAllowed, NotFound, Stale."""
    policies.require_can_edit_events(actor)
    with _changing(event_id, expected_version, now=now) as found:
        part = found.staffed(part_id).part
        found.crew.parts.pop(part_id, None)
        locks.hold(*(booking.resource for booking in found.bookings), within=locks.PATIENCE)
        write_holds(found.event, found.bookings, holds_of(found.event, found.crew))
        part.delete()
        found.changed = True


@contextmanager
def _changing(event_id: int, expected_version: int | None, *, now: datetime) -> Iterator[_InHand]:
    """The transaction: what was changed inside is written as the next version of the event, and told."""
    with transaction(), refusing(booking_no_overlap=BookingConflict):
        event = locked(event_id)
        event.require_version(expected_version)
        bookings = list(Booking.objects.of_event(event))
        crew = Crew.of(bookings)
        found = _InHand(event, bookings, crew, as_it_is(event, crew), event.is_holding)
        yield found
        if not found.changed:
            return
        event.edited = [name for name in event.edited if name != "parts"]
        if event.series_id and Part.objects.filter(event=event).exists():
            event.edited.append("parts")
        note_edits(event, crew)
        event.save_next_version()
        settle(event, bookings, now=now)
        outbox.publish(
            EventChanged(
                **as_it_is(event, crew),
                people_before=found.before["people"],
                tentative_before=found.before["tentative"],
                duty_before=found.before["duty"] if found.was_holding else None,
                parts_before=found.before["parts"] if found.was_holding else [],
                changed=["parts"],
                occurred_at=now,
            )
        )


def _hold(found: _InHand, staffed: Staffed) -> None:
    """Take what the part takes; the rest of the event has what it has. Raises as `take` does."""
    found.changed = True
    found.crew.parts[staffed.part.pk] = staffed
    holds = holds_of(found.event, found.crew)
    try:
        take(found.event, [hold for hold in holds if hold.part_id == staffed.part.pk], bookings=found.bookings)
    except Clashing as clashing:
        clashing.part = staffed.part
        raise
    write_holds(found.event, found.bookings, holds)

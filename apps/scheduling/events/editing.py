"""Putting values onto an event that is not saved yet: what differs, what follows from it, what is refused."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import available_timezones

from django.conf import settings

from apps.core.errors import Invalid
from apps.scheduling.equipping.gear import Gear, GearValues, assign_gear
from apps.scheduling.events.models import LONGEST, Booking, BookingStatus, Claimed, Event, ResourceKind, Status
from apps.scheduling.parts.models import Part
from apps.scheduling.periods import require_period
from apps.scheduling.ports import Equipment, Facilities, People, equipment_provider


class EventValues(GearValues, total=False):
    """What a caller may set: names of the contract, ids of other modules, aware instants."""

    title: str
    description: str
    event_type: str
    facility: int | None
    location: int | None
    start_time: datetime | None
    end_time: datetime | None
    time_zone: str
    on_air_start: datetime | None
    on_air_end: datetime | None
    call_time: datetime | None
    wrap_time: datetime | None
    rig_minutes: int | None
    strike_minutes: int | None
    status: str
    claim: str  # of a new event: confirmed or held
    hold_until: datetime | None  # of a held one
    contributors: list[str]
    assigned_users: list[int]
    tentative_users: list[int]
    source: str
    external_id: str


@dataclass
class Staffed:
    """A part of an event that takes a facility or people of its own, and who they are."""

    part: Part
    people: list[int] = field(default_factory=list)


@dataclass
class Crew:
    """The people on an event, confirmed ones held exclusively and tentative ones not; and what they work with.

    `parts` are those that take something; their people are on them alone. Parts keep their distance from the start
    of the event. Where they must not follow it, `left_behind` says how far it has gone from them.
    """

    confirmed: list[int] = field(default_factory=list)
    tentative: list[int] = field(default_factory=list)
    gear: Gear = field(default_factory=Gear)
    parts: dict[int, Staffed] = field(default_factory=dict)
    left_behind: timedelta = timedelta()

    @classmethod
    def of(cls, bookings: Collection[Booking]) -> "Crew":
        """Read with `Booking.objects.of_event`, or with their parts: each is asked for by itself otherwise."""
        whole = [booking for booking in bookings if booking.part_id is None]
        people = sorted((b.resource_id, b.status) for b in whole if b.resource_kind == ResourceKind.PERSON)
        return cls(
            confirmed=[person for person, status in people if status != BookingStatus.TENTATIVE],
            tentative=[person for person, status in people if status == BookingStatus.TENTATIVE],
            gear=Gear.of(whole),
            parts=_parts(bookings),
        )

    @property
    def everyone(self) -> list[int]:
        """Who is on the event as a whole."""
        return sorted({*self.confirmed, *self.tentative})

    @property
    def involved(self) -> list[int]:
        """Who is on the event or on one of its parts."""
        return sorted({*self.everyone, *(person for staffed in self.parts.values() for person in staffed.people)})

    def follow(self, event: Event, old_start: datetime, old_end: datetime) -> None:
        """Parts move with their event; where only its start was moved it was made longer or shorter, and they stay."""
        if event.start_at != old_start and event.end_at == old_end:
            self.left_behind += event.start_at - old_start


def _parts(bookings: Collection[Booking]) -> dict[int, Staffed]:
    found: dict[int, Staffed] = {}
    for booking in sorted(bookings, key=lambda booking: booking.resource_id):
        if booking.part_id is not None and booking.part is not None:
            staffed = found.setdefault(booking.part_id, Staffed(booking.part))
            if booking.resource_kind == ResourceKind.PERSON:
                staffed.people.append(booking.resource_id)
    return found


_COLUMNS = {
    "facility": "facility_id",
    "location": "location_id",
    "start_time": "start_at",
    "end_time": "end_at",
    "on_air_start": "on_air_start_at",
    "on_air_end": "on_air_end_at",
    "call_time": "call_at",
    "wrap_time": "wrap_at",
}
_REQUIRED = {"title", "start_time", "end_time", "status"}
_SETTLED_IF_EMPTY = {"rig_minutes", "strike_minutes", "time_zone"}  # the facility's own, the zone of the place
# kept as bookings and terms, not as columns
_NO_COLUMNS = {"assigned_users", "tentative_users", "equipment", "kits", "pools", "hold_until"}
_MOVE_ALONG = ("on_air_start_at", "on_air_end_at", "call_at", "wrap_at")
_ZONES = available_timezones()


def apply_values(
    event: Event,
    crew: Crew,
    values: EventValues,
    *,
    facilities: Facilities,
    people: People,
    equipment: Equipment = equipment_provider,
) -> set[str]:
    """Write what differs onto the event and its crew. Returns the names of the columns that changed.

    A move, both ends by the same amount, takes on-air, call and wrap times along unless they were
    given anew. A new facility brings its location and buffers likewise. Raises Invalid.
    """
    before = (event.start_at, event.end_at)
    changed = _assign(event, values)
    if "status" in changed and event.claim != Claimed.CONFIRMED:  # cancelling gives a hold up, reinstating places it
        event.claim = Claimed.RELEASED if event.status == Status.CANCELLED else Claimed.HELD
    if {"start_at", "end_at"} <= changed and not event._state.adding:
        changed |= _move_along(event, changed, *before)
    _check_times(event)
    if not event._state.adding:
        crew.follow(event, *before)
    if changed & {"facility_id", "location_id"} or not event.time_zone:
        changed |= _settle_place(event, changed, facilities)
    if event.time_zone not in _ZONES:
        raise Invalid.field("time_zone", "must be a name of the IANA time zone database")
    return changed | _assign_people(crew, values, people) | assign_gear(crew.gear, values, equipment)


def _assign(event: Event, values: EventValues) -> set[str]:
    changed = set()
    for name, value in values.items():
        if name in _NO_COLUMNS:
            continue
        if value in (None, ""):
            if name in _REQUIRED:
                raise Invalid.field(name, "must not be empty")
            if name in _SETTLED_IF_EMPTY:
                continue
        column = _COLUMNS.get(name, name)
        if getattr(event, column) != value:
            setattr(event, column, value)
            changed.add(column)
    return changed


def _move_along(event: Event, changed: set[str], old_start: datetime, old_end: datetime) -> set[str]:
    shift = event.start_at - old_start
    if event.end_at - old_end != shift:
        return set()
    moved = {name for name in _MOVE_ALONG if name not in changed and getattr(event, name) is not None}
    for name in moved:
        setattr(event, name, getattr(event, name) + shift)
    return moved


def _check_times(event: Event) -> None:
    require_period(event.start_at, event.end_at, longest=LONGEST)
    first, last = event.on_air_start_at, event.on_air_end_at
    if (first is None) != (last is None):
        raise Invalid.field("on_air_end" if last is None else "on_air_start", "must be given with the other end")
    if first is not None and last is not None:
        if last <= first:
            raise Invalid.field("on_air_end", "must be after on_air_start")
        if first < event.start_at or last > event.end_at:
            raise Invalid.field("on_air_start", "the time on air must lie between start_time and end_time")
    crew = (event.call_at or event.start_at, event.wrap_at or event.end_at)
    if crew[1] <= crew[0]:
        raise Invalid.field(
            "call_time" if event.call_at else "wrap_time", "crew must be called before they are released"
        )
    if crew[1] - crew[0] > LONGEST:
        raise Invalid.field("call_time", f"crew cannot be held for more than {LONGEST.days} days")


def _settle_place(event: Event, changed: set[str], facilities: Facilities) -> set[str]:
    """What follows from the facility or location: zone, location, buffers."""
    settled = set()
    zone = ""
    if event.facility_id is not None and "facility_id" in changed:
        facility = facilities.facilities(ids=[event.facility_id]).get(event.facility_id)
        if facility is None:
            raise Invalid.field("facility", "there is no such facility")
        if not facility.is_bookable:
            raise Invalid.field("facility", f"{facility.name} takes no bookings")
        follows = {
            "location_id": facility.location_id,
            "rig_minutes": facility.rig_minutes,
            "strike_minutes": facility.strike_minutes,
            "shares_buffers": facility.shares_buffers,
        }
        for name, value in follows.items():
            if name not in changed and value is not None and getattr(event, name) != value:
                setattr(event, name, value)
                settled.add(name)
        zone = facility.time_zone
    elif event.facility_id is None and "facility_id" in changed:
        for name in {"rig_minutes", "strike_minutes"} - changed:
            setattr(event, name, 0)
            settled.add(name)
        event.shares_buffers = False
    if event.location_id is not None and "location_id" in changed:
        location = facilities.locations(ids=[event.location_id]).get(event.location_id)
        if location is None:
            raise Invalid.field("location", "there is no such location")
        zone = zone or location.time_zone
    if "time_zone" not in changed and (zone or not event.time_zone):
        event.time_zone = zone or settings.TIME_ZONE
        settled.add("time_zone")
    return settled


def _assign_people(crew: Crew, values: EventValues, people: People) -> set[str]:
    confirmed = sorted(set(values.get("assigned_users", crew.confirmed)))
    tentative = sorted(set(values.get("tentative_users", crew.tentative)) - set(confirmed))
    changed = set()
    if confirmed != crew.confirmed:
        changed.add("assigned_users")
    if tentative != crew.tentative:
        changed.add("tentative_users")
    on_it = set(crew.everyone)
    require_active("assigned_users", set(confirmed) - on_it, people)
    require_active("tentative_users", set(tentative) - on_it, people)
    crew.confirmed, crew.tentative = confirmed, tentative
    return changed


def require_active(field: str, added: Collection[int], people: People) -> None:
    """Raises Invalid about somebody who is not there, or not any more."""
    known = people.people(ids=added) if added else {}
    for person_id in sorted(added):
        person = known.get(person_id)
        if person is None:
            raise Invalid.field(field, f"there is no person with id {person_id}")
        if not person.is_active:
            raise Invalid.field(field, f"{person.name} is no longer active")

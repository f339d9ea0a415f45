"""What HTTP takes and gives about events."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Any, Literal, NotRequired, cast

from django.utils import timezone
from pydantic import AfterValidator, Field
from typing_extensions import TypedDict

from apps.authentication import public as people
from apps.authentication.public import ProfileOut
from apps.core.http import (
    BIGINT,
    BlankIsNone,
    In,
    Instant,
    Line,
    NoneIsEmpty,
    OptionalInstant,
    Problem,
    Ref,
    Refs,
    Text,
)
from apps.core.paging import PageFilters
from apps.facilities import public as facilities
from apps.facilities.public import FacilityOut, LocationOut
from apps.scheduling.claims import selectors as claims
from apps.scheduling.claims.schemas import ClaimName, HoldOut, hold_out
from apps.scheduling.equipping.schemas import (
    GearOut,
    ItemOut,
    MissingItemOut,
    NamedOut,
    PoolWantedIn,
    ShortageOut,
    gear_outs,
)
from apps.scheduling.events import selectors
from apps.scheduling.events.editing import EventValues
from apps.scheduling.events.models import Claimed, Event
from apps.scheduling.events.selectors import EventRow, Wanted
from apps.scheduling.maintenance.schemas import DowntimeOut, downtime_out, resource_names
from apps.scheduling.maintenance.selectors import at_risk
from apps.scheduling.parts.schemas import BarePartOut, part_out
from apps.scheduling.parts.selectors import PartRow, parts_of

ClaimedName = Literal["Confirmed", "Held"]
StatusName = Literal["Scheduled", "In Progress", "Completed", "Cancelled"]
Minutes = Annotated[int, Field(ge=0, le=1440)]
Key = Annotated[int, Field(ge=1, le=BIGINT)]


class EventPatch(In):
    """Any part of an event; absent is unchanged, `null` and `""` clear."""

    title: Line = ""
    description: Text = ""
    event_type: Annotated[Line, Field(max_length=100)] = ""
    facility: Ref = None
    location: Ref = None
    start_time: OptionalInstant = None
    end_time: OptionalInstant = None
    time_zone: Annotated[Line, Field(max_length=64)] = ""
    on_air_start: OptionalInstant = None
    on_air_end: OptionalInstant = None
    call_time: OptionalInstant = None
    wrap_time: OptionalInstant = None
    rig_minutes: Annotated[Minutes | None, BlankIsNone] = None
    strike_minutes: Annotated[Minutes | None, BlankIsNone] = None
    status: StatusName = "Scheduled"
    contributors: Annotated[list[Annotated[Line, Field(min_length=1)]], Field(max_length=500), NoneIsEmpty] = Field(
        default_factory=list
    )
    assigned_users: Annotated[Refs, Field(max_length=500), NoneIsEmpty] = Field(default_factory=list)
    tentative_users: Annotated[Refs, Field(max_length=500), NoneIsEmpty] = Field(default_factory=list)
    equipment: Annotated[Refs, Field(max_length=500), NoneIsEmpty] = Field(default_factory=list)
    kits: Annotated[Refs, Field(max_length=100), NoneIsEmpty] = Field(default_factory=list)
    pools: Annotated[list[PoolWantedIn], Field(max_length=100), NoneIsEmpty] = Field(default_factory=list)

    def values(self) -> EventValues:
        values = self.changes()
        if "pools" in values:
            values["pools"] = [{"pool": want.pool, "quantity": want.quantity} for want in self.pools]
        return cast("EventValues", values)


class EventIn(EventPatch):
    title: Annotated[Line, Field(min_length=1)]
    start_time: Instant
    end_time: Instant
    claim: Annotated[ClaimedName | None, BlankIsNone, AfterValidator(lambda claim: claim or "Confirmed")] = "Confirmed"
    hold_until: OptionalInstant = None


class EventFilters(PageFilters):
    start: Instant | None = None
    end: Instant | None = None
    start_date: date | None = None
    end_date: date | None = None
    facility: Key | None = None
    location: Key | None = None
    user: Key | None = None
    status: StatusName | None = None
    event_type: str | None = None
    source: str | None = None

    def wanted(self) -> Wanted:
        return Wanted(**self.model_dump(exclude={"page", "page_size"}))

    @property
    def is_wide(self) -> bool:
        """Neither a window nor a page was asked for."""
        return not any((self.start, self.end, self.start_date, self.end_date, self.page, self.page_size))


class EventOut(GearOut):
    id: int
    title: str
    description: NotRequired[str]
    event_type: NotRequired[str]
    start_time: datetime
    end_time: datetime
    time_zone: str
    location: NotRequired[LocationOut]
    facility: NotRequired[FacilityOut]
    assigned_users: list[ProfileOut]
    tentative_users: NotRequired[list[ProfileOut]]
    created_by: NotRequired[ProfileOut]
    status: StatusName
    claim: ClaimName
    hold: NotRequired[HoldOut]
    at_risk: NotRequired[list[DowntimeOut]]
    parts: NotRequired[list[BarePartOut]]
    on_air_start: NotRequired[datetime]
    on_air_end: NotRequired[datetime]
    call_time: NotRequired[datetime]
    wrap_time: NotRequired[datetime]
    rig_minutes: int
    strike_minutes: int
    contributors: list[str]
    source: NotRequired[str]
    external_id: NotRequired[str]
    series_id: NotRequired[int]  # of the series it is a date of
    recurrence_time: NotRequired[datetime]  # when the series has it, wherever it was moved since
    edited: NotRequired[list[str]]  # what was changed by hand and differs from the series
    version: int
    created_at: datetime
    updated_at: datetime


class ConflictEventOut(TypedDict):
    id: int
    title: str


class ConflictResourceOut(TypedDict):
    kind: Literal["facility", "person", "equipment"]
    id: int
    name: str
    kit: NotRequired[NamedOut]  # with which the item is wanted


class ConflictOut(TypedDict):
    """`is_held`: an option that was placed before, not a booking."""

    event: ConflictEventOut
    resource: ConflictResourceOut
    start_time: datetime
    end_time: datetime
    is_held: NotRequired[bool]


class SlotOut(TypedDict):
    start_time: datetime
    end_time: datetime


class FreeFacilityOut(TypedDict):
    id: int
    name: str


class FreePersonOut(TypedDict):
    """Somebody in the same position who is free for that time."""

    id: int
    name: str
    instead_of: int


class FreeItemOut(ItemOut):
    """An item of the same category that is free for that time."""

    instead_of: int


class AbsentPersonOut(TypedDict):
    id: int
    name: str


class AbsenceOut(TypedDict):
    """Approved leave; the days are both included, the instants half-open."""

    person: AbsentPersonOut
    start_date: date
    end_date: date
    start_time: datetime
    end_time: datetime


class BookingProblem(Problem):
    """409: what is in the way, when everything would be free, and who, where or what else fits; or who is on leave;
    what of a kit is missing, of what too few are left."""

    absences: NotRequired[list[AbsenceOut]]
    missing: NotRequired[list[MissingItemOut]]
    shortages: NotRequired[list[ShortageOut]]
    conflicts: NotRequired[list[ConflictOut]]
    next_free: NotRequired[SlotOut]
    free_facilities: NotRequired[list[FreeFacilityOut]]
    free_people: NotRequired[list[FreePersonOut]]
    free_equipment: NotRequired[list[FreeItemOut]]


@dataclass(frozen=True, slots=True)
class Related:
    """What the events of one answer refer to, fetched once for all of them."""

    confirmed: Mapping[int, list[Any]]
    tentative: Mapping[int, list[Any]]
    profiles: Mapping[int, Any]
    facilities: Mapping[int, Any]
    locations: Mapping[int, Any]
    gear: Mapping[int, GearOut]
    holds: Mapping[int, HoldOut]
    windows: Mapping[int, list[DowntimeOut]]
    parts: Mapping[int, list[PartRow]]


def related_to(events: Sequence[Event | EventRow], *, encoded: bool = False) -> Related:
    """Six queries whatever the number of events; one more each for items, kits and pools, two for holds, if any.

    `encoded` gives people and places as JSON, for answers that are written without being looked at again.
    """
    event_ids = {event.id for event in events}
    booked = selectors.booked_for(event_ids)
    parts: dict[int, list[PartRow]] = {}
    for row in parts_of(event_ids):
        parts.setdefault(row.event_id, []).append(row)
    in_parts = [row for listed in parts.values() for row in listed]
    ids = {event.created_by_id for event in events if event.created_by_id}.union(
        *booked.confirmed.values(), *booked.tentative.values(), *(row.people for row in in_parts)
    )
    rooms = _set(event.facility_id for event in [*events, *in_parts])
    sites = _set(event.location_id for event in events)
    profiles: Mapping[int, Any] = people.encoded_profiles(ids=ids) if encoded else people.profiles(ids=ids)
    return Related(
        confirmed=_known(booked.confirmed, profiles),
        tentative=_known(booked.tentative, profiles),
        profiles=profiles,
        facilities=facilities.encoded_facilities(ids=rooms) if encoded else facilities.facility_outs(ids=rooms),
        locations=facilities.encoded_locations(ids=sites) if encoded else facilities.location_outs(ids=sites),
        gear=gear_outs(booked.gear),
        holds=_holds({event.id for event in events if event.claim == Claimed.HELD}),
        windows=_windows(events),
        parts=parts,
    )


def _known(crews: Mapping[int, list[int]], profiles: Mapping[int, Any]) -> dict[int, list[Any]]:
    return {key: [profiles[person] for person in crew if person in profiles] for key, crew in crews.items()}


_MARGIN = timedelta(days=1)  # rig and strike are at most a day


def _windows(events: Sequence[Event | EventRow]) -> dict[int, list[DowntimeOut]]:
    """Maintenance over what each event has."""
    if not events:
        return {}
    found = at_risk(
        [event.id for event in events],
        start=min(event.start_at for event in events) - _MARGIN,
        end=max(event.end_at for event in events) + _MARGIN,
    )
    if not found:
        return {}
    names = resource_names({(window.kind, window.resource_id) for listed in found.values() for window in listed})
    return {key: [downtime_out(window, names) for window in listed] for key, listed in found.items()}


def _holds(held: set[int]) -> dict[int, HoldOut]:
    if not held:
        return {}
    terms, standing = claims.terms_of(held), claims.standings(held, now=timezone.now())
    return {key: hold_out(terms.get(key), standing.get(key)) for key in held}


def _set(ids: Iterable[int | None]) -> set[int]:
    return {key for key in ids if key is not None}


def event_out(event: Event | EventRow, related: Related) -> EventOut:
    out: EventOut = {
        "id": event.id,
        "title": event.title,
        "start_time": event.start_at,
        "end_time": event.end_at,
        "time_zone": event.time_zone,
        "assigned_users": related.confirmed.get(event.id, []),
        "status": event.status,  # type: ignore[typeddict-item]  # the choices of the column
        "claim": event.claim,  # type: ignore[typeddict-item]  # likewise
        "rig_minutes": event.rig_minutes,
        "strike_minutes": event.strike_minutes,
        "contributors": event.contributors,
        "version": event.version,
        "created_at": event.created_at,
        "updated_at": event.updated_at,
    }
    _tell_claims(out, related)
    if parts := related.parts.get(event.id):
        out["parts"] = [
            part_out(part, event.start_at, profiles=related.profiles, rooms=related.facilities) for part in parts
        ]
    if event.description:
        out["description"] = event.description
    if event.event_type:
        out["event_type"] = event.event_type
    if event.location_id and event.location_id in related.locations:
        out["location"] = related.locations[event.location_id]
    if event.facility_id and event.facility_id in related.facilities:
        out["facility"] = related.facilities[event.facility_id]
    if related.tentative.get(event.id):
        out["tentative_users"] = related.tentative[event.id]
    if event.created_by_id and event.created_by_id in related.profiles:
        out["created_by"] = related.profiles[event.created_by_id]
    if event.on_air_start_at and event.on_air_end_at:
        out["on_air_start"], out["on_air_end"] = event.on_air_start_at, event.on_air_end_at
    if event.call_at:
        out["call_time"] = event.call_at
    if event.wrap_at:
        out["wrap_time"] = event.wrap_at
    if gear := related.gear.get(event.id):
        out.update(gear)  # type: ignore[typeddict-item]  # members that EventOut has from GearOut
    _add_origin(out, event)
    return out


def _add_origin(out: EventOut, event: Event | EventRow) -> None:
    """Where it comes from: an import, or a series."""
    if event.source:
        out["source"] = event.source
    if event.external_id:
        out["external_id"] = event.external_id
    if event.series_id and event.recurrence_at:
        out["series_id"], out["recurrence_time"] = event.series_id, event.recurrence_at
        if event.edited:
            out["edited"] = event.edited


def _tell_claims(out: EventOut, related: Related) -> None:
    if out["id"] in related.holds:
        out["hold"] = related.holds[out["id"]]
    if out["id"] in related.windows:
        out["at_risk"] = related.windows[out["id"]]


def event_outs(events: Sequence[Event | EventRow]) -> list[EventOut]:
    related = related_to(events)
    return [event_out(event, related) for event in events]


def encoded_event_outs(events: Sequence[Event | EventRow]) -> list[EventOut]:
    """As `event_outs`, with people and places as JSON already."""
    related = related_to(events, encoded=True)
    return [event_out(event, related) for event in events]

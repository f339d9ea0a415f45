"""What HTTP takes and gives about availability."""

from datetime import date, datetime, timedelta
from typing import Annotated, Any, Literal, NotRequired, cast

from pydantic import Field
from typing_extensions import TypedDict

from apps.core.http import BIGINT, Filters, Instant
from apps.facilities.public import FacilityKind
from apps.scheduling.availability.selectors import ALL, Answer, Found, Question
from apps.scheduling.equipping.schemas import NamedOut

FilterId = Annotated[int, Field(ge=1, le=BIGINT)] | None
Sort = Literal["everything", "facilities", "people", "equipment", "pools"]
State = Literal["free", "held", "taken"]


class AvailabilityFilters(Filters):
    """Without `duration`: who and what is free from `start` to `end`. With it: the first times in between."""

    start: Instant
    end: Instant
    of: Sort = "everything"
    duration: Annotated[int, Field(ge=1, le=93 * 1440)] | None = None  # minutes
    kind: FacilityKind | None = None  # of facilities
    capacity: Annotated[int, Field(ge=0, le=1_000_000)] | None = None  # people a facility must hold
    location: FilterId = None  # of facilities, equipment and pools
    facility: FilterId = None
    department: Annotated[str, Field(max_length=128)] = ""  # of people
    position: Annotated[str, Field(max_length=128)] = ""
    category: FilterId = None  # of equipment and pools
    quantity: Annotated[int, Field(ge=1, le=1_000_000)] = 1  # pieces of a pool
    slots: Annotated[int, Field(ge=1, le=20)] = 3  # times of each
    past_holds: bool = False  # options of others are not in the way
    without_event: FilterId = None  # the one that is to be moved
    only_free: bool = False

    def question(self) -> Question:
        return Question(
            start=self.start,
            end=self.end,
            of=ALL if self.of == "everything" else (self.of,),
            duration=timedelta(minutes=self.duration) if self.duration else None,
            kind=self.kind,
            capacity=self.capacity,
            location=self.location,
            facility=self.facility,
            department=self.department,
            position=self.position,
            category=self.category,
            quantity=self.quantity,
            most=self.slots,
            past_options=self.past_holds,
            without_event=self.without_event or 0,
            only_free=self.only_free,
        )


class FreeSlotOut(TypedDict):
    """The times of the event itself; rig and strike have room around them. It could last until `free_until`."""

    start_time: datetime
    end_time: datetime
    free_until: datetime


class InTheWayOut(TypedDict):
    """`held` is an option, not a booking."""

    event: NamedOut
    start_time: datetime
    end_time: datetime
    held: bool


class AwayOut(TypedDict):
    """Approved leave; only for those who may know of it, and never why."""

    start_date: date
    end_date: date


class OutOfUseOut(TypedDict):
    """A maintenance window."""

    id: int
    reason: NotRequired[str]
    start_time: datetime
    end_time: datetime


class AvailableOut(TypedDict):
    """`free_until` says when what is free is wanted next; `free_from` when the whole period would fit later on.

    Neither is told when it lies more than 14 days ahead. `slots` come when a duration was asked for.
    """

    id: int
    name: str
    state: State
    free_until: NotRequired[datetime]
    free_from: NotRequired[datetime]
    in_the_way: NotRequired[list[InTheWayOut]]
    maintenance: NotRequired[list[OutOfUseOut]]
    slots: NotRequired[list[FreeSlotOut]]


class AvailableFacilityOut(AvailableOut):
    kind: str
    capacity: NotRequired[int]
    location: NotRequired[NamedOut]
    time_zone: str
    rig_minutes: int
    strike_minutes: int


class AvailablePersonOut(AvailableOut):
    department: NotRequired[str]
    position: NotRequired[str]
    away: NotRequired[list[AwayOut]]


class AvailableItemOut(AvailableOut):
    asset_tag: str
    category: NotRequired[str]


class AvailablePoolOut(AvailableOut):
    """`free` is the least that is left at any instant of the period."""

    quantity: int
    free: int
    category: NotRequired[str]


class AvailabilityOut(TypedDict):
    facilities: NotRequired[list[AvailableFacilityOut]]
    people: NotRequired[list[AvailablePersonOut]]
    equipment: NotRequired[list[AvailableItemOut]]
    pools: NotRequired[list[AvailablePoolOut]]
    truncated: bool


def availability_out(answer: Answer, *, duration: timedelta | None) -> AvailabilityOut:
    out: dict[str, Any] = {sort: [_OUT[sort](row, duration) for row in rows] for sort, rows in answer.found.items()}
    return cast("AvailabilityOut", {**out, "truncated": answer.truncated})


def _common(row: Found, duration: timedelta | None) -> dict[str, Any]:
    out: dict[str, Any] = {"id": row.ref.id, "name": row.ref.name, "state": row.state}
    if row.free_until:
        out["free_until"] = row.free_until
    if row.free_from:
        out["free_from"] = row.free_from
    if row.in_the_way:
        out["in_the_way"] = [
            {
                "event": {"id": booking.event_id, "name": booking.title},
                "start_time": booking.start,
                "end_time": booking.end,
                "held": booking.is_option,
            }
            for booking in row.in_the_way
        ]
    if row.downtimes:
        out["maintenance"] = [
            {"id": down.id, "start_time": down.start, "end_time": down.end}
            | ({"reason": down.reason} if down.reason else {})
            for down in row.downtimes
        ]
    if duration:
        out["slots"] = [
            {"start_time": slot.start, "end_time": slot.start + duration, "free_until": slot.free_until}
            for slot in row.slots
        ]
    return out


def _facility(row: Found, duration: timedelta | None) -> dict[str, Any]:
    ref = row.ref
    out = _common(row, duration) | {
        "kind": ref.kind,
        "time_zone": ref.time_zone,
        "rig_minutes": ref.rig_minutes,
        "strike_minutes": ref.strike_minutes,
    }
    if ref.capacity is not None:
        out["capacity"] = ref.capacity
    if ref.location_id:
        out["location"] = {"id": ref.location_id, "name": ref.location_name}
    return out


def _person(row: Found, duration: timedelta | None) -> dict[str, Any]:
    out = _common(row, duration)
    for name in ("department", "position"):
        if value := getattr(row.ref, name):
            out[name] = value
    if row.absences:
        out["away"] = [{"start_date": away.start_date, "end_date": away.end_date} for away in row.absences]
    return out


def _item(row: Found, duration: timedelta | None) -> dict[str, Any]:
    out = _common(row, duration) | {"asset_tag": row.ref.asset_tag}
    return out | ({"category": row.ref.category_name} if row.ref.category_name else {})


def _pool(row: Found, duration: timedelta | None) -> dict[str, Any]:
    out = _common(row, duration) | {"quantity": row.ref.quantity, "free": row.free}
    return out | ({"category": row.ref.category_name} if row.ref.category_name else {})


_OUT = {"facilities": _facility, "people": _person, "equipment": _item, "pools": _pool}

"""What HTTP gives for the timeline and for Today."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Literal, NotRequired
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from pydantic import Field
from typing_extensions import TypedDict

from apps.core.errors import Invalid
from apps.core.http import Filters, Instant, utc
from apps.facilities.public import EquipmentOut, EquipmentRef, FacilityOut, PoolRef
from apps.scheduling.claims.schemas import ClaimName
from apps.scheduling.equipping.gear import Gear
from apps.scheduling.equipping.schemas import NamedOut
from apps.scheduling.events.models import ResourceKind
from apps.scheduling.events.schemas import EventOut, Key, StatusName
from apps.scheduling.events.selectors import Wanted
from apps.scheduling.leave.selectors import Absence
from apps.scheduling.maintenance.selectors import Downtime
from apps.scheduling.overview.month import LONGEST, DayEvent, MonthDay
from apps.scheduling.overview.selectors import BarRow, Bars
from apps.scheduling.overview.week import Day
from apps.scheduling.parts.selectors import PartBar

NO_CATEGORY = "No category"


class TimelineFilters(Filters):
    start: Instant
    end: Instant
    rows: Literal["facility", "person", "equipment"] = "facility"


class TimelineRowOut(TypedDict):
    """`kind` is a facility's, or `equipment` or `pool`: the ids of items and of pools are apart from each other.

    `state` says why an item is not fit for use, `quantity` how many pieces a pool has.
    """

    id: int
    name: str
    group: str
    kind: NotRequired[str]
    asset_tag: NotRequired[str]
    state: NotRequired[str]
    quantity: NotRequired[int]


class TimelinePartOut(TypedDict):
    """What a part of an event takes for itself: a facility, people, or both."""

    id: int
    title: str
    start: datetime
    end: datetime
    facility: NotRequired[int]
    people: list[int]


class TimelineItemOut(TypedDict):
    """`kit` is the kit with which the item is taken."""

    id: int
    kit: NotRequired[int]


class TimelinePoolOut(TypedDict):
    id: int
    quantity: int


class TimelineEventOut(TypedDict):
    """One event, compact. `hold_*` is what its facility and equipment are taken for, `crew_*` its people.

    `rank` is there while it is held: 1 is the first option. `challenged`: it must be answered. `at_risk`:
    something it has booked is in maintenance at that time.
    """

    id: int
    title: str
    type: NotRequired[str]
    status: StatusName
    start: datetime
    end: datetime
    on_air_start: NotRequired[datetime]
    on_air_end: NotRequired[datetime]
    hold_start: datetime
    hold_end: datetime
    shares_buffers: NotRequired[bool]  # others may rig or strike while it does
    crew_start: datetime
    crew_end: datetime
    time_zone: str
    facility: NotRequired[int]
    people: list[int]
    rank: NotRequired[int]
    challenged: NotRequired[bool]
    at_risk: NotRequired[bool]
    parts: NotRequired[list[TimelinePartOut]]
    equipment: NotRequired[list[TimelineItemOut]]
    pools: NotRequired[list[TimelinePoolOut]]
    series_id: NotRequired[int]
    version: int


class TimelineAbsenceOut(TypedDict):
    """Approved leave of a person; never says why."""

    id: int
    person: int
    start: datetime
    end: datetime
    start_date: date
    end_date: date


class TimelineWindowOut(TypedDict):
    """A facility or an item that is out of use."""

    id: int
    kind: Literal["facility", "equipment"]
    resource: int
    start: datetime
    end: datetime
    reason: str


class TimelineOut(TypedDict):
    """`absences` come with rows of people: those the caller may know of. `windows` are maintenance, if there is any.

    Rows of equipment come with the events that have some, and with the names of the `kits` it is taken with.
    """

    rows: list[TimelineRowOut]
    events: list[TimelineEventOut]
    absences: NotRequired[list[TimelineAbsenceOut]]
    windows: NotRequired[list[TimelineWindowOut]]
    kits: NotRequired[list[NamedOut]]
    truncated: bool


class WeekFilters(Filters):
    start: Annotated[date, Field(ge=date(1901, 1, 1), le=date(2199, 12, 24))]


class WeekEventOut(TypedDict):
    id: int
    title: str
    start_time: datetime
    end_time: datetime
    crew: int  # people confirmed on it


class WeekDayOut(TypedDict):
    """`events` are the day's first ones; `count` and `unstaffed` are of all."""

    date: str
    count: int
    unstaffed: int
    events: list[WeekEventOut]


class WeekOut(TypedDict):
    days: list[WeekDayOut]


class MonthFilters(Filters):
    """`start` and `days` are days of `time_zone`, which is the station's when absent."""

    start: Annotated[date, Field(ge=date(1901, 1, 1), le=date(2199, 11, 1))]
    days: Annotated[int, Field(ge=1, le=LONGEST)] = LONGEST
    time_zone: Annotated[str, Field(max_length=64)] | None = None
    facility: Key | None = None
    location: Key | None = None
    user: Key | None = None
    status: StatusName | None = None
    event_type: str | None = None
    search: Annotated[str, Field(max_length=200)] = ""

    def zone(self) -> ZoneInfo:
        name = self.time_zone or settings.TIME_ZONE
        if name not in available_timezones():
            raise Invalid.field("time_zone", "must be a name of the IANA time zone database")
        return ZoneInfo(name)

    def wanted(self) -> Wanted:
        return Wanted(**self.model_dump(exclude={"start", "days", "time_zone"}))


class MonthEventOut(TypedDict):
    """One event, compact."""

    id: int
    title: str
    type: NotRequired[str]
    status: StatusName
    claim: ClaimName
    start_time: datetime
    end_time: datetime
    facility: NotRequired[int]
    series_id: NotRequired[int]


class MonthDayOut(TypedDict):
    """`events` are the day's first ones; `count` is of all."""

    date: str
    count: int
    events: list[MonthEventOut]


class MonthOut(TypedDict):
    days: list[MonthDayOut]


class TodayOut(TypedDict):
    now: datetime
    on_air: list[EventOut]
    next: list[EventOut]
    unstaffed: list[EventOut]
    mine: list[EventOut]
    faulty_equipment: list[EquipmentOut]
    closed_facilities: list[FacilityOut]


def timeline_item_row(ref: EquipmentRef) -> TimelineRowOut:
    row: TimelineRowOut = {
        "id": ref.id,
        "name": ref.name,
        "group": ref.category_name or NO_CATEGORY,
        "kind": ResourceKind.EQUIPMENT.value,
        "asset_tag": ref.asset_tag,
    }
    if not ref.is_bookable:
        row["state"] = ref.state
    return row


def timeline_pool_row(ref: PoolRef) -> TimelineRowOut:
    return {
        "id": ref.id,
        "name": ref.name,
        "group": ref.category_name or NO_CATEGORY,
        "kind": ResourceKind.POOL.value,
        "quantity": ref.quantity,
    }


def timeline_absence_out(absence: Absence) -> TimelineAbsenceOut:
    return {
        "id": absence.request_id,
        "person": absence.user_id,
        "start": absence.start,
        "end": absence.end,
        "start_date": absence.start_date,
        "end_date": absence.end_date,
    }


def timeline_window_out(window: Downtime) -> TimelineWindowOut:
    return {
        "id": window.id,
        "kind": window.kind,  # type: ignore[typeddict-item]  # the choices of the column
        "resource": window.resource_id,
        "start": window.start,
        "end": window.end,
        "reason": window.reason,
    }


def timeline_event_out(event: BarRow, bars: Bars) -> TimelineEventOut:
    out: TimelineEventOut = {
        "id": event.id,
        "title": event.title,
        "status": event.status,  # type: ignore[typeddict-item]  # the choices of the column
        "start": event.start_at,
        "end": event.end_at,
        "hold_start": event.hold_start,
        "hold_end": event.hold_end,
        "crew_start": event.crew_start,
        "crew_end": event.crew_end,
        "time_zone": event.time_zone,
        "people": event.people,
        "version": event.version,
    }
    if event.event_type:
        out["type"] = event.event_type
    if event.on_air_start_at and event.on_air_end_at:
        out["on_air_start"], out["on_air_end"] = event.on_air_start_at, event.on_air_end_at
    if event.facility_id:
        out["facility"] = event.facility_id
    if event.shares_buffers:
        out["shares_buffers"] = True
    if event.series_id:
        out["series_id"] = event.series_id
    if event.id in bars.held:
        hold = bars.held[event.id]
        out["rank"] = hold.rank
        if hold.is_challenged:
            out["challenged"] = True
    if event.id in bars.at_risk:
        out["at_risk"] = True
    if event.id in bars.parts:
        out["parts"] = _parts(bars.parts[event.id])
    if event.id in bars.gear:
        out.update(_gear(bars.gear[event.id]))  # type: ignore[typeddict-item]  # members that it declares
    return out


def _gear(gear: Gear) -> dict[str, list[TimelineItemOut] | list[TimelinePoolOut]]:
    items: list[TimelineItemOut] = [
        {"id": item} if kit is None else {"id": item, "kit": kit} for item, kit in gear.items.items()
    ]
    pools: list[TimelinePoolOut] = [{"id": pool, "quantity": quantity} for pool, quantity in gear.pools.items()]
    return {name: taken for name, taken in (("equipment", items), ("pools", pools)) if taken}


def _parts(bars: Sequence[PartBar]) -> list[TimelinePartOut]:
    found: dict[int, TimelinePartOut] = {}
    for bar in bars:
        out = found.setdefault(
            bar.part_id, {"id": bar.part_id, "title": bar.title, "start": bar.start, "end": bar.end, "people": []}
        )
        if bar.kind == ResourceKind.FACILITY:
            out["facility"] = bar.resource_id
        else:
            out["people"].append(bar.resource_id)
    return list(found.values())


def week_day_out(day: Day) -> WeekDayOut:
    return {
        "date": day.day.isoformat(),
        "count": day.count,
        "unstaffed": day.unstaffed,
        "events": [
            {
                "id": event.id,
                "title": event.title,
                "start_time": utc(event.start_at),
                "end_time": utc(event.end_at),
                "crew": event.crew,
            }
            for event in day.events
        ],
    }


def month_day_out(day: MonthDay) -> MonthDayOut:
    return {
        "date": day.day.isoformat(),
        "count": day.count,
        "events": [_month_event_out(event) for event in day.events],
    }


def _month_event_out(event: DayEvent) -> MonthEventOut:
    out: MonthEventOut = {
        "id": event.id,
        "title": event.title,
        "status": event.status,  # type: ignore[typeddict-item]  # the choices of the column
        "claim": event.claim,  # type: ignore[typeddict-item]  # likewise
        "start_time": event.start_at,
        "end_time": event.end_at,
    }
    if event.event_type:
        out["type"] = event.event_type
    if event.facility_id:
        out["facility"] = event.facility_id
    if event.series_id:
        out["series_id"] = event.series_id
    return out

"""From an event to an entry of a template, and from an entry to an event of some day."""

from collections.abc import Sequence
from copy import deepcopy
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from apps.core.errors import Invalid
from apps.scheduling.events.editing import Crew, EventValues, Staffed
from apps.scheduling.events.models import Claimed, Event
from apps.scheduling.events.selectors import YEARS
from apps.scheduling.parts.models import Part
from apps.scheduling.parts.selectors import PartRow
from apps.scheduling.templates.models import EntryPart, TemplateEntry
from apps.scheduling.wall_time import moment_of

_MINUTE = timedelta(minutes=1)


def values_on(entry: TemplateEntry, first_day: date, zone: ZoneInfo) -> tuple[EventValues, list[str]]:
    """The event that an entry becomes when the template's first day is this one, and what a clock change does to it.

    Lengths are the clock's, as those of a series are.
    """
    if not YEARS[0] <= first_day.year < YEARS[1]:
        raise Invalid.field("to", f"must lie between the years {YEARS[0]} and {YEARS[1]}")
    midnight = datetime.combine(first_day, time())
    wall, until = midnight + entry.start_minute * _MINUTE, midnight + entry.end_minute * _MINUTE
    moment = moment_of(wall, zone)
    start, end = moment.at, moment_of(until, zone).at
    if end <= start:
        end = start + entry.length
    values = EventValues(
        title=entry.title,
        description=entry.description,
        event_type=entry.event_type,
        facility=entry.facility_id,
        location=entry.location_id,
        start_time=start,
        end_time=end,
        contributors=list(entry.contributors),
        claim=Claimed.HELD if entry.is_held else Claimed.CONFIRMED,
        assigned_users=list(entry.assigned_users),
        tentative_users=list(entry.tentative_users),
        equipment=list(entry.equipment),
        kits=list(entry.kits),
        pools=[{"pool": pool, "quantity": quantity} for pool, quantity in entry.pools],
    )
    if entry.time_zone:
        values["time_zone"] = entry.time_zone
    if entry.rig_minutes is not None:
        values["rig_minutes"] = entry.rig_minutes
    if entry.strike_minutes is not None:
        values["strike_minutes"] = entry.strike_minutes
    if entry.on_air_after is not None and entry.off_air_before is not None:
        on_air = max(start, moment_of(wall + entry.on_air_after * _MINUTE, zone).at)
        off_air = min(end, moment_of(until - entry.off_air_before * _MINUTE, zone).at)
        values |= EventValues(on_air_start=on_air, on_air_end=off_air) if on_air < off_air else EventValues()
    call = moment_of(wall - entry.call_before * _MINUTE, zone).at if entry.call_before is not None else None
    wrap = moment_of(until + entry.wrap_after * _MINUTE, zone).at if entry.wrap_after is not None else None
    if (call or start) < (wrap or end):
        values |= EventValues(call_time=call, wrap_time=wrap)
    notes = []
    if moment.moved_to:
        notes.append(f"{wall:%H:%M} does not exist on {wall:%a %d %b %Y}: moved to {moment.moved_to:%H:%M}")
    return values, notes


def parts_on(entry: TemplateEntry) -> list[Staffed]:
    """The duties of the event that an entry becomes. They are not saved."""
    return [
        Staffed(
            Part(
                title=part["title"],
                begins=part["begins"] * _MINUTE,
                lasts=part["lasts"] * _MINUTE,
                facility_id=part["facility"],
                needs=part["needs"],
            ),
            list(part["people"]),
        )
        for part in entry.parts
    ]


def part_alike(row: PartRow, *, with_people: bool) -> Staffed:
    """The same duty for another event. It is not saved."""
    part = Part(
        title=row.title, begins=row.begins, lasts=row.lasts, facility_id=row.facility_id, needs=deepcopy(row.needs)
    )
    return Staffed(part, list(row.people) if with_people else [])


def entry_of(
    event: Event,
    crew: Crew,
    parts: Sequence[PartRow],
    first_day: date,
    *,
    with_people: bool,
    with_equipment: bool,
) -> TemplateEntry:
    """An event as an entry of a template that begins on `first_day`. It is not saved."""
    zone = ZoneInfo(event.time_zone)

    def wall(at: datetime) -> datetime:
        return at.astimezone(zone).replace(tzinfo=None, fold=0)

    midnight, start, end = datetime.combine(first_day, time()), wall(event.start_at), wall(event.end_at)
    if end <= start:
        end = start + (event.end_at - event.start_at)
    on_air, off_air, call, wrapped = event.on_air_start_at, event.on_air_end_at, event.call_at, event.wrap_at
    gear = crew.gear
    return TemplateEntry(
        title=event.title,
        description=event.description,
        event_type=event.event_type,
        facility_id=event.facility_id,
        location_id=event.location_id,
        time_zone=event.time_zone,
        start_minute=(start - midnight) // _MINUTE,
        end_minute=max((start - midnight) // _MINUTE + 1, (end - midnight) // _MINUTE),
        on_air_after=max(0, (wall(on_air) - start) // _MINUTE) if on_air and off_air else None,
        off_air_before=max(0, (end - wall(off_air)) // _MINUTE) if on_air and off_air else None,
        call_before=(start - wall(call)) // _MINUTE if call else None,
        wrap_after=(wall(wrapped) - end) // _MINUTE if wrapped else None,
        rig_minutes=event.rig_minutes,
        strike_minutes=event.strike_minutes,
        is_held=event.claim == Claimed.HELD,
        contributors=list(event.contributors),
        assigned_users=list(crew.confirmed) if with_people else [],
        tentative_users=list(crew.tentative) if with_people else [],
        equipment=gear.own if with_equipment else [],
        kits=gear.kits if with_equipment else [],
        pools=[[pool, quantity] for pool, quantity in sorted(gear.pools.items())] if with_equipment else [],
        parts=[_entry_part(part, with_people=with_people) for part in parts],
    )


def _entry_part(part: PartRow, *, with_people: bool) -> EntryPart:
    return {
        "title": part.title,
        "begins": part.begins // _MINUTE,
        "lasts": max(1, part.lasts // _MINUTE),
        "facility": part.facility_id,
        "needs": part.needs,
        "people": part.people if with_people else [],
    }

"""What a date of a series looks like when nobody has touched it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from apps.scheduling.equipping.gear import Gear
from apps.scheduling.events.editing import Crew
from apps.scheduling.events.models import Claimed, Event
from apps.scheduling.series.expansion import Occurrence, ends_at, occurrences, wall_in
from apps.scheduling.series.models import Series
from apps.scheduling.wall_time import moment_of

HORIZON = timedelta(days=400)  # how far ahead dates are events
COPIED = (
    *("title", "description", "event_type", "facility_id", "location_id", "time_zone"),
    *("rig_minutes", "strike_minutes", "shares_buffers", "contributors"),
)
TIMES = ("start_at", "end_at", "on_air_start_at", "on_air_end_at", "call_at", "wrap_at")
PEOPLE = ("assigned_users", "tentative_users")
OF_CREW = (*PEOPLE, "equipment")


@dataclass
class Date:
    """An event of a series with the people on it."""

    event: Event
    crew: Crew
    wall: datetime  # as the rule gives it


def horizon(series: Series, now: datetime) -> datetime:
    """How far dates are events: 400 days from now, or from the first date if that is still ahead."""
    return max(now, moment_of(series.start_wall, series.zone).at) + HORIZON


def dates_of(series: Series, *, until: datetime, after: datetime | None = None) -> list[Occurrence]:
    """The dates the pattern gives, up to an instant, and after another one if it is given."""
    found = occurrences(series.pattern, until=until)
    return [date for date in found if after is None or date.at > after]


def columns_at(series: Series, wall: datetime) -> dict[str, Any]:
    """What the columns of an event of this series are at one of its dates, people and equipment included."""
    return (
        {name: getattr(series, name) for name in COPIED}
        | _times(series, wall)
        | {name: list(getattr(series, name)) for name in PEOPLE}
        | {"equipment": Gear.read(series.gear)}
    )


def new_date(series: Series, occurrence: Occurrence) -> Date:
    columns: Mapping[str, Any] = columns_at(series, occurrence.wall)
    event = Event(
        **{name: columns[name] for name in (*COPIED, *TIMES)},
        status=series.status,
        created_by_id=series.created_by_id,
        series=series,
        recurrence_at=occurrence.at,
    )
    return Date(event, crew_at(columns), occurrence.wall)


def crew_at(columns: Mapping[str, Any]) -> Crew:
    return Crew(confirmed=columns["assigned_users"], tentative=columns["tentative_users"], gear=columns["equipment"])


def _times(series: Series, wall: datetime) -> dict[str, datetime | None]:
    """In UTC. Every one is as far from the start by the clock as on the first date."""
    zone, moved = series.zone, series.shift_of(wall)
    start, end = ends_at(wall, series.end_wall + moved, zone)

    def at(first: datetime | None) -> datetime | None:
        return moment_of(first + moved, zone).at if first else None

    on_air, off_air = at(series.on_air_start_wall), at(series.on_air_end_wall)
    if on_air and off_air:  # where the clocks change, the order and the frame of the event win
        on_air, off_air = max(on_air, start), min(off_air, end)
        if off_air <= on_air:
            on_air, off_air = start, end
    call, wrap = at(series.call_wall), at(series.wrap_wall)
    if (wrap or end) <= (call or start):
        call = wrap = None
    return {
        "start_at": start,
        "end_at": end,
        "on_air_start_at": on_air,
        "on_air_end_at": off_air,
        "call_at": call,
        "wrap_at": wrap,
    }


def wall_of(series: Series, at: datetime) -> datetime:
    """The wall time the rule gave for an instant of the series, also where the clocks moved it."""
    shown = wall_in(series.zone, at)
    usual = datetime.combine(shown.date(), series.start_wall.time())
    return usual if moment_of(usual, series.zone).at == at else shown


def edits_of(series: Series, event: Event, crew: Crew, wall: datetime) -> list[str]:
    """The columns in which a date differs from what its series says: what was changed by hand."""
    expected = columns_at(series, wall) | {"status": series.status}
    with_it = {"assigned_users": crew.confirmed, "tentative_users": crew.tentative, "equipment": crew.gear}
    actual = {name: with_it[name] if name in with_it else getattr(event, name) for name in expected}
    edited = {name for name, value in expected.items() if actual[name] != value}
    if crew.parts or "parts" in event.edited:  # those that take nothing are known to whoever wrote them
        edited.add("parts")
    if event.claim != Claimed.CONFIRMED:
        edited.add("claim")
    return sorted(edited)

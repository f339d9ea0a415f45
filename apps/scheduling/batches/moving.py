"""Where an event lies after a move: so many days by the clock of its zone, so many minutes by elapsed time."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from apps.core.errors import Invalid
from apps.scheduling.events.editing import EventValues
from apps.scheduling.events.models import Event
from apps.scheduling.events.selectors import YEARS
from apps.scheduling.wall_time import moment_of

Shift = Callable[[datetime], datetime]


def moved_times(event: Event, *, days: int, minutes: int, field: str) -> tuple[EventValues, list[str]]:
    """The event's instants after the move, and what a clock change makes of them. Raises Invalid about `field`.

    By days every instant keeps its wall time, so an event of 01:00 to 04:00 stays one on a day of 23 or 25 hours;
    a time that the clocks skip moves forward. Where that leaves no time between two instants their distance is kept.
    """
    zone = ZoneInfo(event.time_zone)
    notes: list[str] = []
    try:
        start = _moved(event.start_at, zone, days, minutes, notes)
        shift: Shift = lambda at: _moved(at, zone, days, minutes, None)  # noqa: E731 - a name for what repeats
        end = shift(event.end_at)
        if end <= start:
            end = start + (event.end_at - event.start_at)
        values = EventValues(start_time=start, end_time=end)
        if event.on_air_start_at and event.on_air_end_at:
            on_air, off_air = max(start, shift(event.on_air_start_at)), min(end, shift(event.on_air_end_at))
            if off_air <= on_air:
                on_air, off_air = start, end
            values |= EventValues(on_air_start=on_air, on_air_end=off_air)
        if event.call_at:
            values["call_time"] = min(shift(event.call_at), end)
        if event.wrap_at:
            values["wrap_time"] = max(shift(event.wrap_at), start)
        if values.get("wrap_time", end) <= values.get("call_time", start):  # type: ignore[operator]  # never None here
            values |= EventValues(call_time=None, wrap_time=None)
    except (OverflowError, ValueError):
        raise _too_far(field) from None
    if not YEARS[0] <= start.year <= YEARS[1] or end.year > YEARS[1]:
        raise _too_far(field)
    return values, notes


def _too_far(field: str) -> Invalid:
    return Invalid.field(field, f"must lead into the years {YEARS[0]} to {YEARS[1]}")


def _moved(at: datetime, zone: ZoneInfo, days: int, minutes: int, notes: list[str] | None) -> datetime:
    if days:
        wall = at.astimezone(zone).replace(tzinfo=None, fold=0) + timedelta(days=days)
        moment = moment_of(wall, zone)
        if notes is not None and moment.moved_to:
            notes.append(f"{wall:%H:%M} does not exist on {wall:%a %d %b %Y}: moved to {moment.moved_to:%H:%M}")
        elif notes is not None and moment.again:
            notes.append(f"{wall:%H:%M} comes twice on {wall:%a %d %b %Y}: the first is meant")
        at = moment.at
    return (at + timedelta(minutes=minutes)).astimezone(UTC)

"""What a wall time means in a zone: one instant, two when the clocks go back, none when they go forward."""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Moment:
    """The instant of a wall time, in UTC.

    A time that the clocks skip moves forward by the length of the gap, to `moved_to`. Of a time that
    comes twice `at` is the first; `again` is the second.
    """

    at: datetime
    again: datetime | None = None
    moved_to: datetime | None = None  # the wall time it became


def moment_of(wall: datetime, zone: ZoneInfo) -> Moment:
    """Raises OverflowError outside of the calendar."""
    first, second = wall.replace(tzinfo=zone, fold=0), wall.replace(tzinfo=zone, fold=1)
    at = first.astimezone(UTC)
    if first.utcoffset() == second.utcoffset():
        return Moment(at)
    shown = at.astimezone(zone)
    if shown.replace(tzinfo=None, fold=0) == wall.replace(fold=0):
        return Moment(at, again=second.astimezone(UTC))
    return Moment(at, moved_to=shown)

"""Placing clock times: instants as they are, wall times where they first come round in the entry's zone."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from apps.core.errors import Invalid
from apps.scheduling.wall_time import Moment, moment_of

# What a client may send: an aware instant, a wall time with its day, or a wall time alone.
ClockTime = datetime | time | None

YEARS = (1900, 2200)  # as for every instant


@dataclass
class Clock:
    """Places the wall times of one entry; `remarks` tell where a clock change made one special."""

    zone: ZoneInfo
    remarks: list[str] = field(default_factory=list)

    def day_of(self, instant: datetime) -> date:
        return instant.astimezone(self.zone).date()

    def on(self, name: str, day: date, value: datetime | time) -> datetime:
        """The instant of a clock time, of `day` where it names none. Of a time that comes twice, the first."""
        if isinstance(value, datetime) and value.tzinfo is not None:
            return value.astimezone(UTC)
        wall = value if isinstance(value, datetime) else datetime.combine(day, value)
        return self._first(name, wall)

    def after(self, name: str, earlier: datetime, value: datetime | time, *, or_at: bool = False) -> datetime:
        """As `on`; a wall time alone is the first one after `earlier`, on the next day if need be.

        With `or_at` it may also be `earlier` itself.
        """
        if isinstance(value, datetime):
            return self.on(name, self.day_of(earlier), value)
        day = self.day_of(earlier)
        for wall in (datetime.combine(day + timedelta(days=more), value) for more in (0, 1, 2)):
            moment = self._moment(name, wall)
            for found in (moment.at, moment.again):
                if found is not None and (found > earlier or (or_at and found == earlier)):
                    if found == moment.again:
                        self._remark(name, wall, "comes twice", "the second was taken")
                        return found
                    return self._first(name, wall)
        raise AssertionError("a wall time comes round within two days")

    def moved(self, name: str, instant: datetime, days: int) -> datetime:
        """The same wall time so many days later."""
        wall = instant.astimezone(self.zone).replace(tzinfo=None, fold=0)
        return self._first(name, wall + timedelta(days=days))

    def _first(self, name: str, wall: datetime) -> datetime:
        moment = self._moment(name, wall)
        if moment.moved_to:
            self._remark(name, wall, "does not exist", f"moved to {moment.moved_to:%H:%M}")
        elif moment.again:
            self._remark(name, wall, "comes twice", "the first was taken")
        return moment.at

    def _moment(self, name: str, wall: datetime) -> Moment:
        if not YEARS[0] <= wall.year <= YEARS[1]:
            raise Invalid.field(name, f"must lie between the years {YEARS[0]} and {YEARS[1]}")
        return moment_of(wall, self.zone)

    def _remark(self, name: str, wall: datetime, what: str, so: str) -> None:
        self.remarks.append(f"{name} {wall:%H:%M} {what} on {wall:%Y-%m-%d} in {self.zone.key}: {so}.")

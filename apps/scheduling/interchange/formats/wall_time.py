"""Dates, wall times and zones as people write them.

Dates: `2027-03-28` first; `28.03.2027` and `28-03-2027` are day first; `28/03/2027` is day first too, unless the
file shows somewhere that it writes the month first (`03/28/2027`): then every date that could be read both ways is
refused, because guessing would move half of a schedule to another month in silence.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

from apps.scheduling.wall_time import moment_of

from .rows import RowRefused

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")
_SHORT_YEAR = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2}")
_CLOCK = re.compile(
    r"(\d{1,2})(?:[:.h](\d{2})(?:[:.](\d{2}))?)?\s*([ap])?\.?(?:m\.?)?\s*(Z|[+-]\d{2}:?\d{2})?", re.IGNORECASE
)
_FOUR_DIGITS = re.compile(r"([01]\d|2[0-4])([0-5]\d)")


@cache
def _zones_by_folded_name() -> dict[str, str]:
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON  # slow to import, and seldom needed

    zones = {windows.casefold(): olson for windows, olson in WINDOWS_TO_OLSON.items()}
    zones |= {name.casefold(): name for name in available_timezones()}
    zones["z"] = "UTC"
    return zones


@lru_cache(maxsize=1024)
def zone_named(name: str) -> ZoneInfo | None:
    """The IANA zone of that name, in any case, by its Windows name, or at the end of a path; None if unknown."""
    known = _zones_by_folded_name()
    parts = name.strip().strip('"').replace("\\", "/").split("/")
    for first in range(len(parts)):
        found = known.get("/".join(parts[first:]).strip().casefold())
        if found:
            return ZoneInfo(found)
    return None


def require_zone(field: str, name: str) -> ZoneInfo:
    zone = zone_named(name)
    if zone is None:
        raise RowRefused(f'{field} "{name}" is not a time zone: write one like Europe/Dublin.')
    return zone


@dataclass(frozen=True, slots=True)
class Clock:
    """A wall time. `days` is 1 for 24:00; `offset` is given where the file says which of two it means."""

    at: time
    days: int = 0
    offset: timedelta | None = None


def parse_date(field: str, text: str, month_first: Callable[[], str]) -> date:
    """The date a person wrote.

    Args:
        month_first: tells where the file writes a month first, or an empty text if it nowhere does.
    """
    if found := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
    elif dayed := _DAY_FIRST.fullmatch(text):
        day, month, year = int(dayed[1]), int(dayed[3]), int(dayed[4])
        if dayed[2] == "/" and day <= 12 and day != month:
            if month > 12:
                day, month = month, day
            elif example := month_first():
                raise RowRefused(
                    f"{field} {text} can be read day first or month first, and the file has {example}: "
                    "write dates like 2027-03-28."
                )
    elif _SHORT_YEAR.fullmatch(text):
        raise RowRefused(f"{field} {text} needs a year of four digits, like 2027-03-28.")
    else:
        raise RowRefused(f'{field} "{text[:40]}" is not a date: write one like 2027-03-28.')
    try:
        return date(year, month, day)
    except ValueError:
        raise RowRefused(f"{field} {text} is not a day of the calendar.") from None


def writes_month_first(text: str) -> bool:
    """Whether this date can only be read with the month first."""
    found = _DAY_FIRST.fullmatch(text)
    return found is not None and found[2] == "/" and int(found[1]) <= 12 < int(found[3])


def parse_clock(field: str, text: str) -> Clock:
    """A wall time like 9:00, 09:00:30, 0900, 9.30 pm, 24:00 or, to tell two equal ones apart, 01:30+00:00."""
    found = _CLOCK.fullmatch(text)
    if four := _FOUR_DIGITS.fullmatch(text):
        hour, minute, second = int(four[1]), int(four[2]), 0
        half = offset = None
    elif found and (found[2] or found[4]):
        hour, minute, second = int(found[1]), int(found[2] or 0), int(found[3] or 0)
        half, offset = found[4], found[5]
    else:
        raise RowRefused(f'{field} "{text[:40]}" is not a time: write one like 09:30.')
    if half and not 1 <= hour <= 12:
        raise RowRefused(f"{field} {text} is not a time of the day.")
    if half:
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    days = 1 if (hour, minute, second) == (24, 0, 0) else 0
    try:
        return Clock(time(0 if days else hour, minute, second), days, _parse_offset(offset))
    except ValueError:
        raise RowRefused(f"{field} {text} is not a time of the day.") from None


def _parse_offset(text: str | None) -> timedelta | None:
    if not text:
        return None
    if text in "zZ":
        return timedelta(0)
    size = timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))
    timezone(size)  # refuses what is no offset at all
    return -size if text[0] == "-" else size


def instant(field: str, day: date, clock: Clock, zone: ZoneInfo) -> tuple[datetime, str]:
    """The instant in UTC of a wall time, and a note where a clock change made it special.

    A time that the clocks skip moves forward by the length of the gap; of a time that comes twice the first is taken.
    """
    try:
        wall = datetime.combine(day + timedelta(days=clock.days), clock.at)
        if clock.offset is not None:
            return wall.replace(tzinfo=timezone(clock.offset)).astimezone(UTC), ""
        moment = moment_of(wall, zone)
    except OverflowError:
        raise RowRefused(f"{field} is outside the calendar.") from None
    where = f"on {day.isoformat()} in {zone.key}"
    if moment.again:
        return moment.at, f"{field} {clock.at:%H:%M} comes twice {where}: the first was taken."
    if moment.moved_to:
        return moment.at, f"{field} {clock.at:%H:%M} does not exist {where}: moved to {moment.moved_to:%H:%M}."
    return moment.at, ""

"""VTIMEZONE (RFC 5545, 3.6.5): what a zone's clocks show over some years, change by change.

Every change is written out as it happened or will happen, without a rule, so that a zone whose rules changed, or that
moves its clocks by half an hour, or whose winter is its summer time (Europe/Dublin), is told as exactly as any other.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


@lru_cache(maxsize=64)
def timezone_lines(key: str, first_year: int, last_year: int) -> tuple[str, ...]:
    """The zone from the beginning of one year to the end of another, as lines that need no folding."""
    zone = ZoneInfo(key)
    begins = datetime(first_year, 1, 1, tzinfo=UTC)
    kinds: dict[tuple[timedelta, timedelta, str], list[datetime]] = {}
    at_first = _offset(begins, zone)
    kinds[(at_first, at_first, _name(begins, zone))] = [begins]
    for moment in _changes(zone, begins, datetime(last_year + 1, 1, 1, tzinfo=UTC)):
        before = _offset(moment - _SECOND, zone)
        kinds.setdefault((before, _offset(moment, zone), _name(moment, zone)), []).append(moment)
    lines = ["BEGIN:VTIMEZONE", f"TZID:{key}", f"X-LIC-LOCATION:{key}"]
    for (before, after, name), moments in kinds.items():
        part = "DAYLIGHT" if after > before else "STANDARD"
        # onsets are wall times on the clocks as they were just before
        onsets = [f"{(moment + before).replace(tzinfo=None):%Y%m%dT%H%M%S}" for moment in moments]
        lines += [f"BEGIN:{part}", f"DTSTART:{onsets[0]}"]
        lines += [f"RDATE:{onset}" for onset in onsets[1:]]
        lines += [f"TZOFFSETFROM:{_signed(before)}", f"TZOFFSETTO:{_signed(after)}", f"TZNAME:{name}", f"END:{part}"]
    return (*lines, "END:VTIMEZONE")


def _changes(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[datetime]:
    """The instants at which the zone's offset or its name changes. No zone does so twice within a day."""
    day = start
    while day < end:
        if _state(day, zone) != _state(day + _DAY, zone):
            lower, upper = day, day + _DAY
            while upper - lower > _SECOND:
                middle = lower + (upper - lower) // (2 * _SECOND) * _SECOND
                lower, upper = (middle, upper) if _state(middle, zone) == _state(day, zone) else (lower, middle)
            yield upper
        day += _DAY


def _state(moment: datetime, zone: ZoneInfo) -> tuple[timedelta, str]:
    return _offset(moment, zone), _name(moment, zone)


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta(0)


def _name(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).tzname() or zone.key


def _signed(offset: timedelta) -> str:
    """`+0530`, with seconds where a zone has them."""
    seconds = int(abs(offset).total_seconds())
    told = f"{seconds // 3600:02}{seconds // 60 % 60:02}" + (f"{seconds % 60:02}" if seconds % 60 else "")
    return ("-" if offset < timedelta(0) else "+") + told

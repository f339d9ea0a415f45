"""Wall times on the wire, in the database, and in calendars: what the clock shows, without an offset."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db import models

from apps.core.errors import Invalid
from apps.scheduling.series.expansion import wall_in
from apps.scheduling.series.rules import FIRST_YEAR, LAST_YEAR

MOST_DATES = 2000  # single dates added to, or taken out of, one pattern


if TYPE_CHECKING:
    _Field = models.Field[Any, Any]
else:
    _Field = models.Field  # Django's cannot be subscripted when it runs


class WallTimeField(_Field):
    """`timestamp without time zone`: which instant it is says the zone kept beside it."""

    def db_type(self, connection: Any) -> str:
        return "timestamp"


def wall_text(wall: datetime) -> str:
    """`2027-03-28T06:00`, with seconds only where there are some."""
    return wall.isoformat(timespec="seconds" if wall.second else "minutes")


def read_wall(field: str, text: str, zone: ZoneInfo, *, at: datetime | None = None) -> datetime:
    """A wall time such as `2027-03-28T06:00`; an instant is read as the clocks of the zone show it.

    `at` gives the time of day to a date without one. Raises Invalid.
    """
    try:
        found = datetime.fromisoformat(text.strip())
        if at is not None and len(text.strip()) <= len("2027-03-28"):
            found = datetime.combine(date.fromisoformat(text.strip()), at.time())
        if found.tzinfo is not None:
            found = wall_in(zone, found)
    except (ValueError, OverflowError):
        raise Invalid.field(field, f'"{text[:40]}" is not a wall time such as 2027-03-28T06:00') from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise Invalid.field(field, f"must lie between the years {FIRST_YEAR} and {LAST_YEAR}")
    return found.replace(microsecond=0)


def read_walls(field: str, texts: Iterable[str], zone: ZoneInfo, *, at: datetime) -> tuple[datetime, ...]:
    """Several, each once, in order. Raises Invalid."""
    found = sorted({read_wall(field, text, zone, at=at) for text in texts})
    if len(found) > MOST_DATES:
        raise Invalid.field(field, f"has {len(found):,} dates, at most {MOST_DATES:,} are possible")
    return tuple(found)

"""Which event becomes which date when the dates of a series are worked out anew."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from apps.scheduling.series.models import Series
from apps.scheduling.series.rewriting import Row
from apps.scheduling.series.shaping import COPIED, TIMES, Date, columns_at, edits_of

PLACE = frozenset({"facility_id", "location_id", "rig_minutes", "strike_minutes", "shares_buffers"})


def places(rows: Sequence[Row], wanted: Sequence[Date], *, moved: timedelta) -> tuple[dict[int, Date], list[Date]]:
    """The date of each event, by its id: at the same time of the clock after the move, else on the same day.

    Second, the dates that no event takes.
    """
    free = {found.wall: found for found in wanted}
    taken: dict[int, Date] = {}
    for row in rows:
        if found := free.pop(row.date.wall + moved, None):
            taken[row.event.pk] = found
    by_day: dict[date, list[Date]] = {}
    for wall in sorted(free, reverse=True):
        by_day.setdefault(wall.date(), []).append(free[wall])
    for row in sorted(rows, key=lambda row: row.date.wall):
        same_day = by_day.get((row.date.wall + moved).date())
        if row.event.pk not in taken and same_day:
            taken[row.event.pk] = found = same_day.pop()
            del free[found.wall]
    return taken, list(free.values())


def together(columns: Collection[str]) -> set[str]:
    """Half of a move by hand is no move: its times go together, and so does what a place brings along."""
    found = set(columns)
    if found & {"start_at", "end_at"}:
        found |= set(TIMES)
    if "facility_id" in found:
        found |= PLACE
    return found


def take_place(series: Series, row: Row, place: Date) -> None:
    """Give an event what the series says now, but for what was changed by hand."""
    by_hand = together(row.edits)
    columns = columns_at(series, place.wall)
    before = (row.event.start_at, row.event.end_at)
    for name in (*COPIED, *TIMES):
        if name not in by_hand:
            setattr(row.event, name, columns[name])
    row.date.crew.follow(row.event, *before)
    if "assigned_users" not in by_hand:
        row.date.crew.confirmed = columns["assigned_users"]
    if "tentative_users" not in by_hand:
        row.date.crew.tentative = columns["tentative_users"]
    if "equipment" not in by_hand:
        row.date.crew.gear = columns["equipment"]
    row.event.recurrence_at = place.event.recurrence_at
    row.date.wall = place.wall
    row.event.edited = edits_of(series, row.event, row.date.crew, place.wall)

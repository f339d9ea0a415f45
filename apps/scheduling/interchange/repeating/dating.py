"""Which events become which dates of a series that a file brings, and what of them people changed.

A date that people changed stays theirs unless the file has an entry of its own for it, and is never lost unseen.
What has begun stays a record, but for dates that the file names.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from apps.core.errors import Invalid
from apps.scheduling.interchange.formats import RowRefused
from apps.scheduling.interchange.merging import RowDiffers
from apps.scheduling.interchange.planning import Planned, apply_until_settled, values_of_row
from apps.scheduling.interchange.repeating.plan import SeriesPlan, plain, plain_values
from apps.scheduling.interchange.resolving import Directory
from apps.scheduling.series.making import new_dates
from apps.scheduling.series.matching import places, take_place, together
from apps.scheduling.series.models import Series
from apps.scheduling.series.rewriting import Row
from apps.scheduling.series.shaping import Date, edits_of, horizon, wall_of
from apps.scheduling.wall_time import moment_of

SILENT = frozenset(
    {"rig_minutes", "strike_minutes", "shares_buffers", "tentative_users", "equipment", "claim", "parts"}
)  # in no calendar


@dataclass
class Dating:
    """The dates of one series.

    Attributes:
        told: what the file said last of single dates, by instant; `tells` what it says now.
        asks: whether a person decides before a date they changed is overwritten.
        alone: the file has single dates of the series and nothing of the series itself; the others stay as they are.
        kept: how many dates stay as people made them.
        overwritten: when those begin that do not.
    """

    plan: SeriesPlan
    named: dict[datetime, Planned]
    told: Mapping[str, Any]
    asks: bool
    directory: Directory
    is_calendar: bool
    now: datetime
    alone: bool = False
    tells: dict[str, Any] = field(default_factory=dict)
    kept: int = 0
    overwritten: list[datetime] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.alone:
            self.tells = dict(self.told)

    @property
    def series(self) -> Series:
        return self.plan.series

    def match(self, rows: Sequence[Row], wanted: Sequence[Date], *, moved: timedelta) -> None:
        """Fill the plan. Raises RowRefused, RowDiffers, Invalid."""
        taken, free = places(rows, wanted, moved=moved)
        for row in rows:
            has_begun = row.event.start_at <= self.now and row.event.series_id is not None
            found = taken.get(row.event.pk)
            named = self.named.get(instant_of(found)) if found else None
            if found is None:
                self._leave(row, has_begun=has_begun)
            elif (has_begun or self.alone) and named is None:
                row.event.recurrence_at = found.event.recurrence_at
                self.plan.begun.append(row)
            else:
                self._take(row, found, named)
                self.plan.altered.append(row)
        for date in free:
            self._fill(date, self.named.get(instant_of(date)))

    def _fill(self, date: Date, named: Planned | None) -> None:
        series = self.series
        if named is None and not self.plan.is_new and date.event.start_at <= self.now:
            series.exdates = sorted({*series.exdates, date.wall})  # no such date took place
            return
        if named is not None:
            self._name(date, named)
        date.event.edited = edits_of(series, date.event, date.crew, date.wall)
        self.plan.created.append(date)

    def _leave(self, row: Row, *, has_begun: bool) -> None:
        if has_begun:
            row.event.series_id = row.event.recurrence_at = None
            row.event.edited = []
            self.plan.detached.append(row)
            return
        if self._by_hand(row):
            day = row.event.start_at.astimezone(self.series.zone)
            raise RowDiffers(f"The date of {day:%a %d %b %Y} was changed by hand here and would be lost: decide on it.")
        row.event.edited = row.edits
        self.plan.dropped.append(row)

    def _by_hand(self, row: Row) -> set[str]:
        """The columns of a date that people changed: neither as its series has them nor as the file said last."""
        at = row.event.recurrence_at
        last = self.told.get(at.isoformat() if at else "", {}).get("columns", {})
        return {name for name in {*row.edits, *last} if name not in last or plain(_value(row.date, name)) != last[name]}

    def _take(self, row: Row, place: Date, named: Planned | None) -> None:
        """A date that is there: as the series has it, as the file says of it, but for what people changed."""
        series, event, crew = self.series, row.event, row.date.crew
        times, left_behind = (event.start_at, event.end_at), crew.left_behind
        by_hand = self._by_hand(row)
        row.edits = sorted(by_hand & SILENT if named else by_hand)
        ours = {name: _value(row.date, name) for name in together(by_hand - SILENT)}
        if "status" not in row.edits:
            event.status = series.status
        take_place(series, row, place)
        if named is None:
            self.kept += bool(by_hand)
            return
        self._name(row.date, named)
        if any(plain(value) != plain(_value(row.date, name)) for name, value in ours.items()):
            self._settle(row.date, ours)
        crew.left_behind = left_behind  # parts go with the event from where it was to where it comes to
        crew.follow(event, *times)
        event.edited = edits_of(series, event, crew, place.wall)

    def _settle(self, date: Date, ours: Mapping[str, Any]) -> None:
        """People and the file want different things of a date."""
        if not self.asks:
            self.overwritten.append(date.event.start_at)
            return
        key = key_of(date)
        if self.told.get(key, {}).get("said") != self.tells[key]["said"]:
            day = date.event.start_at.astimezone(self.series.zone)
            raise RowDiffers(f"People and the source both changed the date of {day:%a %d %b %Y}: decide on it.")
        for name, value in ours.items():
            _assign(date, name, value)
        self.kept += 1

    def _name(self, date: Date, plan: Planned) -> None:
        """Put what the file says of one date onto it."""
        row, event, content = plan.row, date.event, plan.row.content or {}
        values = values_of_row(row, plan, self.directory, is_calendar=self.is_calendar)
        if "time_zone" not in content["stated"]:
            values["time_zone"] = self.series.time_zone
        if not row.title:
            del values["title"]
        plan.event, plan.crew = event, date.crew
        was_adding, event._state.adding = event._state.adding, False  # it moves, and takes its other times along
        try:
            apply_until_settled(event, date.crew, values, self.directory)
        except Invalid as invalid:
            raise RowRefused(f"Row {row.number}, a date of it: {invalid.detail}.") from None
        finally:
            event._state.adding = was_adding
        names = set(edits_of(self.series, event, date.crew, date.wall)) - SILENT
        self.tells[key_of(date)] = {
            "said": plain_values(values),
            "columns": {name: plain(_value(date, name)) for name in sorted(names)},
        }


def by_instant(series: Series, dates: Sequence[Planned]) -> dict[datetime, Planned]:
    """Entries for single dates, by where the series has them; a day alone means the time of the first date."""
    found = {}
    for plan in dates:
        content = plan.row.content or {}
        at = datetime.fromisoformat(content["recurrence"])
        if day := content["recurrence_day"]:
            wall = datetime.combine(datetime.fromisoformat(day).date(), series.start_wall.time())
            at = moment_of(wall, series.zone).at
        found[at.astimezone(UTC)] = plan
    return found


def wanted_dates(series: Series, named: Mapping[datetime, Planned], *, now: datetime) -> list[Date]:
    """The dates of the pattern, and every one the file names besides: it is one more, or back again.

    Raises Invalid when there are too many.
    """
    latest = max(named, default=now) + timedelta(seconds=1)
    series.extended_to = max(horizon(series, now), latest, series.extended_to or latest)
    dates = new_dates(series, until=series.extended_to)
    missing = named.keys() - {instant_of(date) for date in dates}
    if not missing:
        return dates
    walls = {wall_of(series, at) for at in missing}
    series.exdates = sorted(set(series.exdates) - walls)
    there = {instant_of(date) for date in new_dates(series, until=series.extended_to)}
    series.rdates = sorted({*series.rdates, *(wall_of(series, at) for at in missing - there)})
    return new_dates(series, until=series.extended_to)


def instant_of(date: Date) -> datetime:
    at = date.event.recurrence_at
    assert at is not None  # noqa: S101 - every date of a series has one
    return at


def key_of(date: Date) -> str:
    return instant_of(date).isoformat()


def _value(date: Date, name: str) -> Any:
    crew = {"assigned_users": date.crew.confirmed, "tentative_users": date.crew.tentative}
    if name in ("equipment", "parts"):
        return None
    return crew[name] if name in crew else getattr(date.event, name)


def _assign(date: Date, name: str, value: Any) -> None:
    if name == "assigned_users":
        date.crew.confirmed = value
    elif name == "tentative_users":
        date.crew.tentative = value
    else:
        setattr(date.event, name, value)

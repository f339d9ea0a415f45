"""Which events become which dates of a series that a file brings, and what of them people changed.

A date that people changed stays theirs unless the file has an entry of its own for it, and is never lost unseen.
What has begun stays a record, but for dates that the file names.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Any

from apps.core.errors import Invalid
from apps.scheduling.events.editing import EventValues
from apps.scheduling.interchange.formats import RowRefused
from apps.scheduling.interchange.merging import Dispute, RowDiffers
from apps.scheduling.interchange.models import ImportRow
from apps.scheduling.interchange.planning import Planned, apply_until_settled, values_of_row
from apps.scheduling.interchange.repeating.plan import SeriesPlan, plain, plain_values
from apps.scheduling.interchange.resolving import Directory
from apps.scheduling.series.expansion import occurrences
from apps.scheduling.series.making import new_dates
from apps.scheduling.series.matching import places, take_place, together
from apps.scheduling.series.models import Series
from apps.scheduling.series.rewriting import Row
from apps.scheduling.series.shaping import COPIED, TIMES, Date, edits_of, horizon, wall_of
from apps.scheduling.wall_time import moment_of

SILENT = frozenset(
    {"rig_minutes", "strike_minutes", "shares_buffers", "tentative_users", "equipment", "claim", "parts"}
)  # in no calendar
LOUD = frozenset({*COPIED, *TIMES, "assigned_users", "status"}) - SILENT
_ON_THE_WIRE = {
    "facility_id": "facility",
    "location_id": "location",
    "start_at": "start_time",
    "end_at": "end_time",
    "on_air_start_at": "on_air_start",
    "on_air_end_at": "on_air_end",
    "call_at": "call_time",
    "wrap_at": "wrap_time",
}


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
        if by_hand := self._by_hand(row):
            day = row.event.start_at.astimezone(self.series.zone)
            raise RowDiffers(
                f"The date of {day:%a %d %b %Y} was changed by hand here and would be lost: decide on it.",
                Dispute([], ours={}, theirs=self._as_told(row, by_hand), event_id=row.event.pk, detaches=True),
            )
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
        last = self.told.get(key_of(place), {})
        if named and self.asks and last.get("said") == plain_values(self._said_of(named)):
            self._leave_alone(row, place, last, by_hand)
            return
        row.edits = sorted(by_hand & SILENT if named else by_hand)
        ours = {name: _value(row.date, name) for name in together(by_hand - SILENT)}
        forgotten = self._as_told(row, by_hand) if ours else {}
        if "status" not in row.edits:
            event.status = series.status
        take_place(series, row, place)
        if named is None:
            self.kept += bool(by_hand)
            return
        self._name(row.date, named)
        if any(plain(value) != plain(_value(row.date, name)) for name, value in ours.items()):
            self._settle(row.date, ours, forgotten)
        crew.left_behind = left_behind  # parts go with the event from where it was to where it comes to
        crew.follow(event, *times)
        event.edited = edits_of(series, event, crew, place.wall)

    def _leave_alone(self, row: Row, place: Date, last: Mapping[str, Any], by_hand: Collection[str]) -> None:
        """A source that says of a date what it said changes nothing of it, whatever its series does."""
        self.tells[key_of(place)] = dict(last)
        row.edits = sorted({*LOUD, *row.edits})
        take_place(self.series, row, place)
        self.kept += bool(by_hand)

    def _as_told(self, row: Row, by_hand: Collection[str]) -> dict[str, Any]:
        """The date as it is, as if the file had said so: then nobody has changed it."""
        at = key_of(row.date)
        last = self.told.get(at, {})
        columns = {name: plain(_value(row.date, name)) for name in by_hand}
        return {"dates": {at: {**last, "columns": {**last.get("columns", {}), **columns}}}}

    def _settle(self, date: Date, ours: Mapping[str, Any], forgotten: dict[str, Any]) -> None:
        """People and the file want different things of a date."""
        if not self.asks:
            self.overwritten.append(date.event.start_at)
            return
        key = key_of(date)
        if self.told.get(key, {}).get("said") != self.tells[key]["said"]:
            day = date.event.start_at.astimezone(self.series.zone)
            theirs = {name: _value(date, name) for name in ours}
            names = [name for name in sorted(ours) if plain(ours[name]) != plain(theirs[name])]
            raise RowDiffers(
                f"People and the source both changed the date of {day:%a %d %b %Y}: decide on it.",
                Dispute(
                    [
                        {
                            "name": _ON_THE_WIRE.get(name, name),
                            "before": None,
                            "ours": plain(ours[name]),
                            "theirs": plain(theirs[name]),
                        }
                        for name in names
                    ],
                    ours={"dates": {key: {**self.told.get(key, {}), "said": self.tells[key]["said"]}}},
                    theirs=forgotten,
                    event_id=date.event.pk,
                ),
            )
        for name, value in ours.items():
            _assign(date, name, value)
        self.kept += 1

    def _name(self, date: Date, plan: Planned) -> None:
        """Put what the file says of one date onto it."""
        row, event = plan.row, date.event
        values = self._said_of(plan)
        plan.event, plan.crew = event, date.crew
        was_adding, event._state.adding = event._state.adding, False  # it moves, and takes its other times along
        try:
            apply_until_settled(event, date.crew, values, self.directory)
        except Invalid as invalid:
            raise RowRefused(f"Row {row.number}, a date of it: {invalid.detail}.") from None
        finally:
            event._state.adding = was_adding
        self.tells[key_of(date)] = {
            "said": plain_values(values),
            "columns": {name: plain(_value(date, name)) for name in sorted(LOUD)},
        }

    def _said_of(self, plan: Planned) -> EventValues:
        values = values_of_row(plan.row, plan, self.directory, is_calendar=self.is_calendar)
        if "time_zone" not in (plan.row.content or {})["stated"]:
            values["time_zone"] = self.series.time_zone
        if not plan.row.title:
            del values["title"]
        return values


def by_instant(series: Series, dates: Sequence[Planned]) -> dict[datetime, Planned]:
    """Entries for single dates, by where the series has them; a day alone means the time of the first date."""
    found = {}
    for plan in dates:
        content = plan.row.content or {}
        at = datetime.fromisoformat(content["recurrence"])
        if day := content["recurrence_day"] or _day_in_utc(series, at):
            wall = datetime.combine(datetime.fromisoformat(day).date(), series.start_wall.time())
            at = moment_of(wall, series.zone).at
        found[at.astimezone(UTC)] = plan
    return found


def _day_in_utc(series: Series, at: datetime) -> str:
    """Of days that are taken whole some calendars say midnight in UTC and mean the day."""
    wall = at.astimezone(UTC).replace(tzinfo=None)
    return wall.date().isoformat() if wall.time() == series.start_wall.time() == time() else ""


def without_outdated(series: Series, named: Mapping[datetime, Planned], master: ImportRow) -> dict[datetime, Planned]:
    """Entries but for those of dates that the series has no more, if it has changed since they were written."""
    if not named or master.part != "series":
        return dict(named)
    latest = max(named) + timedelta(seconds=1)
    there = {found.at for found in occurrences(series.pattern, until=latest)}
    return {at: plan for at, plan in named.items() if at in there or _sequence(plan.row) >= _sequence(master)}


def _sequence(row: ImportRow) -> int:
    found: int = (row.content or {}).get("sequence", 0)
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

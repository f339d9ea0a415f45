"""Putting values onto a time entry that is not saved yet: what differs, what follows from it, what is refused."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from typing_extensions import TypedDict

from apps.core.errors import Invalid
from apps.scheduling.ports import Facilities
from apps.scheduling.shifts.models import Shift
from apps.scheduling.timekeeping.clock import YEARS, Clock, ClockTime
from apps.scheduling.timekeeping.models import LONGEST, TimeEntry

MOST_BREAKS = 50
ZERO = timedelta(0)


@dataclass(frozen=True, slots=True)
class Pause:
    """A break: without an end while it lasts."""

    start_at: datetime
    end_at: datetime | None = None

    @property
    def length(self) -> timedelta:
        return self.end_at - self.start_at if self.end_at else ZERO


class BreakValues(TypedDict, total=False):
    start: ClockTime
    end: ClockTime


class EntryValues(TypedDict, total=False):
    """What a caller may set, in the names of the contract."""

    date: date | None
    clock_in: ClockTime
    clock_out: ClockTime
    break_start: ClockTime  # the pair is the first break
    break_end: ClockTime
    breaks: list[BreakValues]
    break_hours: float | None
    location: int | None
    shift: int | None
    notes: str


@dataclass
class Edit:
    """An entry while it is written: its breaks, what changed, and what is to be said about it."""

    entry: TimeEntry
    pauses: list[Pause] = field(default_factory=list)
    stored: list[Pause] = field(init=False)  # the breaks as they were
    changed: set[str] = field(default_factory=set)
    remarks: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.stored = list(self.pauses)

    def set(self, column: str, value: object) -> None:
        if getattr(self.entry, column) != value:
            setattr(self.entry, column, value)
            self.changed.add(column)

    def end_pause(self, *, at: datetime) -> None:
        """End the break that lasts, if there is one."""
        if self.pauses and self.pauses[-1].end_at is None:
            self.pauses[-1] = Pause(self.pauses[-1].start_at, max(at, self.pauses[-1].start_at))
            self.changed.add("breaks")

    def reckon(self) -> None:
        """Work out the hours: elapsed time, in UTC, less breaks. Raises Invalid."""
        entry = self.entry
        if entry.clock_in_at is None or entry.clock_out_at is None:
            self.set("worked_seconds", None)
            return
        elapsed = entry.clock_out_at - entry.clock_in_at
        breaks = sum((pause.length for pause in self.pauses), timedelta(seconds=entry.break_seconds))
        if breaks > elapsed:
            raise Invalid.field("break_hours", "breaks are longer than the time from clock_in to clock_out")
        self.set("worked_seconds", round((elapsed - breaks).total_seconds()))


def apply_values(edit: Edit, values: EntryValues, *, now: datetime, facilities: Facilities) -> None:
    """Write what differs onto the entry; what is sent back as it was counts as not sent. Raises Invalid."""
    entry = edit.entry
    _apply_place(edit, values, facilities)
    clock = Clock(ZoneInfo(entry.time_zone), edit.remarks)
    _apply_clock_times(edit, values, clock, today=clock.day_of(now))
    _apply_breaks(edit, values, clock)
    _check_times(edit)
    if "notes" in values:
        edit.set("notes", values["notes"])
    if edit.changed & {"clock_in_at", "clock_out_at", "breaks", "break_seconds"}:
        edit.reckon()


def whole_seconds(value: datetime) -> datetime:
    return value.replace(microsecond=0)


def _apply_place(edit: Edit, values: EntryValues, facilities: Facilities) -> None:
    """Location and shift. The zone is the location's, else the station's; it stays when the location does."""
    entry = edit.entry
    location_id = values.get("location", entry.location_id)
    if location_id != entry.location_id or not entry.time_zone:
        zone = settings.TIME_ZONE
        if location_id is not None:
            location = facilities.locations(ids=[location_id]).get(location_id)
            if location is None:
                raise Invalid.field("location", "there is no such location")
            zone = location.time_zone or zone
        edit.set("location_id", location_id)
        edit.set("time_zone", zone)
    shift_id = values.get("shift", entry.shift_id)
    if shift_id != entry.shift_id:
        if shift_id is not None and not Shift.objects.filter(pk=shift_id).exists():
            raise Invalid.field("shift", "there is no such shift pattern")
        edit.set("shift_id", shift_id)


def _apply_clock_times(edit: Edit, values: EntryValues, clock: Clock, *, today: date) -> None:
    entry = edit.entry
    old_in, old_date = entry.clock_in_at, entry.date
    day = values.get("date") or entry.date or today
    if not YEARS[0] < day.year < YEARS[1]:
        raise Invalid.field("date", f"must lie between the years {YEARS[0]} and {YEARS[1]}")
    is_given = values.get("date") is not None and day != old_date
    given_in, given_out = values.get("clock_in"), values.get("clock_out")
    clock_in = entry.clock_in_at
    if "clock_in" in values:
        clock_in = whole_seconds(clock.on("clock_in", day, given_in)) if given_in is not None else None
    clock_out = entry.clock_out_at
    if "clock_out" in values and given_out is None:
        clock_out = None
    elif given_out is not None:
        if clock_in is None:
            raise Invalid.field("clock_in", "must be given with clock_out")
        clock_out = whole_seconds(clock.after("clock_out", clock_in, given_out))
    is_moved_by_date = old_date is not None and day != old_date and clock_in == old_in and old_in is not None
    if is_moved_by_date and clock_out == entry.clock_out_at:
        _move(edit, clock, (day - old_date).days)
        edit.set("date", day)
        return
    if clock_in is None and clock_out is not None:
        raise Invalid.field("clock_in", "must not be empty while clock_out is there")
    edit.set("clock_in_at", clock_in)
    edit.set("clock_out_at", clock_out)
    if clock_in is None or (clock_in == old_in and not is_given):
        edit.set("date", day)
    else:
        edit.set("date", _day_credited(clock, clock_in, day, is_given=is_given))


def _day_credited(clock: Clock, clock_in: datetime, day: date, *, is_given: bool) -> date:
    """The day an entry is credited to: the one it starts on.

    A client far from the station may mean its own day: what it gives stays if it is the neighbouring one.
    """
    starts = clock.day_of(clock_in)
    if is_given and abs(starts - day) > timedelta(days=1):
        raise Invalid.field("date", f"must be the day of clock_in, {starts.isoformat()}")
    return day if is_given else starts


def _move(edit: Edit, clock: Clock, days: int) -> None:
    """The date alone was changed: everything keeps its wall time."""
    entry = edit.entry
    for column, name in (("clock_in_at", "clock_in"), ("clock_out_at", "clock_out")):
        instant = getattr(entry, column)
        if instant is not None:
            edit.set(column, clock.moved(name, instant, days))
    if edit.pauses:
        edit.pauses = [
            Pause(
                clock.moved("break_start", pause.start_at, days),
                clock.moved("break_end", pause.end_at, days) if pause.end_at else None,
            )
            for pause in edit.pauses
        ]
        edit.changed.add("breaks")


def _apply_breaks(edit: Edit, values: EntryValues, clock: Clock) -> None:
    """`breaks` is the whole list, the pair its first; of a whole object sent back, what differs counts."""
    if "break_hours" in values:
        edit.set("break_seconds", round((values.get("break_hours") or 0) * 3600))
    if edit.entry.clock_in_at is None:
        if any(values.get(name) for name in ("breaks", "break_start", "break_end")):
            raise Invalid.field("clock_in", "must be given with breaks")
        return
    before = edit.stored
    pauses = before
    if "breaks" in values:
        pauses = _in_order(_listed(edit.entry.clock_in_at, values["breaks"], clock))
    if pauses == before and ("break_start" in values or "break_end" in values):
        pauses = _in_order([*_first_break(edit.entry.clock_in_at, before, values, clock), *before[1:]])
    if pauses != before:
        edit.pauses = pauses
        edit.changed.add("breaks")


def _in_order(pauses: Iterable[Pause]) -> list[Pause]:
    return sorted(pauses, key=lambda pause: pause.start_at)


def _listed(clock_in: datetime, breaks: Sequence[BreakValues], clock: Clock) -> Iterable[Pause]:
    if len(breaks) > MOST_BREAKS:
        raise Invalid.field("breaks", f"must be at most {MOST_BREAKS}")
    for number, given in enumerate(breaks):
        yield _pause(clock_in, given.get("start"), given.get("end"), clock, names=(f"breaks.{number}.start", "breaks"))


def _first_break(clock_in: datetime, before: Sequence[Pause], values: EntryValues, clock: Clock) -> list[Pause]:
    first = before[0] if before else None
    start = values.get("break_start", first.start_at if first else None)
    end = values.get("break_end", first.end_at if first else None)
    if start is None and end is None:
        return []
    return [_pause(clock_in, start, end, clock, names=("break_start", "break_end"))]


def _pause(clock_in: datetime, start: ClockTime, end: ClockTime, clock: Clock, *, names: tuple[str, str]) -> Pause:
    if start is None:
        raise Invalid.field(names[0], "must not be empty")
    begins = whole_seconds(clock.after(names[0], clock_in, start, or_at=True))
    return Pause(begins, whole_seconds(clock.after(names[1], begins, end)) if end is not None else None)


def _check_times(edit: Edit) -> None:
    entry = edit.entry
    start, end = entry.clock_in_at, entry.clock_out_at
    if start is None or not edit.changed & {"clock_in_at", "clock_out_at", "breaks"}:
        return
    if end is not None:
        if end <= start:
            raise Invalid.field("clock_out", "must be after clock_in")
        if end - start > LONGEST:
            raise Invalid.field("clock_out", f"must be within {LONGEST.days} days of clock_in")
        if "breaks" not in edit.changed:
            edit.end_pause(at=end)  # whoever clocks out on a break has ended it
    latest = start
    for pause in edit.pauses:
        if pause.start_at < latest:
            raise Invalid.field("break_start", "breaks must lie after clock_in and after each other")
        if pause.end_at is None:
            if end is not None or pause is not edit.pauses[-1]:
                raise Invalid.field("break_end", "must be given")
            continue
        if pause.end_at < pause.start_at:
            raise Invalid.field("break_end", "must be after break_start")
        latest = pause.end_at
    if end is not None and latest > end:
        raise Invalid.field("break_end", "breaks must end before clock_out")

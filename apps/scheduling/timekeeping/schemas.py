"""What HTTP takes and gives about time entries."""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from typing import Annotated, Any, Literal, NotRequired, cast

from pydantic import Field, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict

from apps.authentication import public as people
from apps.authentication.public import ProfileOut
from apps.core.actors import Actor
from apps.core.http import BIGINT, BlankIsNone, In, NoneIsEmpty, Problem, Ref, Text
from apps.core.paging import PageFilters
from apps.core.switches import value_of
from apps.facilities import public as facilities
from apps.facilities.public import LocationOut
from apps.scheduling.bulk import MOST_AT_ONCE, Decided, DecidedOut, decided_out
from apps.scheduling.shifts.schemas import ShiftOut, shift_out
from apps.scheduling.timekeeping import policies, selectors, switches
from apps.scheduling.timekeeping.clock import YEARS, ClockTime
from apps.scheduling.timekeeping.conflicts import period_words
from apps.scheduling.timekeeping.editing import MOST_BREAKS, EntryValues
from apps.scheduling.timekeeping.models import Status, TimeEntry
from apps.scheduling.timekeeping.selectors import Wanted
from apps.scheduling.timekeeping.summary import HOUR

StatusName = Literal["Pending", "Approved", "Rejected"]
Key = Annotated[int, Field(ge=1, le=BIGINT)]
_WALL_TIME = re.compile(r"\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?")


def _clock_time(value: object) -> ClockTime:
    """An instant with its zone, a wall time with its day, or `HH:MM`; empty clears."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        text = value.strip()
        try:
            if _WALL_TIME.fullmatch(text):
                return time.fromisoformat(text.zfill(5) if len(text) < 5 else text)
            found = datetime.fromisoformat(text)
            if not YEARS[0] < found.year < YEARS[1]:
                raise PydanticCustomError("clock_time", "must lie between the years 1900 and 2200")
            return found.astimezone(UTC) if found.tzinfo else found
        except ValueError:
            pass
    raise PydanticCustomError("clock_time", "must be an instant with its zone, or a time such as 09:00")


ClockTimeIn = Annotated[
    datetime | time | None,
    PlainValidator(_clock_time),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "format": "date-time"},
                {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"},
                {"type": "null"},
            ]
        }
    ),
]
BreakHours = Annotated[float, Field(ge=0, le=24)]
Day = Annotated[date, Field(ge=date(1901, 1, 1), le=date(2199, 12, 31))]


class BreakIn(In):
    start: ClockTimeIn = None
    end: ClockTimeIn = None


class TimeEntryIn(In):
    """A time entry, whole or in part. `HH:MM` is of `date`, or of the day after where it comes before."""

    user: Ref = None
    date: Annotated[Day | None, BlankIsNone] = None
    clock_in: ClockTimeIn = None
    clock_out: ClockTimeIn = None
    break_start: ClockTimeIn = None
    break_end: ClockTimeIn = None
    breaks: Annotated[list[BreakIn], Field(max_length=MOST_BREAKS), NoneIsEmpty] = Field(default_factory=list)
    break_hours: Annotated[BreakHours | None, BlankIsNone] = None
    location: Ref = None
    shift: Ref = None
    notes: Text = ""

    def values(self) -> EntryValues:
        changes = self.changes()
        if "breaks" in changes:
            changes["breaks"] = [pause.changes() for pause in self.breaks]
        return cast("EntryValues", {name: changes[name] for name in EntryValues.__annotations__ if name in changes})


class TimeEntryPatch(TimeEntryIn):
    """`status` decides, for clients that have no actions; the reason of a rejection is welcome."""

    status: Annotated[StatusName | None, BlankIsNone] = None
    rejection_reason: Text = ""
    approval_note: Text = ""

    @property
    def note(self) -> str:
        return self.approval_note if self.status == "Approved" else self.rejection_reason


class ClockInIn(In):
    location: Ref = None
    shift: Ref = None
    notes: Text = ""

    def values(self) -> EntryValues:
        return cast("EntryValues", self.changes())


class ClockOutIn(In):
    break_hours: Annotated[BreakHours | None, BlankIsNone] = None
    notes: Text = ""

    def values(self) -> EntryValues:
        return cast("EntryValues", self.changes())


class ApprovalIn(In):
    note: Text = ""


class RejectionIn(In):
    reason: Annotated[Text, Field(min_length=1)]


class AdjustmentIn(TimeEntryIn):
    reason: Annotated[Text, Field(min_length=1)]


Ids = Annotated[list[Key], Field(min_length=1, max_length=MOST_AT_ONCE)]


class BulkApprovalIn(ApprovalIn):
    ids: Ids


class BulkRejectionIn(RejectionIn):
    ids: Ids


class TimeEntryFilters(PageFilters):
    user: Key | None = None
    status: StatusName | None = None
    date: Day | None = None
    start_date: Day | None = None
    end_date: Day | None = None
    location: Key | None = None
    shift: Key | None = None
    running: bool | None = None

    def wanted(self) -> Wanted:
        return Wanted(**self.model_dump(exclude={"page", "page_size"}))


class BreakOut(TypedDict):
    start: datetime
    end: NotRequired[datetime]


class FiguresOut(TypedDict):
    """What an entry was, or became, by an adjustment."""

    date: str
    clock_in: NotRequired[datetime]
    clock_out: NotRequired[datetime]
    breaks: list[BreakOut]
    break_hours: float
    total_hours: float


class AdjustmentOut(TypedDict):
    reason: str
    adjusted_by: NotRequired[ProfileOut]
    adjusted_at: datetime
    before: FiguresOut
    after: FiguresOut


class TimeEntryOut(TypedDict):
    """`date` is the day it starts on in `time_zone`. `total_hours` is elapsed time less breaks."""

    id: int
    user: ProfileOut
    date: date
    clock_in: NotRequired[datetime]
    clock_out: NotRequired[datetime]
    break_start: NotRequired[datetime]
    break_end: NotRequired[datetime]
    breaks: list[BreakOut]
    break_hours: NotRequired[float]  # told as a length, beside the breaks with times
    total_hours: NotRequired[float]
    time_zone: str
    location: NotRequired[LocationOut]
    shift: NotRequired[ShiftOut]
    notes: NotRequired[str]
    status: StatusName
    approved_by: NotRequired[ProfileOut]
    approved_at: NotRequired[datetime]
    approval_note: NotRequired[str]
    rejected_by: NotRequired[ProfileOut]
    rejected_at: NotRequired[datetime]
    rejection_reason: NotRequired[str]
    adjustments: NotRequired[list[AdjustmentOut]]
    flags: NotRequired[list[Literal["long_day"]]]
    remarks: NotRequired[list[str]]  # of a write: where a clock change made a time special
    version: int
    created_at: datetime
    updated_at: datetime


class CurrentOut(TypedDict):
    now: datetime
    entry: NotRequired[TimeEntryOut]


class EntryInTheWayOut(TypedDict):
    id: int
    date: date
    time_zone: str
    clock_in: NotRequired[datetime]
    clock_out: NotRequired[datetime]


class EntryProblem(Problem):
    """409: the entry that is running, or those in the way."""

    entry: NotRequired[EntryInTheWayOut]
    conflicts: NotRequired[list[EntryInTheWayOut]]


def time_entry_outs(entries: Sequence[TimeEntry], *, actor: Actor) -> list[TimeEntryOut]:
    """Everything the entries refer to is fetched once for all of them. Whoever approves sees long days marked."""
    ids = {entry.user_id for entry in entries}
    ids |= _set(entry.decided_by_id for entry in entries)
    ids |= _set(change.adjusted_by_id for entry in entries for change in entry.adjustments.all())
    profiles = people.profiles(ids=ids)
    locations = facilities.location_outs(ids=_set(entry.location_id for entry in entries))
    long_days = _long_days(entries) if entries and policies.may_see_everyone(actor) else set()
    return [_out(entry, profiles, locations, is_long=(entry.user_id, entry.date) in long_days) for entry in entries]


def time_entry_out(entry: TimeEntry, *, actor: Actor, remarks: list[str] | None = None) -> TimeEntryOut:
    (out,) = time_entry_outs([entry], actor=actor)
    if remarks:
        out["remarks"] = remarks
    return out


def _out(
    entry: TimeEntry, profiles: dict[int, ProfileOut], locations: dict[int, LocationOut], *, is_long: bool
) -> TimeEntryOut:
    breaks = sorted(entry.breaks.all(), key=lambda pause: pause.start_at)
    out: TimeEntryOut = {
        "id": entry.pk,
        "user": profiles[entry.user_id],
        "date": entry.date,
        "breaks": [_break_out(pause.start_at, pause.end_at) for pause in breaks],
        "time_zone": entry.time_zone,
        "status": cast("StatusName", entry.status),
        "version": entry.version,
        "created_at": entry.created_at,
        "updated_at": entry.updated_at,
    }
    if entry.clock_in_at:
        out["clock_in"] = entry.clock_in_at
    if entry.clock_out_at:
        out["clock_out"] = entry.clock_out_at
    if breaks:
        out["break_start"] = breaks[0].start_at
        if breaks[0].end_at:
            out["break_end"] = breaks[0].end_at
    if entry.break_seconds:
        out["break_hours"] = in_hours(entry.break_seconds)
    if entry.worked_seconds is not None:
        out["total_hours"] = in_hours(entry.worked_seconds)
    if entry.location_id and entry.location_id in locations:
        out["location"] = locations[entry.location_id]
    if entry.shift:
        out["shift"] = shift_out(entry.shift)
    if entry.notes:
        out["notes"] = entry.notes
    _add_decision(out, entry, profiles)
    if changes := sorted(entry.adjustments.all(), key=lambda change: change.pk):
        out["adjustments"] = [_adjustment_out(change, profiles.get(change.adjusted_by_id or 0)) for change in changes]
    if is_long and entry.is_closed and entry.status != Status.REJECTED:
        out["flags"] = ["long_day"]
    return out


def _add_decision(out: TimeEntryOut, entry: TimeEntry, profiles: dict[int, ProfileOut]) -> None:
    who = profiles.get(entry.decided_by_id or 0)
    if entry.status == Status.APPROVED:
        if who:
            out["approved_by"] = who
        if entry.decided_at:
            out["approved_at"] = entry.decided_at
        if entry.decision_note:
            out["approval_note"] = entry.decision_note
    elif entry.status == Status.REJECTED:
        if who:
            out["rejected_by"] = who
        if entry.decided_at:
            out["rejected_at"] = entry.decided_at
        if entry.decision_note:
            out["rejection_reason"] = entry.decision_note


def _adjustment_out(change: Any, who: ProfileOut | None) -> AdjustmentOut:
    out: AdjustmentOut = {
        "reason": change.reason,
        "adjusted_at": change.adjusted_at,
        "before": change.before,
        "after": change.after,
    }
    if who:
        out["adjusted_by"] = who
    return out


def _break_out(start: datetime, end: datetime | None) -> BreakOut:
    return {"start": start, "end": end} if end else {"start": start}


def _long_days(entries: Sequence[TimeEntry]) -> set[tuple[int, date]]:
    limit = value_of(switches.LONGEST_DAY) * HOUR
    return {key for key, seconds in selectors.day_totals(entries).items() if seconds > limit}


def _set(ids: Iterable[int | None]) -> set[int]:
    return {key for key in ids if key is not None}


def in_hours(seconds: int) -> float:
    return round(seconds / HOUR, 2)


def decided_entries_out(decided: Decided) -> DecidedOut:
    """Refused rows are named by whose they are and when."""
    rows = TimeEntry.objects.in_bulk(list(decided.refused))
    who = people.people(ids={row.user_id for row in rows.values()})
    names = {key: f"{who[row.user_id].name}, {period_words(row)}" for key, row in rows.items() if row.user_id in who}
    return decided_out(decided, names)

"""What HTTP takes and gives about series."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal, NotRequired, cast

from pydantic import ConfigDict, Field
from typing_extensions import TypedDict

from apps.authentication import public as authentication
from apps.authentication.public import ProfileOut
from apps.core.errors import Invalid
from apps.core.http import (
    BlankIsNone,
    Filters,
    In,
    Line,
    Name,
    NoneIsEmpty,
    OptionalInstant,
    Problem,
    Ref,
    Refs,
    Text,
    utc,
)
from apps.core.paging import PageFilters
from apps.facilities import public as facilities
from apps.facilities.public import FacilityOut, LocationOut
from apps.scheduling.equipping.gear import Gear
from apps.scheduling.equipping.schemas import GearOut, PoolWantedIn, ShortageOut, gear_outs
from apps.scheduling.events.schemas import (
    AbsenceOut,
    ConflictEventOut,
    ConflictOut,
    Key,
    Minutes,
    SlotOut,
)
from apps.scheduling.maintenance.schemas import DowntimeOut
from apps.scheduling.series.changing import edits_out
from apps.scheduling.series.clashing import described
from apps.scheduling.series.editing import SeriesValues, check_pattern, zone_named
from apps.scheduling.series.expansion import Pattern, is_in_rule, occurrences
from apps.scheduling.series.making import SPELLED, Made, OnClash
from apps.scheduling.series.models import Series
from apps.scheduling.series.rules import LAST_YEAR, LONGEST_RULE, parse_rule
from apps.scheduling.series.selectors import Wanted
from apps.scheduling.series.sentence import sentence
from apps.scheduling.series.walls import MOST_DATES, read_wall, read_walls, wall_text

PREVIEWED = 10  # dates of a preview that does not say how many
MOST_PREVIEWED = 5000

WallTime = Annotated[Line, Field(max_length=40, description="A wall time such as 2027-03-28T06:00")]
WallTimes = Annotated[list[WallTime], Field(max_length=MOST_DATES), NoneIsEmpty]
RuleText = Annotated[Line, Field(max_length=LONGEST_RULE, description="A recurrence rule of RFC 5545")]


class RecurrenceIn(In):
    """A pattern nobody has stored."""

    dtstart: WallTime
    timezone: Annotated[Line, Field(max_length=64)]
    rrule: RuleText = ""
    rdate: WallTimes = Field(default_factory=list)
    exdate: WallTimes = Field(default_factory=list)
    limit: Annotated[int, Field(ge=1)] = PREVIEWED

    def pattern(self) -> Pattern:
        """Raises Invalid."""
        zone = zone_named("timezone", self.timezone)
        start = read_wall("dtstart", self.dtstart, zone)
        pattern = Pattern(
            start=start,
            zone=zone,
            rule=parse_rule(self.rrule) if self.rrule else None,
            rdates=read_walls("rdate", self.rdate, zone, at=start),
            exdates=read_walls("exdate", self.exdate, zone, at=start),
        )
        check_pattern(pattern)
        return pattern


class RecurrenceOut(TypedDict):
    """`more` says whether there are dates after these; `notes` what a clock change or the first date makes special."""

    occurrences: list[datetime]
    text: str
    more: bool
    notes: NotRequired[list[str]]


def recurrence_out(pattern: Pattern, limit: int) -> RecurrenceOut:
    limit = min(limit, MOST_PREVIEWED)
    found = occurrences(pattern, limit=limit + 1)
    shown = found[:limit]
    out: RecurrenceOut = {
        "occurrences": [occurrence.at for occurrence in shown],
        "text": sentence(pattern),
        "more": len(found) > limit,
    }
    notes = [
        f"{occurrence.wall:%H:%M} does not exist on {occurrence.wall:%a %d %b %Y} in {pattern.zone.key}: "
        f"moved to {occurrence.moved_to:%H:%M}"
        for occurrence in shown
        if occurrence.moved_to
    ]
    if not is_in_rule(pattern):
        notes.append(
            f"{pattern.start:%a %d %b %Y, %H:%M} is not a date of the rule; as the first date it counts as one"
        )
    if pattern.rule and not pattern.rule.count and not pattern.rule.until and len(found) <= limit:
        notes.append(f"The rule gives no further date up to the end of {LAST_YEAR}")
    if notes:
        out["notes"] = notes
    return out


class _SeriesFields(In):
    """Any part of a series; absent is unchanged, `null` and `""` clear. Times are those of the first date."""

    title: Line = ""
    description: Text = ""
    event_type: Annotated[Line, Field(max_length=100)] = ""
    facility: Ref = None
    location: Ref = None
    dtstart: WallTime = ""
    dtend: WallTime = ""
    time_zone: Annotated[Line, Field(max_length=64)] = ""
    rrule: RuleText = ""
    rdate: WallTimes = Field(default_factory=list)
    exdate: WallTimes = Field(default_factory=list)
    on_air_start: WallTime = ""
    on_air_end: WallTime = ""
    call_time: WallTime = ""
    wrap_time: WallTime = ""
    rig_minutes: Annotated[Minutes | None, BlankIsNone] = None
    strike_minutes: Annotated[Minutes | None, BlankIsNone] = None
    contributors: Annotated[list[Annotated[Line, Field(min_length=1)]], Field(max_length=500), NoneIsEmpty] = Field(
        default_factory=list
    )
    assigned_users: Annotated[Refs, Field(max_length=500), NoneIsEmpty] = Field(default_factory=list)
    tentative_users: Annotated[Refs, Field(max_length=500), NoneIsEmpty] = Field(default_factory=list)
    equipment: Annotated[Refs, Field(max_length=500), NoneIsEmpty] = Field(default_factory=list)
    kits: Annotated[Refs, Field(max_length=100), NoneIsEmpty] = Field(default_factory=list)
    pools: Annotated[list[PoolWantedIn], Field(max_length=100), NoneIsEmpty] = Field(default_factory=list)
    on_clash: Literal["refuse", "skip"] = "refuse"
    preview: bool = False

    def values(self) -> SeriesValues:
        told = {name: value for name, value in self.changes().items() if name in SeriesValues.__annotations__}
        if "pools" in told:
            told["pools"] = [{"pool": want.pool, "quantity": want.quantity} for want in self.pools]
        return cast("SeriesValues", told)

    @property
    def clashing(self) -> OnClash:
        return OnClash(self.on_clash)


class SeriesIn(_SeriesFields):
    """`preview` answers what would come of it and stores nothing."""

    title: Name
    dtstart: WallTime
    dtend: WallTime

    def values(self) -> SeriesValues:
        told = super().values()
        if not told.get("rrule") and not told.get("rdate"):
            raise Invalid.field("rrule", "a series needs a rule, or dates in rdate")
        return told


class SeriesPatch(_SeriesFields):
    """`scope` says which dates: all that have not begun, or those `from` an instant on."""

    model_config = ConfigDict(populate_by_name=True)

    scope: Literal["all", "following"] = "all"
    start: Annotated[OptionalInstant, Field(alias="from")] = None
    drop_edits: bool = False


class EndingSeries(Filters):
    """Which dates go: all that have not begun, or those `from` an instant on."""

    scope: Literal["all", "following"] = "all"
    start: Annotated[OptionalInstant, Field(alias="from")] = None
    drop_edits: bool = False
    preview: bool = False


class SeriesFilters(PageFilters):
    facility: Key | None = None
    location: Key | None = None
    user: Key | None = None
    event_type: str | None = None

    def wanted(self) -> Wanted:
        return Wanted(**self.model_dump(exclude={"page", "page_size"}))


class SeriesOut(GearOut):
    """Wall times such as `2027-03-28T06:00` are those of the first date, in `time_zone`."""

    id: int
    title: str
    description: NotRequired[str]
    event_type: NotRequired[str]
    location: NotRequired[LocationOut]
    facility: NotRequired[FacilityOut]
    dtstart: str
    dtend: str
    time_zone: str
    rrule: str
    rdate: list[str]
    exdate: list[str]
    text: str
    on_air_start: NotRequired[str]
    on_air_end: NotRequired[str]
    call_time: NotRequired[str]
    wrap_time: NotRequired[str]
    rig_minutes: int
    strike_minutes: int
    contributors: list[str]
    assigned_users: list[ProfileOut]
    tentative_users: NotRequired[list[ProfileOut]]
    created_by: NotRequired[ProfileOut]
    source: NotRequired[str]
    external_id: NotRequired[str]
    follows: NotRequired[int]
    extended_to: datetime
    version: int
    created_at: datetime
    updated_at: datetime


class DatedConflictOut(ConflictOut):
    date: SlotOut


class DatedShortageOut(ShortageOut):
    date: SlotOut


class DatedAbsenceOut(AbsenceOut):
    date: SlotOut


class EditedDateOut(TypedDict):
    """A date that was changed by hand, and in which columns."""

    event: ConflictEventOut
    start_time: datetime
    end_time: datetime
    edited: list[str]


class SeriesProblem(Problem):
    """409: every clash with the date it hits; or the dates changed by hand that would be lost."""

    conflicts: NotRequired[list[DatedConflictOut]]
    absences: NotRequired[list[DatedAbsenceOut]]
    shortages: NotRequired[list[DatedShortageOut]]
    edits: NotRequired[list[EditedDateOut]]
    windows: NotRequired[list[DowntimeOut]]


class SeriesPlanOut(TypedDict):
    """What came of it, or would come of it. `dates` names the first of `date_count`."""

    text: str
    date_count: int
    dates: list[SlotOut]
    created: int
    changed: int
    removed: int
    kept: list[EditedDateOut]  # changed by hand, and left so
    lost: list[EditedDateOut]  # changed by hand, and taken off the schedule
    skipped: list[SlotOut]
    conflicts: list[DatedConflictOut]
    absences: list[DatedAbsenceOut]
    windows: NotRequired[list[DowntimeOut]]
    shortages: NotRequired[list[DatedShortageOut]]


class MadeSeriesOut(SeriesOut):
    plan: SeriesPlanOut


def series_outs(rows: Sequence[Series]) -> list[SeriesOut]:
    """Three queries whatever their number, and one each for items, kits and pools, if there are any."""
    ids = {
        person for row in rows for person in (*row.assigned_users, *row.tentative_users, row.created_by_id) if person
    }
    profiles = authentication.profiles(ids=ids)
    rooms = facilities.facility_outs(ids={row.facility_id for row in rows if row.facility_id})
    sites = facilities.location_outs(ids={row.location_id for row in rows if row.location_id})
    gear = gear_outs({row.pk: Gear.read(row.gear) for row in rows if row.gear})
    outs = []
    for row in rows:
        out = _bare_out(row)
        out.update(gear.get(row.pk, {}))  # type: ignore[typeddict-item]  # members that SeriesOut has from GearOut
        out["assigned_users"] = [profiles[key] for key in row.assigned_users if key in profiles]
        if asked := [profiles[key] for key in row.tentative_users if key in profiles]:
            out["tentative_users"] = asked
        if row.created_by_id in profiles:
            out["created_by"] = profiles[row.created_by_id]
        if row.facility_id in rooms:
            out["facility"] = rooms[row.facility_id]
        if row.location_id in sites:
            out["location"] = sites[row.location_id]
        outs.append(out)
    return outs


def _bare_out(row: Series) -> SeriesOut:
    out: SeriesOut = {
        "id": row.pk,
        "title": row.title,
        "dtstart": wall_text(row.start_wall),
        "dtend": wall_text(row.end_wall),
        "time_zone": row.time_zone,
        "rrule": row.rrule,
        "rdate": [wall_text(wall) for wall in row.rdates],
        "exdate": [wall_text(wall) for wall in row.exdates],
        "text": row.sentence,
        "rig_minutes": row.rig_minutes,
        "strike_minutes": row.strike_minutes,
        "contributors": row.contributors,
        "assigned_users": [],
        "extended_to": row.extended_to,
        "version": row.version,
        "created_at": row.created_at,
        "updated_at": row.updated_at,
    }
    if row.description:
        out["description"] = row.description
    if row.event_type:
        out["event_type"] = row.event_type
    if row.on_air_start_wall and row.on_air_end_wall:
        out["on_air_start"], out["on_air_end"] = wall_text(row.on_air_start_wall), wall_text(row.on_air_end_wall)
    if row.call_wall:
        out["call_time"] = wall_text(row.call_wall)
    if row.wrap_wall:
        out["wrap_time"] = wall_text(row.wrap_wall)
    if row.source:
        out["source"] = row.source
    if row.external_id:
        out["external_id"] = row.external_id
    if row.follows_id:
        out["follows"] = row.follows_id
    return out


def plan_out(made: Made) -> SeriesPlanOut:
    more = described(made.asked, made.found, facilities=facilities, people=authentication)
    out: SeriesPlanOut = {
        "text": made.series.sentence,
        "date_count": len(made.dates),
        "dates": [
            {"start_time": utc(date.event.start_at), "end_time": utc(date.event.end_at)}
            for date in made.dates[:SPELLED]
        ],
        "created": made.created,
        "changed": made.changed,
        "removed": made.removed,
        "kept": cast("list[EditedDateOut]", edits_out(made.kept)),
        "lost": cast("list[EditedDateOut]", edits_out(made.lost)),
        "skipped": [
            {"start_time": utc(date.event.start_at), "end_time": utc(date.event.end_at)} for date in made.skipped
        ],
        "conflicts": cast("list[DatedConflictOut]", more["conflicts"]),
        "absences": cast("list[DatedAbsenceOut]", more["absences"]),
    }
    if more["windows"]:
        out["windows"] = cast("list[DowntimeOut]", more["windows"])
    if more["shortages"]:
        out["shortages"] = cast("list[DatedShortageOut]", more["shortages"])
    return out


def made_out(made: Made) -> MadeSeriesOut:
    return {**series_outs([made.series])[0], "plan": plan_out(made)}

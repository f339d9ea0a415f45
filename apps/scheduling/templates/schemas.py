"""What HTTP takes and gives about templates."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Annotated, Literal, NotRequired, cast

from pydantic import ConfigDict, Field
from typing_extensions import TypedDict

from apps.authentication import public as people
from apps.core.errors import Invalid
from apps.core.http import BlankIsNone, In, Line, Name, NoneIsEmpty, Ref, Refs, Text
from apps.facilities import public as facilities
from apps.scheduling.equipping.schemas import NamedOut, PoolWantedIn
from apps.scheduling.events.models import LONGEST
from apps.scheduling.events.schemas import Minutes
from apps.scheduling.parts.schemas import NeedIn, NeedOut
from apps.scheduling.parts.services import MOST_PARTS
from apps.scheduling.shifts.schemas import WallTime
from apps.scheduling.templates.models import EntryPart, Template, TemplateEntry
from apps.scheduling.templates.selectors import entries_of
from apps.scheduling.templates.services import MOST, Original, TemplateValues

SpanName = Literal["day", "week"]
_DAY = 24 * 60
_LONGEST = LONGEST.days * _DAY
Offset = Annotated[Annotated[int, Field(ge=-_DAY, le=_DAY)] | None, BlankIsNone]
Within = Annotated[Annotated[int, Field(ge=0, le=_DAY)] | None, BlankIsNone]


class EntryPartIn(In):
    """A duty within the event; `begins` is in minutes after its start, negative is before."""

    title: Name
    begins: Annotated[int, Field(ge=-_LONGEST, le=_LONGEST)]
    lasts: Annotated[int, Field(ge=1, le=_LONGEST)]
    facility: Ref = None
    needs: Annotated[list[NeedIn], Field(max_length=50), NoneIsEmpty] = Field(default_factory=list)
    assigned_users: Annotated[Refs, Field(max_length=500), NoneIsEmpty] = Field(default_factory=list)

    def part(self) -> EntryPart:
        return {
            "title": self.title,
            "begins": self.begins,
            "lasts": self.lasts,
            "facility": self.facility,
            "needs": [{"position": need.position, "headcount": need.headcount} for need in self.needs],
            "people": sorted(set(self.assigned_users)),
        }


class TemplateEntryIn(In):
    """One event. `day` 1 is the template's first; an end before the start is on the next day unless `end_day` says."""

    title: Name
    description: Text = ""
    event_type: Annotated[Line, Field(max_length=100)] = ""
    facility: Ref = None
    location: Ref = None
    time_zone: Annotated[Line, Field(max_length=64)] = ""
    day: Annotated[int, Field(ge=0, le=8)] = 1
    start_time: WallTime
    end_day: Annotated[Annotated[int, Field(ge=0, le=400)] | None, BlankIsNone] = None
    end_time: WallTime
    on_air_after: Within = None
    off_air_before: Within = None
    call_before: Offset = None
    wrap_after: Offset = None
    rig_minutes: Annotated[Minutes | None, BlankIsNone] = None
    strike_minutes: Annotated[Minutes | None, BlankIsNone] = None
    is_held: bool = False
    contributors: Annotated[list[Annotated[Line, Field(min_length=1)]], Field(max_length=500), NoneIsEmpty] = Field(
        default_factory=list
    )
    assigned_users: Annotated[Refs, Field(max_length=500), NoneIsEmpty] = Field(default_factory=list)
    tentative_users: Annotated[Refs, Field(max_length=500), NoneIsEmpty] = Field(default_factory=list)
    equipment: Annotated[Refs, Field(max_length=500), NoneIsEmpty] = Field(default_factory=list)
    kits: Annotated[Refs, Field(max_length=100), NoneIsEmpty] = Field(default_factory=list)
    pools: Annotated[list[PoolWantedIn], Field(max_length=100), NoneIsEmpty] = Field(default_factory=list)

    parts: Annotated[list[EntryPartIn], Field(max_length=MOST_PARTS), NoneIsEmpty] = Field(default_factory=list)

    def entry(self) -> TemplateEntry:
        """Raises Invalid."""
        if self.start_time is None or self.end_time is None:
            raise Invalid.field("entries", f"{self.title} needs its start_time and its end_time")
        follows = self.day if self.end_time > self.start_time else self.day + 1
        end_day = follows if self.end_day is None else self.end_day
        alike = {
            name: getattr(self, name)
            for name in (
                *("title", "description", "event_type", "time_zone", "on_air_after", "off_air_before", "call_before"),
                *("wrap_after", "rig_minutes", "strike_minutes", "is_held", "contributors", "equipment", "kits"),
            )
        }
        return TemplateEntry(
            **alike,
            facility_id=self.facility,
            location_id=self.location,
            start_minute=_minute(self.day, self.start_time),
            end_minute=_minute(end_day, self.end_time),
            assigned_users=sorted(set(self.assigned_users)),
            tentative_users=sorted(set(self.tentative_users)),
            pools=[[want.pool, want.quantity] for want in self.pools],
            parts=[part.part() for part in self.parts],
        )


class TemplatePatch(In):
    """Any part; `entries` replace those that were there."""

    name: Line = ""
    description: Text = ""
    span: SpanName = "day"
    entries: Annotated[list[TemplateEntryIn], Field(max_length=MOST), NoneIsEmpty] = Field(default_factory=list)

    def values(self) -> TemplateValues:
        values = self.changes()
        if "entries" in values:
            values["entries"] = [entry.entry() for entry in self.entries]
        return cast("TemplateValues", {key: values[key] for key in TemplateValues.__annotations__ if key in values})


class TemplateIn(TemplatePatch):
    """With `from`, a day of the station, the entries are what is planned from then on for a day or a week."""

    model_config = ConfigDict(populate_by_name=True)

    name: Name
    first_day: Annotated[date | None, BlankIsNone, Field(alias="from")] = None
    facility: Ref = None
    people: bool = True
    equipment: bool = True

    def original(self) -> Original | None:
        if self.first_day is None:
            return None
        return Original(
            first_day=self.first_day,
            facility=self.facility,
            with_people=self.people,
            with_equipment=self.equipment,
        )


class EntryPoolOut(TypedDict):
    pool: NamedOut
    quantity: int


class EntryPartOut(TypedDict):
    title: str
    begins: int
    lasts: int
    facility: NotRequired[NamedOut]
    needs: list[NeedOut]
    assigned_users: list[NamedOut]


class TemplateEntryOut(TypedDict):
    id: int
    title: str
    description: NotRequired[str]
    event_type: NotRequired[str]
    facility: NotRequired[NamedOut]
    location: NotRequired[NamedOut]
    time_zone: NotRequired[str]
    day: int
    start_time: str  # HH:MM
    end_day: int
    end_time: str
    on_air_after: NotRequired[int]
    off_air_before: NotRequired[int]
    call_before: NotRequired[int]
    wrap_after: NotRequired[int]
    rig_minutes: NotRequired[int]
    strike_minutes: NotRequired[int]
    is_held: bool
    contributors: list[str]
    assigned_users: list[NamedOut]
    tentative_users: list[NamedOut]
    equipment: list[NamedOut]
    kits: list[NamedOut]
    pools: list[EntryPoolOut]
    parts: NotRequired[list[EntryPartOut]]


class TemplateOut(TypedDict):
    id: int
    name: str
    description: NotRequired[str]
    span: SpanName
    entries: list[TemplateEntryOut]
    version: int
    created_at: datetime
    updated_at: datetime


def template_outs(rows: Sequence[Template]) -> list[TemplateOut]:
    """A handful of queries whatever their number."""
    entries = entries_of([row.pk for row in rows])
    every = [entry for listed in entries.values() for entry in listed]
    names = _Names(every)
    outs = []
    for row in rows:
        out: TemplateOut = {
            "id": row.pk,
            "name": row.name,
            "span": row.span,  # type: ignore[typeddict-item]  # the choices of the column
            "entries": [_entry_out(entry, names) for entry in entries[row.pk]],
            "version": row.version,
            "created_at": row.created_at,
            "updated_at": row.updated_at,
        }
        if row.description:
            out["description"] = row.description
        outs.append(out)
    return outs


class _Names:
    """What the entries refer to, fetched once for all of them."""

    def __init__(self, entries: Sequence[TemplateEntry]) -> None:
        persons = {key for entry in entries for key in (*entry.assigned_users, *entry.tentative_users)}
        parts = [part for entry in entries for part in entry.parts]
        persons |= {key for part in parts for key in part["people"]}
        rooms = {key for key in (*(e.facility_id for e in entries), *(part["facility"] for part in parts)) if key}
        sites = {entry.location_id for entry in entries if entry.location_id}
        items = {key for entry in entries for key in entry.equipment}
        kits = {key for entry in entries for key in entry.kits}
        pools = {key for entry in entries for key, _ in entry.pools}
        self.people = {key: ref.name for key, ref in people.people(ids=persons).items()} if persons else {}
        self.rooms = {key: ref.name for key, ref in facilities.facilities(ids=rooms).items()} if rooms else {}
        self.sites = {key: ref.name for key, ref in facilities.locations(ids=sites).items()} if sites else {}
        self.items = {key: ref.name for key, ref in facilities.equipment(ids=items).items()} if items else {}
        self.kits = facilities.kit_names(ids=kits) if kits else {}
        self.pools = facilities.pool_names(ids=pools) if pools else {}


def _entry_out(entry: TemplateEntry, names: _Names) -> TemplateEntryOut:
    day, start = divmod(entry.start_minute, _DAY)
    end_day, end = divmod(entry.end_minute, _DAY)
    out: TemplateEntryOut = {
        "id": entry.pk,
        "title": entry.title,
        "day": day + 1,
        "start_time": _clock(start),
        "end_day": end_day + 1,
        "end_time": _clock(end),
        "is_held": entry.is_held,
        "contributors": entry.contributors,
        "assigned_users": _named(entry.assigned_users, names.people),
        "tentative_users": _named(entry.tentative_users, names.people),
        "equipment": _named(entry.equipment, names.items),
        "kits": _named(entry.kits, names.kits),
        "pools": [
            {"pool": {"id": pool, "name": names.pools.get(pool, "")}, "quantity": quantity}
            for pool, quantity in entry.pools
        ],
    }
    if entry.facility_id:
        out["facility"] = {"id": entry.facility_id, "name": names.rooms.get(entry.facility_id, "")}
    if entry.location_id:
        out["location"] = {"id": entry.location_id, "name": names.sites.get(entry.location_id, "")}
    if entry.parts:
        out["parts"] = [_part_out(part, names) for part in entry.parts]
    for name in ("description", "event_type", "time_zone"):
        if value := getattr(entry, name):
            out[name] = value
    for name in ("on_air_after", "off_air_before", "call_before", "wrap_after", "rig_minutes", "strike_minutes"):
        if (minutes := getattr(entry, name)) is not None:
            out[name] = minutes  # type: ignore[literal-required]  # six of its members
    return out


def _part_out(part: EntryPart, names: _Names) -> EntryPartOut:
    out: EntryPartOut = {
        "title": part["title"],
        "begins": part["begins"],
        "lasts": part["lasts"],
        "needs": cast("list[NeedOut]", part["needs"]),
        "assigned_users": _named(part["people"], names.people),
    }
    if part["facility"]:
        out["facility"] = {"id": part["facility"], "name": names.rooms.get(part["facility"], "")}
    return out


def _named(ids: Sequence[int], names: dict[int, str]) -> list[NamedOut]:
    return [{"id": key, "name": names.get(key, "")} for key in ids]


def _minute(day: int, at: time) -> int:
    return (day - 1) * _DAY + at.hour * 60 + at.minute


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"

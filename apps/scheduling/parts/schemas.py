"""What HTTP takes and gives about parts of events."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, NotRequired, cast

from pydantic import Field
from typing_extensions import TypedDict

from apps.authentication import public as authentication
from apps.authentication.public import ProfileOut
from apps.core.http import In, Instant, Line, Name, NoneIsEmpty, OptionalInstant, Ref, Refs
from apps.facilities import public as facilities
from apps.facilities.public import FacilityOut
from apps.scheduling.events.models import Event
from apps.scheduling.parts.editing import PartValues
from apps.scheduling.parts.selectors import PartRow


class NeedIn(In):
    """So many people in a position."""

    position: Annotated[Name, Field(max_length=128)]
    headcount: Annotated[int, Field(ge=1, le=500)] = 1


class PartPatch(In):
    """Any member of a part; absent is unchanged, `null` and `""` clear."""

    title: Line = ""
    start_time: OptionalInstant = None
    end_time: OptionalInstant = None
    facility: Ref = None
    needs: Annotated[list[NeedIn], Field(max_length=50), NoneIsEmpty] = Field(default_factory=list)
    assigned_users: Annotated[Refs, Field(max_length=500), NoneIsEmpty] = Field(default_factory=list)

    def values(self) -> PartValues:
        values = self.changes()
        if "needs" in values:
            values["needs"] = [{"position": need.position, "headcount": need.headcount} for need in self.needs]
        return cast("PartValues", values)


class PartIn(PartPatch):
    title: Name
    start_time: Instant
    end_time: Instant


class NeedOut(TypedDict):
    position: str
    headcount: int


class BarePartOut(TypedDict):
    """A duty within an event. Without `facility` it is wherever the event is."""

    id: int
    title: str
    start_time: datetime
    end_time: datetime
    facility: NotRequired[FacilityOut]
    needs: list[NeedOut]
    assigned_users: list[ProfileOut]


class PartOut(BarePartOut):
    """`version` is that of the event: whoever changes a part changes its event."""

    version: int


def part_out(row: PartRow, start: datetime, *, profiles: Mapping[int, Any], rooms: Mapping[int, Any]) -> BarePartOut:
    """`start` is the event's."""
    begins = start + row.begins
    out: BarePartOut = {
        "id": row.id,
        "title": row.title,
        "start_time": begins,
        "end_time": begins + row.lasts,
        "needs": cast("list[NeedOut]", row.needs),
        "assigned_users": [profiles[person] for person in row.people if person in profiles],
    }
    if row.facility_id and row.facility_id in rooms:
        out["facility"] = rooms[row.facility_id]
    return out


def part_outs(event: Event, rows: list[PartRow]) -> list[PartOut]:
    """Two queries whatever their number."""
    profiles = authentication.profiles(ids={person for row in rows for person in row.people})
    rooms = facilities.facility_outs(ids={row.facility_id for row in rows if row.facility_id})
    return [{**part_out(row, event.start_at, profiles=profiles, rooms=rooms), "version": event.version} for row in rows]

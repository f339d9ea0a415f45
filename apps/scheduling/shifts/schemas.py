"""What HTTP takes and gives about shift patterns."""

from datetime import datetime, time
from typing import Annotated, NotRequired

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict

from apps.core.http import In, Line, Name, Text
from apps.core.paging import PageFilters
from apps.scheduling.shifts.models import Shift


def _wall_time(value: object) -> time | None:
    """`HH:MM`, with seconds and fractions tolerated and dropped; empty clears."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        try:
            return time.fromisoformat(value.strip()).replace(second=0, microsecond=0, tzinfo=None)
        except ValueError:
            pass
    raise PydanticCustomError("wall_time", "must be a time such as 06:00")


WallTime = Annotated[time | None, BeforeValidator(_wall_time)]


class ShiftPatch(In):
    name: Line = ""
    description: Text = ""
    start_time: WallTime = None
    end_time: WallTime = None


class ShiftIn(ShiftPatch):
    name: Name


class ShiftFilters(PageFilters):
    name: str | None = None
    archived: bool = False


class ShiftOut(TypedDict):
    id: int
    name: str
    description: NotRequired[str]
    start_time: NotRequired[str]  # HH:MM
    end_time: NotRequired[str]  # HH:MM; not after start_time means the next day
    archived_at: NotRequired[datetime]
    created_at: datetime
    updated_at: datetime
    version: int


def shift_out(shift: Shift) -> ShiftOut:
    out: ShiftOut = {
        "id": shift.pk,
        "name": shift.name,
        "created_at": shift.created_at,
        "updated_at": shift.updated_at,
        "version": shift.version,
    }
    if shift.description:
        out["description"] = shift.description
    if shift.start_time:
        out["start_time"] = f"{shift.start_time:%H:%M}"
    if shift.end_time:
        out["end_time"] = f"{shift.end_time:%H:%M}"
    if shift.archived_at:
        out["archived_at"] = shift.archived_at
    return out

"""What HTTP takes and gives about tickets of every kind."""

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import Field
from typing_extensions import TypedDict

from apps.core.http import BIGINT, BlankIsNone, Instant
from apps.core.paging import PageFilters

PriorityName = Literal["Low", "Medium", "High", "Critical"]
MOST_HOURS = 10_000
Hours = Annotated[Annotated[float, Field(ge=0, le=MOST_HOURS, allow_inf_nan=False)] | None, BlankIsNone]
Key = Annotated[int, Field(ge=1, le=BIGINT)]
PersonFilter = Annotated[str, Field(pattern=r"^([0-9]{1,18}|me|none)$", description="An id, `me` or `none`.")]
OptionalPriority = Annotated[PriorityName | None, BlankIsNone]


def sent(changes: dict[str, Any], *never_empty: str) -> dict[str, Any]:
    """Without those of `never_empty` that were sent empty: such a field cannot be cleared."""
    return {name: value for name, value in changes.items() if name not in never_empty or value not in (None, "")}


class TicketFilters(PageFilters):
    open: bool | None = None
    priority: PriorityName | None = None
    assignee: PersonFilter | None = None
    number: Annotated[str, Field(max_length=20)] | None = None
    created_from: Instant | None = None
    created_until: Instant | None = None

    def values(self) -> dict[str, Any]:
        return self.model_dump(exclude={"page", "page_size"})


class TicketRef(TypedDict):
    id: int
    number: str


def ids_of(*columns: Iterable[int | None]) -> set[int]:
    return {key for column in columns for key in column if key is not None}


def minutes(changes: dict[str, Any]) -> dict[str, Any]:
    """Estimates are hours on the wire and minutes everywhere else."""
    if changes.get("estimated_hours") is not None:
        changes["estimated_hours"] = round(changes["estimated_hours"] * 60)
    return changes


def hours(minutes: int) -> float:
    return round(minutes / 60, 2)

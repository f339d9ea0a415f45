"""What HTTP takes and gives about tickets of every kind."""

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import Field
from typing_extensions import TypedDict

from apps.core.errors import Invalid
from apps.core.http import BIGINT, BlankIsNone, In, Instant, Ref, Text
from apps.core.paging import PageFilters
from apps.tickets.register.models import Kind

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


class ReasonIn(In):
    reason: Text = ""  # must be there to reject


# How a ticket of each kind is called in bodies, queries and answers.
TicketMember = Literal["incident_ticket", "service_ticket", "change_request"]
_MEMBERS: dict[str, TicketMember] = {
    Kind.INCIDENT: "incident_ticket",
    Kind.SERVICE: "service_ticket",
    Kind.CHANGE: "change_request",
}


def ticket_member(kind: str) -> TicketMember:
    return _MEMBERS[kind]


def kind_of(member: str) -> Kind:
    return next(Kind(kind) for kind, name in _MEMBERS.items() if name == member)


class OfTicketIn(In):
    """Base of bodies about one ticket, which is named by its kind: `{"incident_ticket": 12}`."""

    incident_ticket: Ref = None
    service_ticket: Ref = None
    change_request: Ref = None

    def ticket(self) -> tuple[Kind, int]:
        """Raises Invalid unless there is exactly one."""
        named = [(Kind(kind), key) for kind, name in _MEMBERS.items() if (key := getattr(self, name)) is not None]
        if len(named) != 1:
            raise Invalid.field(_MEMBERS[Kind.INCIDENT], f"name one ticket, as one of {', '.join(_MEMBERS.values())}")
        return named[0]

"""What HTTP takes and gives about change requests."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Literal, NotRequired, cast

from pydantic import Field
from typing_extensions import TypedDict

from apps.authentication import public as people
from apps.authentication.public import ProfileOut
from apps.core.actors import Actor
from apps.core.http import BlankIsNone, In, Line, Ref, Text
from apps.tickets.changes.models import ChangeRequest
from apps.tickets.changes.selectors import Wanted
from apps.tickets.changes.services import ChangeRequestValues
from apps.tickets.register.schemas import (
    Hours,
    OptionalPriority,
    PersonFilter,
    PriorityName,
    TicketFilters,
    TicketRef,
    hours,
    ids_of,
    minutes,
    sent,
)
from apps.tickets.service.selectors import of_changes

StatusName = Literal["Draft", "Submitted", "Under Review", "Approved", "Rejected", "Withdrawn"]
ChangeTypeName = Literal[
    "Software Update",
    "Hardware Upgrade",
    "Configuration Change",
    "Security Update",
    "Performance Optimization",
    "Feature Addition",
    "System Migration",
    "Network Change",
    "Policy Update",
    "Maintenance Window",
]


class ChangeRequestPatch(In):
    """Any part of a change request; absent is unchanged, `null` and `""` clear what may be empty."""

    title: Line = ""
    description: Text = ""
    status: Annotated[StatusName | None, BlankIsNone] = None
    priority: OptionalPriority = None
    change_type: Annotated[ChangeTypeName | None, BlankIsNone] = None
    justification: Text = ""
    impact: Text = ""
    proposed_date: Annotated[date | None, BlankIsNone] = None
    estimated_hours: Hours = None
    assignee: Ref = None  # who is to review it
    decision_reason: Text = ""  # counts together with a status of Approved or Rejected

    def values(self) -> ChangeRequestValues:
        return cast("ChangeRequestValues", minutes(sent(self.changes(), "status", "priority", "change_type")))


class ChangeRequestIn(ChangeRequestPatch):
    title: Annotated[Line, Field(min_length=1)]
    change_type: ChangeTypeName


class ChangeRequestFilters(TicketFilters):
    status: StatusName | None = None
    author: PersonFilter | None = None
    change_type: ChangeTypeName | None = None
    proposed_from: date | None = None
    proposed_until: date | None = None

    def wanted(self) -> Wanted:
        return Wanted(**self.values())


class ChangeRequestOut(TypedDict):
    id: int
    number: str
    title: str
    description: NotRequired[str]
    change_type: ChangeTypeName
    status: StatusName
    possible_statuses: list[StatusName]  # what may follow
    priority: PriorityName
    justification: NotRequired[str]
    impact: NotRequired[str]
    proposed_date: NotRequired[date]
    estimated_hours: NotRequired[float]
    author: NotRequired[ProfileOut]
    assignee: NotRequired[ProfileOut]  # who is to review it
    submitted_at: NotRequired[datetime]
    decided_by: NotRequired[ProfileOut]
    decided_at: NotRequired[datetime]
    decision_reason: NotRequired[str]
    service_ticket: NotRequired[TicketRef]  # what was opened when it was approved
    created_at: datetime
    updated_at: datetime
    version: int


_PEOPLE = ("author", "assignee", "decided_by")
_TEXTS = ("description", "justification", "impact", "decision_reason")


def change_request_outs(rows: Sequence[ChangeRequest], *, actor: Actor) -> list[ChangeRequestOut]:
    """Two queries whatever the number of rows."""
    profiles = people.profiles(ids=ids_of(getattr(row, f"{name}_id") for row in rows for name in _PEOPLE))
    opened = of_changes(actor=actor, change_ids=[row.pk for row in rows])
    return [change_request_out(row, profiles, opened) for row in rows]


def change_request_out(
    row: ChangeRequest, profiles: Mapping[int, ProfileOut], opened: Mapping[int, tuple[int, str]]
) -> ChangeRequestOut:
    out: ChangeRequestOut = {
        "id": row.pk,
        "number": row.number,
        "title": row.title,
        "change_type": row.change_type,  # type: ignore[typeddict-item]  # the choices of the column
        "status": row.status,  # type: ignore[typeddict-item]  # as above
        "possible_statuses": row.possible_statuses,  # type: ignore[typeddict-item]  # as above
        "priority": row.priority,  # type: ignore[typeddict-item]  # as above
        "created_at": row.created_at,
        "updated_at": row.updated_at,
        "version": row.version,
    }
    for name in _TEXTS:
        if text := getattr(row, name):
            out[name] = text  # type: ignore[literal-required]  # the names above
    for name in _PEOPLE:
        if (key := getattr(row, f"{name}_id")) in profiles:
            out[name] = profiles[key]  # type: ignore[literal-required]  # as above
    if row.proposed_date:
        out["proposed_date"] = row.proposed_date
    if row.estimated_minutes is not None:
        out["estimated_hours"] = hours(row.estimated_minutes)
    if row.submitted_at:
        out["submitted_at"] = row.submitted_at
    if row.decided_at:
        out["decided_at"] = row.decided_at
    if row.pk in opened:
        key, number = opened[row.pk]
        out["service_ticket"] = {"id": key, "number": number}
    return out

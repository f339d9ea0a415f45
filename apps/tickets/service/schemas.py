"""What HTTP takes and gives about service tickets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Literal, NotRequired, cast

from pydantic import Field
from typing_extensions import TypedDict

from apps.authentication import public as people
from apps.authentication.public import ProfileOut
from apps.core.actors import Actor
from apps.core.http import BlankIsNone, In, Line, Ref, Text
from apps.facilities import public as facilities
from apps.facilities.public import FacilityOut
from apps.tickets.policies import may_read_change
from apps.tickets.register.schemas import (
    Hours,
    Key,
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
from apps.tickets.service.models import ServiceTicket
from apps.tickets.service.selectors import Wanted
from apps.tickets.service.services import ServiceTicketValues

StatusName = Literal["Open", "In Progress", "Completed", "Cancelled"]
ApprovalName = Literal["Not Needed", "Submitted", "Approved", "Rejected"]


class ServiceTicketPatch(In):
    """Any part of a service ticket; absent is unchanged, `null` and `""` clear, but not a status or a priority."""

    title: Line = ""
    description: Text = ""
    status: Annotated[StatusName | None, BlankIsNone] = None
    priority: OptionalPriority = None
    service_type: Annotated[Line, Field(max_length=100)] = ""
    facility: Ref = None
    assignee: Ref = None
    due_date: Annotated[date | None, BlankIsNone] = None
    estimated_hours: Hours = None

    def values(self) -> ServiceTicketValues:
        return cast("ServiceTicketValues", minutes(sent(self.changes(), "status", "priority", "requested_by")))


class ServiceTicketIn(ServiceTicketPatch):
    title: Annotated[Line, Field(min_length=1)]
    requested_by: Ref = None


class ConversionIn(ServiceTicketPatch):
    """What is to differ from the incident."""


class ServiceTicketFilters(TicketFilters):
    status: StatusName | None = None
    requested_by: PersonFilter | None = None
    facility: Key | None = None
    service_type: str | None = None
    approval: ApprovalName | None = None
    due_until: date | None = None

    def wanted(self) -> Wanted:
        return Wanted(**self.values())


class ServiceTicketOut(TypedDict):
    id: int
    number: str
    title: str
    description: NotRequired[str]
    service_type: NotRequired[str]
    status: StatusName
    possible_statuses: list[StatusName]  # what may follow
    priority: PriorityName
    requested_by: NotRequired[ProfileOut]
    assignee: NotRequired[ProfileOut]
    facility: NotRequired[FacilityOut]
    due_date: NotRequired[date]
    estimated_hours: NotRequired[float]
    approval: ApprovalName
    submitted_by: NotRequired[ProfileOut]
    reviewed_by: NotRequired[ProfileOut]
    reviewed_at: NotRequired[datetime]
    review_reason: NotRequired[str]
    incident: NotRequired[TicketRef]  # what it was converted from
    change_request: NotRequired[TicketRef]  # whose approval opened it
    completed_at: NotRequired[datetime]
    created_at: datetime
    updated_at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class Related:
    """What the service tickets of one answer refer to, fetched once for all of them."""

    profiles: Mapping[int, ProfileOut]
    facilities: Mapping[int, FacilityOut]


_PEOPLE = ("requested_by", "assignee", "submitted_by", "reviewed_by")


def service_ticket_outs(rows: Sequence[ServiceTicket], *, actor: Actor) -> list[ServiceTicketOut]:
    """Two queries whatever the number of rows."""
    related = Related(
        profiles=people.profiles(ids=ids_of(getattr(row, f"{name}_id") for row in rows for name in _PEOPLE)),
        facilities=facilities.facility_outs(ids=ids_of(row.facility_id for row in rows)),
    )
    return [service_ticket_out(row, related, actor=actor) for row in rows]


def service_ticket_out(row: ServiceTicket, related: Related, *, actor: Actor) -> ServiceTicketOut:
    out: ServiceTicketOut = {
        "id": row.pk,
        "number": row.number,
        "title": row.title,
        "status": row.status,  # type: ignore[typeddict-item]  # the choices of the column
        "possible_statuses": row.possible_statuses,  # type: ignore[typeddict-item]  # as above
        "priority": row.priority,  # type: ignore[typeddict-item]  # as above
        "approval": row.approval,  # type: ignore[typeddict-item]  # as above
        "created_at": row.created_at,
        "updated_at": row.updated_at,
        "version": row.version,
    }
    if row.description:
        out["description"] = row.description
    if row.service_type:
        out["service_type"] = row.service_type
    for name in _PEOPLE:
        if (key := getattr(row, f"{name}_id")) in related.profiles:
            out[name] = related.profiles[key]  # type: ignore[literal-required]  # the names above
    if row.facility_id and row.facility_id in related.facilities:
        out["facility"] = related.facilities[row.facility_id]
    if row.due_date:
        out["due_date"] = row.due_date
    if row.estimated_minutes is not None:
        out["estimated_hours"] = hours(row.estimated_minutes)
    if row.reviewed_at:
        out["reviewed_at"] = row.reviewed_at
    if row.review_reason:
        out["review_reason"] = row.review_reason
    if row.incident:
        out["incident"] = {"id": row.incident.pk, "number": row.incident.number}
    if row.change and may_read_change(actor, row.change):
        out["change_request"] = {"id": row.change.pk, "number": row.change.number}
    if row.completed_at:
        out["completed_at"] = row.completed_at
    return out

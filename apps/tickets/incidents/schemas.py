"""What HTTP takes and gives about incidents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal, NotRequired, cast

from typing_extensions import TypedDict

from apps.authentication import public as people
from apps.authentication.public import ProfileOut
from apps.core.actors import Actor
from apps.core.http import BlankIsNone, In, Line, OptionalInstant, Ref, Text
from apps.facilities import public as facilities
from apps.facilities.public import FacilityOut
from apps.tickets.incident_types.schemas import IncidentTypeOut, incident_type_out
from apps.tickets.incidents.models import Incident
from apps.tickets.incidents.selectors import Wanted
from apps.tickets.incidents.services import IncidentValues
from apps.tickets.register.schemas import (
    Key,
    OptionalPriority,
    PersonFilter,
    PriorityName,
    TicketFilters,
    TicketRef,
    ids_of,
    sent,
)
from apps.tickets.service.selectors import of_incidents

StatusName = Literal["Open", "In Progress", "Resolved", "Closed"]
FollowUpName = Literal["no", "yes", "urgent"]


class IncidentPatch(In):
    """Any part of an incident; absent is unchanged, `null` and `""` clear. A status or priority cannot be cleared."""

    title: Line = ""
    description: Text = ""
    status: Annotated[StatusName | None, BlankIsNone] = None
    priority: OptionalPriority = None
    incident_type: Ref = None
    facility: Ref = None
    assignee: Ref = None
    occurred_at: OptionalInstant = None
    down_from: OptionalInstant = None
    down_until: OptionalInstant = None
    follow_up: Annotated[FollowUpName | None, BlankIsNone] = None

    def values(self) -> IncidentValues:
        return cast(
            "IncidentValues", sent(self.changes(), "status", "priority", "occurred_at", "follow_up", "reporter")
        )


class IncidentIn(IncidentPatch):
    """A report. Without a title it is called after its type and facility, or after its description."""

    reporter: Ref = None


class IncidentFilters(TicketFilters):
    status: StatusName | None = None
    reporter: PersonFilter | None = None
    facility: Key | None = None
    incident_type: Key | None = None
    follow_up: FollowUpName | None = None

    def wanted(self) -> Wanted:
        return Wanted(**self.values())


class IncidentOut(TypedDict):
    id: int
    number: str
    title: str
    description: NotRequired[str]
    status: StatusName
    possible_statuses: list[StatusName]  # what may follow
    priority: PriorityName
    incident_type: NotRequired[IncidentTypeOut]
    reporter: NotRequired[ProfileOut]
    assignee: NotRequired[ProfileOut]
    facility: NotRequired[FacilityOut]
    service_ticket: NotRequired[TicketRef]  # what it was converted into
    occurred_at: datetime
    down_from: NotRequired[datetime]
    down_until: NotRequired[datetime]
    down_minutes: NotRequired[int]  # elapsed, once both ends are known
    follow_up: FollowUpName
    acknowledged_at: NotRequired[datetime]
    resolved_at: NotRequired[datetime]
    created_at: datetime
    updated_at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class Related:
    """What the incidents of one answer refer to, fetched once for all of them."""

    profiles: Mapping[int, ProfileOut]
    facilities: Mapping[int, FacilityOut]
    service_tickets: Mapping[int, TicketRef]


def incident_outs(rows: Sequence[Incident], *, actor: Actor) -> list[IncidentOut]:
    """Three queries whatever the number of rows."""
    ids = ids_of((row.reporter_id for row in rows), (row.assignee_id for row in rows))
    related = Related(
        profiles=people.profiles(ids=ids),
        facilities=facilities.facility_outs(ids=ids_of(row.facility_id for row in rows)),
        service_tickets={
            incident: {"id": key, "number": number}
            for incident, (key, number) in of_incidents(actor=actor, incident_ids=[row.pk for row in rows]).items()
        },
    )
    return [incident_out(row, related) for row in rows]


def incident_out(row: Incident, related: Related) -> IncidentOut:
    out: IncidentOut = {
        "id": row.pk,
        "number": row.number,
        "title": row.title,
        "status": row.status,  # type: ignore[typeddict-item]  # the choices of the column
        "possible_statuses": row.possible_statuses,  # type: ignore[typeddict-item]  # as above
        "priority": row.priority,  # type: ignore[typeddict-item]  # as above
        "occurred_at": row.occurred_at,
        "follow_up": row.follow_up,  # type: ignore[typeddict-item]  # as above
        "created_at": row.created_at,
        "updated_at": row.updated_at,
        "version": row.version,
    }
    if row.description:
        out["description"] = row.description
    if row.incident_type:
        out["incident_type"] = incident_type_out(row.incident_type)
    if row.reporter_id and row.reporter_id in related.profiles:
        out["reporter"] = related.profiles[row.reporter_id]
    if row.assignee_id and row.assignee_id in related.profiles:
        out["assignee"] = related.profiles[row.assignee_id]
    if row.facility_id and row.facility_id in related.facilities:
        out["facility"] = related.facilities[row.facility_id]
    if row.pk in related.service_tickets:
        out["service_ticket"] = related.service_tickets[row.pk]
    if row.down_from:
        out["down_from"] = row.down_from
    if row.down_until:
        out["down_until"] = row.down_until
    if row.downtime is not None:
        out["down_minutes"] = round(row.downtime.total_seconds() / 60)
    if row.acknowledged_at:
        out["acknowledged_at"] = row.acknowledged_at
    if row.resolved_at:
        out["resolved_at"] = row.resolved_at
    return out

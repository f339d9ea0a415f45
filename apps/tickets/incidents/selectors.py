"""Reads of incidents."""

from dataclasses import dataclass

from django.db.models import QuerySet

from apps.core.actors import Actor
from apps.core.errors import NotFound
from apps.core.paging import ordered
from apps.tickets.incidents.models import DONE, OPEN, Incident
from apps.tickets.register import filters
from apps.tickets.register.models import PRIORITY_RANK
from apps.tickets.register.searching import found

ORDERINGS = {
    "id": "ticket_id",
    "number": "ticket_id",  # ids are given out in the order of the numbers
    "title": "title",
    "status": "status",
    "priority": "priority_rank",
    "occurred_at": "occurred_at",
    "created_at": "created_at",
    "updated_at": "updated_at",
    "resolved_at": "resolved_at",
}


@dataclass(frozen=True, slots=True)
class Wanted(filters.Wanted):
    reporter: str | None = None
    facility: int | None = None
    incident_type: int | None = None
    follow_up: str | None = None


def incidents(*, actor: Actor, wanted: Wanted) -> QuerySet[Incident]:
    """Incidents that match, the newest first unless asked otherwise."""
    rows: QuerySet[Incident] = Incident.objects.visible_to(actor).select_related("ticket", "incident_type")
    rows = filters.narrowed(
        rows,
        wanted,
        actor=actor,
        facility_id=wanted.facility,
        incident_type_id=wanted.incident_type,
        follow_up=wanted.follow_up,
    ).filter(filters.person("reporter", wanted.reporter, actor=actor))
    if wanted.open is not None:
        rows = rows.filter(status__in=OPEN if wanted.open else DONE)
    if wanted.search:
        rows = found(rows, wanted.search, actor=actor)
    return ordered(rows.alias(priority_rank=PRIORITY_RANK), wanted.ordering, ORDERINGS, default=("-created_at",))


def incident(*, actor: Actor, incident_id: int) -> Incident:
    """Raises NotFound."""
    rows = Incident.objects.visible_to(actor).select_related("ticket", "incident_type")
    row = rows.filter(pk=incident_id).first()
    if row is None:
        raise NotFound("There is no such incident")
    return row

"""Reads of service tickets."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from apps.core.actors import Actor
from apps.core.errors import NotFound
from apps.core.paging import ordered
from apps.tickets.register import filters
from apps.tickets.register.models import PRIORITY_RANK
from apps.tickets.register.searching import found
from apps.tickets.service.models import DONE, OPEN, ServiceTicket

ORDERINGS = {
    "id": "ticket_id",
    "number": "ticket_id",  # ids are given out in the order of the numbers
    "title": "title",
    "status": "status",
    "priority": "priority_rank",
    "due_date": "due_date",
    "created_at": "created_at",
    "updated_at": "updated_at",
    "completed_at": "completed_at",
}
_ALONG = ("ticket", "incident__ticket", "change__ticket")


@dataclass(frozen=True, slots=True)
class Wanted(filters.Wanted):
    requested_by: str | None = None
    facility: int | None = None
    service_type: str | None = None
    approval: str | None = None
    due_until: date | None = None  # included


def service_tickets(*, actor: Actor, wanted: Wanted) -> QuerySet[ServiceTicket]:
    """Service tickets the actor may see that match, the newest first unless asked otherwise."""
    rows: QuerySet[ServiceTicket] = ServiceTicket.objects.visible_to(actor).select_related(*_ALONG)
    rows = filters.narrowed(
        rows,
        wanted,
        actor=actor,
        facility_id=wanted.facility,
        service_type__iexact=wanted.service_type,
        approval=wanted.approval,
        due_date__lte=wanted.due_until,
    ).filter(filters.person("requested_by", wanted.requested_by, actor=actor))
    if wanted.open is not None:
        rows = rows.filter(status__in=OPEN if wanted.open else DONE)
    if wanted.search:
        rows = found(rows, wanted.search, actor=actor)
    return ordered(rows.alias(priority_rank=PRIORITY_RANK), wanted.ordering, ORDERINGS, default=("-created_at",))


def service_ticket(*, actor: Actor, service_ticket_id: int) -> ServiceTicket:
    """Raises NotFound, also for one that the actor may not see."""
    rows = ServiceTicket.objects.visible_to(actor).select_related(*_ALONG)
    row = rows.filter(pk=service_ticket_id).first()
    if row is None:
        raise NotFound("There is no such service ticket")
    return row


def of_incidents(*, actor: Actor, incident_ids: Collection[int]) -> dict[int, tuple[int, str]]:
    """Id and number of what these incidents were converted into, as far as the actor may see it."""
    rows = ServiceTicket.objects.visible_to(actor).filter(incident_id__in=incident_ids)
    found = rows.values_list("incident_id", "ticket_id", "ticket__number")
    return {incident: (key, number) for incident, key, number in found if incident is not None}


def of_changes(*, actor: Actor, change_ids: Collection[int]) -> dict[int, tuple[int, str]]:
    """Id and number of what was opened for these changes, as far as the actor may see it."""
    rows = ServiceTicket.objects.visible_to(actor).filter(change_id__in=change_ids)
    found = rows.values_list("change_id", "ticket_id", "ticket__number")
    return {change: (key, number) for change, key, number in found if change is not None}

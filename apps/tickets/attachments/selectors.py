"""Reads of attachments: for whoever may read their ticket."""

from dataclasses import dataclass

from django.db.models import QuerySet

from apps.core.actors import Actor
from apps.core.errors import NotFound
from apps.tickets import reading
from apps.tickets.attachments.models import Attachment
from apps.tickets.register.models import Kind


@dataclass(frozen=True, slots=True)
class Wanted:
    incident_ticket: int | None = None
    service_ticket: int | None = None
    change_request: int | None = None

    def by_kind(self) -> dict[Kind, int]:
        named = {
            Kind.INCIDENT: self.incident_ticket,
            Kind.SERVICE: self.service_ticket,
            Kind.CHANGE: self.change_request,
        }
        return {kind: key for kind, key in named.items() if key is not None}


def attachments(*, actor: Actor, wanted: Wanted) -> QuerySet[Attachment]:
    """The oldest first."""
    rows = Attachment.objects.filter(removed_at=None, ticket__in=reading.visible_tickets(actor))
    for kind, ticket_id in wanted.by_kind().items():
        rows = rows.filter(ticket_id=ticket_id, ticket__kind=kind)
    return rows.select_related("ticket").order_by("pk")


def attachment(*, actor: Actor, attachment_id: int) -> Attachment:
    """Raises NotFound, also for one of a ticket the actor may not see."""
    found = attachments(actor=actor, wanted=Wanted()).filter(pk=attachment_id).first()
    if found is None:
        raise NotFound("There is no such attachment")
    return found

"""Who may read which tickets, whatever their kind: notes, attachments, links and the timeline ask here."""

from django.db.models import Q, QuerySet

from apps.core.actors import Actor
from apps.core.errors import NotFound
from apps.tickets.changes.models import ChangeRequest
from apps.tickets.incidents.models import Incident
from apps.tickets.policies import WORKERS
from apps.tickets.register.models import Kind, Ticket, Ticketed
from apps.tickets.service.models import ServiceTicket

MODELS: dict[Kind, type[Ticketed]] = {Kind.INCIDENT: Incident, Kind.SERVICE: ServiceTicket, Kind.CHANGE: ChangeRequest}


def kinds_worked_on(actor: Actor) -> list[Kind]:
    """The kinds whose private notes an actor may read."""
    return [kind for kind, rights in WORKERS.items() if any(actor.may(right) for right in rights)]


def visible_tickets(actor: Actor) -> QuerySet[Ticket]:
    wanted = Q()
    for kind, model in MODELS.items():
        rows = model._default_manager.visible_to(actor)  # type: ignore[attr-defined]  # of every kind's queryset
        wanted |= Q(kind=kind, pk__in=rows.values("pk")) if rows.query.where else Q(kind=kind)
    return Ticket.objects.filter(wanted)


def visible_row(actor: Actor, kind: Kind, ticket_id: int) -> Ticketed:
    """The row of a kind that the actor may see. Raises NotFound."""
    rows = MODELS[kind]._default_manager.visible_to(actor)  # type: ignore[attr-defined]  # as above
    row: Ticketed | None = rows.select_related("ticket").filter(pk=ticket_id).first()
    if row is None:
        raise NotFound(f"There is no such {kind.label}")
    return row


def row_of(kind: Kind, ticket_id: int) -> Ticketed:
    """For reactions of the station itself. Raises DoesNotExist."""
    row: Ticketed = MODELS[kind]._default_manager.select_related("ticket").get(pk=ticket_id)
    return row


def may_see(actor: Actor, row: Ticketed) -> bool:
    """As `visible_to`, for one row that is at hand."""
    return bool(MODELS[row.kind]._default_manager.visible_to(actor).filter(pk=row.pk).exists())  # type: ignore[attr-defined]  # as above

"""Reads of links: both ends must be for the reader."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from apps.core.actors import Actor
from apps.core.errors import NotFound
from apps.tickets import reading
from apps.tickets.links.models import Link
from apps.tickets.register.models import Kind, Ticketed


def links_of(*, actor: Actor, kind: Kind, ticket_id: int) -> QuerySet[Link]:
    """The links of one ticket, the oldest first. Raises NotFound, also for a ticket the actor may not see."""
    row = reading.visible_row(actor, kind, ticket_id)
    return visible_links(actor).filter(Q(source_id=row.pk) | Q(target_id=row.pk)).order_by("pk")


def visible_links(actor: Actor) -> QuerySet[Link]:
    seen = reading.visible_tickets(actor)
    return Link.objects.filter(source__in=seen, target__in=seen).select_related("source", "target")


def link(*, actor: Actor, link_id: int) -> Link:
    found = visible_links(actor).filter(pk=link_id).first()
    if found is None:
        raise NotFound("There is no such link")
    return found


def ends(ticket_ids: Collection[int]) -> dict[int, Ticketed]:
    """The rows behind tickets, for their titles and statuses; the caller has seen to who may read them."""
    found: dict[int, Ticketed] = {}
    for model in reading.MODELS.values():
        found |= {row.pk: row for row in model._default_manager.select_related("ticket").filter(pk__in=ticket_ids)}
    return found

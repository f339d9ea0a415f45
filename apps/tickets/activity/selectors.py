"""Reading the timeline of a ticket."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from apps.core.actors import Actor
from apps.core.paging import ordered
from apps.tickets import reading
from apps.tickets.activity.models import Activity
from apps.tickets.notes.selectors import seen_by
from apps.tickets.register.models import Kind, Ticket

ORDERINGS = {"at": "pk", "id": "pk"}  # lines of one ticket are written one after the other


def timeline(*, actor: Actor, kind: Kind, ticket_id: int, ordering: str = "") -> QuerySet[Activity]:
    """What happened, the oldest first, without notes that are not for this actor.

    Raises NotFound, also for a ticket the actor may not see.
    """
    row = reading.visible_row(actor, kind, ticket_id)
    rows = Activity.objects.filter(Q(note=None) | Q(note__in=seen_by(actor)), ticket_id=row.pk)
    return ordered(rows.select_related("note", "note__ticket"), ordering, ORDERINGS, default=())


def others(*, actor: Actor, ids: Collection[int]) -> dict[int, Ticket]:
    """The tickets that lines point to, as far as the actor may see them."""
    return {row.pk: row for row in reading.visible_tickets(actor).filter(pk__in=ids)} if ids else {}

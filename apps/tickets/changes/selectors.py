"""Reads of change requests."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from apps.core.actors import Actor
from apps.core.errors import NotFound
from apps.core.paging import ordered
from apps.tickets.changes.models import OPEN, ChangeRequest
from apps.tickets.register import filters
from apps.tickets.register.models import PRIORITY_RANK
from apps.tickets.register.searching import found

ORDERINGS = {
    "id": "ticket_id",
    "number": "ticket_id",  # ids are given out in the order of the numbers
    "title": "title",
    "status": "status",
    "priority": "priority_rank",
    "proposed_date": "proposed_date",
    "submitted_at": "submitted_at",
    "created_at": "created_at",
    "updated_at": "updated_at",
}


@dataclass(frozen=True, slots=True)
class Wanted(filters.Wanted):
    author: str | None = None
    change_type: str | None = None
    proposed_from: date | None = None  # included
    proposed_until: date | None = None  # included


def change_requests(*, actor: Actor, wanted: Wanted) -> QuerySet[ChangeRequest]:
    """Change requests the actor may see that match, the newest first unless asked otherwise."""
    rows: QuerySet[ChangeRequest] = ChangeRequest.objects.visible_to(actor).select_related("ticket")
    rows = filters.narrowed(
        rows,
        wanted,
        actor=actor,
        change_type=wanted.change_type,
        proposed_date__gte=wanted.proposed_from,
        proposed_date__lte=wanted.proposed_until,
    ).filter(filters.person("author", wanted.author, actor=actor))
    if wanted.open is not None:
        rows = rows.filter(status__in=OPEN) if wanted.open else rows.exclude(status__in=OPEN)
    if wanted.search:
        rows = found(rows, wanted.search, actor=actor)
    return ordered(rows.alias(priority_rank=PRIORITY_RANK), wanted.ordering, ORDERINGS, default=("-created_at",))


def change_request(*, actor: Actor, change_request_id: int) -> ChangeRequest:
    """Raises NotFound, also for one that the actor may not see."""
    rows = ChangeRequest.objects.visible_to(actor).select_related("ticket")
    row = rows.filter(pk=change_request_id).first()
    if row is None:
        raise NotFound("There is no such change request")
    return row

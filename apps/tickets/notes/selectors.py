"""Reads of notes. Every way to a note leads through `seen_by`: lists, search, the timeline and counts."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from apps.core.actors import Actor
from apps.core.errors import NotFound
from apps.core.paging import ordered
from apps.core.search import search_indexed
from apps.tickets import reading
from apps.tickets.notes.models import Note, Visibility
from apps.tickets.register.models import Kind

ORDERINGS = {"id": "pk", "created_at": "created_at", "updated_at": "updated_at"}


@dataclass(frozen=True, slots=True)
class Wanted:
    incident_ticket: int | None = None
    service_ticket: int | None = None
    change_request: int | None = None
    author: int | None = None
    visibility: str | None = None
    search: str = ""
    ordering: str = ""


def seen_by(actor: Actor) -> QuerySet[Note]:
    """Notes of tickets the actor may read; private ones if they are theirs or such tickets are their work."""
    open_to = Q(visibility=Visibility.PUBLIC) | Q(ticket__kind__in=reading.kinds_worked_on(actor))
    if actor.id is not None:
        open_to |= Q(author_id=actor.id)
    return Note.objects.filter(open_to, ticket__in=reading.visible_tickets(actor))


def live_notes(actor: Actor) -> QuerySet[Note]:
    """Without the removed ones."""
    return seen_by(actor).filter(removed_at=None)


def notes(*, actor: Actor, wanted: Wanted) -> QuerySet[Note]:
    """The oldest first unless asked otherwise."""
    rows = live_notes(actor).select_related("ticket")
    named = {
        Kind.INCIDENT: wanted.incident_ticket,
        Kind.SERVICE: wanted.service_ticket,
        Kind.CHANGE: wanted.change_request,
    }
    for kind, ticket_id in named.items():
        if ticket_id is not None:
            rows = rows.filter(ticket_id=ticket_id, ticket__kind=kind)
    if wanted.author is not None:
        rows = rows.filter(author_id=wanted.author)
    if wanted.visibility is not None:
        rows = rows.filter(visibility=wanted.visibility)
    if wanted.search:
        rows = search_indexed(rows, wanted.search, "text")
    return ordered(rows, wanted.ordering, ORDERINGS, default=())


def note(*, actor: Actor, note_id: int) -> Note:
    """Raises NotFound, also for one the actor may not see."""
    found = live_notes(actor).select_related("ticket").filter(pk=note_id).first()
    if found is None:
        raise NotFound("There is no such comment")
    return found

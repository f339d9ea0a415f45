"""Finding tickets by number, title, description and the notes one may read; each part uses its own trigram index."""

from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Upper

from apps.core.actors import Actor
from apps.core.search import search_indexed
from apps.tickets.notes.selectors import live_notes
from apps.tickets.register.models import Ticket


def found(rows: QuerySet[Any], text: str, *, actor: Actor) -> QuerySet[Any]:
    """The rows in which the text, or words much like it, stand.

    A union of ids, because PostgreSQL would read every row for an OR over several tables.
    """
    all_rows = rows.model._default_manager.order_by()
    titles = search_indexed(all_rows, text, "title").values("pk")
    texts = search_indexed(all_rows, text, "description").values("pk")
    # every number is much like every other, so these are not forgiven anything
    numbers = Ticket.objects.alias(folded=Upper("number")).filter(folded__contains=text.upper()).values("pk")
    notes = search_indexed(live_notes(actor).order_by(), text, "text").values("ticket_id")
    return rows.filter(pk__in=titles.union(texts, numbers, notes))

"""What lists of tickets of any kind may be asked for, and how it narrows them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from apps.core.actors import Actor

ME, NOBODY = "me", "none"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Every member narrows, None does not. People are ids, `me` or `none`; instants are aware."""

    status: str | None = None
    open: bool | None = None
    priority: str | None = None
    assignee: str | None = None
    number: str | None = None
    created_from: datetime | None = None  # included
    created_until: datetime | None = None  # not included
    search: str = ""
    ordering: str = ""


def narrowed(rows: QuerySet[Any], wanted: Wanted, *, actor: Actor, **exact: Any) -> QuerySet[Any]:
    """`exact` are columns of the kind itself, None for any."""
    columns = {
        "status": wanted.status,
        "priority": wanted.priority,
        "ticket__number": wanted.number.upper() if wanted.number else None,
        "created_at__gte": wanted.created_from,
        "created_at__lt": wanted.created_until,
        **exact,
    }
    rows = rows.filter(**{column: value for column, value in columns.items() if value is not None})
    return rows.filter(person("assignee", wanted.assignee, actor=actor)) if wanted.assignee else rows


def person(name: str, asked: str | None, *, actor: Actor) -> Q:
    if asked is None:
        return Q()
    if asked == NOBODY:
        return Q(**{f"{name}_id": None})
    if asked == ME:
        return Q(**{f"{name}_id": actor.id})
    return Q(**{f"{name}_id": int(asked)})

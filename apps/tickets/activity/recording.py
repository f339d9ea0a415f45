"""Writing the timeline: called by the services, inside their transaction, with the ticket's row locked."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from apps.core.actors import Actor
from apps.tickets.activity.models import Activity, What
from apps.tickets.register.models import Ticketed

_LINES_OF_THEIR_OWN = {"status", "priority", "assignee", "service_ticket"}


def record(row: Ticketed, what: What, *, actor: Actor, now: datetime, **told: Any) -> None:
    Activity.objects.create(ticket_id=row.pk, what=what, actor_id=actor.id, at=now, **told)


def record_changes(
    row: Ticketed,
    before: Mapping[str, Any],
    changed: Collection[str],
    *,
    actor: Actor,
    now: datetime,
    reason: str = "",
) -> None:
    """A line for each of status, priority and assignee, and one for all other fields together.

    `before` holds the old values of those three by the names of the wire; `changed` are such names.
    """
    if edited := sorted(set(changed) - _LINES_OF_THEIR_OWN):
        record(row, What.EDITED, actor=actor, now=now, fields=edited)
    if "assignee" in changed:
        record(row, What.ASSIGNED, actor=actor, now=now, person_id=row.assignee_id)
    if "priority" in changed:
        record(row, What.PRIORITY, actor=actor, now=now, before=before["priority"], after=row.priority)
    if "status" in changed:
        record(row, What.STATUS, actor=actor, now=now, before=before["status"], after=row.status, reason=reason)

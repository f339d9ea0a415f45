"""Saving a ticket of any kind: the row, its timeline and the fact belong together."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from apps.core import outbox
from apps.core.actors import Actor
from apps.tickets.activity.models import What
from apps.tickets.activity.recording import record, record_changes
from apps.tickets.facts import TicketChanged, TicketOpened
from apps.tickets.register import numbering
from apps.tickets.register.models import Ticketed


def save_new(row: Ticketed, *, actor: Actor, now: datetime) -> None:
    """Give a new row the next number and save it, inside the caller's transaction."""
    row.ticket = numbering.open_ticket(row.kind, now=now)
    row.created_at = now
    row.save(force_insert=True)
    record(row, What.OPENED, actor=actor, now=now, after=row.status, person_id=row.assignee_id)
    outbox.publish(TicketOpened(kind=row.kind.value, ticket_id=row.pk, assignee=row.assignee_id, occurred_at=now))


def save_changes(
    row: Ticketed,
    before: Mapping[str, Any],
    changed: Collection[str],
    *,
    actor: Actor,
    now: datetime,
    reason: str = "",
) -> None:
    """Save the next version of a locked row. `before` is what `editing.before` said, `changed` names of the wire."""
    row.save_next_version()
    record_changes(row, before, changed, actor=actor, now=now, reason=reason)
    outbox.publish(
        TicketChanged(
            kind=row.kind.value,
            ticket_id=row.pk,
            changed=sorted(changed),
            status_before=before["status"],
            status=row.status,
            assignee_before=before["assignee"],
            assignee=row.assignee_id,
            occurred_at=now,
        )
    )

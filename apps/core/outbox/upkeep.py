"""The outbox over time: what could not be delivered stays visible, what was told long ago goes."""

from datetime import datetime

from django.db import connection

from apps.core.db import transaction
from apps.core.errors import NotFound
from apps.core.models import OutboxEvent
from apps.core.outbox.publishing import wake_relay
from apps.core.outbox.switches import KEPT_DAYS
from apps.core.retention import limit

DELETED_AT_ONCE = 10_000


def retry_dead_letter(*, dead_letter_id: int) -> OutboxEvent:
    """Send a dead letter round again, with fresh attempts; handlers that were through are not repeated.

    It comes after whatever has been told of its subject meanwhile. Raises NotFound.
    """
    from django.db.transaction import on_commit

    with transaction():
        event = OutboxEvent.objects.select_for_update().filter(pk=dead_letter_id, state=OutboxEvent.State.DEAD).first()
        if event is None:
            raise NotFound("There is no such dead letter")
        event.state, event.attempts, event.due_at = OutboxEvent.State.PENDING, 0, None
        event.save(update_fields=["state", "attempts", "due_at"])
        on_commit(wake_relay, robust=True)
    return event


def count_told(now: datetime) -> int:
    return OutboxEvent.objects.filter(state=OutboxEvent.State.DONE, done_at__lt=limit(KEPT_DAYS, now)).count()


def forget_told(*, now: datetime) -> int:
    """Delete what was done with long ago. Returns how many.

    Pending and dead events stay whatever their age, and so does the last position, which the next
    numbering goes on from.
    """
    deleted = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                """
                DELETE FROM core_outbox_event WHERE id IN (
                    SELECT id FROM core_outbox_event
                    WHERE state = 'DONE' AND done_at < %(before)s
                      AND position < (SELECT max(position) FROM core_outbox_event)
                    LIMIT %(limit)s
                )
                """,
                {"before": limit(KEPT_DAYS, now), "limit": DELETED_AT_ONCE},
            )
            count = int(cursor.rowcount)
        deleted += count
        if count < DELETED_AT_ONCE:
            return deleted

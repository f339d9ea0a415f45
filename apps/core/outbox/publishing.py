"""Writing facts, in the transaction that makes them true."""

from typing import Any

from django.db import transaction

from apps.core import context, queue
from apps.core.models import OutboxEvent
from apps.core.outbox.facts import Fact
from apps.core.watching import tracing

ROWS_PER_INSERT = 1000


def publish(*facts: Fact) -> None:
    """Write facts to the outbox and wake the relay once the transaction has committed.

    The caller holds a lock on the subject's row, which makes the order of facts of one subject the
    order of their commits. Raises TransactionManagementError outside a transaction.
    """
    connection = transaction.get_connection()
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("publish facts inside the transaction that makes them true")
    request, trace = context.current(), tracing.carried()
    OutboxEvent.objects.bulk_create(
        (
            OutboxEvent(
                type=fact.type,
                subject=fact.subject,
                payload=fact.payload(),
                live=fact.live,
                audience_id=fact.audience,
                occurred_at=fact.occurred_at,
                actor_id=request.actor_id,
                request_id=request.request_id,
                trace=trace,
            )
            for fact in facts
        ),
        batch_size=ROWS_PER_INSERT,
    )
    if not _is_wake_up_planned(connection):
        transaction.on_commit(wake_relay, robust=True)


def _is_wake_up_planned(connection: Any) -> bool:
    """Whether the last thing planned for the commit is a wake-up that no narrower savepoint can undo."""
    return any(
        planned is wake_relay and savepoints <= set(connection.savepoint_ids)
        for savepoints, planned, _ in connection.run_on_commit[-1:]
    )


def wake_relay() -> None:
    """Ask the worker to relay now. A queue that is away costs time only: the sweep comes by."""
    from apps.core.tasks import relay

    queue.wake(relay)

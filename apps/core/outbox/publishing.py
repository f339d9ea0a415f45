"""Writing facts, in the transaction that makes them true."""

import structlog
from django.db import transaction
from kombu.exceptions import OperationalError as BrokerUnreachable

from apps.core import context
from apps.core.models import OutboxEvent
from apps.core.outbox.facts import Fact

log = structlog.get_logger(__name__)


def publish(*facts: Fact) -> None:
    """Write facts to the outbox and wake the relay once the transaction has committed.

    The caller holds a lock on the subject's row, which makes the order of facts of one subject the
    order of their commits. Raises TransactionManagementError outside a transaction.
    """
    connection = transaction.get_connection()
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("publish facts inside the transaction that makes them true")
    request = context.current()
    OutboxEvent.objects.bulk_create(
        OutboxEvent(
            type=fact.type,
            subject=fact.subject,
            payload=fact.payload(),
            live=fact.live,
            occurred_at=fact.occurred_at,
            actor_id=request.actor_id,
            request_id=request.request_id,
        )
        for fact in facts
    )
    transaction.on_commit(wake_relay)


def wake_relay() -> None:
    """Ask the worker to relay now. A broker that is away costs time only: the sweep comes by."""
    from apps.core.tasks import relay

    try:
        relay.delay()
    except (BrokerUnreachable, ConnectionError, TimeoutError) as error:
        log.warning("relay not woken, the sweep will do it", error=str(error))

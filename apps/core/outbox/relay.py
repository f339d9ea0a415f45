"""Delivering facts after their commit.

Numbering comes first: committed events get a `position` under one lock, so a reader that has seen
position n has seen everything below it. Delivery takes the first pending events of different
subjects that no other worker has locked; a batch, its handlers' effects and its new states commit
together. A worker killed in the middle therefore leaves events as they were and effects undone.
"""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import structlog
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q

from apps.core import context, locks
from apps.core.models import OutboxEvent
from apps.core.outbox.facts import fact_of, handlers_of, known_types, types_with_handlers
from apps.core.watching import tracing, troubles

log = structlog.get_logger(__name__)

MAX_ATTEMPTS = 8
FIRST_DELAY = timedelta(seconds=2)  # doubles with every attempt: the last one comes after about 4 minutes
NUMBERED_AT_ONCE = 5000
# Handlers' locks are held until a batch commits, so it stays short; measured: 20 gives most of what 200 does.
DELIVERED_AT_ONCE = 20

# Facts that nobody reacts to are done with when they have their place. Types this version of the
# code does not know stay pending: a newer worker may.
_NUMBER = """
    WITH fresh AS (
        SELECT id, row_number() OVER (ORDER BY id) AS place
        FROM core_outbox_event WHERE position IS NULL ORDER BY id LIMIT %(limit)s
    )
    UPDATE core_outbox_event AS event
    SET position = fresh.place + (SELECT coalesce(max(position), 0) FROM core_outbox_event),
        state = CASE WHEN event.type = ANY(%(unheard)s) THEN 'DONE' ELSE event.state END,
        done_at = CASE WHEN event.type = ANY(%(unheard)s) THEN %(now)s END
    FROM fresh WHERE event.id = fresh.id
"""


def relay(*, now: datetime) -> int:
    """Number and deliver everything that is due. Safe to run any number of times at once.

    Returns how many events with handlers were brought to an end (done or dead).
    """
    number_committed(now=now)
    ended = 0
    while batch := deliver_batch(now=now):
        ended += sum(event.state != OutboxEvent.State.PENDING for event in batch)
        number_committed(now=now)  # what the handlers published is told now, not after a long queue of others
    return ended


def number_committed(*, now: datetime) -> int:
    """Give positions to the committed events that have none. Returns how many got one."""
    unheard = sorted(known_types() - types_with_handlers())
    numbered = 0
    while True:
        with transaction.atomic():
            locks.hold("core.outbox.numbering")
            with connection.cursor() as cursor:
                cursor.execute(_NUMBER, {"limit": NUMBERED_AT_ONCE, "unheard": unheard, "now": now})
                count = int(cursor.rowcount)
        numbered += count
        if count:
            announce()
        if count < NUMBERED_AT_ONCE:
            return numbered


def announce() -> None:
    """Wake the live streams; they read the table themselves, so a lost wake-up costs seconds only."""
    from apps.core.live.channel import wake_streams

    wake_streams()


def deliver_batch(*, now: datetime) -> list[OutboxEvent]:
    """Deliver the first due events of some subjects. Returns them in their new state; none when nothing is due."""
    earlier = OutboxEvent.objects.filter(
        subject=OuterRef("subject"), position__lt=OuterRef("position"), state=OutboxEvent.State.PENDING
    )
    with transaction.atomic():
        batch = list(
            OutboxEvent.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(Q(due_at=None) | Q(due_at__lte=now), ~Exists(earlier))
            .filter(state=OutboxEvent.State.PENDING, position__isnull=False)
            .order_by("position")[:DELIVERED_AT_ONCE]
        )
        for event in batch:
            with _as_it_was_published(event):
                _settle(event, _run_handlers(event), now=now)
        done = [event.pk for event in batch if event.state == OutboxEvent.State.DONE]
        OutboxEvent.objects.filter(pk__in=done).update(state=OutboxEvent.State.DONE, done_at=now, last_error="")
        for event in batch:
            if event.state != OutboxEvent.State.DONE:
                event.save(update_fields=["handled", "attempts", "state", "due_at", "last_error"])
    return batch


@contextmanager
def _as_it_was_published(event: OutboxEvent) -> Iterator[None]:
    told = {"bms.request_id": event.request_id}
    with (
        context.acting(actor_id=event.actor_id, request_id=event.request_id, place=lambda: f"fact={event.type}"),
        tracing.followed(f"fact {event.type}", follows=event.trace, **told),
    ):
        yield


def _run_handlers(event: OutboxEvent) -> str:
    """Run what is not through yet, each in its own savepoint. Returns the first failure, or ""."""
    failure = ""
    handlers = handlers_of(event.type)
    try:
        fact = fact_of(event.type, event.payload)
    except (LookupError, ValueError) as error:
        return f"{event.type} cannot be read: {error!r}"
    for name, handler in sorted(handlers.items()):
        if name in event.handled:
            continue
        try:
            with transaction.atomic():
                handler(fact)
            event.handled.append(name)
        except Exception as error:
            troubles.report(error)
            log.exception("handler failed", handler=name, subject=event.subject, position=event.position)
            failure = failure or f"{name}: {''.join(traceback.format_exception_only(error)).strip()}"
    return failure


def _settle(event: OutboxEvent, failure: str, *, now: datetime) -> None:
    if not failure:
        event.state = OutboxEvent.State.DONE
        return
    event.last_error = failure.replace("\x00", "")[:2000]
    event.attempts += 1
    if event.attempts >= MAX_ATTEMPTS:
        event.state, event.due_at = OutboxEvent.State.DEAD, None
        log.error("dead letter", type=event.type, subject=event.subject, position=event.position, error=failure)
    else:
        event.due_at = now + FIRST_DELAY * 2 ** (event.attempts - 1)

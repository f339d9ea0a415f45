"""Delivering facts after their commit.

Numbering comes first: committed events get a `position` under one lock, so positions appear in
order and without holes that fill up later. Delivery takes the first pending event of a subject
that no other worker has locked; the event, its handlers' effects and its new state commit together.
A worker killed in the middle therefore leaves the event as it was, and its effects undone.
"""

import traceback
from datetime import datetime, timedelta

import structlog
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q

from apps.core import context, locks
from apps.core.models import OutboxEvent
from apps.core.outbox.facts import fact_of, handlers_of

log = structlog.get_logger(__name__)

MAX_ATTEMPTS = 8
FIRST_DELAY = timedelta(seconds=2)  # doubles with every attempt: the last one comes after about 4 minutes
BATCH = 500


def relay(*, now: datetime) -> int:
    """Number and deliver everything that is due. Safe to run any number of times at once.

    Returns how many events were brought to an end (done or dead).
    """
    number_committed()
    ended = 0
    while delivered := deliver_next(now=now):
        ended += delivered == "ended"
    return ended


def number_committed() -> int:
    """Give positions to the committed events that have none. Returns how many got one."""
    numbered = 0
    while True:
        with transaction.atomic():
            locks.hold("core.outbox.numbering")
            with connection.cursor() as cursor:
                cursor.execute(
                    """
                    WITH fresh AS (
                        SELECT id, row_number() OVER (ORDER BY id) AS place
                        FROM core_outbox_event WHERE position IS NULL ORDER BY id LIMIT %s
                    )
                    UPDATE core_outbox_event AS event
                    SET position = fresh.place + (SELECT coalesce(max(position), 0) FROM core_outbox_event)
                    FROM fresh WHERE event.id = fresh.id
                    """,
                    [BATCH],
                )
                count = cursor.rowcount
        numbered += count
        if count < BATCH:
            break
    if numbered:
        announce()
    return numbered


def announce() -> None:
    """Wake the live streams; they read the table themselves, so a lost wake-up costs seconds only."""
    from apps.core.live.channel import wake_streams

    wake_streams()


def deliver_next(*, now: datetime) -> str | None:
    """Deliver one event. Returns "ended", "postponed", or None when nothing is due."""
    earlier = OutboxEvent.objects.filter(
        subject=OuterRef("subject"), position__lt=OuterRef("position"), state=OutboxEvent.State.PENDING
    )
    with transaction.atomic():
        event = (
            OutboxEvent.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(Q(due_at=None) | Q(due_at__lte=now), ~Exists(earlier))
            .filter(state=OutboxEvent.State.PENDING, position__isnull=False)
            .order_by("position")
            .first()
        )
        if event is None:
            return None
        with context.acting(actor_id=event.actor_id, request_id=event.request_id):
            failure = _run_handlers(event)
        _settle(event, failure, now=now)
        event.save(update_fields=["handled", "attempts", "state", "due_at", "last_error", "done_at"])
    return "postponed" if event.state == OutboxEvent.State.PENDING else "ended"


def _run_handlers(event: OutboxEvent) -> str:
    """Run what is not through yet, each in its own savepoint. Returns the first failure, or ""."""
    failure = ""
    for name, handler in sorted(handlers_of(event.type).items()):
        if name in event.handled:
            continue
        try:
            with transaction.atomic():
                handler(fact_of(event.type, event.payload))
            event.handled.append(name)
        except Exception as error:
            log.exception("handler failed", handler=name, subject=event.subject, position=event.position)
            failure = failure or f"{name}: {''.join(traceback.format_exception_only(error)).strip()}"
    return failure


def _settle(event: OutboxEvent, failure: str, *, now: datetime) -> None:
    event.last_error = failure[:2000]
    if not failure:
        event.state, event.done_at = OutboxEvent.State.DONE, now
        return
    event.attempts += 1
    if event.attempts >= MAX_ATTEMPTS:
        event.state, event.due_at = OutboxEvent.State.DEAD, None
    else:
        event.due_at = now + FIRST_DELAY * 2 ** (event.attempts - 1)

"""Checks of the whole record: asked for by people or by the night, made by a worker, told as they go."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta

import structlog
from django.utils import timezone

from apps.core import outbox, queue
from apps.core.actors import SYSTEM, Actor
from apps.core.db import refusing, transaction
from apps.core.errors import Conflict, NotAllowed
from apps.core.record.facts import RecordFoundAltered
from apps.core.record.models import RecordCheck, Seal
from apps.core.record.verifying import Verified, verify_record
from apps.core.rights import Right

KEPT = 30  # checks
DEAD_AFTER = timedelta(minutes=10)  # of silence, a worker is gone
_TOLD_EVERY = timedelta(seconds=1)
_TASK = "core.check_record"

log = structlog.get_logger(__name__)


class CheckIsOpen(Conflict):
    code, title = "check_is_open", "The record is being checked already"


def require_may_read(actor: Actor) -> None:
    if not actor.may(Right.READ_AUDIT):
        raise NotAllowed("Administrators and managers read the record")


def ask_for_check(*, actor: Actor, now: datetime) -> RecordCheck:
    """Have a worker check the record. Raises NotAllowed, CheckIsOpen."""
    require_may_read(actor)
    check = _open_check(asked_by_id=actor.id, now=now)
    queue.send(_TASK, check_id=check.pk)
    return check


def check_nightly(*, now: datetime) -> None:
    """One that is open already will do."""
    try:
        check = _open_check(asked_by_id=SYSTEM.id, now=now)
    except CheckIsOpen:
        return
    run_check(check_id=check.pk)


def run_check(*, check_id: int, clock: Callable[[], datetime] = timezone.now) -> None:
    """Safe to run twice: only a check that waits is begun."""
    began = clock()
    waiting = RecordCheck.objects.filter(pk=check_id, state=RecordCheck.State.WAITING)
    if not waiting.update(state=RecordCheck.State.RUNNING, heard_at=began, seals=Seal.objects.count()):
        return
    told = began

    def progress(seals: int) -> None:
        nonlocal told
        if (now := clock()) - told >= _TOLD_EVERY:
            told = now
            RecordCheck.objects.filter(pk=check_id).update(seals_done=seals, heard_at=now)

    _finish(check_id, verify_record(progress=progress), now=clock())


def latest_check() -> RecordCheck | None:
    return RecordCheck.objects.order_by("-created_at", "-pk").first()


def _open_check(*, asked_by_id: int | None, now: datetime) -> RecordCheck:
    with transaction(), refusing(record_check_one_open=CheckIsOpen):
        RecordCheck.objects.exclude(state=RecordCheck.State.DONE).filter(heard_at__lt=now - DEAD_AFTER).delete()
        return RecordCheck.objects.create(asked_by_id=asked_by_id, created_at=now, heard_at=now)


def _finish(check_id: int, verified: Verified, *, now: datetime) -> None:
    with transaction():
        RecordCheck.objects.filter(pk=check_id).update(
            state=RecordCheck.State.DONE,
            heard_at=now,
            finished_at=now,
            seals=verified.seals,
            seals_done=verified.seals,
            rows=verified.rows,
            found=[asdict(finding) for finding in verified.found],
        )
        if verified.found:
            first, count = verified.found[0].words, len(verified.found)
            log.error("record altered", first=first, count=count)
            outbox.publish(RecordFoundAltered(record_check_id=check_id, first=first, count=count, occurred_at=now))
        else:
            log.info("record unaltered", head=verified.head, rows=verified.rows, seals=verified.seals)
        kept = RecordCheck.objects.order_by("-created_at", "-pk").values_list("pk", flat=True)[:KEPT]
        RecordCheck.objects.exclude(pk__in=list(kept)).delete()

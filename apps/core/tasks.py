"""The shared kernel's work in the background; each a line over a service, safe to run twice."""

from celery import shared_task
from django.utils import timezone

from apps.core import idempotency, queue, retention
from apps.core.backups import nightly
from apps.core.outbox import relay as relaying
from apps.core.record import checks, sealing


@shared_task(name="core.relay")
def relay() -> None:
    queue.begin()
    relaying.relay(now=timezone.now())


@shared_task(name="core.forget_expired")
def forget_expired() -> None:
    idempotency.forget_expired(now=timezone.now())


@shared_task(name="core.forget_outlived")
def forget_outlived() -> None:
    retention.forget_outlived(now=timezone.now())


@shared_task(name="core.make_backup")
def make_backup() -> None:
    nightly.make_nightly_backup(now=timezone.now())


@shared_task(name="core.look_for_backup")
def look_for_backup() -> None:
    nightly.look_for_nightly_backup(now=timezone.now())


@shared_task(name="core.seal_record")
def seal_record() -> None:
    sealing.seal_record(now=timezone.now())


@shared_task(name="core.check_record")
def check_record(*, check_id: int | None = None) -> None:
    """The nightly one is opened here."""
    if check_id is None:
        checks.check_nightly(now=timezone.now())
    else:
        checks.run_check(check_id=check_id)

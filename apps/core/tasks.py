"""The shared kernel's work in the background; each a line over a service, safe to run twice."""

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from apps.core import idempotency, queue
from apps.core.backups import services as backups
from apps.core.backups.keeping import Rule
from apps.core.outbox import relay as relaying
from apps.core.outbox import upkeep
from apps.core.record import checks, sealing


@shared_task(name="core.relay")
def relay() -> None:
    queue.begin()
    relaying.relay(now=timezone.now())


@shared_task(name="core.forget_expired")
def forget_expired() -> None:
    idempotency.forget_expired(now=timezone.now())
    upkeep.forget_told(now=timezone.now())


@shared_task(name="core.make_backup")
def make_backup() -> None:
    if settings.BACKUP_DIR is None:  # unset since this was queued
        return
    backups.make_backup(
        folder=settings.BACKUP_DIR,
        now=timezone.now(),
        recipient=settings.BACKUP_RECIPIENT,
        nightly=True,
        rule=Rule(settings.BACKUP_DAYS, settings.BACKUP_WEEKS),
    )


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

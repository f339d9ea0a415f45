"""Schedule sources in the background; each is safe to run twice."""

from celery import shared_task
from django.utils import timezone

from apps.scheduling.sources import syncing


@shared_task(name="scheduling.imports.sync_source")
def sync_source(*, sync_id: int) -> None:
    syncing.run_sync(sync_id=sync_id, now=timezone.now())


@shared_task(name="scheduling.sources.sync_due")
def sync_due() -> None:
    syncing.sync_due(now=timezone.now())

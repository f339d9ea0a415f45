"""The shared kernel's work in the background; each a line over a service, safe to run twice."""

from celery import shared_task
from django.utils import timezone

from apps.core import idempotency, queue
from apps.core.outbox import relay as relaying
from apps.core.outbox import upkeep


@shared_task(name="core.relay")
def relay() -> None:
    queue.begin()
    relaying.relay(now=timezone.now())


@shared_task(name="core.forget_expired")
def forget_expired() -> None:
    idempotency.forget_expired(now=timezone.now())
    upkeep.forget_told(now=timezone.now())

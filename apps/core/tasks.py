"""The shared kernel's work in the background; each a line over a service, safe to run twice."""

from celery import shared_task
from django.utils import timezone

from apps.core import idempotency
from apps.core.outbox import relay as relaying


@shared_task(name="core.relay")
def relay() -> None:
    relaying.relay(now=timezone.now())


@shared_task(name="core.forget_expired")
def forget_expired() -> None:
    idempotency.forget_expired(now=timezone.now())

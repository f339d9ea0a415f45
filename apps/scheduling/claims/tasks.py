"""Deadlines of holds; safe to run twice."""

from celery import shared_task
from django.utils import timezone

from apps.scheduling.claims import services


@shared_task(name="scheduling.claims.let_lapse")
def let_holds_lapse() -> None:
    services.let_lapse(now=timezone.now())

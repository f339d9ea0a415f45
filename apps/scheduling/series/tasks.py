"""The nightly work on series; safe to run twice."""

from celery import shared_task
from django.utils import timezone

from apps.scheduling.series import extending


@shared_task(name="scheduling.series.extend")
def extend_series() -> None:
    extending.extend_all(now=timezone.now())

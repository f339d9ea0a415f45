"""Housekeeping of files; safe to run twice."""

from celery import shared_task
from django.utils import timezone

from apps.tickets.attachments import services


@shared_task(name="tickets.sweep_files")
def sweep_files() -> None:
    services.sweep_files(now=timezone.now())

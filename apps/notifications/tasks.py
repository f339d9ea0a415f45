"""The module's work in the background; each a line over a service, safe to run twice."""

from celery import shared_task
from django.utils import timezone

from apps.notifications.mail import sending


@shared_task(name="notifications.send_mail")
def send_mail() -> None:
    """Woken when there is mail, and every few seconds for what has to be tried again."""
    sending.send_due(clock=timezone.now)

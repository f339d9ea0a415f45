"""The module's work in the background; each a line over a service, safe to run twice."""

from celery import shared_task
from django.utils import timezone

from apps.authentication import personal_data
from apps.authentication.access import mail, services

# A mail server may be away for a while: tried for about three hours, ever more slowly.
_AWAY = (OSError,)  # what smtplib's errors are, and a refused connection
_PAUSE, _LONGEST_PAUSE, _TIMES = 5, 600, 24  # seconds, seconds


@shared_task(
    name="authentication.send_invitation",
    autoretry_for=_AWAY,
    retry_backoff=_PAUSE,
    retry_backoff_max=_LONGEST_PAUSE,
    max_retries=_TIMES,
)
def send_invitation(*, person_id: int) -> None:
    mail.send_invitation(person_id=person_id)


@shared_task(
    name="authentication.send_password_reset",
    autoretry_for=_AWAY,
    retry_backoff=_PAUSE,
    retry_backoff_max=_LONGEST_PAUSE,
    max_retries=_TIMES,
)
def send_password_reset(*, email: str) -> None:
    mail.send_password_reset(email=email)


@shared_task(
    name="authentication.send_password_changed",
    autoretry_for=_AWAY,
    retry_backoff=_PAUSE,
    retry_backoff_max=_LONGEST_PAUSE,
    max_retries=_TIMES,
)
def send_password_changed(*, person_id: int) -> None:
    mail.send_password_changed(person_id=person_id)


@shared_task(
    name="authentication.send_sign_in_changed",
    autoretry_for=_AWAY,
    retry_backoff=_PAUSE,
    retry_backoff_max=_LONGEST_PAUSE,
    max_retries=_TIMES,
)
def send_sign_in_changed(*, person_id: int, what: str) -> None:
    mail.send_sign_in_changed(person_id=person_id, what=what)


@shared_task(name="authentication.forget_expired_sessions")
def forget_expired_sessions() -> None:
    services.forget_expired_sessions(now=timezone.now())


@shared_task(name="authentication.run_personal_data_job")
def run_personal_data_job(*, job_id: int) -> None:
    personal_data.run_job(job_id=job_id)

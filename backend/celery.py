"""The task queue; `celery -A backend.celery worker` and `... beat`."""

import os
from typing import Any

from celery import Celery
from celery.signals import heartbeat_sent, setup_logging, worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings")

app = Celery("bms")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def _use_the_stations_logging(**_: Any) -> None:
    """Without a receiver Celery would replace the station's log format by its own."""
    from logging.config import dictConfig

    from django.conf import settings

    dictConfig(settings.LOGGING)


@worker_ready.connect
@heartbeat_sent.connect
def _tell_that_the_worker_lives(**_: Any) -> None:
    from apps.core.health import beat

    beat()

"""The task queue; `celery -A backend.celery worker` and `... beat`."""

import os
import time
from typing import Any

from celery import Celery
from celery.signals import beat_init, before_task_publish, heartbeat_sent, setup_logging, worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings")
# Django's checks load every route, a second of work in which the worker does nothing: `migrate` runs them before it.
os.environ.setdefault("CELERY_SKIP_CHECKS", "1")

app = Celery("bms", task_cls="apps.core.work:StationTask")
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
    from apps.core.watching import alive

    alive.tell(alive.Kind.WORKER)
    _beat_the_heart()


@beat_init.connect
def _tell_that_beat_lives(**_: Any) -> None:
    """It sends something every few seconds, and tells each time that it does."""
    from apps.core.watching import alive

    def tell(**_: Any) -> None:
        alive.tell(alive.Kind.BEAT)
        _beat_the_heart()

    tell()
    before_task_publish.connect(tell, weak=False)


def _beat_the_heart() -> None:
    """For who looks after this process from beside it, and cannot know what Valkey was told."""
    from django.conf import settings

    if settings.HEARTBEAT_FILE:
        settings.HEARTBEAT_FILE.touch()


@before_task_publish.connect
def _note_what_led_to_it(headers: dict[str, Any], **_: Any) -> None:
    """And when it was sent, for who asks how long the oldest task of a queue has waited."""
    from apps.core.work import told_along

    headers |= {"sent_at": time.time(), **told_along()}

"""Handing work to the worker: never fails what has been committed, and hardly ever slows it.

While Valkey is away every process notices once and then leaves it alone for a few seconds; what was
not handed over is found by a sweep.
"""

import time
from typing import Any

import structlog
from celery import Task, current_app
from django.conf import settings
from kombu.exceptions import OperationalError as BrokerUnreachable
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

log = structlog.get_logger(__name__)

LEFT_ALONE = 5.0  # seconds
_ASKED = "bms:relay-asked"
_ASKED_FOR = 10  # seconds after which a wake-up counts as lost
_away_until = 0.0

# One retry without a pause: the first call on a connection that Valkey's restart has cut always fails.
client = Redis.from_url(settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=2, retry=Retry(NoBackoff(), 1))


def send(task: Task[Any, Any] | str, **arguments: Any) -> bool:
    """Hand a task over, by its name from below the layer of tasks.

    Returns False when the queue is away: whoever asks must have a sweep for that. Raises KeyError for
    a name that no task has.
    """
    known: Task[Any, Any] = current_app.tasks[task] if isinstance(task, str) else task
    if _is_left_alone():
        return False
    try:
        known.apply_async(kwargs=arguments, retry=False)
    except (BrokerUnreachable, RedisError, OSError) as error:
        _leave_alone(error)
        return False
    return True


def wake(task: Task[Any, Any]) -> None:
    """Hand a task over unless one is waiting already that has not begun: it will see this caller's work too."""
    if _is_left_alone():
        return
    try:
        is_first = client.set(_ASKED, 1, nx=True, ex=_ASKED_FOR)
    except RedisError as error:
        _leave_alone(error)
        return
    if is_first:
        send(task)


def begin() -> None:
    """Called by the woken task before it looks: from here on others must wake it again."""
    try:
        client.delete(_ASKED)
    except RedisError as error:
        log.warning("queue not reachable", error=str(error))


def _is_left_alone() -> bool:
    return time.monotonic() < _away_until


def _leave_alone(error: Exception) -> None:
    global _away_until  # noqa: PLW0603 - one per process; a lost race between threads costs one more try
    _away_until = time.monotonic() + LEFT_ALONE
    log.warning("queue away; the sweep will find what waits", error=str(error))

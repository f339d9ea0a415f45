"""The worker's application that dies after it has told people, before that is committed.

`celery -A tests.notifications.worker_app worker`; how often it dies is counted by a sequence.
"""

import os
import signal
from collections.abc import Collection

import django

from backend.celery import app

django.setup()

from django.db import connection  # noqa: E402 - after the application has set Django up

from apps.core import notices  # noqa: E402
from apps.core.notices import Notice  # noqa: E402
from apps.notifications import public  # noqa: E402
from tests.notifications import lamps  # noqa: E402

__all__ = ["app", "lamps"]

DEATHS = 2


def deliver_and_die(made: Collection[Notice]) -> None:
    public.deliver(made)
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('tests_deaths')")  # sequences are not rolled back
        (deaths,) = cursor.fetchone()
    if deaths <= DEATHS:
        os.killpg(os.getpgid(0), signal.SIGKILL)


notices.bind_delivery(deliver_and_die)

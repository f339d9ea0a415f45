"""The worker's application with a reaction that leaves marks in the database: for tests of its crashes.

`celery -A tests.core.worker_app worker` also knows the facts and handlers of the tests.
"""

import os
import signal

import django

from backend.celery import app

django.setup()

from django.db import connection  # noqa: E402 - after the application has set Django up

from apps.core import outbox  # noqa: E402
from tests.core.test_outbox import LampSwitched  # noqa: E402

__all__ = ["app"]

KILLING_STEP = 666


@outbox.handles(LampSwitched)
def leave_a_mark(fact: LampSwitched) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO tests_mark (lamp, step) VALUES (%s, %s)", [fact.lamp_id, fact.step])
        if fact.step == KILLING_STEP:
            cursor.execute("SELECT nextval('tests_mark_kills')")  # sequences are not rolled back
            (kills,) = cursor.fetchone()
            if kills <= 2:
                os.killpg(os.getpgid(0), signal.SIGKILL)

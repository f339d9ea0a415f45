"""The station's own worker application with one more reaction: a row for every event put on the schedule."""

import django

from backend.celery import app

django.setup()

from django.db import connection  # noqa: E402 - after Django has been set up

from apps.core import outbox  # noqa: E402
from apps.scheduling.events.facts import EventScheduled  # noqa: E402

__all__ = ["app"]


@outbox.handles(EventScheduled)
def leave_a_mark(fact: EventScheduled) -> None:
    """Slow enough to be killed at it. Nothing is done as long as no test has made the table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('tests_station_mark')")
        if cursor.fetchone()[0] is not None:
            cursor.execute("INSERT INTO tests_station_mark (event_id) VALUES (%s)", [fact.event_id])
            cursor.execute("SELECT pg_sleep(0.01)")

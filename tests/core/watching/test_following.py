"""One id from the request to PostgreSQL: what the database shows of a statement, and what goes with a task."""

import json

import psycopg
import pytest
from django.db import connection

from apps.core import context
from apps.core.queue import client
from apps.core.statements import _comment
from apps.core.tasks import forget_expired
from apps.core.watching import tally
from tests.core.processes import environment

pytestmark = pytest.mark.django_db
REQUEST = "from-the-proxy-4711"
SHOWN = "SELECT query FROM pg_stat_activity WHERE pid = pg_backend_pid()"


def shown_to_others() -> str:
    """The last statement of this test's connection, as another one sees it."""
    pid = connection.connection.info.backend_pid
    with psycopg.connect(environment()["BMS_DATABASE_URL"]) as other:
        row = other.execute("SELECT query FROM pg_stat_activity WHERE pid = %s", [pid]).fetchone()
        return row[0] if row else ""


def own_statement() -> str:
    with connection.cursor() as cursor:
        cursor.execute(SHOWN)
        return cursor.fetchone()[0]


def test_the_database_shows_the_request_and_its_route(operator):
    operator.get("/api/profiles/999999991/", headers={"X-Request-ID": REQUEST})

    assert shown_to_others().startswith(f"/* request_id={REQUEST} route=api/profiles/<person_id>/ */ SELECT ")


@pytest.mark.parametrize("given", ["*/ DROP TABLE x; --", "short", "a" * 65, "with%splaceholder", "line\nbreak-123"])
def test_an_id_from_outside_that_could_be_misread_is_not_taken(operator, given):
    answer = operator.get("/api/profiles/999999991/", headers={"X-Request-ID": given})

    taken = answer.headers["X-Request-ID"]
    assert taken.isalnum()
    assert len(taken) == 32
    assert shown_to_others().startswith(f"/* request_id={taken} ")


def test_no_place_can_end_the_comment():
    assert _comment("", "route=^(?P<x>a*/)%s$") == b"/* route=P<x>a/s */ "
    assert own_statement() == SHOWN  # outside of any request


def test_many_rows_at_once_and_copies_work_inside_a_request():
    with context.working(request_id=REQUEST, place=str), connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE tests_row (n int) ON COMMIT DROP")
        cursor.executemany("INSERT INTO tests_row VALUES (%s)", [[1], [2]])
        with cursor.copy("COPY tests_row FROM STDIN") as copy:
            copy.write_row([3])
        cursor.execute("SELECT sum(n) FROM tests_row")
        assert cursor.fetchone() == (6,)


def test_a_slow_statement_is_told_with_placeholders(monkeypatch, caplog):
    monkeypatch.setattr("apps.core.statements.SLOW", 0.0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s", ["Unmistakable"])
    assert "SELECT %s" in caplog.text
    assert "Unmistakable" not in caplog.text


def test_a_task_takes_the_request_s_id_along(settings):
    key = f"{settings.CELERY_BROKER_TRANSPORT_OPTIONS['global_keyprefix']}default"
    client.delete(key)
    with context.acting(actor_id=None, request_id=REQUEST):
        forget_expired.delay()
    assert json.loads(client.lindex(key, 0))["headers"]["bms_request_id"] == REQUEST
    client.delete(key)


def test_a_task_is_counted_and_one_of_the_clock_is_its_own_request(monkeypatch):
    seen = []
    monkeypatch.setattr("apps.core.tasks.idempotency.forget_expired", lambda **_: seen.append(own_statement()))
    client.delete("bms:tasks")

    done = forget_expired.apply()

    assert seen == [f"/* request_id=task-{done.id} task=core.forget_expired */ {SHOWN}"]
    [counted] = tally.noted()
    assert counted[:3] == ("core.forget_expired", "done", 1)
    assert context.current().request_id == ""

"""The relay in real worker processes: killed in the middle, not woken, side by side."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
import redis
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from apps.core import outbox, queue
from apps.core.models import OutboxEvent
from apps.core.tasks import relay
from tests.core.processes import until, worker
from tests.core.test_outbox import LampSwitched

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.station]

APP = "tests.core.worker_app"
KILLING_STEP = 666  # as in worker_app, which only a worker imports


@pytest.fixture(autouse=True)
def marks(transactional_db) -> Iterator[None]:
    _empty_queue()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE tests_mark (id bigserial PRIMARY KEY, lamp bigint, step bigint)")
        cursor.execute("CREATE SEQUENCE tests_mark_kills")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE tests_mark")
        cursor.execute("DROP SEQUENCE tests_mark_kills")
    _empty_queue()


def _empty_queue() -> None:
    client = redis.Redis.from_url(settings.REDIS_URL)
    for pattern in ("bms-queue:*", "bms:relay-asked"):
        for key in client.scan_iter(pattern):
            client.delete(key)


def left() -> list[tuple[int, int]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT lamp, step FROM tests_mark ORDER BY id")
        return list(cursor.fetchall())


def publish(*pairs: tuple[int, int]) -> None:
    with transaction.atomic():
        outbox.publish(*(LampSwitched(lamp_id=lamp, step=step, occurred_at=timezone.now()) for lamp, step in pairs))


def test_a_commit_wakes_the_worker(tmp_path):
    with worker(tmp_path, app=APP):
        publish((1, 0))
        until(lambda: left() == [(1, 0)], what=f"the mark ({tmp_path}/worker.log)")


def test_several_workers_keep_the_order_of_each_subject_and_mark_each_once(tmp_path):
    with ExitStack() as stack:
        for name in ("one", "two", "three"):
            (tmp_path / name).mkdir()
            stack.enter_context(worker(tmp_path / name, "--hostname", f"{name}@here", app=APP))
        for step in range(30):
            publish(*((lamp, step) for lamp in range(10)))
        until(lambda: len(left()) >= 300, what="all marks")

    marked = left()
    assert len(marked) == 300
    for lamp in range(10):
        assert [step for other, step in marked if other == lamp] == list(range(30))


def test_killed_in_the_middle_of_a_batch_every_fact_takes_effect_once(tmp_path):
    publish(*((lamp, 0) for lamp in range(5)), (2, KILLING_STEP), *((lamp, 1) for lamp in range(5)), (9, KILLING_STEP))

    deaths = 0
    while deaths < 2:
        with worker(tmp_path, app=APP) as process:
            relay.delay()
            until(lambda: process.poll() is not None, what="the worker's death")
            deaths += 1
            assert process.returncode == -9
    with worker(tmp_path, app=APP):
        relay.delay()
        until(lambda: not OutboxEvent.objects.exclude(state="DONE").exists(), what="the end of the relay")

    marked = left()
    assert len(marked) == len(set(marked)) == 12
    assert [step for lamp, step in marked if lamp == 2] == [0, KILLING_STEP, 1]


def test_a_lost_wake_up_is_made_good_by_the_sweep(tmp_path, monkeypatch):
    monkeypatch.setattr(queue, "wake", lambda task: None)
    publish((1, 0))

    with worker(tmp_path, "--beat", "--schedule", str(tmp_path / "schedule"), app=APP):
        until(lambda: left() == [(1, 0)], what=f"the mark ({tmp_path}/worker.log)")


def test_the_worker_tells_that_it_lives(tmp_path, anonymous):
    queue.client.delete("bms:alive")
    before = anonymous.get("/api/health/ready/")
    assert (before.status_code, before.json()["checks"]["worker"]["status"]) == (503, "unavailable")

    with worker(tmp_path):
        until(lambda: anonymous.get("/api/health/ready/").status_code == 200, what="readiness")

    assert anonymous.get("/api/health/ready/").json() == {
        "status": "ok",
        "checks": {part: {"status": "ok"} for part in ("database", "cache", "worker", "migrations")},
    }

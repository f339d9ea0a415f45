"""What the worker does with a task that cannot be done now."""

from collections.abc import Callable

import pytest
from celery.exceptions import Retry
from django.db import OperationalError

from apps.core.work import StationTask
from backend.celery import app


@pytest.fixture
def task() -> Callable[[Exception, int], list[int]]:
    """Does a task that fails so often with this error, until it is done or given up. Gives the tries."""

    def do(error: Exception, failures: int) -> list[int]:
        tries: list[int] = []

        @app.task(bind=True, base=StationTask, name=f"tests.fails_{failures}_times_by_{type(error).__name__}")
        def work(self: StationTask) -> None:
            tries.append(self.request.retries)
            if len(tries) <= failures:
                raise error

        try:
            result = work.apply(throw=False)
        finally:
            del app.tasks[work.name]
        if result.failed():
            raise result.result
        return tries

    return do


def test_without_a_database_it_is_put_off_until_there_is_one(task):
    assert task(OperationalError("the connection is lost"), 3) == [0, 1, 2, 3]


def test_a_task_that_itself_fails_is_not_done_again(task):
    with pytest.raises(ValueError, match="no such thing"):
        task(ValueError("no such thing"), 1)


def test_pauses_grow_to_minutes(monkeypatch):
    pauses: list[int] = []
    monkeypatch.setattr(StationTask, "retry", lambda self, *, countdown, **_: pauses.append(countdown) or Retry())

    @app.task(bind=True, base=StationTask, name="tests.pauses")
    def work(self: StationTask) -> None:
        raise OperationalError("away")

    for retries in range(10):
        work.apply(retries=retries)
    del app.tasks[work.name]

    assert pauses == [2, 4, 8, 16, 32, 64, 128, 256, 300, 300]

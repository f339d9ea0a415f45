"""How the worker does a task: on behalf of the request that led to it, counted, traced, and told of when it fails."""

import time
from typing import Any

from celery import Task
from celery.exceptions import Ignore, Reject, Retry

from apps.core import context
from apps.core.db import UNREACHABLE
from apps.core.watching import tally, tracing, troubles

REQUEST_ID, TRACE = "bms_request_id", "bms_trace"  # headers of a message in the queue


def told_along() -> dict[str, str]:
    """What goes with a task, so that it can be followed to where it was asked for."""
    return {REQUEST_ID: context.current().request_id, TRACE: tracing.carried()}


# While the database or Valkey is away: after 2 s, 4 s, 8 s and so on up to five minutes, for about two hours.
_PAUSE, _LONGEST_PAUSE, _TIMES = 2, 300, 30


class StationTask(Task):  # type: ignore[type-arg]  # of any arguments
    """Base of every task. One that the clock started is its own request.

    A task that cannot reach a service of the station is put off, not lost; one that must begin by a certain moment
    (`expires`) and does not is left to the next that the clock starts.
    """

    abstract = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if self.request.called_directly:
            return self.run(*args, **kwargs)
        request_id = context.checked_id(str(self.request.get(REQUEST_ID) or "")) or f"task-{self.request.id}"
        follows = str(self.request.get(TRACE) or "")
        began, outcome = time.perf_counter(), "failed"
        try:
            with (
                context.working(request_id=request_id, place=lambda: f"task={self.name}"),
                tracing.followed(f"task {self.name}", follows=follows, **{"bms.request_id": request_id}),
            ):
                answer = self._run(*args, **kwargs)
            outcome = "done"
        except (Retry, Ignore, Reject):
            outcome = "put off"
            raise
        finally:
            tally.note(self.name or "", outcome=outcome, seconds=time.perf_counter() - began)
        return answer

    def _run(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return self.run(*args, **kwargs)
        except (Retry, Ignore, Reject):
            raise
        except UNREACHABLE as error:
            pause = min(_PAUSE * 2**self.request.retries, _LONGEST_PAUSE)
            raise self.retry(exc=error, countdown=pause, max_retries=_TIMES) from error
        except Exception as error:
            troubles.report(error)
            raise

"""Who asked for what is being done: carried from the request to log lines, facts and the audit."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pghistory
import structlog
from pghistory.runtime import Context as HistoryContext
from pghistory.runtime import _tracker


@dataclass(frozen=True, slots=True)
class Context:
    actor_id: int | None = None
    request_id: str = ""


_current: ContextVar[Context] = ContextVar("bms_context", default=Context())  # noqa: B039 - frozen


def current() -> Context:
    return _current.get()


@contextmanager
def acting(*, actor_id: int | None, request_id: str) -> Iterator[None]:
    """Everything inside is logged, published and audited as done by this actor on this request."""
    token = _current.set(Context(actor_id=actor_id, request_id=request_id))
    try:
        with (
            structlog.contextvars.bound_contextvars(request_id=request_id, actor_id=actor_id),
            _recorded(actor=actor_id, request=request_id),
        ):
            yield
    finally:
        _current.reset(token)


@contextmanager
def _recorded(**metadata: Any) -> Iterator[None]:
    """A context of its own for what is done inside. pghistory would fold it into the one around it and write over
    that one's row, but rows of the record never change.
    """
    outer = getattr(_tracker, "value", None)
    if outer is None:
        with pghistory.context(**metadata):
            yield
        return
    _tracker.value = HistoryContext(id=uuid4(), metadata=metadata)
    try:
        yield
    finally:
        _tracker.value = outer

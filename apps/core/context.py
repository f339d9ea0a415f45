"""Who asked for what is being done: carried from the request to log lines, facts and the audit."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

import pghistory
import structlog


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
            pghistory.context(actor=actor_id, request=request_id),
        ):
            yield
    finally:
        _current.reset(token)

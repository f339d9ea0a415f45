"""Who asked for what is being done: carried from the request to log lines, facts, tasks, statements and the audit."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

import pghistory
import structlog
from pghistory.runtime import Context as HistoryContext
from pghistory.runtime import _tracker

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")


def _nowhere() -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Context:
    """`place` says what is at work, such as `task=core.relay`; it is asked late, for a route is found late."""

    actor_id: int | None = None
    request_id: str = ""
    place: Callable[[], str] = _nowhere


_current: ContextVar[Context] = ContextVar("bms_context", default=Context())  # noqa: B039 - frozen


def current() -> Context:
    return _current.get()


def checked_id(given: str) -> str:
    """A request's id that comes from outside, or "" when it is none that may go into logs and statements."""
    return given if _REQUEST_ID.fullmatch(given) else ""


@contextmanager
def acting(*, actor_id: int | None, request_id: str, place: Callable[[], str] | None = None) -> Iterator[None]:
    """Everything inside is logged, published and audited as done by this actor on this request."""
    token = _current.set(Context(actor_id, request_id, place or _current.get().place))
    try:
        with (
            structlog.contextvars.bound_contextvars(request_id=request_id, actor_id=actor_id),
            _recorded(actor=actor_id, request=request_id),
        ):
            yield
    finally:
        _current.reset(token)


@contextmanager
def working(*, request_id: str, place: Callable[[], str]) -> Iterator[None]:
    """Everything inside is logged and shown in the database as of this request.

    A task may do the work of several people: what it changes is audited as `acting` says, not as this does.
    """
    token = _current.set(replace(_current.get(), request_id=request_id, place=place))
    try:
        with structlog.contextvars.bound_contextvars(request_id=request_id):
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

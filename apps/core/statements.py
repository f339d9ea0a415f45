"""Every statement says in a comment on whose behalf it runs, so that PostgreSQL's own views and logs tell it as well.

In the driver's cursor and not in one of Django's wrappers: what pghistory puts before a statement depends on how the
statement begins, and the driver keeps what it has parsed of a statement by its text. So the comment comes last, when
values are in (Django binds them in the client). Statements are not prepared: another comment each time costs no plan.
"""

import re
import time
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import structlog
from django.db.backends.postgresql import base

if TYPE_CHECKING:
    from psycopg import ClientCursor

    Cursor = ClientCursor[Any]
else:
    Cursor = base.Cursor  # whose types say nothing of the driver's

log = structlog.get_logger("bms.statements")

SLOW = 1.0  # seconds; PostgreSQL's log of slow statements would hold the values that people typed
SHOWN = 200, 800  # characters of its beginning and its end


class TellingCursor(Cursor):
    """Django's cursor; statements are commented, traced when there are traces, and told when they were slow."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
        from apps.core.watching import tracing  # settings name this class, so it is read before them

        began = time.perf_counter()
        with tracing.statement(query):
            answer = super().execute(query, params, **options)
        seconds = time.perf_counter() - began
        if seconds > SLOW:
            log.warning("slow statement", ms=round(seconds * 1000), sql=_shown(str(query)))
        return answer

    def _execute_send(self, query: Any, **options: Any) -> None:
        """The last step of every statement, COPY and those for many rows included; the driver has no public one."""
        from apps.core import context

        here = context.current()
        query.query = _comment(here.request_id, here.place()) + query.query
        super()._execute_send(query, **options)


def _shown(sql: str) -> str:
    first, last = SHOWN
    return sql if len(sql) <= first + last else f"{sql[:first]} ... {sql[-last:]}"


@lru_cache(1024)
def _comment(request_id: str, place: str) -> bytes:
    """In front, because `pg_stat_activity` cuts long statements off. Nothing in it ends it."""
    parts = [f"request_id={request_id}" if request_id else "", place]
    told = re.sub(r"[^A-Za-z0-9_.:=/<> -]", "", " ".join(filter(None, parts)))
    return f"/* {told} */ ".encode() if told else b""

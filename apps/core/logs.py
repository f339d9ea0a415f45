"""Structured logs on standard output: one event a line, with the request's id and the actor's.

They say what was done by ids. What people typed has no place in them: not even in the text of an error.
"""

import logging
import re
from typing import Any

import orjson
import structlog

# What errors quote: PostgreSQL's rows, a parser's input, a mail server's recipients.
_QUOTED = (
    (re.compile(r"^\s*(DETAIL|CONTEXT):.*\n?", re.MULTILINE), ""),
    (re.compile(r"input_value=.*?, input_type", re.DOTALL), "input_type"),
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "(an address)"),
)


def _is_unforeseen(record: logging.LogRecord) -> bool:
    """A service that is away is told of where it is missed, not once more for every request."""
    return getattr(record, "status_code", 500) != 503


def _as_json(event: Any, **options: Any) -> str:
    return orjson.dumps(event, **options).decode()


def _without_values(logger: Any, method: str, event: Any) -> Any:
    for name in ("event", "error", "exception"):
        if isinstance(text := event.get(name), str):
            for pattern, instead in _QUOTED:
                text = pattern.sub(instead, text)
            event[name] = text
    return event


def logging_config(*, json: bool, level: str) -> dict[str, Any]:
    """The standard library's logging, rendered by structlog: text for people, JSON for machines."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        _without_values,
    ]
    renderer: Any = structlog.processors.JSONRenderer(_as_json) if json else structlog.dev.ConsoleRenderer(colors=False)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "structured": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
                "foreign_pre_chain": shared,
            }
        },
        "filters": {"unforeseen": {"()": lambda: _is_unforeseen}},
        "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "structured"}},
        "root": {"handlers": ["out"], "level": level},
        "loggers": {
            "django.request": {"level": "ERROR", "filters": ["unforeseen"]},  # 4xx are answers, not events
            "django.security.csrf": {"level": "ERROR"},
            "axes": {"level": "WARNING"},
            # the sweep comes by every few seconds: two lines each would bury everything else
            "celery.app.trace": {"level": "WARNING"},
            "celery.worker.strategy": {"level": "WARNING"},
            "celery.beat": {"level": "WARNING"},
        },
    }

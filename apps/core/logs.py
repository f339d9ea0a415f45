"""Structured logs on standard output: one event a line, with the request's id and the actor's.

They say what was done by ids. What people typed has no place in them: not even in the text of an error.
"""

import logging
import re
from collections.abc import MutableMapping
from json import dumps
from typing import Any

import orjson
import structlog

_TRACEBACKS = {"exception", "stack"}
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
    """One line, whatever is in it; what a terminal might take for more than text is escaped."""
    try:
        text = orjson.dumps(event, **options).decode()
    except TypeError:  # half a character
        return dumps(event, **options)
    return text if text.isprintable() else dumps(orjson.loads(text))


def _without_values(logger: Any, method: str, event: Any) -> Any:
    for name in ("event", "error", "exception"):
        if isinstance(text := event.get(name), str):
            for pattern, instead in _QUOTED:
                text = pattern.sub(instead, text)
            event[name] = text
    return event


def one_line(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Whatever a caller has sent cannot end a line, begin another or move the cursor of who reads it.

    Tracebacks keep their lines, each further in than a line of the log begins.
    """
    for name, value in event.items():
        if isinstance(value, str) and not value.isprintable():
            lines = value.split("\n") if name in _TRACEBACKS else [value]
            margin = "    " if len(lines) > 1 else ""
            event[name] = "\n".join(margin + _escaped(line) for line in lines)
    return event


def _escaped(text: str) -> str:
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)


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
    rendering: list[Any] = (
        [structlog.processors.JSONRenderer(_as_json)]
        if json
        else [one_line, structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)]
    )
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
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *rendering],
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

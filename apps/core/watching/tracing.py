"""Traces for OpenTelemetry, for a station that is told where to send them; else nothing of it is even loaded.

Spans are opened where BMS carries the request's id anyway: request, statement, fact, task. They hold routes, names and
statements with placeholders, and nothing that anybody typed. The ready-made instrumentations record full addresses,
callers and user agents, and statements once more in every wrapper.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from threading import Lock
from typing import Any

from django.conf import settings

from apps.core.version import VERSION

TRACE_LENGTH = 55  # characters of a `traceparent` as W3C defines it
SHOWN = 2000  # characters of a statement

_lock = Lock()
_tracers: dict[int, Any] = {}  # by process: what was set up before a fork has no threads after it


def carried() -> str:
    """What is being traced, for whoever goes on with it elsewhere; "" when nothing is."""
    if not settings.OTLP_ENDPOINT:
        return ""
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

    carrier: dict[str, str] = {}
    TraceContextTextMapPropagator().inject(carrier)
    return carrier.get("traceparent", "")[:TRACE_LENGTH]


def request(name: str, *, follows: str) -> AbstractContextManager[Any]:
    """The span of a request; a proxy's before it when it is followed by `traceparent`."""
    return _span(name, kind="SERVER", follows=follows) if settings.OTLP_ENDPOINT else nullcontext()


def followed(name: str, *, follows: str, **attributes: str) -> AbstractContextManager[Any]:
    """A span of work that a request led to. What the clock started is not traced: it would bury the rest."""
    if not settings.OTLP_ENDPOINT or not follows:
        return nullcontext()
    return _span(name, kind="CONSUMER", follows=follows, attributes=attributes)


def statement(query: Any) -> AbstractContextManager[Any]:
    """A span inside one that is open, and none otherwise."""
    if not settings.OTLP_ENDPOINT or not isinstance(query, str):
        return nullcontext()
    from opentelemetry.trace import get_current_span

    if not get_current_span().is_recording():
        return nullcontext()
    attributes = {"db.system.name": "postgresql", "db.query.text": query[:SHOWN]}
    return _span(query.lstrip().partition(" ")[0][:20], kind="CLIENT", attributes=attributes)


@contextmanager
def _span(name: str, *, kind: str, follows: str = "", attributes: Mapping[str, str] | None = None) -> Iterator[Any]:
    from opentelemetry.trace import SpanKind, StatusCode
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

    parent = TraceContextTextMapPropagator().extract({"traceparent": follows}) if follows else None
    with _tracer().start_as_current_span(
        name,
        context=parent,
        kind=SpanKind[kind],
        attributes=attributes,
        record_exception=False,  # its message may quote what somebody typed
        set_status_on_exception=False,
    ) as span:
        try:
            yield span
        except Exception as error:
            span.set_attribute("error.type", type(error).__qualname__)
            span.set_status(StatusCode.ERROR)
            raise


def _tracer() -> Any:
    """This process's own, made when it is first asked for. Headers, sampling and names come from `OTEL_...`."""
    with _lock:
        if os.getpid() not in _tracers:
            _tracers[os.getpid()] = _made()
        return _tracers[os.getpid()][1]


def _made() -> tuple[Any, Any]:
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    told = {"service.name": os.environ.get("OTEL_SERVICE_NAME", "bms"), "service.version": VERSION}
    provider = TracerProvider(resource=Resource.create(told))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(f"{settings.OTLP_ENDPOINT}/v1/traces")))
    return provider, provider.get_tracer("bms")

"""Numbers for Prometheus: what requests took and how they ended, and how each part of the station does.

Every web process counts for itself in a file that all of one server share, so that whichever answers tells the sum;
`backend/serve.py` makes their folder before the server is loaded.
"""

import os
from collections.abc import Iterator
from datetime import datetime

from django.http import HttpRequest
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import REGISTRY, GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector

from apps.core.version import VERSION
from apps.core.watching import parts

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0)  # seconds
STATES = {parts.OK: 0, parts.WARNING: 1, parts.UNAVAILABLE: 2}

_took = Histogram(
    "bms_request_seconds", "How long requests to the API took.", ["method", "route", "status"], buckets=BUCKETS
)
_refused = Counter("bms_refusals", "Requests that were refused, by the stable code of the answer.", ["code"])


def note(request: HttpRequest, *, status: int, seconds: float, code: str) -> None:
    """`code` is that of the refusal, empty when there was none."""
    match = request.resolver_match
    _took.labels(request.method or "", match.route if match else "none", str(status)).observe(seconds)
    if code:
        _refused.labels(code).inc()


def exposition(*, now: datetime) -> bytes:
    """Prometheus' text format."""
    registry = CollectorRegistry()
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry.register(_Own())
    registry.register(_Parts(now))
    return generate_latest(registry)


class _Own:
    """What this process has counted, where it is the only one."""

    def collect(self) -> Iterator[Metric]:
        yield from (metric for metric in REGISTRY.collect() if metric.name.startswith("bms_"))


class _Parts:
    def __init__(self, now: datetime) -> None:
        self._now = now

    def collect(self) -> Iterator[Metric]:
        status = parts.look(now=self._now)
        yield InfoMetricFamily("bms_version", "Which BMS this is.", {"version": VERSION})
        states = GaugeMetricFamily("bms_part_state", "0 is ok, 1 a warning, 2 unavailable.", labels=["part"])
        measures = GaugeMetricFamily(
            "bms_part_measure", "Bytes, seconds or counts, as the measure's name ends.", labels=["part", "measure"]
        )
        for part in status["parts"]:
            states.add_metric([part["name"]], STATES[part["state"]])
            for name, value in part["measures"].items():
                measures.add_metric([part["name"], name], value)
        yield states
        yield measures

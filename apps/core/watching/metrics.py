"""Numbers for Prometheus: what requests took and how they ended, and how each part of the station does.

Every web process counts for itself in a file that all of one server share, so that whichever answers tells the sum;
`backend/serve.py` makes their folder before the server is loaded.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from django.db import connection
from django.http import HttpRequest
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import REGISTRY, GaugeMetricFamily, InfoMetricFamily, Metric, SummaryMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
from redis.exceptions import RedisError

from apps.core.http import route_of
from apps.core.version import VERSION
from apps.core.watching import parts, tally

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0)  # seconds
STATES = {parts.OK: 0, parts.WARNING: 1, parts.UNAVAILABLE: 2}

_took = Histogram(
    "bms_request_seconds", "How long requests to the API took.", ["method", "route", "status"], buckets=BUCKETS
)
_refused = Counter("bms_refusals", "Requests that were refused, by the stable code of the answer.", ["code"])
_pool_open = Gauge("bms_pool_connections", "Connections to the database that are open.", multiprocess_mode="livesum")
_pool_limit = Gauge("bms_pool_limit", "Connections that may be open.", multiprocess_mode="livesum")
_pool_uses = Counter("bms_pool_uses", "How often a request took a connection.")
_pool_waits = Counter("bms_pool_waits", "How often it had to wait for one.")
_pool_failures = Counter("bms_pool_failures", "How often it got none.")
_pool_waited = Counter("bms_pool_wait_seconds", "How long requests waited for connections.")
_pool_used = Counter("bms_pool_used_seconds", "How long connections were with requests: its rate is how many are.")


def note(request: HttpRequest, *, status: int, seconds: float, code: str) -> None:
    """`code` is that of the refusal, empty when there was none."""
    _took.labels(request.method or "", route_of(request), str(status)).observe(seconds)
    if code:
        _refused.labels(code).inc()
    _note_pool()


def _note_pool() -> None:
    """The driver counts for itself; what it has counted since the last request is added up over all processes."""
    pool = getattr(connection, "pool", None)  # PostgreSQL's has one, when the settings say so
    if pool is None:
        return
    seen = pool.pop_stats()
    _pool_open.set(seen["pool_size"])
    _pool_limit.set(seen["pool_max"])
    _pool_uses.inc(seen.get("requests_num", 0))
    _pool_waits.inc(seen.get("requests_queued", 0))
    _pool_failures.inc(seen.get("requests_errors", 0))
    _pool_waited.inc(seen.get("requests_wait_ms", 0) / 1000)
    _pool_used.inc(seen.get("usage_ms", 0) / 1000)


def exposition(*, now: datetime) -> bytes:
    """Prometheus' text format."""
    registry = CollectorRegistry()
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        _forget_the_dead(Path(os.environ["PROMETHEUS_MULTIPROC_DIR"]))
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry.register(_Own())
    registry.register(_Parts(now))
    return generate_latest(registry)


def _forget_the_dead(folder: Path) -> None:
    """A process that was killed has no connections any more; what it counted stays."""
    for pid in {path.stem.rpartition("_")[2] for path in folder.glob("gauge_live*.db")}:
        if not Path(f"/proc/{pid}").exists() and Path("/proc/self").exists():
            mark_process_dead(pid)  # type: ignore[no-untyped-call]


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
        with suppress(RedisError):
            tasks = SummaryMetricFamily("bms_task_seconds", "What the worker has done.", labels=["task", "outcome"])
            for done in tally.noted():
                tasks.add_metric([done.task, done.outcome], count_value=done.times, sum_value=done.seconds)
            yield tasks

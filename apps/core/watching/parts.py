"""Every part of a station with its state, in a sentence and in numbers.

A part is `unavailable` when it does not do its work, and a `warning` when it does, but somebody should look before it
does not. Whatever is asked here is cheap: it may be asked every few seconds.
"""

import json
import shutil
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import NamedTuple, NotRequired

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Count, Min, Q
from redis.exceptions import RedisError
from typing_extensions import TypedDict

from apps.core import health
from apps.core.backups import keeping, nightly
from apps.core.models import OutboxEvent
from apps.core.queue import client
from apps.core.version import VERSION
from apps.core.watching import alive
from apps.core.watching.alive import Kind

OK, WARNING, UNAVAILABLE = "ok", "warning", "unavailable"
QUEUES = ("default", "long")
WAITS_LONG = {"default": 60.0, "long": 1800.0}  # seconds the oldest task of a queue may wait
LAGS = 60.0  # seconds a fact may wait for its reactions
LITTLE_DISK = 2_000_000_000  # bytes


class Part(TypedDict):
    """`measures` are plain numbers by name: bytes, seconds or counts, as the name ends."""

    name: str
    state: str
    told: str
    version: NotRequired[str]
    measures: dict[str, float]


class Status(TypedDict):
    state: str
    version: str
    parts: list[Part]


class _Seen(NamedTuple):
    state: str
    told: str
    measures: dict[str, float]
    version: str = ""


def look(*, now: datetime) -> Status:
    """The state of the whole is that of its worst part."""
    parts = [_part(name, seen) for name, seen in _all(now)]
    states = {part["state"] for part in parts}
    return {
        "state": next((state for state in (UNAVAILABLE, WARNING) if state in states), OK),
        "version": VERSION,
        "parts": parts,
    }


def _part(name: str, seen: _Seen) -> Part:
    part: Part = {"name": name, "state": seen.state, "told": seen.told, "measures": seen.measures}
    if seen.version:
        part["version"] = seen.version
    return part


def _all(now: datetime) -> Iterator[tuple[str, _Seen]]:
    yield "database", _carefully(_database)
    yield "migrations", _carefully(_migrations)
    yield "cache", _carefully(_cache)
    for kind in Kind:
        yield kind.value, _carefully(partial(_process, kind))
    for queue in QUEUES:
        yield f"queue {queue}", _carefully(partial(_queue, queue))
    yield "outbox", _carefully(partial(_outbox, now))
    yield "disk", _carefully(_disk)
    yield "backup", _carefully(partial(_backup, now))


def _carefully(ask: Callable[[], _Seen]) -> _Seen:
    try:
        return ask()
    except DatabaseError:
        return _Seen(UNAVAILABLE, "PostgreSQL does not answer", {})
    except RedisError:
        return _Seen(UNAVAILABLE, "Valkey does not answer", {})
    except OSError as error:
        return _Seen(UNAVAILABLE, f"Cannot be looked at: {error.strerror or error}", {})


def _database() -> _Seen:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version'), current_setting('max_connections')::int,"
            " pg_database_size(current_database()), (SELECT count(*) FROM pg_stat_activity WHERE backend_type = %s)",
            ["client backend"],
        )
        version, limit, size, used = cursor.fetchone()
    state = WARNING if used > 0.8 * limit else OK
    measures = {"size_bytes": size, "connections": used, "connections_limit": limit}
    return _Seen(state, f"{_bytes(size)}, {used} of {limit} connections in use", measures, version.split()[0])


def _migrations() -> _Seen:
    trouble = health.migrations_missing()
    return (
        _Seen(UNAVAILABLE, f"The tables are not of this version: {trouble}", {})
        if trouble
        else _Seen(OK, "The tables are those of this version", {})
    )


def _cache() -> _Seen:
    info = client.info()
    version = str(info.get("valkey_version") or info["redis_version"])
    used = int(info["used_memory"])
    return _Seen(OK, f"{_bytes(used)} of memory in use", {"memory_bytes": used}, version)


def _process(kind: Kind) -> _Seen:
    ours = [process for process in alive.heard() if process.kind is kind]
    up = [process for process in ours if process.is_up]
    if not up:
        told = f"Last heard {ours[0].silence:.0f} s ago" if ours else "Not heard within the hour"
        return _Seen(UNAVAILABLE, told, {"processes": 0})
    measures: dict[str, float] = {"processes": len(up)}
    for process in up:
        for name, value in process.measures.items():
            measures[name] = measures.get(name, 0) + value
    told = ", ".join(_counted(value, name) for name, value in measures.items())
    versions = sorted({process.version for process in up})
    state = OK if versions == [VERSION] else WARNING
    return _Seen(
        state, told if state == OK else f"{told}; another version than the rest", measures, ", ".join(versions)
    )


def _counted(value: float, name: str) -> str:
    """ "1 process", "3 connections"."""
    return f"{value:.0f} {name}" if value != 1 else f"1 {name.removesuffix('es' if name.endswith('sses') else 's')}"


def _queue(name: str) -> _Seen:
    key = f"{settings.CELERY_BROKER_TRANSPORT_OPTIONS['global_keyprefix']}{name}"
    waiting = int(client.llen(key))
    oldest = client.lindex(key, -1) if waiting else None
    age = 0.0
    if oldest:
        sent_at = json.loads(oldest)["headers"].get("sent_at")
        age = max(0.0, time.time() - sent_at) if sent_at else 0.0
    told = f"{waiting} waiting, the oldest for {age:.0f} s" if waiting else "Nothing waits"
    state = WARNING if age > WAITS_LONG[name] else OK
    return _Seen(state, told, {"waiting": waiting, "oldest_seconds": round(age, 1)})


def _outbox(now: datetime) -> _Seen:
    waits = Q(state=OutboxEvent.State.PENDING)
    seen = OutboxEvent.objects.filter(waits | Q(state=OutboxEvent.State.DEAD)).aggregate(
        waiting=Count("id", filter=waits), dead=Count("id", filter=~waits), oldest=Min("occurred_at", filter=waits)
    )
    lag = max(0.0, (now - seen["oldest"]).total_seconds()) if seen["oldest"] else 0.0
    told = f"{seen['waiting']} facts wait, the oldest for {lag:.0f} s" if seen["waiting"] else "Every fact was told"
    if seen["dead"]:
        told += f"; {seen['dead']} were given up and wait as dead letters"
    measures = {"waiting": seen["waiting"], "oldest_seconds": round(lag, 1), "dead": seen["dead"]}
    return _Seen(WARNING if seen["dead"] or lag > LAGS else OK, told, measures)


def _disk() -> _Seen:
    folder = Path(settings.DATA_DIR)
    usage = shutil.disk_usage(next(each for each in (folder, *folder.parents) if each.exists()))
    state = WARNING if usage.free < LITTLE_DISK else OK
    return _Seen(state, f"{_bytes(usage.free)} free for uploads", {"free_bytes": usage.free, "size_bytes": usage.total})


def _backup(now: datetime) -> _Seen:
    if (place := nightly.its_place()) is None:
        state = WARNING if settings.ENVIRONMENT == "production" else OK
        return _Seen(state, "No nightly backup is set up: BMS_BACKUP_DIR names no place", {})
    names = place.glance()
    if names is None:
        return _Seen(WARNING, "Nobody has looked into the bucket yet: that is done with every nightly backup", {})
    dates = keeping.dates(names)
    if not dates:
        return _Seen(WARNING, "No nightly backup has been made yet", {"kept": 0})
    age = now - max(dates)
    told = f"{len(dates)} kept, the newest {age / timedelta(hours=1):.0f} hours old"
    return _Seen(WARNING if age > nightly.EVERY else OK, told, {"kept": len(dates), "age_seconds": age.total_seconds()})


def _bytes(size: float) -> str:
    for unit in ("B", "kB", "MB"):
        if size < 1000:
            return f"{size:.0f} {unit}"
        size /= 1000
    return f"{size:.1f} GB"

"""Whether the station can work: what a supervisor, a proxy and the launcher ask."""

from collections.abc import Callable
from typing import NotRequired

import structlog
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor
from redis.exceptions import RedisError
from typing_extensions import TypedDict

from apps.core.queue import client
from apps.core.watching import alive
from apps.core.watching.alive import Kind

log = structlog.get_logger(__name__)

_migrated = False


class Check(TypedDict):
    status: str
    detail: NotRequired[str]


class Health(TypedDict):
    status: str
    checks: NotRequired[dict[str, Check]]


def readiness() -> Health:
    """Every part by name; the station is "ok" when all of them are."""
    parts: dict[str, Callable[[], str]] = {
        "database": _database,
        "cache": _cache,
        "worker": _worker,
        "migrations": migrations_missing,
    }
    checks: dict[str, Check] = {}
    for name, trouble in parts.items():
        detail = trouble()
        checks[name] = {"status": "unavailable", "detail": detail} if detail else {"status": "ok"}
    is_ok = all(check["status"] == "ok" for check in checks.values())
    return {"status": "ok" if is_ok else "unavailable", "checks": checks}


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "PostgreSQL does not answer"
    return ""


def _cache() -> str:
    try:
        client.ping()
    except RedisError:
        return "Valkey does not answer"
    return ""


def _worker() -> str:
    try:
        latest = next((process for process in alive.heard() if process.kind is Kind.WORKER), None)
    except RedisError:
        return "not known while Valkey is away"
    if latest is None:
        return "no worker has been heard of"
    return "" if latest.is_up else f"no worker heard for {latest.silence:.0f} s"


def migrations_missing() -> str:
    """What is missing, or nothing.

    Reading every migration takes a moment, so once found applied they count as applied.
    """
    global _migrated  # noqa: PLW0603 - what one process has found out
    if _migrated:
        return ""
    try:
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
        missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError:
        return "not known while PostgreSQL is away"
    _migrated = not missing
    return f"{missing} not applied" if missing else ""

"""What a container of the station runs: `python -m backend.roles ROLE WORDS...`, or one of Django's commands.

A role waits for what it cannot do without and says for what; then this process becomes that of the role. Words after
the role are handed to its program, such as `worker -Q long --concurrency 1`.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from logging.config import dictConfig
from pathlib import Path
from urllib.parse import urlsplit

import django
import structlog
from django.conf import settings

from backend.env import ROOT, read_env

log = structlog.get_logger("bms.role")

TOLD_EVERY = 10.0  # seconds between saying again what is waited for
LOOKED_EVERY = 0.5
DRAINED_FOR = 4.0  # seconds; the proxy looks every second, and gives up on an answer after two
FINISHED_WITHIN = 50  # seconds that begun requests get at the end; the container is given a minute

COMMANDS = ("manage", "backup", "restore")
_SERVER = (sys.executable, "-m", "backend.serve", "--drain", str(DRAINED_FOR), "--host", "0.0.0.0")  # noqa: S104 - a container's own network
_STAYING = ("--no-ws", "--backlog", "2048", "--respawn-failed-workers", "--respawn-interval", "0.5")
_STOPPING = ("--workers-kill-timeout", str(FINISHED_WITHIN))
_CELERY = (str(Path(sys.executable).parent / "celery"), "--quiet", "-A", "backend.celery")


@dataclass(frozen=True)
class Need:
    """Something without which a role cannot work."""

    name: str
    trouble: Callable[[], str]  # why it cannot be used yet, or nothing


@dataclass(frozen=True)
class Role:
    needs: Sequence[Need]
    command: Sequence[str]
    target: Sequence[str] = ()  # stands after the person's words


def database_trouble() -> str:
    import psycopg
    from django.db import connection

    told = connection.get_connection_params()
    ours = {"pool", "context", "cursor_factory", "prepare_threshold"}  # Django's own, not PostgreSQL's
    words = {name: value for name, value in told.items() if name not in ours}
    try:
        psycopg.connect(**words).close()  # its pool would answer late, and not say why
    except psycopg.Error as error:
        return str(error).strip().splitlines()[0]
    return ""


def queue_trouble() -> str:
    from redis import Redis
    from redis.exceptions import RedisError

    try:
        with Redis.from_url(settings.REDIS_URL, socket_connect_timeout=2, socket_timeout=2) as client:
            client.ping()
    except RedisError as error:
        return str(error)
    return ""


def tables_trouble() -> str:
    from apps.core.health import migrations_missing

    missing = migrations_missing()
    return missing and f"{missing}; the role `migrate` brings them"


def _place(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)


def roles() -> dict[str, Role]:
    env = read_env()
    database = Need(f"PostgreSQL at {_place(env.database_url)}", database_trouble)
    queue = Need(f"Valkey at {_place(env.redis_url)}", queue_trouble)
    tables = Need("the tables of this version", tables_trouble)
    web = (
        "--interface",
        "wsgi",
        "--port",
        "8000",
        "--workers",
        "2",
        "--blocking-threads",
        "8",
        "--backpressure",
        "2048",
    )
    stream = ("--interface", "asgi", "--port", "8001", "--workers", "1")
    beat = ("beat", "--schedule", str(env.data_dir / "beat" / "schedule"), "--pidfile", "")
    return {
        # People can be served while Valkey is away, so neither of these waits for it.
        "web": Role([database, tables], [*_SERVER, *_STAYING, *_STOPPING, *web], ["backend.wsgi:application"]),
        "stream": Role([database, tables], [*_SERVER, *_STAYING, *_STOPPING, *stream], ["backend.asgi:application"]),
        "worker": Role([database, tables, queue], [*_CELERY, "worker", "--without-gossip", "--without-mingle"]),
        "beat": Role([queue, database, tables], [*_CELERY, *beat]),
        "migrate": Role([database], [sys.executable, "manage.py", "migrate", "--no-input"]),
    }


def wait_for(need: Need) -> None:
    """Return when it can be used; say at once, and now and then, why it cannot yet."""
    began = told = time.monotonic()
    trouble = need.trouble()
    if trouble:
        log.info("waiting", until=need.name, because=trouble)
    while trouble:
        time.sleep(LOOKED_EVERY)
        trouble = need.trouble()
        if trouble and time.monotonic() - told > TOLD_EVERY:
            told = time.monotonic()
            log.info("still waiting", until=need.name, because=trouble, seconds=round(told - began))


def main(words: Sequence[str]) -> None:
    """Become the role. Ends with one line when there is no such role or a setting is wrong."""
    name, own = (words[0], words[1:]) if words else ("", [])
    os.chdir(ROOT)
    if name in COMMANDS:
        command = own if name == "manage" else [name, *own]
        os.execv(sys.executable, [sys.executable, "manage.py", *command])
    known = roles()
    if name not in known:
        sys.exit(f"bms: there is no role {name!r}; there are: {', '.join([*known, *COMMANDS])}")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings")
    django.setup()
    dictConfig(settings.LOGGING)
    if name == "beat":
        (settings.DATA_DIR / "beat").mkdir(parents=True, exist_ok=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # nobody else does it for a first process
    role = known[name]
    for need in role.needs:
        wait_for(need)
    is_reloading = own[:1] == ["--reload"]
    command = [*role.command, *(own[1:] if is_reloading else own), *role.target]
    log.info("starting", role=name)
    if is_reloading:
        reload_on_change(command)
    os.execv(command[0], command)


def reload_on_change(command: Sequence[str]) -> None:
    """For development: the program is started again whenever a source changes."""
    seen = _sources()
    child = subprocess.Popen(command)
    try:
        while True:
            time.sleep(1)
            if (now := _sources()) != seen:
                log.info("sources have changed; starting again")
                seen = now
                child.terminate()
                child.wait()
                child = subprocess.Popen(command)
    finally:
        child.terminate()
        with suppress(KeyboardInterrupt):
            child.wait()


def _sources() -> dict[Path, float]:
    found = {}
    for package in ("apps", "backend"):
        for path in (ROOT / package).rglob("*.py"):
            with suppress(FileNotFoundError):
                found[path] = path.stat().st_mtime
    return found


if __name__ == "__main__":
    main(sys.argv[1:])

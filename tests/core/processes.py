"""Real processes of a station on the test's own database: the live stream's server and the worker."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import httpx
from django.conf import settings
from django.db import connection

BIN = Path(sys.executable).parent
ROOT = Path(__file__).parent.parent.parent
PATIENCE = 60.0  # seconds for a process to come up on a busy machine


def environment(**more: str) -> dict[str, str]:
    """The test's environment, pointing to its database (which has another name than the station's)."""
    parts = urlsplit(os.environ["BMS_DATABASE_URL"])
    database = urlunsplit(parts._replace(path=f"/{connection.settings_dict['NAME']}"))
    return {**os.environ, "BMS_DATABASE_URL": database, "BMS_REDIS_URL": settings.REDIS_URL, **more}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(condition: Callable[[], object], *, what: str, within: float = PATIENCE) -> None:
    """Wait for something that must come to be; how long it takes is not asserted."""
    end = time.monotonic() + within
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"{what} did not come to be")
        time.sleep(0.02)


@contextmanager
def running(command: list[str], log: Path, env: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """A process in a group of its own, which is ended with everything it started."""
    with log.open("ab") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=output, stderr=output, start_new_session=True)
    try:
        yield process
    finally:
        end(process)


def end(process: subprocess.Popen[bytes], how: int = signal.SIGKILL) -> int:
    """End the process and its children; returns its exit code."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, how)
    return process.wait(timeout=PATIENCE)


@contextmanager
def stream_server(
    folder: Path, *, redis_url: str = "", port: int = 0, app: str = "backend.asgi"
) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The live stream in granian; gives its address and process."""
    port = port or free_port()
    command = [
        str(BIN / "granian"), "--interface", "asgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", "1", "--no-ws", f"{app}:application",
    ]  # fmt: skip
    more = {"BMS_REDIS_URL": redis_url} if redis_url else {}
    with running(command, folder / "stream.log", environment(**more)) as process:
        address = f"http://127.0.0.1:{port}"
        until(lambda: _answers(address), what=f"the live stream ({folder}/stream.log)")
        yield address, process


@contextmanager
def worker(folder: Path, *extra: str, app: str = "backend.celery", **environ: str) -> Iterator[subprocess.Popen[bytes]]:
    """A worker; it may not be ready yet."""
    command = [
        str(BIN / "celery"), "-A", app, "worker", "--concurrency", "1", "--without-gossip", "--without-mingle",
        "--loglevel", "INFO", *extra,
    ]  # fmt: skip
    with running(command, folder / "worker.log", environment(**environ)) as process:
        yield process


def _answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/api/stream/", timeout=5).status_code == 401
    except httpx.TransportError:
        return False

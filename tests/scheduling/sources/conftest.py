"""A schedule that somebody else publishes: a real HTTP server, and the worker's steps done on the spot."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from apps.scheduling.sources import syncing
from apps.scheduling.sources.models import Sync
from tests.scheduling.factories import NOON

URL = "/api/schedule-sources/"
DIFFERENCES = "/api/schedule-differences/"
EVENTS = "/api/scheduled-events/"
HEAD = "ID,Title,Start Date,Start Time,End Time,Facility,Description\n"


@dataclass
class Publisher:
    """What it answers is what a test sets; what it was asked is what a test looks at."""

    port: int = 0
    content: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)
    answer: Callable[[BaseHTTPRequestHandler], None] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/schedule"

    def publish(self, *lines: str, head: str = HEAD) -> None:
        self.content = (head + "".join(f"{line}\n" for line in lines)).encode()


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    told = Publisher()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told.asked.append({"path": self.path, **{name.lower(): value for name, value in self.headers.items()}})
            if told.answer:
                told.answer(self)
                return
            if told.headers.get("ETag") and self.headers.get("If-None-Match") == told.headers["ETag"]:
                self.send_response(304)
                self.end_headers()
                return
            self.send_response(told.status)
            for name, value in told.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(told.content)))
            self.end_headers()
            self.wfile.write(told.content)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    told.port = server.server_port
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield told
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def data_dir(settings: Any, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


@pytest.fixture
def loopback(settings: Any) -> None:
    settings.OUTGOING_LOOPBACK = True


@pytest.fixture
def now() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def work() -> None:
    """What the worker would do now."""
    for sync in Sync.objects.filter(status="queued").order_by("pk"):
        syncing.run_sync(sync_id=sync.pk, now=timezone.now())


@pytest.fixture
def source(now: Any, loopback: None, publisher: Publisher, administrator: Any) -> dict[str, Any]:
    answer = administrator.post(
        URL, {"name": "Playout", "address": publisher.address, "time_zone": "Europe/Dublin", "key": "s3cret"}
    )
    assert answer.status_code == 201, answer.json()
    made: dict[str, Any] = answer.json()
    return made


@pytest.fixture
def sync(source: dict[str, Any], scheduler: Any) -> Callable[..., dict[str, Any]]:
    """`sync()`: the line of the log after it was asked for and done. `sync("test")`, by an administrator, likewise."""

    def done(what: str = "sync", client: Any = None) -> dict[str, Any]:
        answer = (client or scheduler).post(f"{URL}{source['id']}/{what}/")
        assert answer.status_code == 202, answer.json()
        work()
        latest: dict[str, Any] = (client or scheduler).get(f"{URL}{source['id']}/syncs/").json()["results"][0]
        assert latest["id"] == answer.json()["id"]
        return latest

    return done

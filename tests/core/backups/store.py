"""A store that speaks S3 and checks signatures, and a line to it that breaks or lies."""

import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from apps.core.backups.addresses import Access
from tests.core.processes import BIN, free_port, running, until

KEY_ID, SECRET = "AKIDOFSTATION", "the-secret-of-the-store"
BUCKET = "station"


@dataclass(frozen=True)
class Store:
    """Buckets are folders below its own, so that a test sees what is in them and can put something there."""

    folder: Path
    access: Access

    @property
    def port(self) -> int:
        return int(self.access.host.rpartition(":")[2])


@contextmanager
def s3_store(folder: Path) -> Iterator[Store]:
    root, port = folder / "buckets", free_port()
    (root / BUCKET).mkdir(parents=True)
    command = [
        *(str(BIN / "rclone"), "serve", "s3", str(root), "--addr", f"127.0.0.1:{port}", "--config", ""),
        *("--auth-key", f"{KEY_ID},{SECRET}", "--dir-cache-time", "10ms"),  # it sees soon what a test puts there
    ]
    with running(command, folder / "store.log", dict(os.environ)):
        until(lambda: _answers(port), what=f"the store ({folder}/store.log)")
        yield Store(root, access_at(port))


def access_at(port: int) -> Access:
    return Access(f"http://127.0.0.1:{port}", "us-east-1", KEY_ID, SECRET, path_style=True)


@dataclass
class Line:
    """Between station and store. `after` bytes on the way to the store it breaks, and stays broken."""

    access: Access
    after: float = float("inf")
    on_the_way_back: Callable[[bytes], bytes] = field(default=lambda answer: answer)

    def carries(self, request: bytes) -> bool:
        self.after -= len(request)
        return self.after > 0


@contextmanager
def line_to(store: Store) -> Iterator[Line]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        line = Line(replace(store.access, endpoint=f"http://127.0.0.1:{server.getsockname()[1]}"))

        def accept() -> None:
            with suppress(OSError):  # the test is over
                while True:
                    here, _ = server.accept()
                    there = socket.create_connection(("127.0.0.1", store.port))
                    for one, other, back in ((here, there, False), (there, here, True)):
                        threading.Thread(target=_carry, args=(line, one, other, back), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        yield line


def _carry(line: Line, one: socket.socket, other: socket.socket, back: bool) -> None:
    with suppress(OSError):
        while piece := one.recv(65_536):
            if not back and not line.carries(piece):
                break
            other.sendall(line.on_the_way_back(piece) if back else piece)
    for end in (one, other):
        with suppress(OSError), end:
            end.shutdown(socket.SHUT_RDWR)  # so that the thread of the other direction hears of it


def _answers(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False

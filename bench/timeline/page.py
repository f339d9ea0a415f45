"""The page that shows the timeline alone: built, served on a port of its own, opened in a Chromium."""

import functools
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from launcher.node import find_node
from launcher.project import ROOT

FRONTEND = ROOT / "frontend"
CONFIG = FRONTEND / "src/features/schedule/timeline/harness/vite.config.ts"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def served_page() -> Iterator[str]:
    """Build the page (a few seconds) and serve it; yields its address. Wants frontend/node_modules."""
    with tempfile.TemporaryDirectory(prefix="bms-timeline-") as folder:
        _build(Path(folder))
        handler = functools.partial(_Quiet, directory=folder)
        with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            try:
                yield f"http://127.0.0.1:{server.server_port}/index.html"
            finally:
                server.shutdown()


def _build(folder: Path) -> None:
    node = find_node()
    vite = FRONTEND / "node_modules/vite/bin/vite.js"
    command = [node.program, vite, "build", "--config", CONFIG, "--outDir", folder, "--logLevel", "warn"]
    subprocess.run(command, cwd=FRONTEND, env=node.env, check=True)

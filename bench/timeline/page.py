"""The page that shows the timeline alone: built, served on a port of its own, opened in a Chromium."""

import functools
import os
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

from launcher.browser import find_browser
from launcher.node import find_node
from launcher.project import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

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


@contextmanager
def open_browser() -> Iterator["Browser"]:
    """A Chromium without a window, as the launcher finds it."""
    found = find_browser()
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", found.env["PLAYWRIGHT_NODEJS_PATH"])
    from playwright.sync_api import sync_playwright  # reads the variable above when it is imported

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found.executable, args=found.args, env={**os.environ, **found.env}
        )
        try:
            yield browser
        finally:
            browser.close()


def _build(folder: Path) -> None:
    node = find_node()
    vite = FRONTEND / "node_modules/vite/bin/vite.js"
    command = [node.program, vite, "build", "--config", CONFIG, "--outDir", folder, "--logLevel", "warn"]
    subprocess.run(command, cwd=FRONTEND, env=node.env, check=True)

"""A Chromium for the browser tests and for pictures: one that is here, else one from an npm package.

For scripts: `python -m launcher browser` prints how to start it; `open_browser` starts it for Playwright in Python.
"""

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from launcher.errors import Refused
from launcher.node import Node, find_node
from launcher.processes import run_logged
from launcher.progress import step
from launcher.project import CACHE

if TYPE_CHECKING:
    from playwright.sync_api import Browser as OpenBrowser

PACKAGE = Path(__file__).parent / "chromium"
PARTS = ("package.json", "package-lock.json", ".npmrc", "unpack.mjs")
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Playwright's, where somebody installed one.
PLAYWRIGHT = ("chromium-*/chrome-linux*/chrome", "chromium_headless_shell-*/*/*headless*shell")

FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>{cache}</cachedir>
  <alias><family>sans-serif</family><prefer><family>Open Sans</family></prefer></alias>
  <alias><family>system-ui</family><prefer><family>Open Sans</family></prefer></alias>
</fontconfig>
"""


@dataclass(frozen=True)
class Browser:
    executable: str
    source: str
    env: dict[str, str] = field(default_factory=dict)
    args: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def find_browser(*, fetch: bool = True) -> Browser:
    """The browser to use. Raises Refused when there is none and none may be, or can be, fetched."""
    node = find_node()
    # Chromium's own sandbox does not start as root. The pages it is shown here are the station's own.
    args = ["--no-sandbox"] if os.geteuid() == 0 else []
    env = {"PLAYWRIGHT_NODEJS_PATH": str(node.program)}  # Playwright's own Node wants libatomic
    found = _installed()
    if found is not None:
        return Browser(*found, env=env, args=args)
    folder = CACHE / f"chromium-{_fingerprint()}"
    if not (folder / "ready").exists():
        if not fetch:
            raise Refused("no Chromium is on this machine; the browser tests fetch one from the npm registry")
        _fetch(node, folder)
    browser = folder / "browser"
    libraries = [str(browser / "al2023" / "lib"), os.environ.get("LD_LIBRARY_PATH", "")]
    env |= {
        "LD_LIBRARY_PATH": os.pathsep.join(filter(None, dict.fromkeys(libraries))),
        "FONTCONFIG_FILE": str(browser / "fonts.conf"),
    }
    return Browser(str(browser / "chromium"), "@sparticuz/chromium", env=env, args=["--no-sandbox", "--no-zygote"])


def _installed() -> tuple[str, str] | None:
    told = os.environ.get("CHROMIUM")
    if told:
        if shutil.which(told) is None:
            raise Refused(f"CHROMIUM: {told} is not a program")
        return told, "CHROMIUM"
    for name in NAMES:
        program = shutil.which(name)
        if program:
            return program, "PATH"
    home = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    for pattern in PLAYWRIGHT:
        for path in sorted(home.glob(pattern), reverse=True):
            return str(path), "Playwright"
    return None


@contextmanager
def open_browser() -> "Iterator[OpenBrowser]":
    """A Chromium without a window, driven by Playwright. One at a time in a process."""
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


def _fingerprint() -> str:
    return hashlib.sha256(b"\0".join((PACKAGE / part).read_bytes() for part in PARTS)).hexdigest()[:12]


def _fetch(node: Node, folder: Path) -> None:
    """Installs the npm package and unpacks it; the mark of being whole is written last."""
    shutil.rmtree(folder, ignore_errors=True)
    browser = folder / "browser"
    browser.mkdir(parents=True)
    for part in PARTS:
        shutil.copyfile(PACKAGE / part, folder / part)
    log = folder / "install.log"
    install = node.npm_command("ci", "--no-audit", "--no-fund", "--ignore-scripts")
    # The package means to run at a cloud provider and asks for this name before it unpacks its libraries.
    unpack = node.env | {"AWS_LAMBDA_JS_RUNTIME": "nodejs22.x", "TMPDIR": str(browser)}
    with step("fetching a browser for the tests", "browser fetched"):
        run_logged(install, env=node.env, cwd=folder, log=log, failure=f"npm failed; see {log}")
        run_logged([node.program, "unpack.mjs"], env=unpack, cwd=folder, log=log, failure=f"not unpacked; see {log}")
    fonts = FONTS.format(fonts=escape(str(browser / "fonts")), cache=escape(str(browser / "font-cache")))
    (browser / "fonts.conf").write_text(fonts)
    shutil.rmtree(folder / "node_modules")
    (folder / "ready").touch()

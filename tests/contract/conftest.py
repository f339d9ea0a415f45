"""The station, or a stock Django, as the house that an existing client works in."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from launcher import ports
from launcher.project import ROOT
from tests.contract.clients import BrowserCaller, Caller, ExistingClient, PlainCaller, Reply
from tests.contract.stock import PASSWORD, ROLES

WINDOW = {"locale": "en-GB", "timezone_id": "Europe/Dublin"}


@pytest.fixture(scope="session")
def django_db_setup() -> None:
    """These tests speak to running servers; no test database is made for them."""


@dataclass
class Served:
    """A server, and how its tabs are opened."""

    url: str
    people: dict[str, dict[str, str]]
    caller: Callable[[], Caller]
    is_spared: bool = False  # spared the first trap, so that each of the others is met on its own

    def tab(self, role: str | None = None) -> ExistingClient:
        opened = ExistingClient(self.caller()).open()
        if role:
            assert self.sign_in(opened, role).status == 200
            if self.is_spared:
                opened.open()
        return opened

    def sign_in(self, tab: ExistingClient, role: str) -> Reply:
        return tab.post("/auth/login/", self.credentials(role))

    def credentials(self, role: str) -> dict[str, str]:
        who = self.people[role]
        return {"username": who["username"], "password": who["password"]}


@pytest.fixture(scope="session")
def station() -> dict[str, object]:
    """What `station.json` of the running station says."""
    path = os.environ.get("E2E_STATION")
    if not path:
        pytest.skip("E2E_STATION names no running station; `./bms test browser` starts one")
    told: dict[str, object] = json.loads(Path(path).read_text())
    return told


@pytest.fixture(scope="session")
def stock() -> Iterator[str]:
    """The address of a stock Django."""
    port = ports.any_free()
    with subprocess.Popen(
        [sys.executable, "-m", "tests.contract.stock", str(port)], cwd=ROOT, stderr=subprocess.DEVNULL
    ) as process:
        try:
            url = f"http://127.0.0.1:{port}"
            deadline = time.monotonic() + 60
            while not _answers(url):
                assert time.monotonic() < deadline, "the stock Django does not start"
                assert process.poll() is None, "the stock Django has ended"
                time.sleep(0.1)
            yield url
        finally:
            process.terminate()


def _answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/api/health/", timeout=5).status_code == 200
    except httpx.TransportError:
        return False


@pytest.fixture(scope="session")
def free_windows() -> list[BrowserContext]:
    """Browser windows that other tests are done with."""
    return []


@pytest.fixture
def page_of(browser: Browser, free_windows: list[BrowserContext]) -> Iterator[Callable[[str], Page]]:
    """`page_of(url)`: the client's page in a browser window of its own, in which nobody has been."""
    taken = []

    def open_page(url: str) -> Page:
        context = free_windows.pop() if free_windows else browser.new_context(**WINDOW)
        context.set_default_timeout(60_000)
        taken.append(context)
        page = context.new_page()
        page.goto(url)
        return page

    yield open_page
    for context in taken:
        for page in context.pages:
            page.close()
        context.unroute_all()
        context.clear_cookies()
        free_windows.append(context)


@pytest.fixture
def house(station: dict[str, object]) -> Served:
    """The station, over plain HTTP."""
    return Served(station["url"], station["people"], lambda: PlainCaller(str(station["url"])))  # type: ignore[arg-type]  # of JSON


@pytest.fixture
def house_in_browser(station: dict[str, object], page_of: Callable[[str], Page]) -> Served:
    """The station, from the client's page in a real browser."""
    url = str(station["url"])
    return Served(url, station["people"], lambda: BrowserCaller(page_of(f"{url}/login")))  # type: ignore[arg-type]  # of JSON


@pytest.fixture
def stock_house(stock: str) -> Served:
    people = {role: {"username": role, "password": PASSWORD} for role in ROLES}
    return Served(stock, people, lambda: PlainCaller(stock), is_spared=True)

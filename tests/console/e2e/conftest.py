"""A running station in a real browser, seen by people of every role.

`E2E_STATION` names the `station.json` of a station with the demonstration in it (`./bms test browser` starts one).
"""

import json
import os
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import APIRequestContext, Browser, BrowserContext, Page, Route, expect

SIZES = {"desk": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
PATIENCE = 20_000.0  # milliseconds until something shows, on a busy machine
RULES: dict[str, Any] = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@dataclass(frozen=True)
class Station:
    url: str
    people: dict[str, dict[str, str]]

    @property
    def console(self) -> str:
        return f"{self.url}/console"


@dataclass(frozen=True)
class Api:
    """The API as one signed-in person, to prepare what a test looks at."""

    request: APIRequestContext
    url: str

    def get(self, path: str) -> Any:
        return self._checked(self.request.get(self.url + path))

    def post(self, path: str, body: Any = None) -> Any:
        return self._checked(self.request.post(self.url + path, data=body or {}, headers=self._headers()))

    def patch(self, path: str, body: Any) -> Any:
        return self._checked(self.request.patch(self.url + path, data=body, headers=self._headers()))

    def _headers(self) -> dict[str, str]:
        token = self.request.get(f"{self.url}/api/csrf/").json()["csrfToken"]
        return {"X-CSRFToken": token, "Origin": self.url}

    @staticmethod
    def _checked(response: Any) -> Any:
        assert response.ok, f"{response.status} {response.url} {response.text()}"
        return response.json()


@dataclass
class Visit:
    """One person's browser window."""

    page: Page
    api: Api
    console: str

    def go(self, address: str, heading: str | None = None) -> Page:
        self.page.goto(self.console + address)
        if heading:
            expect(self.page.get_by_role("heading", level=1, name=heading)).to_be_visible()
        return self.page

    def axe(self) -> list[tuple[str, list[str]]]:
        """What axe finds on the page as it is now, each with the places."""
        found = Axe().run(self.page, options=RULES).response["violations"]
        return [
            (rule["id"], [f"{node['html'][:200]} {node['failureSummary']}" for node in rule["nodes"]]) for rule in found
        ]


def slowly(route: Route) -> None:
    """For `page.route`: what is written takes as long as over a poor line."""
    if route.request.method != "GET":
        route.request.frame.page.wait_for_timeout(600)
    route.continue_()


@pytest.fixture(scope="session")
def station() -> Station:
    path = os.environ.get("E2E_STATION")
    if not path:
        pytest.skip("E2E_STATION names no running station; `./bms test browser` starts one")
    told = json.loads(Path(path).read_text())
    return Station(url=told["url"], people=told["people"])


@pytest.fixture
def window(station: Station, browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """`window(scheme="dark", size="phone")`: a browser window of nobody yet, in Dublin."""
    opened: list[BrowserContext] = []

    def open_window(*, scheme: Any = "light", size: str = "desk") -> BrowserContext:
        context = browser.new_context(
            color_scheme=scheme,
            viewport=SIZES[size],  # type: ignore[arg-type]  # width and height, as Playwright names them
            locale="en-GB",
            timezone_id="Europe/Dublin",
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        return context

    expect.set_options(timeout=PATIENCE)
    yield open_window
    for context in opened:
        context.close()


@pytest.fixture
def visit(station: Station, window: Callable[..., BrowserContext]) -> Callable[..., Visit]:
    """`visit("scheduler", scheme="dark", size="phone")`: that person, signed in. An error thrown fails the test."""

    def sign_in(role: str, **look: Any) -> Visit:
        context = window(**look)
        api = Api(context.request, station.url)
        api.post("/api/auth/login/", station.people[role])
        page = context.new_page()
        page.on("pageerror", lambda error: pytest.fail(f"the page threw {error}"))
        return Visit(page, api, station.console)

    return sign_in


@pytest.fixture
def studio(visit: Callable[..., Visit]) -> dict[str, Any]:
    """A studio of the test's own, so that nothing else is in the way."""
    api, name = visit("administrator").api, f"Studio {secrets.token_hex(4)}"
    site = api.post("/api/locations/", {"name": f"Site of {name}", "time_zone": "Europe/Dublin"})
    made = api.post("/api/facilities/", {"name": name, "kind": "Studio", "location": site["id"]})
    assert isinstance(made, dict)
    return made

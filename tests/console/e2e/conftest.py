"""A running station in a real browser, seen by people of every role.

`E2E_STATION` names the `station.json` of a station with the demonstration in it (`./bms test browser` starts one).
"""

import json
import os
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import APIRequestContext, Browser, BrowserContext, Page, Route, expect

SIZES = {"desk": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
PATIENCE = 20_000.0  # milliseconds until something shows, on a busy machine
VIOLATIONS: list[str] = []  # of the content security policy, by any page since the last test
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CONTRAST = {"type": "rule", "values": ["color-contrast"]}
# What is right is neither gathered nor carried over here: it is nearly all of the page.
VIOLATED = "rules => axe.run({runOnly: rules, resultTypes: ['violations']}).then(found => found.violations)"


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
        return self._axe(RULES)

    def axe_in_dark(self) -> list[tuple[str, list[str]]]:
        """What becomes too faint when the same page turns dark; the rest of it is as in light."""
        self._turn("dark")
        try:
            return self._axe(CONTRAST)
        finally:
            self._turn("light")

    def _turn(self, scheme: Any) -> None:
        """Until every colour has changed: on the way there they are too faint."""
        self.page.emulate_media(color_scheme=scheme)
        expect(self.page.locator("html")).to_have_attribute("data-mantine-color-scheme", scheme)
        self.page.evaluate("Promise.allSettled(document.getAnimations().map((each) => each.finished))")

    def _axe(self, rules: Any) -> list[tuple[str, list[str]]]:
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE_SCRIPT)
        found = self.page.evaluate(VIOLATED, rules)
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


def open_window(browser: Browser, *, scheme: Any = "light", size: str = "desk", clock: str = "") -> BrowserContext:
    context = browser.new_context(
        color_scheme=scheme,
        viewport=SIZES[size],  # type: ignore[arg-type]  # width and height, as Playwright names them
        locale="en-GB",
        timezone_id="Europe/Dublin",
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE)
    context.on("console", lambda told: VIOLATIONS.append(told.text) if "Content Security Policy" in told.text else None)
    if clock:
        context.clock.set_fixed_time(clock)
    return context


@dataclass
class Windows:
    """Windows are kept from test to test, each with its person signed in and the console's program in its cache."""

    browser: Browser
    station: Station
    free: dict[tuple[str, ...], list[BrowserContext]] = field(default_factory=dict)

    def take(self, role: str, look: dict[str, str]) -> BrowserContext:
        free = self.free.setdefault(self._key(role, look), [])
        context = free.pop() if free else open_window(self.browser, **look)
        if context.request.get(f"{self.station.url}/api/auth/user/").status != 200:
            Api(context.request, self.station.url).post("/api/auth/login/", self.station.people[role])
        return context

    def give_back(self, context: BrowserContext, role: str, look: dict[str, str]) -> None:
        """Nothing that was typed or chosen is left to the next test."""
        for page in context.pages:
            if page.url.startswith(self.station.console):
                page.evaluate("localStorage.clear(), sessionStorage.clear()")
            page.close()
        self.free[self._key(role, look)].append(context)

    def _key(self, role: str, look: dict[str, str]) -> tuple[str, ...]:
        return (role, *(f"{name}={value}" for name, value in sorted(look.items())))


@pytest.fixture(autouse=True)
def _pages_keep_to_the_policy() -> Iterator[None]:
    """Whatever a test looks at: nothing on the page was refused by the browser."""
    yield
    found, VIOLATIONS[:] = VIOLATIONS[:], []
    assert not found


@pytest.fixture(scope="session")
def windows(browser: Browser, station: Station) -> Windows:
    expect.set_options(timeout=PATIENCE)
    return Windows(browser, station)


@pytest.fixture
def window(windows: Windows) -> Iterator[Callable[..., BrowserContext]]:
    """`window(scheme="dark", size="phone")`: a new browser window of nobody yet, in Dublin."""
    opened: list[BrowserContext] = []

    def open_new(**look: Any) -> BrowserContext:
        opened.append(open_window(windows.browser, **look))
        return opened[-1]

    yield open_new
    for context in opened:
        context.close()


@pytest.fixture
def visit(station: Station, windows: Windows) -> Iterator[Callable[..., Visit]]:
    """`visit("scheduler", scheme="dark", size="phone", clock="2027-01-11T12:00:00Z")`: that person, signed in.

    Without `clock` it is as late as it is. An error thrown by the page fails the test.
    """
    taken: list[tuple[BrowserContext, str, dict[str, str]]] = []

    def sign_in(role: str, **look: str) -> Visit:
        context = windows.take(role, look)
        taken.append((context, role, look))
        page = context.new_page()
        page.on("pageerror", lambda error: pytest.fail(f"the page threw {error}"))
        return Visit(page, Api(context.request, station.url), station.console)

    yield sign_in
    for kept in taken:
        windows.give_back(*kept)


@pytest.fixture
def studio(visit: Callable[..., Visit]) -> dict[str, Any]:
    """A studio of the test's own, so that nothing else is in the way."""
    api, name = visit("administrator").api, f"Studio {secrets.token_hex(4)}"
    site = api.post("/api/locations/", {"name": f"Site of {name}", "time_zone": "Europe/Dublin"})
    made = api.post("/api/facilities/", {"name": name, "kind": "Studio", "location": site["id"]})
    assert isinstance(made, dict)
    return made

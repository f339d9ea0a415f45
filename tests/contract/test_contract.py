"""An existing client works unchanged: every call it makes and every trap, over HTTP and in a real browser.

Each is run against a stock Django as well and must fail there.
"""

from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import Page

from tests.contract.clients import BrowserCaller, ExistingClient, ok
from tests.contract.conftest import Served
from tests.contract.lines import LINES, new
from tests.contract.traps import OWN_ROUTES, TRAPS, page_faults

pytestmark = pytest.mark.e2e
CHECKS = {**LINES, **TRAPS}


@pytest.mark.parametrize("check", CHECKS)
def test_over_http(house: Served, check: str) -> None:
    CHECKS[check](house)


@pytest.mark.parametrize("check", CHECKS)
def test_in_a_browser(house_in_browser: Served, check: str) -> None:
    CHECKS[check](house_in_browser)


@pytest.mark.parametrize("check", CHECKS)
def test_not_with_a_stock_django(stock_house: Served, check: str) -> None:
    with pytest.raises((AssertionError, KeyError, TypeError)):
        CHECKS[check](stock_house)


def own_pages(url: str) -> dict[str, str]:
    answers = {}
    for path in OWN_ROUTES:
        text = httpx.get(f"{url}/{path}").text
        answers[path] = text.partition("<title>")[2].partition("</title>")[0]
    return answers


def looks(page: Page) -> tuple[object, ...]:
    """Whether inline styles, a picture in the page and the client's program came through its policy."""
    page.wait_for_load_state()
    styled = page.evaluate("() => { const box = document.querySelector('#styled').getBoundingClientRect();"
                           " return [box.width, box.height] }")  # fmt: skip
    picture = page.evaluate("() => document.querySelector('#picture').naturalWidth")
    return *styled, picture, page.evaluate("() => document.body.dataset.loaded")


FORWARDED = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"}


def sign_in_behind_a_proxy(house: Served) -> int:
    """Through a proxy that speaks TLS to the browser, whose origin is therefore https. Returns the status."""
    host = house.url.removeprefix("http://")
    with httpx.Client(base_url=house.url, headers={**FORWARDED, "Origin": f"https://{host}"}) as http:
        answer = http.get("/api/csrf/")
        headers = {"X-CSRFToken": answer.json()["csrfToken"], "Referer": f"https://{host}/login"}
        return http.post("/api/auth/login/", json=house.credentials("operator"), headers=headers).status_code


class TestTrap12TlsProxy:
    def test_over_http(self, house: Served) -> None:
        assert sign_in_behind_a_proxy(house) == 200

    def test_in_a_browser(self, house: Served, page_of: Callable[[str], Page]) -> None:
        page = page_of(f"{house.url}/login")
        host = house.url.removeprefix("http://")
        page.context.route(
            "**/api/**",
            lambda route: route.continue_(
                headers={
                    **route.request.headers,
                    **FORWARDED,
                    "origin": f"https://{host}",
                    "referer": f"https://{host}/",
                }
            ),
        )
        tab = ExistingClient(BrowserCaller(page)).open()
        assert ok(house.sign_in(tab, "operator"))["username"]

    def test_not_with_a_stock_django(self, stock_house: Served) -> None:
        assert sign_in_behind_a_proxy(stock_house) == 403


class TestTrap13OwnRoutes:
    def test_over_http(self, house: Served) -> None:
        assert page_faults(own_pages(house.url)) == []

    def test_in_a_browser(self, house: Served, page_of: Callable[[str], Page]) -> None:
        page = page_of(f"{house.url}/login")
        for path in OWN_ROUTES:
            page.goto(f"{house.url}/{path}")
            assert page.title() == "An existing client", path

    def test_not_with_a_stock_django(self, stock_house: Served) -> None:
        assert page_faults(own_pages(stock_house.url))


class TestTrap15Policy:
    def test_over_http(self, house: Served) -> None:
        policy = httpx.get(f"{house.url}/login").headers["content-security-policy"]
        directives = {words.split()[0]: words.split()[1:] for words in policy.split(";") if words.strip()}
        assert "'unsafe-inline'" in directives["style-src"]
        assert "data:" in directives["img-src"]
        assert "'unsafe-inline'" not in directives.get("script-src", directives["default-src"])

    def test_in_a_browser(self, house: Served, page_of: Callable[[str], Page]) -> None:
        assert looks(page_of(f"{house.url}/login")) == (123, 45, 1, "yes")

    def test_not_with_a_stock_django(self, stock: str, page_of: Callable[[str], Page]) -> None:
        assert looks(page_of(stock)) != (123, 45, 1, "yes")


def test_two_tabs_with_tokens_of_different_age(house: Served, page_of: Callable[[str], Page]) -> None:
    """The older tab goes on working after the newer one has signed in, out and in again."""
    first = page_of(f"{house.url}/login")
    older = ExistingClient(BrowserCaller(first)).open()
    second = first.context.new_page()
    second.goto(f"{house.url}/schedule")
    newer = ExistingClient(BrowserCaller(second)).open()
    ok(house.sign_in(newer, "operator"))
    ok(older.post("/incident-tickets/", {"title": new("Older"), "description": "From the first tab"}), 201)
    ok(older.post("/auth/logout/"))
    ok(newer.get("/auth/user/"), 401)
    ok(house.sign_in(older, "engineer"))
    for tab in (older, newer):
        made = ok(tab.post("/incident-tickets/", {"title": new("Tab"), "description": "From either tab"}), 201)
        ok(tab.patch(f"/incident-tickets/{made['id']}/", {"status": "Resolved"}))

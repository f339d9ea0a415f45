"""A browser on the station that `./bms test browser` has started."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from launcher.station import read_json


@pytest.fixture(scope="session")
def announced() -> dict[str, Any]:
    """station.json of that station: where it is, and a person of each role."""
    told = os.environ.get("E2E_STATION")
    if not told:
        pytest.fail("these tests want a station: run them with `./bms test browser`")
    return read_json(Path(told))


expect.set_options(timeout=20_000)  # ms; the machine may be busy with other tests


@pytest.fixture
def page_of(browser: Browser, announced: dict[str, Any]) -> Iterator[Callable[[str], Page]]:
    """`page_of("scheduler")`: the console as that person sees it after signing in by hand."""
    contexts = []

    def open_page(role: str) -> Page:
        context = browser.new_context(base_url=announced["url"], viewport={"width": 1440, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.goto("/console/")
        page.get_by_label("Username").fill(announced["people"][role]["username"])
        page.get_by_label("Password", exact=True).fill(announced["people"][role]["password"])
        page.get_by_role("button", name="Sign in").click()
        expect(page).to_have_url(f"{announced['url']}/console/today")
        return page

    yield open_page
    for context in contexts:
        context.close()

"""The timeline's page, served and opened."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from bench.timeline.page import served_page
from tests.console.e2e.timeline.component import BARS, ROWS, Timeline


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    with served_page() as url:
        yield url


@pytest.fixture
def show(address: str, browser: Browser) -> Iterator[Callable[..., Timeline]]:
    contexts = []

    def open_page(
        bars: list[dict[str, Any]] = BARS,
        start: str = "2026-11-24T04:00:00Z",
        query: str = "zoom=day",
        rows: list[dict[str, Any]] = ROWS,
        **options: Any,
    ) -> Timeline:
        context = browser.new_context(viewport={"width": 1600, "height": 700}, **options)
        contexts.append(context)
        page = context.new_page()
        page.add_init_script(f"window.station = {json.dumps({'rows': rows, 'bars': bars})};")
        page.goto(f"{address}?at={start}&now=2026-11-24T09:00:00Z&{query}")
        page.wait_for_selector("[data-bar]")
        return Timeline(page)

    yield open_page
    for context in contexts:
        context.close()

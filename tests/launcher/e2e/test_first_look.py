"""What the first start promises: everybody it names can sign in and finds a station at work."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.e2e


def go_to(page: Page, place: str) -> None:
    page.get_by_role("navigation", name="Main").get_by_role("link", name=place).click()


@pytest.mark.parametrize("role", ["administrator", "manager", "scheduler", "engineer", "operator"])
def test_each_person_of_the_demonstration_can_sign_in(page_of: Callable[[str], Page], role: str) -> None:
    page = page_of(role)

    expect(page.get_by_role("heading", level=1)).to_have_text("Today")


def test_the_schedule_shows_the_demonstration_s_programmes(page_of: Callable[[str], Page]) -> None:
    page = page_of("scheduler")

    go_to(page, "Schedule")

    expect(page.locator("[data-bar]").first).to_be_visible()


def test_nothing_is_told_in_the_browser_s_console(page_of: Callable[[str], Page]) -> None:
    """Refused by the content policy, failed to load, or thrown: all would stand there."""
    page = page_of("scheduler")
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: told.append(str(error)))

    for name in ("Schedule", "Facilities", "Today"):
        go_to(page, name)
        expect(page.get_by_role("heading", level=1)).to_have_text(name)

    assert told == []

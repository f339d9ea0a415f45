"""The schedule as month and as agenda: by mouse, by keyboard, on a phone, with the filters of every view."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.console.e2e.conftest import Visit

pytestmark = pytest.mark.e2e

EVENTS = "/api/scheduled-events/"


def event_at(studio: dict[str, Any], title: str, day: int, hour: int) -> dict[str, Any]:
    return {
        "title": title,
        "facility": studio["id"],
        "start_time": f"2027-01-{day:02}T{hour:02}:00:00Z",
        "end_time": f"2027-01-{day:02}T{hour:02}:45:00Z",
    }


def test_a_month_is_read_by_keys_and_leads_to_the_agenda_of_a_day(
    visit: Callable[..., Visit], studio: dict[str, Any]
) -> None:
    visit_ = visit("scheduler")
    for hour in range(10, 16):
        visit_.api.post(EVENTS, event_at(studio, f"Item at {hour}", 12, hour))
    visit_.api.post(EVENTS, event_at(studio, "Much later", 20, 9))
    page = visit_.go(f"/schedule?view=month&day=2027-01-05&facility={studio['id']}", "Schedule")
    table = page.get_by_role("table", name="January 2027")

    busy = table.get_by_role("link", name="Tue 12 Jan 2027, 6 events")
    expect(busy).to_be_visible()
    expect(table.get_by_role("link", name="10:00 Item at 10")).to_be_visible()
    expect(table.get_by_text("+3 more")).to_be_visible()
    visit_.api.post(EVENTS, event_at(studio, "One more", 12, 8))
    expect(table.get_by_role("link", name="Tue 12 Jan 2027, 7 events")).to_be_visible()  # by itself

    table.get_by_role("link", name="Fri 1 Jan 2027, nothing").focus()
    page.keyboard.press("ArrowLeft")  # into the month before
    earlier = page.get_by_role("table", name="December 2026")
    expect(earlier.get_by_role("link", name="Thu 31 Dec, nothing")).to_be_focused()
    page.keyboard.press("PageDown")
    expect(table.get_by_role("link", name="Sun 31 Jan 2027, nothing")).to_be_focused()

    table.get_by_text("+4 more").click()
    expect(page.get_by_role("heading", level=2, name="Tue 12 Jan 2027 7")).to_be_visible()
    assert "view=agenda" in page.url
    assert f"facility={studio['id']}" in page.url
    # the second week comes by itself, what lies between is one line, and an empty third one ends it
    expect(page.get_by_role("heading", level=2, name="Wed 20 Jan 2027 1")).to_be_visible()
    expect(page.get_by_text("Wed 13 Jan 2027 to Tue 19 Jan 2027: nothing")).to_be_visible()
    expect(page.get_by_role("button", name="Show the week after Mon 1 Feb 2027")).to_be_enabled()

    page.get_by_role("link", name="Much later").click()
    expect(page.get_by_role("complementary", name="Much later")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("v")  # on to the timeline, at the same day
    expect(page.get_by_role("application")).to_be_visible()
    assert "at=2027-01-12T00" in page.url


def test_a_phone_shows_how_much_is_on_each_day_and_opens_it(
    visit: Callable[..., Visit], studio: dict[str, Any]
) -> None:
    visit("scheduler").api.post(EVENTS, event_at(studio, "On the road", 14, 9))
    page = visit("operator", size="phone").go(
        f"/schedule?view=month&day=2027-01-05&facility={studio['id']}", "Schedule"
    )

    page.get_by_role("link", name="Thu 14 Jan 2027, 1 event").click()

    expect(page.get_by_role("heading", level=2, name="Thu 14 Jan 2027 1")).to_be_visible()
    expect(page.get_by_role("link", name="On the road")).to_be_visible()
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")

"""The timeline on a real station: by mouse and by keyboard, saved, refused, undone."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.console.e2e.conftest import Visit

pytestmark = pytest.mark.e2e

HOUR = 3_600_000


def event_at(studio: dict[str, Any], title: str, start: str, end: str) -> dict[str, Any]:
    return {
        "title": title,
        "facility": studio["id"],
        "start_time": f"2027-01-12T{start}:00Z",
        "end_time": f"2027-01-12T{end}:00Z",
    }


def bar(page: Page, event: dict[str, Any]) -> Locator:
    return page.locator(f'[data-bar="e{event["id"]}"]')


def timeline(visit_: Visit, studio: dict[str, Any]) -> Page:
    return visit_.go(f"/schedule?zoom=day&at=2027-01-12T06:00:00Z&facility={studio['id']}", "Schedule")


def test_a_bar_is_moved_by_keys_and_the_move_undone(visit: Callable[..., Visit], studio: dict[str, Any]) -> None:
    visit_ = visit("scheduler")
    event = visit_.api.post("/api/scheduled-events/", event_at(studio, "Movable", "10:00", "12:00"))
    page = timeline(visit_, studio)

    bar(page, event).focus()
    page.keyboard.press("Alt+ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Movable is moved")).to_be_visible()
    moved = visit_.api.get(f"/api/scheduled-events/{event['id']}/")
    assert (moved["start_time"], moved["end_time"]) == ("2027-01-12T10:15:00Z", "2027-01-12T12:15:00Z")

    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Undone.")).to_be_visible()
    back = visit_.api.get(f"/api/scheduled-events/{event['id']}/")
    assert (back["start_time"], back["end_time"]) == (event["start_time"], event["end_time"])


def test_a_bar_opens_its_drawer_and_the_address_says_so(visit: Callable[..., Visit], studio: dict[str, Any]) -> None:
    visit_ = visit("scheduler")
    event = visit_.api.post("/api/scheduled-events/", event_at(studio, "Opened", "10:00", "12:00"))
    page = timeline(visit_, studio)

    bar(page, event).focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("complementary", name="Opened")).to_be_visible()
    assert f"open={event['id']}" in page.url


def test_a_drag_over_empty_space_makes_an_event(visit: Callable[..., Visit], studio: dict[str, Any]) -> None:
    visit_ = visit("scheduler")
    event = visit_.api.post("/api/scheduled-events/", event_at(studio, "Ruler", "10:00", "12:00"))
    page = timeline(visit_, studio)
    box = bar(page, event).bounding_box()
    assert box is not None
    hour = (box["width"] + 1) / 2
    y = box["y"] + box["height"] / 2

    page.mouse.move(box["x"] + 4 * hour + 2, y)
    page.mouse.down()
    page.mouse.move(box["x"] + 5 * hour + 2, y, steps=8)
    page.mouse.up()

    drawer = page.get_by_role("complementary", name="New event")
    expect(drawer.get_by_label("Title")).to_be_visible()
    expect(drawer.get_by_role("combobox", name="Facility")).to_have_value(studio["name"])
    drawer.get_by_label("Title").fill("Drawn by hand")
    drawer.get_by_role("button", name="Book", exact=True).click()
    expect(page.get_by_text("Drawn by hand is booked")).to_be_visible()


def test_who_may_not_edit_reads(visit: Callable[..., Visit], studio: dict[str, Any]) -> None:
    event = visit("scheduler").api.post("/api/scheduled-events/", event_at(studio, "Read only", "10:00", "12:00"))
    page = timeline(visit("operator"), studio)

    bar(page, event).focus()
    page.keyboard.press("Enter")

    drawer = page.get_by_role("complementary", name="Read only")
    expect(drawer.get_by_text(studio["name"], exact=True)).to_be_visible()
    expect(drawer.get_by_role("button", name="Save")).to_have_count(0)
    expect(page.get_by_role("link", name="New event")).to_have_count(0)


def test_a_view_that_comes_to_rest_does_not_call_its_reader_back(
    visit: Callable[..., Visit], studio: dict[str, Any]
) -> None:
    visit_ = visit("scheduler")
    event = visit_.api.post("/api/scheduled-events/", event_at(studio, "Anchor", "10:00", "12:00"))
    page = timeline(visit_, studio)
    expect(bar(page, event)).to_be_visible()
    page.route("**/assets/FacilitiesPage*", lambda route: (page.wait_for_timeout(1500), route.continue_()))

    bar(page, event).hover()
    page.mouse.wheel(200, 0)  # comes to rest while the other page is on its way
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Facilities").click()

    expect(page.get_by_role("heading", level=1, name="Facilities")).to_be_visible()
    page.wait_for_timeout(500)
    assert page.url.endswith("/console/facilities")


def test_by_equipment_a_kit_is_named_pieces_are_counted_and_bars_keep_their_rows(
    visit: Callable[..., Visit], studio: dict[str, Any]
) -> None:
    admin, visit_ = visit("administrator").api, visit("scheduler")
    name = studio["name"]
    camera = admin.post("/api/equipment/", {"name": f"Camera of {name}", "asset_tag": name})
    kit = admin.post("/api/kits/", {"name": f"Kit of {name}", "items": [camera["id"]]})
    radios = admin.post("/api/pools/", {"name": f"Radios of {name}", "quantity": 9})
    gear = {"kits": [kit["id"]], "pools": [{"pool": radios["id"], "quantity": 4}]}
    event = visit_.api.post("/api/scheduled-events/", event_at(studio, "Outside", "10:00", "12:00") | gear)
    page = timeline(visit_, studio)

    page.get_by_role("radiogroup", name="Rows").get_by_text("Equipment").click()
    page.get_by_label("Search equipment or titles").fill(name)  # nobody's else, however long the list is

    item = page.locator(f'[data-bar="e{event["id"]}i{camera["id"]}"]')
    expect(item).to_contain_text(kit["name"])
    expect(page.locator(f'[data-bar="e{event["id"]}q{radios["id"]}"]')).to_contain_text("4 ×")
    assert "rows=equipment" in page.url
    item.focus()
    for key in ("Alt+ArrowDown", "Alt+ArrowRight", "Enter"):
        page.keyboard.press(key)
    expect(page.get_by_text("Outside is moved")).to_be_visible()
    moved = visit_.api.get(f"/api/scheduled-events/{event['id']}/")
    assert (moved["start_time"], moved["kits"], moved["pools"]) == (
        "2027-01-12T10:15:00Z",
        event["kits"],
        event["pools"],
    )

"""Kits and pools, what an event works with, and a free time that becomes an event."""

import secrets
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.console.e2e.conftest import Visit

pytestmark = pytest.mark.e2e

DAY = "2027-02-09"  # in winter: Dublin and UTC agree, whatever the station is in


@pytest.fixture
def cameras(visit: Callable[..., Visit]) -> list[dict[str, Any]]:
    """Two of one sort that nobody else's test books."""
    api = visit("administrator").api
    mark = secrets.token_hex(3)
    sort = api.post("/api/equipment-categories/", {"name": f"Camera {mark}"})
    return [
        api.post(
            "/api/equipment/", {"name": f"Camera {mark}-{n}", "asset_tag": f"C-{mark}-{n}", "category": sort["id"]}
        )
        for n in (1, 2)
    ]


def drawer(page: Page) -> Any:
    return page.get_by_role("complementary")


def test_a_kit_is_packed_and_a_pool_is_counted(visit: Callable[..., Visit], cameras: list[dict[str, Any]]) -> None:
    visit_ = visit("engineer")
    page = visit_.go("/equipment/kits?open=new", "Kits")
    name = f"Kit {secrets.token_hex(3)}"
    page.get_by_label("Name").fill(name)
    page.get_by_role("combobox", name="Items").fill(cameras[0]["name"])
    page.get_by_role("option", name=cameras[0]["name"]).click()
    page.get_by_role("button", name="Create kit").click()
    expect(page.get_by_text(f"{name} is created.")).to_be_visible()
    expect(page.get_by_role("row", name=name)).to_contain_text("Complete")

    page.get_by_role("link", name="Pools").click()
    page.get_by_role("link", name="New pool").click()
    page.get_by_label("Name").fill(f"Radio {name}")
    page.get_by_label("Quantity").fill("24")
    page.get_by_role("button", name="Create pool").click()
    expect(page.get_by_role("row", name=f"Radio {name}")).to_contain_text("24")


def test_an_item_that_is_out_is_exchanged_for_one_like_it(
    visit: Callable[..., Visit], cameras: list[dict[str, Any]]
) -> None:
    visit_ = visit("scheduler")
    times = {"start_time": f"{DAY}T10:00:00Z", "end_time": f"{DAY}T11:00:00Z", "time_zone": "Europe/Dublin"}
    visit_.api.post("/api/scheduled-events/", {"title": "Morning show", "equipment": [cameras[0]["id"]], **times})
    page = visit_.go(
        f"/schedule?view=list&day={DAY}&open=new&new_start={DAY}T10:00:00Z&new_end={DAY}T11:00:00Z", "Schedule"
    )
    title = f"Quiz {secrets.token_hex(3)}"
    page.get_by_label("Title").fill(title)
    page.get_by_role("combobox", name="Equipment").fill(cameras[0]["name"])
    page.get_by_role("option", name=cameras[0]["name"]).click()
    page.get_by_role("button", name="Book", exact=True).click()

    clash = page.get_by_role("alert").filter(has_text="already booked")
    expect(clash).to_contain_text(f"{cameras[0]['name']} is on Morning show")
    clash.get_by_role("button", name=f"{cameras[1]['name']} (").click()

    expect(page.get_by_text(f"{title} is booked")).to_be_visible()
    found = visit_.api.get(f"/api/scheduled-events/?start_date={DAY}&end_date={DAY}&search={title}")["results"]
    assert [item["id"] for item in found[0]["equipment"]] == [cameras[1]["id"]]


def test_a_free_time_that_is_found_opens_a_new_event_filled_in(
    visit: Callable[..., Visit], studio: dict[str, Any]
) -> None:
    visit_ = visit("scheduler")
    taken = {"start_time": f"{DAY}T00:00:00Z", "end_time": f"{DAY}T12:00:00Z", "facility": studio["id"]}
    visit_.api.post("/api/scheduled-events/", {"title": "All morning", "time_zone": "Europe/Dublin", **taken})
    page = visit_.go(f"/schedule?view=list&day={DAY}", "Schedule")
    page.get_by_role("link", name="Find a time").click()
    expect(drawer(page).get_by_role("heading", name="Find a free time")).to_be_visible()
    page.goto(f"{page.url}&find_from={DAY}&find_until={DAY}&find_minutes=90")
    expect(page.get_by_role("combobox", name="Length")).to_have_value("1 h 30 min")

    page.get_by_role("link", name=f"Book {studio['name']}, Tue 9 Feb 2027, 12:00 to 13:30").click()

    expect(drawer(page).get_by_role("heading", name="New event")).to_be_visible()
    expect(page.get_by_label("From")).to_have_value("12:00")
    expect(page.get_by_label("To", exact=True)).to_have_value("13:30")
    expect(page.get_by_role("combobox", name="Facility", exact=True).last).to_have_value(studio["name"])

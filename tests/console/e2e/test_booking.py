"""Booking a studio, not booking it twice, and two people at one event."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.console.e2e.conftest import Visit

pytestmark = pytest.mark.e2e

DAY = "2027-01-12"  # in winter: Dublin and UTC agree, whatever the station is in


def event_at(studio: dict[str, Any], title: str, start: str, end: str) -> dict[str, Any]:
    return {
        "title": title,
        "facility": studio["id"],
        "start_time": f"{DAY}T{start}:00Z",
        "end_time": f"{DAY}T{end}:00Z",
        "time_zone": "Europe/Dublin",
    }


def new_event(visit_: Visit, studio: dict[str, Any], title: str, start: str, end: str) -> Page:
    """The drawer of a new event with everything typed."""
    page = visit_.go(
        f"/schedule?view=list&day={DAY}&facility={studio['id']}&open=new&new_facility={studio['id']}"
        f"&new_start={DAY}T07:00:00Z&new_end={DAY}T08:00:00Z",
        "Schedule",
    )
    page.get_by_label("Title").fill(title)
    page.get_by_label("From").fill(start)
    page.get_by_label("To", exact=True).fill(end)
    return page


def listed(page: Page, title: str) -> Any:
    return page.locator("main li").filter(has_text=title)


def test_a_studio_is_booked_and_the_booking_undone(visit: Callable[..., Visit], studio: dict[str, Any]) -> None:
    visit_ = visit("scheduler")
    page = new_event(visit_, studio, "Night shoot", "2200", "6")
    expect(page.get_by_text("8 h, ends Wed 13 Jan 2027")).to_be_visible()

    page.get_by_role("button", name="Book", exact=True).click()

    expect(
        page.get_by_text(f"Night shoot is booked: Tue 12 Jan 2027, 22:00 to 06:00, {studio['name']}")
    ).to_be_visible()
    expect(listed(page, "Night shoot")).to_contain_text("22:00 to 06:00")
    (event,) = visit_.api.get(f"/api/scheduled-events/?facility={studio['id']}&start_date={DAY}&end_date={DAY}")[
        "results"
    ]
    assert (event["start_time"], event["end_time"]) == (f"{DAY}T22:00:00Z", "2027-01-13T06:00:00Z")

    page.get_by_role("button", name="Undo").click()
    expect(listed(page, "Night shoot")).to_have_count(0)


def test_a_clash_names_what_is_in_the_way_and_offers_a_way_out(
    visit: Callable[..., Visit], studio: dict[str, Any]
) -> None:
    visit_ = visit("scheduler")
    visit_.api.post("/api/scheduled-events/", event_at(studio, "Evening news", "17:00", "18:30"))
    page = new_event(visit_, studio, "Late guest", "18:00", "19:00")

    page.get_by_role("button", name="Book", exact=True).click()

    clash = page.get_by_role("alert").filter(has_text="already booked")
    expect(clash).to_contain_text(f"{studio['name']} is on Evening news")
    expect(page.get_by_label("Title")).to_have_value("Late guest")
    clash.get_by_role("button", name="Book Tue 12 Jan 2027").click()
    expect(page.get_by_text("Late guest is booked")).to_be_visible()
    events = visit_.api.get(f"/api/scheduled-events/?facility={studio['id']}&start_date={DAY}&end_date={DAY}")[
        "results"
    ]
    times = sorted((event["start_time"], event["end_time"]) for event in events)
    assert [event["title"] for event in sorted(events, key=lambda e: e["start_time"])] == ["Evening news", "Late guest"]
    assert times[0][1] <= times[1][0]


def test_a_change_by_someone_else_appears_by_itself(visit: Callable[..., Visit], studio: dict[str, Any]) -> None:
    page = visit("operator").go(f"/schedule?view=list&day={DAY}&facility={studio['id']}", "Schedule")
    expect(page.get_by_text("Nothing in this week fits")).to_be_visible()

    visit("scheduler").api.post("/api/scheduled-events/", event_at(studio, "Out of the blue", "10:00", "11:00"))

    expect(listed(page, "Out of the blue")).to_be_visible()


def test_who_saves_second_is_told_what_the_first_changed_and_merges_it(
    visit: Callable[..., Visit], studio: dict[str, Any]
) -> None:
    scheduler, manager = visit("scheduler"), visit("manager")
    made = scheduler.api.post("/api/scheduled-events/", event_at(studio, "Panel", "10:00", "11:00"))
    address = f"/api/scheduled-events/{made['id']}/"
    page = scheduler.go(f"/schedule?view=list&day={DAY}&facility={studio['id']}&open={made['id']}", "Schedule")
    page.get_by_label("Description").fill("With a live audience")
    page.get_by_label("Title").fill("Late panel")

    changed = manager.api.patch(address, {"title": "Panel with guests", "event_type": "Recording"})
    page.get_by_role("button", name="Save", exact=True).click()

    notice = page.get_by_role("alert").filter(has_text="changed this while you were typing")
    who = manager.api.get("/api/auth/user/")["full_name"]
    expect(notice).to_contain_text(f"{who} changed this")
    expect(notice).to_contain_text(f"Type: nothing became Recording, by {who}")
    expect(notice).to_contain_text("Only you changed: Description. That is kept.")
    title = notice.get_by_role("radiogroup", name=f"Title: Panel became Panel with guests, by {who}")
    expect(title.get_by_role("radio", name="Yours: Late panel")).to_be_checked()
    expect(page.get_by_role("textbox", name="Title")).to_have_value("Late panel")
    assert scheduler.axe() == []
    manager.api.patch(address, {"status": "In Progress"})  # a third time, while the choice is made
    title.get_by_role("radio", name="Theirs: Panel with guests").check()
    notice.get_by_role("button", name="Save merged").click()
    expect(notice).to_contain_text("Status: Scheduled became In progress")
    expect(page.get_by_label("Description")).to_have_value("With a live audience")
    notice.get_by_role("button", name="Save merged").click()
    expect(page.get_by_text("Panel with guests is saved")).to_be_visible()
    expect(notice).to_be_hidden()
    saved = scheduler.api.get(address)
    assert [saved[name] for name in ("title", "event_type", "status", "description")] == [
        *("Panel with guests", "Recording", "In Progress", "With a live audience")
    ]
    assert saved["version"] == changed["version"] + 2

    page.get_by_role("button", name="Show the history").click()
    history = page.get_by_role("list", name="History")
    expect(history).to_contain_text(f"{who}: changed it")
    expect(history).to_contain_text("Title: Panel became Panel with guests")
    expect(history).to_contain_text("Description: With a live audience")


def test_closing_with_something_typed_asks_first(visit: Callable[..., Visit], studio: dict[str, Any]) -> None:
    page = new_event(visit("scheduler"), studio, "Half typed", "9", "10")

    page.keyboard.press("Escape")
    dialog = page.get_by_role("dialog", name="Discard what you typed?")
    dialog.get_by_role("button", name="Keep editing").click()
    expect(page.get_by_label("Title")).to_have_value("Half typed")

    page.get_by_role("button", name="Close", exact=True).last.click()
    dialog.get_by_role("button", name="Discard").click()
    expect(page.get_by_label("Title")).to_have_count(0)

"""Many events at once: chosen in the list and on the timeline, every consequence shown, done and undone as one."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.console.e2e.conftest import Visit

pytestmark = pytest.mark.e2e

EVENTS = "/api/scheduled-events/"
DAY = "2027-01-11"  # a Monday in winter: Dublin and UTC agree


def booked(api: Any, studio: dict[str, Any], **hours: int) -> list[int]:
    """An hour each, by title the one in which it begins."""
    return [
        api.post(
            EVENTS,
            {
                "title": title,
                "facility": studio["id"],
                "start_time": f"{DAY}T{hour:02}:00:00Z",
                "end_time": f"{DAY}T{hour + 1:02}:00:00Z",
            },
        )["id"]
        for title, hour in hours.items()
    ]


def test_events_are_chosen_moved_and_put_back(visit: Callable[..., Visit], studio: dict[str, Any]) -> None:
    visit_ = visit("scheduler")
    early, late, _ = booked(visit_.api, studio, Early=6, Late=9, Gala=10)
    page = visit_.go(f"/schedule?view=list&day={DAY}&facility={studio['id']}", "Schedule")

    page.get_by_role("checkbox", name="Select Early").click()
    page.get_by_role("checkbox", name="Select Late").click(modifiers=["Shift"])
    bar = page.get_by_role("toolbar", name="Selected events")
    expect(bar.get_by_text("2 events selected")).to_be_visible()
    assert visit_.axe() == []
    bar.get_by_role("button", name="Move").click()
    dialog = page.get_by_role("dialog", name="Move 2 events")
    expect(dialog.get_by_text("Say how far")).to_be_visible()
    dialog.get_by_label("Hours").fill("1")
    expect(dialog.get_by_text("1 event cannot", exact=True)).to_be_visible()
    expect(dialog.get_by_text(f"{studio['name']} is already booked for Gala")).to_be_visible()
    expect(dialog.get_by_role("button", name="Move 1 event")).to_be_disabled()
    assert visit_.axe() == []

    dialog.get_by_label("Leave out the 1 event that cannot be").check()
    dialog.get_by_role("button", name="Move 1 event").click()
    expect(page.get_by_text("Moved 1 event 1 hour later, without 1 that could not be.")).to_be_visible()
    expect(bar).to_be_hidden()
    assert visit_.api.get(f"{EVENTS}{early}/")["start_time"] == f"{DAY}T07:00:00Z"

    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Undone.")).to_be_visible()
    assert visit_.api.get(f"{EVENTS}{early}/")["start_time"] == f"{DAY}T06:00:00Z"
    assert visit_.api.get(f"{EVENTS}{late}/")["version"] == 1

    page = visit_.go(f"/schedule?view=timeline&zoom=day&at={DAY}T04:00:00Z&facility={studio['id']}", "Schedule")
    page.get_by_role("button", name="Late, ").click(modifiers=["ControlOrMeta"])
    page.get_by_role("button", name="Late, ").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+Space")
    expect(bar.get_by_text("2 events selected")).to_be_visible()
    page.keyboard.press("Escape")
    expect(bar).to_be_hidden()
    page.keyboard.press("Space")
    bar.get_by_role("button", name="Cancel").click()
    page.get_by_role("dialog", name="Cancel 1 event").get_by_role("button", name="Cancel 1 event").click()
    expect(page.get_by_text("Cancelled 1 event.")).to_be_visible()

    page = visit_.go("/schedule/batches", "Many at once")
    page.get_by_role("button", name="Undo: Cancelled 1 event").first.click()
    page.get_by_role("dialog", name="Undo").get_by_role("button", name="Undo", exact=True).click()
    expect(page.get_by_text("Undone: Cancelled 1 event.")).to_be_visible()
    assert visit_.axe() == []


def test_a_day_becomes_a_template_that_is_applied_to_others(
    visit: Callable[..., Visit], studio: dict[str, Any]
) -> None:
    visit_ = visit("scheduler", clock=f"{DAY}T12:00:00Z")  # calendars open at this month
    booked(visit_.api, studio, Breakfast=8, Talk=10)
    page = visit_.go("/schedule/templates?open=new", "Many at once")
    name = f"Weekday of {studio['name']}"
    page.get_by_label("Name").fill(name)
    page.get_by_label("As planned on").fill("11 Jan 2027")
    page.get_by_role("combobox", name="Only of one facility").fill(studio["name"])
    page.get_by_role("option", name=studio["name"]).click()
    page.get_by_role("button", name="Create template").click()

    panel = page.get_by_role("complementary", name=name)
    panel.get_by_role("button", name="10:00 to 11:00").click()
    panel.get_by_label("What").fill("Late talk")
    panel.get_by_label("Ends").fill("1130")
    panel.get_by_role("button", name="Done").click()
    expect(panel.get_by_role("button", name="10:00 to 11:30")).to_be_visible()
    panel.get_by_role("button", name="Save").click()
    expect(page.get_by_text(f"{name} is saved.")).to_be_visible()
    assert visit_.axe() == []

    panel.get_by_role("button", name="Apply").click()
    dialog = page.get_by_role("dialog", name="Apply a template")
    expect(dialog.get_by_role("combobox", name="Template")).to_have_value(name)
    dialog.get_by_label("On these days").click()
    for day in ("18", "19"):
        page.get_by_role("button", name=f"{day} January 2027").click()
    page.keyboard.press("Escape")
    dialog.get_by_role("button", name="Book 4 events").click()
    expect(page.get_by_text(f"Applied {name} to 2 days from Mon 18 Jan 2027 on: 4 events.")).to_be_visible()
    query = f"{EVENTS}?facility={studio['id']}&start_date=2027-01-18&end_date=2027-01-20"
    found = visit_.api.get(query)["results"]
    assert [event["title"] for event in found] == ["Breakfast", "Late talk"] * 2

    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Undone.")).to_be_visible()
    assert visit_.api.get(query)["count"] == 0

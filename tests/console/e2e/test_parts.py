"""Parts of an event: added beside it, drawn where they take something."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.console.e2e.conftest import Visit
from tests.console.e2e.test_booking import DAY, event_at

pytestmark = pytest.mark.e2e


def test_a_part_is_added_with_its_crew_drawn_changed_and_removed(
    visit: Callable[..., Visit], studio: dict[str, Any]
) -> None:
    visit_ = visit("scheduler")
    gala = visit_.api.post("/api/scheduled-events/", event_at(studio, "Gala", "12:00", "14:00"))
    page = visit_.go(f"/schedule?zoom=day&at={DAY}T06:00:00Z&facility={studio['id']}&open={gala['id']}", "Schedule")
    page.get_by_role("button", name="Add a part").click()
    new = page.get_by_role("group", name="New part")
    new.get_by_label("What is to be done").fill("Rig")
    new.get_by_label("Begins").fill("9")
    new.get_by_label("Ends").fill("1130")
    new.get_by_label("Where").fill(studio["name"])
    page.get_by_role("option", name=studio["name"]).click()
    new.get_by_role("button", name="Crew needed").click()
    new.get_by_label("How many").fill("2")
    new.get_by_label("Position", exact=True).fill("Rigger")
    assert visit_.axe() == []
    assert visit_.axe_in_dark() == []
    new.get_by_label("Position", exact=True).press("Enter")  # saves nothing around it
    new.get_by_role("button", name="Add part").click()

    parts = page.get_by_role("region", name="Parts")
    expect(parts).to_contain_text("09:00 to 11:30")
    expect(parts).to_contain_text("0 of 2 (2 × Rigger)")
    expect(page.get_by_role("button", name="Rig: Gala, Scheduled")).to_be_visible()
    assert visit_.axe() == []

    parts.get_by_role("button", name="Change Rig").click()
    page.get_by_role("group", name="Change Rig").get_by_label("Begins").fill("10")
    page.get_by_role("button", name="Save part").click()
    expect(parts).to_contain_text("10:00 to 11:30")

    visit_.api.patch(
        f"/api/scheduled-events/{gala['id']}/", {"start_time": f"{DAY}T13:00:00Z", "end_time": f"{DAY}T15:00:00Z"}
    )
    expect(parts).to_contain_text("11:00 to 12:30")  # by itself
    parts.get_by_role("button", name="Remove Rig").click()
    expect(page.get_by_text("Rig is off Gala.")).to_be_visible()
    expect(page.get_by_role("button", name="Rig: Gala, Scheduled")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(parts).to_contain_text("11:00 to 12:30")

"""Holds and maintenance as schedulers and engineers see them."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.console.e2e.conftest import Visit
from tests.console.e2e.test_booking import DAY, event_at, new_event

pytestmark = pytest.mark.e2e


def test_a_hold_is_placed_challenged_and_confirmed(visit: Callable[..., Visit], studio: dict[str, Any]) -> None:
    visit_ = visit("scheduler")
    visit_.api.post("/api/scheduled-events/", event_at(studio, "Gala", "10:00", "12:00") | {"claim": "Held"})
    page = new_event(visit_, studio, "Quiz", "1000", "1200")
    page.get_by_label("Hold only").check()
    until = page.get_by_label("Held until the end of")
    until.fill("Sun 10 Jan 2027")
    until.press("Tab")
    assert visit_.axe() == []
    page.get_by_role("button", name="Hold", exact=True).click()
    expect(page.get_by_text("Quiz is held")).to_be_visible()

    page.locator("main li").filter(has_text="Quiz").get_by_role("link").first.click()

    hold = page.get_by_role("group", name="Hold")
    expect(hold).to_contain_text("Second option")
    expect(hold).to_contain_text("Gala, Tue 12 Jan 2027, 10:00 to 12:00: ahead")
    expect(hold.get_by_role("button", name="Confirm")).to_be_disabled()
    assert visit_.axe() == []
    hold.get_by_role("button", name="Challenge").click()
    expect(page.get_by_text("Who is ahead is asked to confirm or release.")).to_be_visible()

    events = visit_.api.get(f"/api/scheduled-events/?facility={studio['id']}&start_date={DAY}&end_date={DAY}")[
        "results"
    ]
    gala = next(event for event in events if event["title"] == "Gala")
    quiz = next(event for event in events if event["title"] == "Quiz")
    assert quiz["hold"]["expires_at"] == "2027-01-11T00:00:00Z"
    assert gala["hold"]["challenge"]["by"]["title"] == "Quiz"
    visit_.api.post(f"/api/scheduled-events/{gala['id']}/claim/release/")
    expect(hold).to_contain_text("First option")  # by itself
    hold.get_by_role("button", name="Confirm").click()
    expect(page.get_by_text("Quiz is booked.")).to_be_visible()
    expect(hold).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_timeline_hatches_holds_with_their_rank_and_shows_maintenance(
    visit: Callable[..., Visit], studio: dict[str, Any], scheme: str
) -> None:
    visit_ = visit("scheduler", scheme=scheme)
    booked = event_at(studio, "Debate", "14:00", "15:00")
    visit_.api.post("/api/scheduled-events/", booked)
    for title in ("Gala", "Quiz"):
        visit_.api.post("/api/scheduled-events/", event_at(studio, title, "10:00", "12:00") | {"claim": "Held"})
    visit_.api.post(
        "/api/maintenance/",
        {
            "facility": studio["id"],
            "reason": "New lamps",
            "start_time": f"{DAY}T14:30:00Z",
            "end_time": f"{DAY}T18:00:00Z",
        },
    )

    page = visit_.go(f"/schedule?zoom=day&at={DAY}T08:00:00Z&facility={studio['id']}", "Schedule")

    expect(page.get_by_role("button", name="Gala, Hold 1")).to_be_visible()
    expect(page.get_by_role("button", name="Quiz, Hold 2")).to_be_visible()
    expect(page.get_by_role("button", name="Maintenance: New lamps, Out of use")).to_be_visible()
    expect(page.get_by_role("button", name="Debate, Scheduled, in conflict")).to_be_visible()
    assert visit_.axe() == []


def test_maintenance_is_planned_on_a_facility_with_what_it_hits(
    visit: Callable[..., Visit], studio: dict[str, Any]
) -> None:
    visit_ = visit("engineer")
    visit("scheduler").api.post("/api/scheduled-events/", event_at(studio, "Debate", "14:00", "15:00"))
    page = visit_.go(f"/facilities?open={studio['id']}", "Facilities")

    page.get_by_role("button", name="Plan maintenance").click()
    page.get_by_label("Reason").fill("New lamps")
    page.get_by_label("Out of use from").fill("Tue 12 Jan 2027")
    page.get_by_label("Out of use from").press("Tab")
    page.get_by_label("until").fill("Tue 12 Jan 2027")
    page.get_by_label("until").press("Tab")
    page.get_by_label("at", exact=True).nth(1).fill("1800")
    expect(page.get_by_text("Puts 1 event at risk:")).to_be_visible()
    assert visit_.axe() == []
    page.get_by_role("button", name="Take out of use").click()

    expect(page.get_by_text("Planned. 1 event at risk.")).to_be_visible()
    expect(page.get_by_label("Maintenance", exact=True)).to_contain_text("09:00 to 18:00: New lamps")
    page.get_by_role("button", name="Call off").click()
    expect(page.get_by_text("None is planned.")).to_be_visible()

"""Two people: what one does rings the other's bell, by itself."""

import secrets
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.console.e2e.conftest import Visit

pytestmark = pytest.mark.e2e


def bell(page: Page) -> Any:
    return page.get_by_role("link", name="Notifications").locator("visible=true")


def put_on(scheduler: Visit, person: Visit, title: str) -> dict[str, Any]:
    me = person.api.get("/api/auth/user/")["id"]
    start = f"2027-02-{secrets.randbelow(27) + 1:02}T{secrets.randbelow(20):02}:{secrets.randbelow(60):02}"
    made = scheduler.api.post(
        "/api/scheduled-events/",
        {
            "title": title,
            "start_time": f"{start}:00Z",
            "end_time": f"{start}:59Z",
            "time_zone": "Europe/Dublin",
            "assigned_users": [me],
        },
    )
    assert isinstance(made, dict)
    return made


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_the_bell_of_whom_it_concerns_rises_and_falls_by_itself(visit: Callable[..., Visit], size: str) -> None:
    scheduler, engineer = visit("scheduler"), visit("engineer", size=size)
    engineer.api.post("/api/notifications/mark-all-read/")
    page = engineer.go("/today", "Today")
    expect(bell(page)).to_have_accessible_name("Notifications")

    title = f"Live {secrets.token_hex(4)}"
    put_on(scheduler, engineer, title)

    expect(bell(page)).to_have_accessible_name("Notifications, 1 unread")
    expect(page.get_by_role("status").filter(has_text="1 unread notification")).to_be_attached()
    # another window of the same person reads it
    engineer.api.post("/api/notifications/mark-all-read/")
    expect(bell(page)).to_have_accessible_name("Notifications")
    theirs = scheduler.api.get("/api/notifications/?search=" + title)
    assert theirs["count"] == 0


def test_opening_one_marks_it_as_read_and_leads_to_what_it_is_about(visit: Callable[..., Visit]) -> None:
    scheduler, operator = visit("scheduler"), visit("operator")
    operator.api.post("/api/notifications/mark-all-read/")
    titles = [f"Panel {secrets.token_hex(4)}" for _ in range(3)]
    for title in titles:
        put_on(scheduler, operator, title)
    page = operator.go("/notifications?show=unread", "Notifications")
    items = page.locator("main li")
    expect(items).to_have_count(3)

    page.get_by_role("link", name=f"You are on {titles[0]}").click()

    expect(page.get_by_role("complementary", name=titles[0])).to_be_visible()
    operator.go("/notifications?show=unread", "Notifications")
    expect(items).to_have_count(2)
    page.get_by_role("button", name=f"Mark as read: You are on {titles[1]}").click()
    expect(items).to_have_count(1)
    page.get_by_role("button", name="Mark all read").click()
    expect(page.get_by_text("Nothing unread")).to_be_visible()
    page.get_by_text("All", exact=True).click()
    expect(page.get_by_role("link", name=f"You are on {titles[2]}")).to_be_visible()


def test_what_is_switched_off_does_not_ring(visit: Callable[..., Visit]) -> None:
    scheduler, manager = visit("scheduler"), visit("manager")
    manager.api.post("/api/notifications/mark-all-read/")
    page = manager.go("/account/notifications", "What you are told")
    box = page.get_by_role("checkbox", name="I am put on an event: Console")
    expect(box).to_be_checked()

    with page.expect_response(lambda answer: answer.request.method == "PATCH" and answer.ok):
        box.click()

    expect(box).not_to_be_checked()
    page.reload()
    expect(box).not_to_be_checked()
    title = f"Quiet {secrets.token_hex(4)}"
    event = put_on(scheduler, manager, title)
    scheduler.api.patch(f"/api/scheduled-events/{event['id']}/", {"status": "Cancelled"})
    expect(bell(page)).to_have_accessible_name("Notifications, 1 unread")  # the second kind rings all the same
    assert [row["title"] for row in manager.api.get("/api/notifications/?unread=true")["results"]] == [
        f"{title} is cancelled"
    ]
    box.click()
    expect(box).to_be_checked()

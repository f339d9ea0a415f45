"""My time on a phone, and what waits for a manager."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.console.e2e.conftest import Visit

pytestmark = pytest.mark.e2e

ENTRIES, REQUESTS = "/api/time-entries/", "/api/time-off-requests/"
DAYS = (date(2031, 1, 1) + timedelta(days=number) for number in Random().sample(range(20_000), 200))


def a_day() -> str:
    """Far ahead and nobody else's, so that a station can be tested again and again."""
    return str(next(DAYS))


def entry(visit_: Visit, day: str, start: str = "09:00", end: str = "17:00") -> dict[str, Any]:
    made = visit_.api.post(ENTRIES, {"date": day, "clock_in": start, "clock_out": end})
    assert isinstance(made, dict)
    return made


def choose(page: Page, name: str, day: str) -> None:
    shown = date.fromisoformat(day)
    page.get_by_role("checkbox", name=f"{name}, {shown:%a} {shown.day} {shown:%b %Y}").check()


def test_a_working_day_goes_by_one_thumb(visit: Callable[..., Visit]) -> None:
    visit_ = visit("operator", size="phone")
    if "entry" in visit_.api.get(f"{ENTRIES}current/"):
        visit_.api.post(f"{ENTRIES}clock-out/")
    page = visit_.go("/today", "Today")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="My time").click()

    page.get_by_role("button", name="Clock in").click()
    expect(page.get_by_text("Working, 0 min so far")).to_be_visible()
    page.get_by_role("button", name="Start break").click()
    expect(page.get_by_text("On a break, 0 min so far")).to_be_visible()
    page.get_by_role("button", name="End break").click()
    expect(page.get_by_text("Working, 0 min so far")).to_be_visible()
    page.get_by_role("button", name="Clock out").click()

    expect(page.get_by_text("You are not clocked in.")).to_be_visible()
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    newest = visit_.api.get(f"{ENTRIES}?ordering=-updated_at&page_size=1")["results"][0]
    assert (newest["status"], len(newest["breaks"])) == ("Pending", 1)


def test_a_clock_in_elsewhere_shows_by_itself(visit: Callable[..., Visit]) -> None:
    visit_ = visit("engineer")
    if "entry" in visit_.api.get(f"{ENTRIES}current/"):
        visit_.api.post(f"{ENTRIES}clock-out/")
    page = visit_.go("/my-time", "My time")
    expect(page.get_by_role("button", name="Clock in")).to_be_visible()

    visit_.api.post(f"{ENTRIES}clock-in/")

    expect(page.get_by_role("button", name="Clock out")).to_be_visible()
    visit_.api.post(f"{ENTRIES}clock-out/")
    expect(page.get_by_role("button", name="Clock in")).to_be_visible()


def test_several_entries_of_a_day_and_what_is_refused_stays(visit: Callable[..., Visit]) -> None:
    visit_, day = visit("operator"), a_day()
    page = visit_.go(f"/my-time?day={day}&entry=new", "My time")
    panel = page.get_by_role("complementary")
    for number, (start, end) in enumerate([("9", "12"), ("11", "13"), ("2200", "6")], 1):
        if number > 1:
            panel.get_by_role("button", name="Another entry of this day").click()
        row = panel.get_by_role("group", name=f"Entry {number}")
        row.get_by_label("From").fill(start)
        row.get_by_label("To").fill(end)

    panel.get_by_role("button", name="Save 3 entries").click()

    refusal = panel.get_by_text("Not saved. This overlaps another entry")
    expect(refusal).to_be_visible()
    panel.get_by_label("From").fill("12")
    panel.get_by_role("button", name="Save", exact=True).click()
    expect(panel).to_have_count(0)
    rows = page.get_by_role("listitem").filter(has_text="Waiting")
    expect(rows.filter(has_text="22:00 to 06:00")).to_contain_text("8 h")
    expect(rows.filter(has_text="12:00 to 13:00")).to_contain_text("1 h")
    hours = [found["total_hours"] for found in visit_.api.get(f"{ENTRIES}?date={day}&ordering=clock_in")["results"]]
    assert hours == [3, 1, 8]


def test_an_own_entry_is_corrected_and_taken_back(visit: Callable[..., Visit]) -> None:
    visit_, day = visit("operator"), a_day()
    made = entry(visit_, day)
    page = visit_.go(f"/my-time?day={day}&entry={made['id']}", "My time")
    panel = page.get_by_role("complementary", name="Time")

    panel.get_by_label("To", exact=True).fill("1830")
    panel.get_by_role("button", name="Add a break").click()
    panel.get_by_label("Break from").fill("12")
    panel.get_by_label("Break to").fill("1230")
    panel.get_by_role("button", name="Save").click()
    expect(page.get_by_role("listitem").filter(has_text="09:00 to 18:30")).to_contain_text("9 h")

    panel.get_by_role("button", name="Take back").click()
    expect(page.get_by_role("listitem").filter(has_text="09:00 to 18:30")).to_have_count(0)


def test_leave_is_asked_for_and_withdrawn(visit: Callable[..., Visit]) -> None:
    visit_, day = visit("operator", size="phone"), a_day()
    page = visit_.go("/my-time", "My time")
    page.get_by_role("link", name="Ask for time off").click()
    panel = page.get_by_role("complementary", name="Ask for time off")
    panel.get_by_text("Morning").click()
    panel.get_by_label("Reason").fill("Dentist")
    panel.get_by_label("First day").fill(day)
    panel.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_text("A manager will answer.")).to_be_visible()

    (asked,) = visit_.api.get(f"{REQUESTS}?start_date={day}&end_date={day}")["results"]
    assert (asked["request_type"], asked["end_time"], asked["reason"]) == ("Annual leave", "13:00", "Dentist")
    visit_.go(f"/my-time?request={asked['id']}")
    page.get_by_role("button", name="Withdraw").click()
    expect(page.get_by_text("The request is withdrawn.")).to_be_visible()
    assert visit_.api.get(f"{REQUESTS}?start_date={day}&end_date={day}")["results"] == []


def test_many_are_approved_at_once_and_a_bad_row_is_named(visit: Callable[..., Visit]) -> None:
    operator, manager = visit("operator"), visit("manager")
    plain, long = entry(operator, a_day()), entry(operator, a_day(), "06:00", "20:00")
    name = plain["user"]["full_name"]
    page = manager.go(f"/approvals?person={plain['user']['id']}", "Approvals")
    choose(page, name, plain["date"])
    choose(page, name, long["date"])
    expect(page.get_by_role("row").filter(has_text="06:00 to 20:00").first).to_contain_text("Long day")

    page.get_by_role("button", name="Approve 2").click()

    notice = page.get_by_role("alert").filter(has_text="One stays as before")
    expect(notice).to_contain_text(name)
    expect(notice).to_contain_text("14 hours were worked")
    assert manager.axe() == []
    assert operator.api.get(f"{ENTRIES}{plain['id']}/")["status"] == "Approved"
    page.get_by_role("button", name="Approve with a word").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Why the day was so long").fill("Penalties")
    dialog.get_by_role("button", name="Approve").click()
    expect(dialog).to_have_count(0)
    assert operator.api.get(f"{ENTRIES}{long['id']}/")["approval_note"] == "Penalties"


def test_a_rejection_reaches_its_person_with_the_reason(visit: Callable[..., Visit]) -> None:
    operator, manager = visit("operator"), visit("manager")
    made = entry(operator, a_day())
    own = operator.go(f"/my-time?day={made['date']}", "My time")
    page = manager.go(f"/approvals?open={made['id']}", "Approvals")

    page.get_by_role("complementary").get_by_role("button", name="Reject").click()
    page.get_by_role("dialog").get_by_role("button", name="Reject").click()
    expect(page.get_by_text("Say it in a few words.")).to_be_visible()
    page.get_by_role("dialog").get_by_label("Reason").fill("That was a holiday")
    page.get_by_role("dialog").get_by_role("button", name="Reject").click()

    expect(own.get_by_text("Rejected: That was a holiday")).to_be_visible()  # by itself


def test_approved_time_is_adjusted_with_a_reason(visit: Callable[..., Visit]) -> None:
    operator, manager = visit("operator"), visit("manager")
    made = entry(operator, a_day())
    manager.api.post(f"{ENTRIES}{made['id']}/approve/")
    page = manager.go(f"/approvals?status=Approved&open={made['id']}", "Approvals")
    panel = page.get_by_role("complementary")

    panel.get_by_role("button", name="Adjust").click()
    panel.get_by_label("To", exact=True).fill("18")
    panel.get_by_role("button", name="Adjust").click()
    expect(panel.get_by_text("An adjustment needs a reason.")).to_be_visible()
    panel.get_by_label("Reason").fill("Overran")
    panel.get_by_role("button", name="Adjust").click()

    expect(panel.get_by_text("Overran. 09:00 to 17:00 (8 h) became 09:00 to 18:00 (9 h).")).to_be_visible()


def test_approved_leave_stands_in_the_timeline_and_in_the_week(visit: Callable[..., Visit]) -> None:
    operator, manager, scheduler = visit("operator"), visit("manager"), visit("scheduler")
    day = a_day()
    event = {"title": "Booked already", "start_time": f"{day}T10:00:00Z", "end_time": f"{day}T11:00:00Z"}
    person = operator.api.get("/api/auth/user/")["id"]
    scheduler.api.post("/api/scheduled-events/", event | {"assigned_users": [person]})
    asked = operator.api.post(REQUESTS, {"request_type": "sick", "start_date": day, "end_date": day})
    name = asked["user"]["full_name"]

    page = manager.go(f"/approvals?show=leave&open={asked['id']}", "Approvals")
    panel = page.get_by_role("complementary", name=name)
    expect(panel.get_by_text("Booked already")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="Booked in that time").first).to_be_visible()
    panel.get_by_role("button", name="Approve").click()
    expect(panel.get_by_text("Approved", exact=True)).to_be_visible()

    page = scheduler.go(f"/schedule?rows=person&person={person}&at={day}T00:00:00Z&zoom=day", "Schedule")
    expect(page.locator("[data-status='Leave']")).to_be_visible()
    expect(page.locator("[data-conflict]")).to_be_visible()
    page = scheduler.go(f"/schedule?view=list&day={day}&person={person}", "Schedule")
    expect(page.get_by_text(f"On leave: {name}")).to_be_visible()
    assert "sick" not in page.content()
    assert scheduler.axe() == []

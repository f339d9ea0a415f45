"""A series from the form: said back in a sentence, booked, changed for one date and for all."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.console.e2e.conftest import Visit

pytestmark = pytest.mark.e2e

DAY = "2027-01-11"  # a Monday in winter: Dublin and UTC agree


def new_event(visit_: Visit, studio: dict[str, Any]) -> Page:
    return visit_.go(
        f"/schedule?view=list&day={DAY}&facility={studio['id']}&open=new&new_facility={studio['id']}"
        f"&new_start={DAY}T06:00:00Z&new_end={DAY}T09:00:00Z",
        "Schedule",
    )


def dates(visit_: Visit, studio: dict[str, Any]) -> list[dict[str, Any]]:
    query = f"facility={studio['id']}&start_date={DAY}&end_date=2027-03-01"
    return visit_.api.get(f"/api/scheduled-events/?{query}")["results"]


def test_a_series_is_booked_and_changed_in_the_scope_that_was_asked_for(
    visit: Callable[..., Visit], studio: dict[str, Any]
) -> None:
    visit_ = visit("scheduler")
    page = new_event(visit_, studio)
    page.get_by_label("Title").fill("Breakfast show")
    page.get_by_role("combobox", name="Repeats").click()
    page.get_by_role("option", name="Every weekday").click()
    page.get_by_role("combobox", name="End", exact=True).click()
    page.get_by_role("option", name="Ends after").click()
    page.get_by_label("Dates").fill("5")
    expect(page.get_by_text("Every weekday at 06:00, 5 times")).to_be_visible()
    expect(page.get_by_text("Tue 12 Jan 2027")).to_be_visible()

    page.get_by_role("button", name="Book", exact=True).click()

    expect(page.get_by_text("Breakfast show is booked every weekday at 06:00, 5 times")).to_be_visible()
    booked = dates(visit_, studio)
    assert [event["start_time"] for event in booked] == [f"2027-01-{day}T06:00:00Z" for day in range(11, 16)]

    page = visit_.go(f"/schedule?view=list&day={DAY}&facility={studio['id']}&open={booked[1]['id']}", "Schedule")
    expect(page.get_by_text("One date of a series, every weekday at 06:00, 5 times")).to_be_visible()
    page.get_by_label("Title").fill("Breakfast special")
    page.get_by_role("button", name="Save", exact=True).click()
    dialog = page.get_by_role("dialog", name="Which dates of the series?")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("Breakfast special is saved")).to_be_visible()

    page.get_by_label("Description").fill("With guests")
    page.get_by_role("complementary").get_by_role("combobox", name="Status").click()
    page.get_by_role("option", name="In Progress").click()  # of this date alone, whatever the rest means
    page.get_by_role("button", name="Save", exact=True).click()
    dialog.get_by_label("All dates that have not begun").check()
    dialog.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("the dates of the series are saved")).to_be_visible()
    found = dates(visit_, studio)
    assert [event["title"] for event in found].count("Breakfast special") == 1
    assert {event.get("description") for event in found} == {"With guests"}
    assert [event["status"] for event in found].count("In Progress") == 1

    page.get_by_role("button", name="Cancel event").click()
    dialog.get_by_label("This and the following dates").check()
    dialog.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Take them off too").click()
    expect(page.get_by_text("4 dates of Breakfast special taken off")).to_be_visible()
    assert len(dates(visit_, studio)) == 1


def test_a_date_dragged_on_the_timeline_asks_which_dates_are_meant(
    visit: Callable[..., Visit], studio: dict[str, Any]
) -> None:
    visit_ = visit("scheduler")
    visit_.api.post(
        "/api/series/",
        {
            "title": "Rehearsal",
            "facility": studio["id"],
            "time_zone": "Europe/Dublin",
            "rrule": "FREQ=DAILY;COUNT=3",
            "dtstart": f"{DAY}T10:00",
            "dtend": f"{DAY}T12:00",
        },
    )
    second = dates(visit_, studio)[1]
    page = visit_.go(f"/schedule?zoom=day&at=2027-01-12T06:00:00Z&facility={studio['id']}", "Schedule")
    bar = page.locator(f'[data-bar="e{second["id"]}"]')
    expect(bar).to_be_visible()
    dialog = page.get_by_role("dialog", name="Which dates of the series?")

    def drag_by_an_hour() -> None:
        box = bar.bounding_box()
        assert box is not None
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + (box["width"] + 1) / 2, y, steps=8)
        page.mouse.up()

    drag_by_an_hour()
    dialog.get_by_role("button", name="Change nothing").click()
    expect(dialog).to_be_hidden()
    assert [event["start_time"][11:16] for event in dates(visit_, studio)] == ["10:00"] * 3

    expect(page.get_by_text("Nothing was changed")).to_be_visible()
    drag_by_an_hour()
    dialog.get_by_label("This and the following dates").check()
    dialog.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("Rehearsal is moved: every day at 11:00")).to_be_visible()
    assert [event["start_time"][11:16] for event in dates(visit_, studio)] == ["10:00", "11:00", "11:00"]

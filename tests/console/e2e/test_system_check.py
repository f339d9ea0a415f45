"""A system check on a phone: begin, look, fail, open an incident, complete; and the checklists behind it."""

import secrets
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.console.e2e.conftest import Visit, slowly

pytestmark = pytest.mark.e2e


@pytest.fixture
def checklist(visit: Callable[..., Visit], studio: dict[str, Any]) -> dict[str, Any]:
    """The daily check of the demonstration, which is for studios."""
    (found,) = [row for row in visit("operator").api.get("/api/checklists/")["results"] if row["name"] == "Daily check"]
    assert isinstance(found, dict)
    return found


def begin(visit_: Visit, studio: dict[str, Any]) -> Page:
    page = visit_.go("/system-check", "System check")
    page.get_by_role("button", name=f"Begin Daily check of {studio['name']}").click()
    expect(page.get_by_role("heading", level=1, name=studio["name"])).to_be_visible()
    return page


def test_a_check_from_start_to_incident_with_one_thumb(
    visit: Callable[..., Visit], studio: dict[str, Any], checklist: dict[str, Any]
) -> None:
    visit_ = visit("operator", size="phone")
    page = begin(visit_, studio)

    for department in checklist["departments"]:
        page.get_by_role("radiogroup", name="Department").get_by_text(department["name"]).click()
        for item in department["items"]:
            name = "Failed" if item["name"] == "Monitors" else "OK"
            buttons = page.get_by_role("region", name=department["name"]).get_by_role("group", name=item["name"])
            buttons.get_by_role("button", name=name).click()
            expect(buttons.get_by_role("button", name=name)).to_have_attribute("aria-pressed", "true")
    page.get_by_role("radiogroup", name="Department").get_by_text("Video").click()
    page.get_by_label("Note on Monitors").fill("Second one from the left flickers")
    page.get_by_role("button", name="Open an incident").click()

    expect(page.get_by_role("link", name="INC-")).to_be_visible()
    assert visit_.axe() == []
    wider = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    assert not wider
    page.get_by_role("button", name="Complete").click()
    expect(page.get_by_text("Completed by")).to_be_visible()

    check = visit_.api.get(f"/api/system-checks/?facility={studio['id']}")["results"][0]
    assert (check["state"], check["counts"]["open"]) == ("Failed", 0)
    (incident,) = visit_.api.get(f"/api/incident-tickets/?facility={studio['id']}")["results"]
    assert "Second one from the left flickers" in incident["description"]


def fail(page: Page, item: str) -> None:
    """Say that an item of Video has failed, and see it kept."""
    failed = page.get_by_role("group", name=item).get_by_role("button", name="Failed")
    with page.expect_response(lambda response: response.request.method == "PATCH"):
        failed.click()
    expect(failed).to_have_attribute("aria-pressed", "true")


def test_a_note_still_being_typed_is_in_the_incident(
    visit: Callable[..., Visit], studio: dict[str, Any], checklist: dict[str, Any]
) -> None:
    """Pressing the button leaves the field, which saves the note: the press must survive that, however long it is."""
    visit_ = visit("operator")
    page = begin(visit_, studio)
    fail(page, "Monitors")

    page.route("**/items/**", slowly)
    page.get_by_label("Note on Monitors").fill("Second one from the left flickers")
    page.get_by_role("button", name="Open an incident").click(delay=300)

    expect(page.get_by_role("link", name="INC-")).to_be_visible()
    (incident,) = visit_.api.get(f"/api/incident-tickets/?facility={studio['id']}")["results"]
    assert "Second one from the left flickers" in incident["description"]


def test_the_last_note_and_the_last_tap_are_in_the_completed_check(
    visit: Callable[..., Visit], studio: dict[str, Any], checklist: dict[str, Any]
) -> None:
    """Whoever is quick presses Complete while the last findings are still on their way."""
    visit_ = visit("operator")
    page = begin(visit_, studio)
    check = visit_.api.post("/api/system-checks/", {"facility": studio["id"]})
    last = check["departments"][-1]["items"][-1]
    for item in [item for department in check["departments"] for item in department["items"] if item != last]:
        visit_.api.patch(f"/api/system-checks/{check['id']}/items/{item['id']}/", {"outcome": "OK"})
    page.reload()

    page.route("**/items/**", slowly)
    page.get_by_role("group", name=last["name"]).get_by_role("button", name="Failed").click()
    page.get_by_label(f"Note on {last['name']}").fill("Dark since noon")
    page.get_by_role("button", name="Complete").click()

    expect(page.get_by_text("Completed by")).to_be_visible()
    check = visit_.api.get(f"/api/system-checks/{check['id']}/")
    found = check["departments"][-1]["items"][-1]
    assert (found["outcome"], found["note"]) == ("Failed", "Dark since noon")


def test_a_note_that_could_not_be_saved_is_kept_and_saved_later(
    visit: Callable[..., Visit], studio: dict[str, Any], checklist: dict[str, Any]
) -> None:
    visit_ = visit("operator", size="phone")
    page = begin(visit_, studio)
    fail(page, "Monitors")
    note = page.get_by_label("Note on Monitors")
    departments = page.get_by_role("radiogroup", name="Department")

    page.route("**/items/**", lambda route: route.abort())
    note.fill("Second one from the left flickers")
    page.get_by_role("button", name="Open an incident").click()
    expect(page.get_by_text("No incident was opened")).to_be_visible()
    departments.get_by_text("Audio").click()
    departments.get_by_text("Video").click()
    expect(note).to_have_value("Second one from the left flickers")
    expect(page.get_by_text("This note is not saved yet")).to_be_visible()

    page.unroute("**/items/**")
    page.get_by_role("button", name="Open an incident").click()
    expect(page.get_by_role("link", name="INC-")).to_be_visible()
    expect(page.get_by_text("This note is not saved yet")).to_be_hidden()
    (incident,) = visit_.api.get(f"/api/incident-tickets/?facility={studio['id']}")["results"]
    assert "Second one from the left flickers" in incident["description"]


def test_what_is_still_open_is_named_and_shown(
    visit: Callable[..., Visit], studio: dict[str, Any], checklist: dict[str, Any]
) -> None:
    page = begin(visit("operator", size="phone"), studio)

    page.get_by_role("button", name="Complete").click()

    expect(page.get_by_role("alert")).to_contain_text("17 items are still open: Video Switcher")


def test_two_people_share_a_check_and_see_each_other(
    visit: Callable[..., Visit], studio: dict[str, Any], checklist: dict[str, Any]
) -> None:
    page = begin(visit("operator"), studio)
    engineer = visit("engineer")
    check = engineer.api.post("/api/system-checks/", {"facility": studio["id"]})
    item = check["departments"][1]["items"][1]

    engineer.api.patch(f"/api/system-checks/{check['id']}/items/{item['id']}/", {"outcome": "Failed", "note": "Hums"})

    mixer = page.get_by_role("region", name="Audio").get_by_role("group", name="Mixer")
    expect(mixer.get_by_role("button", name="Failed")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_label("Note on Mixer")).to_have_value("Hums")


def test_a_completed_check_is_reopened_with_a_reason(
    visit: Callable[..., Visit], studio: dict[str, Any], checklist: dict[str, Any]
) -> None:
    visit_ = visit("engineer")
    check = visit_.api.post("/api/system-checks/", {"facility": studio["id"]})
    for department in check["departments"]:
        for item in department["items"]:
            visit_.api.patch(f"/api/system-checks/{check['id']}/items/{item['id']}/", {"outcome": "OK"})
    visit_.api.post(f"/api/system-checks/{check['id']}/complete/")
    page = visit_.go(f"/system-check/{check['id']}", studio["name"])

    page.get_by_role("button", name="Reopen").click()
    dialog = page.get_by_role("dialog", name="Reopen this check")
    dialog.get_by_label("Why").fill("The microphones were never on")
    dialog.get_by_role("button", name="Reopen").click()

    expect(page.get_by_text("Reopened: The microphones were never on")).to_be_visible()
    expect(page.get_by_role("button", name="Complete")).to_be_visible()


def test_a_checklist_is_made_and_edited(visit: Callable[..., Visit]) -> None:
    visit_, name = visit("engineer"), f"Booth check {secrets.token_hex(3)}"
    page = visit_.go("/system-check/checklists?open=new", "Checklists")

    page.get_by_label("Name").fill(name)
    page.get_by_role("combobox", name="For facilities of kind").focus()
    page.keyboard.press("ArrowDown")
    page.get_by_role("option", name="Booth").click()
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Create checklist").click()
    page.get_by_role("link", name=name).click()
    video = page.get_by_role("group", name="Video")
    expect(video.get_by_label("Items, one a line")).to_have_value(
        "Switcher\nRouting\nStreaming\nCameras\nMonitors\nRecording"
    )
    video.get_by_label("Items, one a line").fill("Cameras: both\nMonitors")
    page.get_by_role("button", name="Remove Annunciator").click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text(f"{name} is saved")).to_be_visible()

    (saved,) = [row for row in visit_.api.get("/api/checklists/")["results"] if row["name"] == name]
    assert saved["facility_kinds"] == ["Booth"]
    assert [department["name"] for department in saved["departments"]] == ["Video", "Audio"]
    assert saved["departments"][0]["items"] == [{"name": "Cameras", "hint": "both"}, {"name": "Monitors"}]
    visit_.api.post(f"/api/checklists/{saved['id']}/archive/")

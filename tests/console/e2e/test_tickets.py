"""The queue of tickets: from the list to the drawer, a note, a resolution, a conversion."""

import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.console.e2e.conftest import Visit, slowly

pytestmark = pytest.mark.e2e


@pytest.fixture
def incident(visit: Callable[..., Visit], studio: dict[str, Any]) -> dict[str, Any]:
    """Reported by the operator, in a studio of the test's own."""
    made = visit("operator").api.post(
        "/api/incident-tickets/",
        {
            "title": f"No picture {secrets.token_hex(3)}",
            "description": "Black on all outputs",
            "facility": studio["id"],
        },
    )
    assert isinstance(made, dict)
    return made


def opened(visit_: Visit, incident: dict[str, Any]) -> Page:
    page = visit_.go(f"/tickets?q={incident['number']}", "Tickets")
    page.get_by_role("link", name=incident["number"]).click()
    expect(page.get_by_role("complementary", name=incident["title"])).to_be_visible()
    return page


def test_from_the_queue_to_the_drawer_to_a_note_to_resolved(
    visit: Callable[..., Visit], incident: dict[str, Any]
) -> None:
    visit_ = visit("engineer")
    page = opened(visit_, incident)
    drawer = page.get_by_role("complementary")

    drawer.get_by_role("button", name="Take it").click()
    expect(drawer.get_by_role("region", name="Timeline")).to_contain_text("gave it to Tomasz Nowak")
    drawer.get_by_label("Note", exact=True).fill("Is the router up @grac")
    drawer.get_by_role("button", name="Grace Adeyemi").click()
    drawer.get_by_label("Note", exact=True).press("Control+Enter")
    expect(drawer.get_by_role("region", name="Timeline")).to_contain_text("Is the router up @operator")
    expect(drawer.get_by_label("Note", exact=True)).to_have_value("")
    drawer.get_by_label("Note", exact=True).fill("The spare card is cheap")
    drawer.get_by_role("switch", name="Private, for those who work on it").click()
    drawer.get_by_role("button", name="Add note").click()
    expect(drawer.get_by_text("Private", exact=True)).to_be_visible()
    assert visit_.axe() == []
    drawer.get_by_role("button", name="Resolve").click()

    expect(drawer.get_by_role("button", name="Open again")).to_be_visible()
    saved = visit_.api.get(f"/api/incident-tickets/{incident['id']}/")
    assert (saved["status"], saved["assignee"]["full_name"]) == ("Resolved", "Tomasz Nowak")
    seen = visit("operator").api.get(f"/api/comments/?incident_ticket={incident['id']}")["results"]
    assert [note["text"] for note in seen] == ["Is the router up @operator"]


def test_whoever_is_quick_is_not_told_that_somebody_was_faster(
    visit: Callable[..., Visit], incident: dict[str, Any]
) -> None:
    visit_ = visit("engineer")
    page = opened(visit_, incident)
    drawer = page.get_by_role("complementary")

    page.route("**/api/incident-tickets/*/", slowly)
    drawer.get_by_role("combobox", name="Priority").click()
    page.get_by_role("option", name="Critical").click()
    drawer.get_by_role("button", name="Take it").click()

    expect(drawer.get_by_role("button", name="Take it")).to_be_hidden()
    expect(page.get_by_text("Someone was faster")).to_be_hidden()
    saved = visit_.api.get(f"/api/incident-tickets/{incident['id']}/")
    assert (saved["priority"], saved["assignee"]["full_name"]) == ("Critical", "Tomasz Nowak")


def test_an_operator_requests_service_and_says_it_better(visit: Callable[..., Visit], studio: dict[str, Any]) -> None:
    visit_, title = visit("operator", size="phone"), f"Tally light {secrets.token_hex(3)}"
    page = visit_.go("/tickets?kind=service_ticket", "Tickets")
    page.get_by_role("link", name="Request service").click()
    form = page.get_by_role("complementary", name="Request service")
    form.get_by_role("button", name="Request service").click()
    expect(form.get_by_text("What is to be done?")).to_be_visible()
    form.get_by_label("What is to be done").fill(title)
    form.get_by_label("Type").fill("Maintenance")
    form.get_by_label("Estimated hours").fill("1.5")
    assert visit_.axe() == []
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    form.get_by_role("button", name="Request service").click()
    drawer = page.get_by_role("complementary", name=title)
    expect(drawer).to_be_visible()

    drawer.get_by_role("button", name="Edit").click()
    form = page.get_by_role("complementary", name="Edit SRV-")
    form.get_by_label("Details").fill("The left one, above the door")
    form.get_by_role("button", name="Save").click()

    expect(page.get_by_role("complementary", name=title)).to_contain_text("The left one, above the door")
    (saved,) = visit_.api.get(f"/api/service-tickets/?search={title}")["results"]
    assert (saved["service_type"], saved["estimated_hours"]) == ("Maintenance", 1.5)


def test_an_edit_never_silently_replaces_what_somebody_else_wrote(
    visit: Callable[..., Visit], incident: dict[str, Any]
) -> None:
    visit_ = visit("engineer")
    page = opened(visit_, incident)
    page.get_by_role("button", name="Edit").click()
    form = page.get_by_role("complementary", name=f"Edit {incident['number']}")
    form.get_by_label("Title").fill("No picture at all")
    visit("operator").api.patch(f"/api/incident-tickets/{incident['id']}/", {"description": "Sound is gone as well"})

    form.get_by_role("button", name="Save").click()

    expect(form.get_by_text("Sound is gone as well").first).to_be_visible()
    expect(form.get_by_label("Title")).to_have_value("No picture at all")
    assert visit_.api.get(f"/api/incident-tickets/{incident['id']}/")["title"] == incident["title"]


def test_an_incident_becomes_a_service_ticket(visit: Callable[..., Visit], incident: dict[str, Any]) -> None:
    page = opened(visit("engineer"), incident)

    page.get_by_role("button", name="Convert to service ticket").click()

    drawer = page.get_by_role("complementary", name="SRV-")
    expect(drawer).to_contain_text(incident["number"])
    expect(drawer).to_contain_text("Black on all outputs")


def test_filters_stand_in_the_address(visit: Callable[..., Visit], incident: dict[str, Any]) -> None:
    visit_ = visit("engineer")
    visit_.api.patch(f"/api/incident-tickets/{incident['id']}/", {"priority": "Critical", "status": "Resolved"})
    facility = incident["facility"]["id"]

    page = visit_.go(f"/tickets?facility={facility}", "Tickets")
    expect(page.get_by_text("No ticket fits")).to_be_visible()  # only what is open, unless asked
    visit_.go(f"/tickets?facility={facility}&status=Resolved&priority=Critical&assignee=none", "Tickets")

    expect(page.get_by_role("link", name=incident["number"])).to_be_visible()


def test_what_others_do_shows_by_itself_and_reporters_only_watch(
    visit: Callable[..., Visit], incident: dict[str, Any]
) -> None:
    page = opened(visit("operator"), incident)
    drawer = page.get_by_role("complementary")
    expect(drawer.get_by_role("button", name="Resolve")).to_have_count(0)

    visit("engineer").api.patch(f"/api/incident-tickets/{incident['id']}/", {"status": "In Progress"})

    expect(drawer.get_by_role("region", name="Timeline")).to_contain_text("moved it from Open to In Progress")


def test_the_address_of_a_notice_leads_to_the_drawer(visit: Callable[..., Visit], incident: dict[str, Any]) -> None:
    page = visit("operator", size="phone").go(f"/tickets/incidents/{incident['id']}")

    expect(page.get_by_role("complementary", name=incident["title"])).to_be_visible()
    wider = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    assert not wider


def test_files_and_links_hang_on_a_ticket(
    visit: Callable[..., Visit], incident: dict[str, Any], tmp_path: Path
) -> None:
    visit_ = visit("engineer")
    other = visit_.api.post("/api/incident-tickets/", {"title": "Same again"})
    log = tmp_path / "router.log"
    log.write_text("12:00:01 lost input 4\n")
    page = opened(visit_, incident)
    drawer = page.get_by_role("complementary")

    with page.expect_file_chooser() as chooser:
        drawer.get_by_role("button", name="Add a file").click()
    chooser.value.set_files(log)
    with page.expect_download() as download:
        drawer.get_by_role("link", name="router.log").click()
    assert Path(download.value.path()).read_text() == log.read_text()
    files = drawer.get_by_role("region", name="Files")
    files.get_by_role("button", name="Remove router.log").click()
    assert visit_.axe() == []
    files.get_by_role("group", name="Remove router.log for good").get_by_role("button", name="Remove").click()
    expect(files.get_by_role("link", name="router.log")).to_have_count(0)
    drawer.get_by_label("Note", exact=True).fill("Wrong ticket")
    drawer.get_by_role("button", name="Add note").click()
    drawer.get_by_role("button", name="Remove the note").click()
    note = drawer.get_by_role("group", name="Remove the note for good")
    note.get_by_role("button", name="Remove").click()
    expect(drawer.get_by_role("region", name="Timeline")).to_contain_text("wrote something that was removed")

    drawer.get_by_label("Number of the other ticket").fill(other["number"].lower())
    drawer.get_by_role("button", name="Link", exact=True).click()
    expect(drawer.get_by_role("region", name="Links").get_by_role("link", name=other["number"])).to_be_visible()
    drawer.get_by_label("Number of the other ticket").fill("INC-1999-0001")
    drawer.get_by_role("button", name="Link", exact=True).click()
    expect(drawer.get_by_role("alert")).to_contain_text("There is no ticket INC-1999-0001")


def column_of(page: Page, status: str) -> Locator:
    return page.get_by_role("region", name=status, exact=True)


def test_a_card_of_the_board_moves_by_keyboard(visit: Callable[..., Visit], incident: dict[str, Any]) -> None:
    visit_ = visit("engineer")
    page = visit_.go(f"/tickets?view=board&facility={incident['facility']['id']}", "Tickets")
    card = page.get_by_role("link", name=incident["number"])
    card.focus()

    page.keyboard.press("Alt+ArrowRight")
    expect(column_of(page, "In Progress").get_by_role("link", name=incident["number"])).to_be_focused()
    page.keyboard.press("Alt+ArrowRight")
    expect(column_of(page, "Resolved").get_by_role("link", name=incident["number"])).to_be_focused()
    page.keyboard.press("Alt+ArrowLeft")
    expect(column_of(page, "In Progress").get_by_role("link", name=incident["number"])).to_be_focused()

    assert visit_.api.get(f"/api/incident-tickets/{incident['id']}/")["status"] == "In Progress"
    assert visit_.axe() == []


def test_a_card_of_the_board_moves_by_dragging_where_it_may(
    visit: Callable[..., Visit], incident: dict[str, Any]
) -> None:
    visit_ = visit("engineer")
    visit_.api.patch(f"/api/incident-tickets/{incident['id']}/", {"status": "Closed"})
    page = visit_.go(f"/tickets?view=board&facility={incident['facility']['id']}", "Tickets")
    card = page.get_by_role("link", name=incident["number"])
    expect(column_of(page, "Closed").get_by_role("link", name=incident["number"])).to_be_visible()

    card.drag_to(column_of(page, "Resolved"))  # what is closed is opened again, not resolved again
    card.drag_to(column_of(page, "Open"))

    expect(column_of(page, "Open").get_by_role("link", name=incident["number"])).to_be_visible()
    history = visit_.api.get(f"/api/incident-tickets/{incident['id']}/timeline/")["results"]
    assert [entry["after"] for entry in history if entry["what"] == "status"] == ["Closed", "Open"]

"""The queue of tickets: from the list to the drawer, a note, a resolution, a conversion."""

import secrets
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.console.e2e.conftest import Visit

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

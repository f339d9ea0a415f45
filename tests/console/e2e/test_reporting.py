"""Reporting an incident on a phone, and what happens when the network goes away."""

import base64
import secrets
from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from tests.console.e2e.conftest import Visit

pytestmark = pytest.mark.e2e

# one white pixel
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR42mP4//8/AAX+Av4N70a4AAAAAElFTkSuQmCC"
)


def reported(visit_: Visit, words: str) -> list[dict[str, object]]:
    found = visit_.api.get("/api/incident-tickets/?page_size=1000")["results"]
    return [incident for incident in found if words in incident.get("description", "")]


def test_an_incident_is_reported_with_one_thumb(visit: Callable[..., Visit]) -> None:
    visit_, words = visit("operator", size="phone"), f"Monitor wall black {secrets.token_hex(3)}"
    page = visit_.go("/today", "Today")

    page.get_by_role("navigation", name="Main").get_by_role("link", name="Report").click()
    page.get_by_role("combobox", name="Where").click()
    page.get_by_role("option", name="Studio A", exact=True).click()
    page.get_by_text("15 min ago").click()
    page.get_by_label("What happened").fill(words)
    page.get_by_text("Urgent").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_label("Photo").click()
    chooser.value.set_files({"name": "wall.png", "mimeType": "image/png", "buffer": PICTURE})
    wider = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    page.get_by_role("button", name="Send report").click()

    sent = page.get_by_role("status", name="Reported")
    expect(sent).to_be_visible()
    (incident,) = reported(visit_, words)
    expect(sent.get_by_role("heading")).to_have_text(str(incident["number"]))
    assert (incident["follow_up"], incident["facility"]["name"]) == ("urgent", "Studio A")  # type: ignore[index]  # JSON
    assert "down_from" in incident
    assert not wider
    expect(sent).to_contain_text("The photo is there too.")
    files = visit_.api.get(f"/api/attachments/?incident_ticket={incident['id']}")["results"]
    assert [file["name"] for file in files] == ["wall.png"]
    assert visit_.axe() == []
    sent.get_by_role("button", name="Report another").click()
    expect(page.get_by_label("What happened")).to_have_value("")


def test_what_is_missing_is_said_at_the_field(visit: Callable[..., Visit]) -> None:
    page = visit("operator", size="phone").go("/report-incident", "Report an incident")

    page.get_by_label("What happened").fill("Too short")
    page.get_by_role("button", name="Send report").click()

    expect(page.get_by_text("Say what happened, in 10 letters or more.")).to_be_visible()
    expect(page.get_by_label("What happened")).to_be_focused()


def test_a_report_survives_a_dead_network_and_counts_once(visit: Callable[..., Visit]) -> None:
    visit_, words = visit("operator", size="phone"), f"Talkback silent {secrets.token_hex(3)}"
    page = visit_.go("/report-incident", "Report an incident")
    page.get_by_label("What happened").fill(words)

    # it arrives, but the answer does not
    def swallow(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/api/incident-tickets/", swallow)
    page.get_by_role("button", name="Send report").click()
    expect(page.get_by_role("alert").filter(has_text="Not sent yet")).to_be_visible()
    page.unroute("**/api/incident-tickets/")
    page.reload()
    expect(page.get_by_label("What happened")).to_have_value(words)
    expect(page.get_by_role("alert").filter(has_text="Not sent yet")).to_be_visible()
    assert visit_.axe() == []
    page.get_by_role("button", name="Send again").click()

    expect(page.get_by_role("status", name="Reported")).to_be_visible()
    assert len(reported(visit_, words)) == 1

"""A change from its draft to the service ticket, by two people."""

import secrets
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.console.e2e.conftest import Visit

pytestmark = pytest.mark.e2e


def test_a_change_is_requested_by_one_and_approved_by_another(visit: Callable[..., Visit]) -> None:
    engineer, manager, title = visit("engineer"), visit("manager"), f"Router firmware {secrets.token_hex(3)}"
    page = engineer.go("/change-requests?open=new", "Change requests")
    drawer = page.get_by_role("complementary")
    drawer.get_by_role("button", name="Save draft").click()
    expect(drawer.get_by_text("What sort of change is it?")).to_be_visible()
    drawer.get_by_label("Title").fill(title)
    drawer.get_by_role("combobox", name="Type").click()
    page.get_by_role("option", name="Software Update").click()
    drawer.get_by_label("Why").fill("The old one drops a level")
    drawer.get_by_role("button", name="Save draft").click()
    expect(page.get_by_role("complementary", name="CHG-")).to_contain_text("Draft")
    assert engineer.axe() == []
    drawer.get_by_role("button", name="Submit for review").click()
    expect(drawer.get_by_role("button", name="Take back to a draft")).to_be_visible()
    expect(drawer.get_by_role("button", name="Approve")).to_have_count(0)  # nobody decides about their own

    page = manager.go("/change-requests?status=Submitted", "Change requests")
    page.get_by_role("link", name=title).click()
    drawer = page.get_by_role("complementary", name=title)
    expect(drawer.get_by_role("button", name="Reject")).to_be_disabled()
    drawer.get_by_label("Reason").fill("On Sunday night only")
    drawer.get_by_role("button", name="Approve").click()

    drawer.get_by_role("definition").get_by_role("link", name="SRV-").click()
    service = page.get_by_role("complementary", name="SRV-")
    expect(service).to_contain_text(title)


def test_a_rejected_change_says_why_and_can_be_taken_back(visit: Callable[..., Visit]) -> None:
    engineer = visit("engineer")
    made: dict[str, Any] = engineer.api.post(
        "/api/change-requests/",
        {"title": f"Move {secrets.token_hex(3)}", "change_type": "System Migration", "status": "Submitted"},
    )
    page = visit("manager").go(f"/change-requests?open={made['id']}", "Change requests")
    page.get_by_label("Reason").fill("Not in the election week")
    page.get_by_role("button", name="Reject").click()
    expect(page.get_by_role("complementary")).to_contain_text("Rejected")

    page = engineer.go(f"/change-requests?open={made['id']}", "Change requests")
    expect(page.get_by_role("complementary")).to_contain_text("Not in the election week")
    page.get_by_role("button", name="Take back to a draft").click()
    expect(page.get_by_label("Title")).to_have_value(made["title"])

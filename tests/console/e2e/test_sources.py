"""Setting up a schedule source, asking for it, and its log."""

import secrets
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.console.e2e.conftest import Visit

pytestmark = pytest.mark.e2e


def test_a_source_is_set_up_and_its_log_says_why_it_cannot_be_read(visit: Callable[..., Visit]) -> None:
    name = f"Playout {secrets.token_hex(4)}"
    visit_ = visit("administrator")
    page = visit_.go("/admin/sources?open=new", "Schedule sources")
    panel = page.get_by_role("complementary", name="New schedule source")
    panel.get_by_label("Name").fill(name)
    panel.get_by_label("Address").fill("http://10.0.0.5/schedule.csv")
    panel.get_by_role("textbox", name="Key", exact=True).fill("s3cret")
    panel.get_by_role("button", name="Set up").click()
    expect(panel.get_by_role("alert").filter(has_text="lies inside the network")).to_be_visible()
    panel.get_by_label("Address").fill("https://schedule.invalid/today.csv")  # a name that nobody can own
    panel.get_by_role("button", name="Set up").click()
    row = page.get_by_role("row").filter(has_text=name)
    row.get_by_role("link").click()

    panel = page.get_by_role("complementary", name=name)
    panel.get_by_role("button", name="Test").click()
    expect(panel.get_by_text("Failed: There is no host called schedule.invalid").first).to_be_visible(timeout=60_000)
    assert visit_.axe() == []
    panel.get_by_text("To decide").click()
    expect(panel.get_by_text("Nothing to decide")).to_be_visible()
    panel.get_by_text("Settings").click()
    expect(panel.get_by_role("textbox", name="Key", exact=True)).to_have_value("")
    assert visit_.axe() == []
    panel.get_by_role("button", name="Archive").click()
    expect(row).to_have_count(0)

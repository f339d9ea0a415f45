"""Filters of the schedule under a name, and calendar feeds at addresses that are shown once."""

import re
import secrets
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.console.e2e.conftest import Visit

pytestmark = pytest.mark.e2e


def test_a_filter_is_saved_chosen_and_becomes_a_calendar_feed(visit: Callable[..., Visit]) -> None:
    name = f"Live {secrets.token_hex(4)}"
    visit_ = visit("operator")
    page = visit_.go(f"/schedule?view=list&type=Live&q={name[-8:]}", "Schedule")
    page.get_by_role("button", name="Saved filters").click()
    page.get_by_label("Save what is set now as").fill(name)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text(f"{name} is saved.")).to_be_visible()
    expect(page.get_by_role("button", name=name)).to_be_visible()  # the button says which one is set
    assert visit_.axe() == []

    visit_.go("/schedule?view=list&status=Cancelled", "Schedule")
    page.get_by_role("button", name="Saved filters").click()
    page.get_by_role("button", name=name, exact=True).click()
    expect(page).to_have_url(re.compile(r"^(?!.*status=).*type=Live"))

    page.get_by_role("button", name=name).click()
    page.get_by_role("link", name=f"Calendar feed of {name}").click()
    panel = page.get_by_role("complementary", name="New calendar feed")
    expect(panel.get_by_role("combobox", name="Filter")).to_have_value(name)
    panel.get_by_role("button", name="Make the feed").click()

    made = page.get_by_role("complementary", name=name)
    address = made.get_by_role("textbox", name="Address").input_value()
    assert address.endswith(".ics")
    assert visit_.axe() == []
    stranger = page.context.browser.new_context()
    try:
        assert stranger.request.get(address).text().startswith("BEGIN:VCALENDAR")
        made.get_by_role("button", name="Done").click()
        row = page.get_by_role("row").filter(has_text=name)
        row.get_by_role("link").click()
        expect(page.get_by_text(address)).to_have_count(0)
        page.get_by_role("button", name="Revoke").click()
        page.get_by_role("button", name="Revoke for good").click()
        expect(page.get_by_text(f"{name} is revoked.")).to_be_visible()
        expect(row).to_have_count(0)
        assert stranger.request.get(address).status == 404
    finally:
        stranger.close()

    visit_.go("/schedule?view=list", "Schedule")
    page.get_by_role("button", name="Saved filters").click()
    page.get_by_role("button", name=f"Delete {name}").click()
    expect(page.get_by_text(f"{name} is deleted.")).to_be_visible()

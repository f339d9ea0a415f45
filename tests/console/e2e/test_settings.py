"""The rules of the station and its reference data, changed by those who may."""

import secrets
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.console.e2e.conftest import Visit

pytestmark = pytest.mark.e2e


def test_a_rule_is_changed_within_its_bounds(visit: Callable[..., Visit]) -> None:
    visit_ = visit("administrator")
    visit_.api.patch("/api/settings/", {"mail.letters_per_hour": None})
    page = visit_.go("/admin/settings", "Settings")
    field = page.get_by_label("E-mails one person may send in an hour")
    expect(field).to_have_value("100")
    expect(page.get_by_role("button", name="Save")).to_be_disabled()

    field.fill("0")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert").filter(has_text="must be between 1 and 10000")).to_be_visible()
    expect(field).to_have_value("0")

    field.fill("40")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The settings are saved.")).to_be_visible()
    page.reload()
    expect(field).to_have_value("40")
    visit_.api.patch("/api/settings/", {"mail.letters_per_hour": None})


def test_a_shift_pattern_is_made_changed_and_archived(visit: Callable[..., Visit]) -> None:
    name = f"Early {secrets.token_hex(4)}"
    page = visit("scheduler").go("/admin/settings", "Shift patterns")  # a scheduler has no rules to set
    page.get_by_role("link", name="New shift pattern").click()
    page.get_by_label("Name").fill(name)
    page.get_by_label("From").fill("6")
    page.get_by_label("To", exact=True).fill("1430")
    page.get_by_role("button", name="Create shift pattern").click()
    row = page.get_by_role("row").filter(has_text=name)
    expect(row).to_contain_text("06:00 to 14:30")

    row.get_by_role("link").click()
    page.get_by_role("button", name="Archive").click()

    expect(row).to_have_count(0)
    archived = page.get_by_label("Archived")
    archived.click(force=True)  # its label covers it
    expect(archived).to_be_checked()
    expect(row).to_have_count(1)
    row.get_by_role("link").click()
    page.get_by_role("button", name="Restore").click()
    expect(page.get_by_role("button", name="Archive")).to_be_visible()


def test_an_incident_type_is_made_where_people_choose_from_it(visit: Callable[..., Visit]) -> None:
    name = f"Fault {secrets.token_hex(4)}"
    visit_ = visit("manager")
    page = visit_.go("/admin/incident-types?open=new", "Incident types")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Severity").fill("1")
    page.get_by_role("button", name="Create incident type").click()

    expect(page.get_by_role("row").filter(has_text=name)).to_contain_text("1 of 5, worst")
    found = [row for row in visit_.api.get("/api/incident-types/")["results"] if row["name"] == name]
    assert [row["severity_level"] for row in found] == [1]

"""Coming in, being put out, and finding one's work as it was."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.console.e2e.conftest import Station, Visit

pytestmark = pytest.mark.e2e


def sign_in(page: Page, person: dict[str, str]) -> None:
    page.get_by_label("Username").fill(person["username"])
    page.get_by_label("Password", exact=True).fill(person["password"])
    page.get_by_role("button", name="Sign in").click()


def test_signing_in_leads_to_the_address_that_was_asked_for(
    window: Callable[..., BrowserContext], station: Station
) -> None:
    page = window().new_page()

    page.goto(f"{station.console}/facilities?kind=Studio")
    expect(page.get_by_role("heading", level=1, name="Sign in")).to_be_visible()
    sign_in(page, station.people["operator"])

    expect(page.get_by_role("heading", level=1, name="Facilities")).to_be_visible()
    assert page.url == f"{station.console}/facilities?kind=Studio"


def test_a_wrong_password_is_told_and_the_name_is_kept(window: Callable[..., BrowserContext], station: Station) -> None:
    page = window().new_page()
    page.goto(f"{station.console}/sign-in")

    sign_in(page, {"username": "nobody-of-this-name", "password": "wrong"})

    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Username")).to_have_value("nobody-of-this-name")
    expect(page.get_by_label("Password", exact=True)).to_have_value("")


def test_who_is_signed_out_in_the_middle_finds_what_was_typed(
    visit: Callable[..., Visit], station: Station, studio: dict[str, Any]
) -> None:
    visit_ = visit("scheduler")
    page = visit_.go(f"/schedule?view=list&open=new&new_facility={studio['id']}", "Schedule")
    page.get_by_label("Title").fill("Kept across a sign-in")
    page.context.clear_cookies(name="sessionid")

    page.get_by_role("button", name="Book", exact=True).click()
    dialog = page.get_by_role("dialog", name="Sign in again")
    dialog.get_by_label("Password", exact=True).fill(station.people["scheduler"]["password"])
    dialog.get_by_role("button", name="Sign in").click()

    expect(dialog).to_be_hidden()
    expect(page.get_by_label("Title")).to_have_value("Kept across a sign-in")
    page.get_by_role("button", name="Book", exact=True).click()
    expect(page.get_by_text("Kept across a sign-in is booked")).to_be_visible()


def test_signing_out_leaves_nothing_to_read(visit: Callable[..., Visit]) -> None:
    page = visit("operator").go("/people", "People")

    page.get_by_role("button", name="Account of").click()
    page.get_by_role("menuitem", name="Sign out").click()

    expect(page.get_by_role("heading", level=1, name="Sign in")).to_be_visible()
    page.go_back()
    page.go_forward()
    expect(page.get_by_role("heading", level=1, name="Sign in")).to_be_visible()
    assert page.get_by_text("Vision mixer").count() == 0

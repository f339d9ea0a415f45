"""A passkey, made and used in a real browser with an authenticator of its own."""

import secrets
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.console.e2e.conftest import Station, Visit

pytestmark = pytest.mark.e2e

PASSWORD = "a-long-enough-password"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def person(visit: Callable[..., Visit]) -> dict[str, Any]:
    """Somebody of the test's own: whoever has a passkey cannot sign in by password alone any more."""
    name = f"passkey-{secrets.token_hex(4)}"
    profile = {"full_name": f"Pia {name}", "username": name, "password": PASSWORD}
    made: dict[str, Any] = visit("administrator").api.post("/api/profiles/", profile)
    return made


def fill(page: Page, username: str) -> None:
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password", exact=False).first.fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def heading(page: Page, name: str) -> None:
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()


def test_a_passkey_is_made_and_signs_in_alone_and_beside_the_password(
    window: Callable[..., BrowserContext], station: Station, person: dict[str, Any]
) -> None:
    home = station.url.replace("127.0.0.1", "localhost")  # browsers make passkeys for names alone
    page = window().new_page()
    visit = Visit(page, None, f"{home}/console")  # type: ignore[arg-type]  # the API is not asked
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})

    page.goto(f"{home}/account/sign-in/?next=/account/second-factor/")
    heading(page, "Sign in")
    seen = {"sign in": visit.axe()}
    fill(page, person["username"])
    heading(page, "Second factor")
    seen["second factor"] = visit.axe()
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    page.get_by_label("Passwordless").check()
    seen["add"] = visit.axe()
    page.get_by_role("button", name="Add").click()
    heading(page, "Recovery Codes")

    page.context.clear_cookies()
    page.goto(f"{home}/account/sign-in/?next=/console/account")
    page.get_by_role("button", name="Sign in with a passkey").click()
    heading(page, "Your account")
    expect(page.get_by_text("Passkey. 10 recovery codes are left.")).to_be_visible()

    page.context.clear_cookies()
    visit.go("/facilities")
    fill(page, person["username"])
    heading(page, "Two-Factor Authentication")
    seen["code"] = visit.axe()
    page.get_by_role("button", name="Use a security key").click()
    heading(page, "Facilities")
    assert {where: found for where, found in seen.items() if found} == {}

"""What is held about a person, collected for them and taken out, by the administrator who answers for it."""

import secrets
from collections.abc import Callable
from zipfile import ZipFile

import pytest
from playwright.sync_api import expect

from tests.console.e2e.conftest import Visit

pytestmark = pytest.mark.e2e


def test_a_person_gets_their_data_and_is_taken_out(visit: Callable[..., Visit]) -> None:
    visit_, mark = visit("administrator"), secrets.token_hex(4)
    name, address = f"Wilma Leaver{mark}", f"leaver-{mark}@harbour.example"
    profile = {"full_name": name, "username": address, "email": address, "password": secrets.token_urlsafe(16)}
    person = visit_.api.post("/api/profiles/", profile)
    pseudonym = f"Former colleague {person['id']}"
    page = visit_.go(f"/people?open={person['id']}", "People")

    page.get_by_role("button", name="Collect all that is held").click()
    link = page.get_by_role("link", name="Export of")
    with page.expect_download() as download:
        link.click()
    with ZipFile(download.value.path()) as export:
        told = {name: export.read(name).decode() for name in export.namelist()}
    assert any(address in text for text in told.values()), told.keys()

    page.get_by_role("button", name="Anonymise …").click()
    dialogue = page.get_by_role("dialog", name="Anonymise")
    for_good = dialogue.get_by_role("button", name="Anonymise for good")
    dialogue.get_by_role("textbox").fill("Wilma")
    expect(for_good).to_be_disabled()
    assert visit_.axe() == []
    dialogue.get_by_role("textbox").fill(name)
    for_good.click()

    expect(page.get_by_text("Anonymised", exact=False).last).to_be_visible()
    expect(page.get_by_role("heading", name=pseudonym)).to_be_visible()
    expect(page.get_by_text(name, exact=True)).to_have_count(0)
    expect(page.get_by_role("button", name="Anonymise …")).to_have_count(0)

"""A schedule from a file: dry run, decision, result; the same file again; rows that cannot be."""

import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.console.e2e.conftest import Visit

pytestmark = pytest.mark.e2e

HEAD = "Title,Start Date,Start Time,End Time,Facility,Type"


def file_of(folder: Path, *rows: str) -> Path:
    path = folder / f"schedule-{secrets.token_hex(3)}.csv"
    path.write_text("\n".join([HEAD, *rows]) + "\n")
    return path


def dry_run(page: Page, file: Path) -> None:
    page.get_by_label("Schedule file").set_input_files(file)
    expect(page.get_by_role("heading", level=1, name=file.name)).to_be_visible()


def events_of(visit_: Visit, studio: dict[str, Any]) -> list[str]:
    found = visit_.api.get(
        f"/api/scheduled-events/?facility={studio['id']}&start_date=2027-01-01&end_date=2027-01-31&ordering=start_time"
    )
    return [event["title"] for event in found["results"]]


def test_a_file_is_looked_at_then_written_and_the_second_time_left_alone(
    visit: Callable[..., Visit], studio: dict[str, Any], tmp_path: Path
) -> None:
    visit_ = visit("scheduler")
    file = file_of(
        tmp_path,
        f"Morning show,2027-01-05,06:00,09:00,{studio['name']},Event",
        f"Night watch,2027-01-05,22:00,06:00,{studio['name']},Event",
    )
    page = visit_.go("/import", "Import a schedule")

    dry_run(page, file)
    expect(page.get_by_text("2 rows would be created.")).to_be_visible()
    assert events_of(visit_, studio) == []

    page.get_by_role("button", name="Write 2 rows").click()
    expect(page.get_by_text("2 rows created.")).to_be_visible()
    assert events_of(visit_, studio) == ["Morning show", "Night watch"]

    visit_.go("/import", "Import a schedule")
    dry_run(page, file)
    expect(page.get_by_text("Nothing to do: all 2 rows are in the schedule already.")).to_be_visible()
    expect(page.get_by_role("button", name="Write")).to_have_count(0)


def test_bad_rows_are_named_and_the_good_ones_written_when_chosen(
    visit: Callable[..., Visit], studio: dict[str, Any], tmp_path: Path
) -> None:
    visit_ = visit("scheduler")
    file = file_of(
        tmp_path,
        f"Good row,2027-01-06,06:00,09:00,{studio['name']},Event",
        f"Bad row,2027-13-06,06:00,09:00,{studio['name']},Event",
    )
    page = visit_.go("/import", "Import a schedule")

    dry_run(page, file)
    expect(page.get_by_text("1 row would be created, 1 row bad.")).to_be_visible()
    bad = page.get_by_role("row").filter(has_text="Bad row")
    expect(bad.get_by_role("cell").nth(1)).to_have_text("3")
    expect(bad.get_by_role("cell").last).not_to_be_empty()
    expect(page.get_by_role("button", name="Write 1 row")).to_be_disabled()

    page.get_by_label("Good rows only").check()
    page.get_by_role("button", name="Write 1 row").click()
    expect(page.get_by_text("1 row created, 1 row bad.")).to_be_visible()
    assert events_of(visit_, studio) == ["Good row"]


def test_unknown_facilities_are_created_only_on_request(visit: Callable[..., Visit], tmp_path: Path) -> None:
    visit_ = visit("scheduler")
    name = f"Stage {secrets.token_hex(4)}"
    file = file_of(tmp_path, f"Opening,2027-01-07,10:00,11:00,{name},Event")
    page = visit_.go("/import", "Import a schedule")

    dry_run(page, file)
    missing = page.get_by_role("alert").filter(has_text="One facility is not known here")
    expect(missing).to_contain_text(name)
    missing.get_by_role("button", name="Look again, creating them").click()
    expect(page.get_by_text("1 row would be created.")).to_be_visible()
    assert name not in [facility["name"] for facility in visit_.api.get("/api/facilities/")["results"]]

    page.get_by_role("button", name="Write 1 row").click()
    expect(page.get_by_text("1 row created.")).to_be_visible()
    assert name in [facility["name"] for facility in visit_.api.get("/api/facilities/")["results"]]


def test_a_file_of_no_known_format_is_refused_in_words(visit: Callable[..., Visit], tmp_path: Path) -> None:
    file = tmp_path / "picture.png"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    page = visit("scheduler").go("/import", "Import a schedule")

    page.get_by_label("Schedule file").set_input_files(file)

    expect(page.get_by_role("alert")).to_contain_text("picture")

"""The timeline by keyboard, and for screen readers."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.console.e2e.timeline.component import NEWS, REVIEW, SPORT, Timeline, at, bar, place

pytestmark = pytest.mark.e2e


def test_arrows_go_between_bars_and_enter_opens(show: Callable[..., Timeline]) -> None:
    timeline = show()
    timeline.page.get_by_role("application").focus()

    timeline.keys("ArrowRight")
    expect(timeline.bar("news")).to_be_focused()
    timeline.keys("ArrowRight")
    expect(timeline.bar("sport")).to_be_focused()
    timeline.keys("ArrowDown")
    expect(timeline.bar("review")).to_be_focused()
    timeline.keys("ArrowUp")
    expect(timeline.bar("sport")).to_be_focused()
    timeline.keys("Home")
    expect(timeline.bar("news")).to_be_focused()
    timeline.keys("Enter")

    assert timeline.call("open") == "news"


def test_alt_and_arrows_move_a_bar_and_a_pause_saves_it_once(show: Callable[..., Timeline]) -> None:
    timeline = show()
    timeline.bar("news").focus()

    timeline.keys("Alt+ArrowRight", "Alt+ArrowRight", "Alt+ArrowDown")
    expect(timeline.speech).to_have_text("Tue 24 Nov, 08:30 to 10:30, Studio B.")
    assert timeline.calls("change") == []
    change = timeline.call("change")

    assert {key: change[key] for key in ("rowId", "start", "end")} == place(
        "b", "2026-11-24T08:30Z", "2026-11-24T10:30Z"
    )
    expect(timeline.page.locator('[data-row="b"]').locator('[data-bar="news"]')).to_be_focused()


def test_shift_and_arrows_resize_and_enter_saves_at_once(show: Callable[..., Timeline]) -> None:
    timeline = show()
    timeline.bar("news").focus()

    timeline.keys("Shift+ArrowRight", "Shift+Alt+ArrowLeft", "Shift+Alt+ArrowLeft", "Enter")

    change = timeline.call("change")
    assert (change["start"], change["end"]) == (at("2026-11-24T07:30Z"), at("2026-11-24T10:15Z"))
    assert timeline.calls("open") == []


def test_a_move_by_keyboard_tells_of_clashes_and_escape_drops_it(show: Callable[..., Timeline]) -> None:
    timeline = show()
    timeline.bar("review").focus()

    timeline.keys(*["Alt+ArrowRight"] * 12, "Alt+ArrowUp")
    expect(timeline.speech).to_contain_text("14:00 to 15:00, Studio A. Clash: Studio A is taken by Sport")
    expect(timeline.ghost).to_have_attribute("data-clash", "true")
    timeline.keys("Escape")

    expect(timeline.ghost).to_have_count(0)
    expect(timeline.speech).to_have_text("Move dropped.")
    timeline.page.wait_for_timeout(1_300)  # longer than the pause that saves
    assert timeline.calls("change") == []


def test_letters_create_search_zoom_and_help(show: Callable[..., Timeline]) -> None:
    timeline = show()
    timeline.bar("sport").focus()

    timeline.keys("g", "n")  # two of the page's own, one after another
    assert timeline.calls("create") == []
    timeline.keys("n")
    assert timeline.call("create") == place("a", "2026-11-24T16:30Z", "2026-11-24T17:30Z")  # after its strike
    timeline.keys("?")
    assert timeline.calls("help") == [None]
    day = timeline.hour
    timeline.keys("-")
    expect(timeline.page.get_by_label("Zoom", exact=True)).to_have_value("3days")
    assert timeline.hour == pytest.approx(day / 3, rel=0.02)
    timeline.keys("+", "/")
    search = timeline.page.get_by_role("textbox", name="Search facilities or titles")
    expect(search).to_be_focused()
    timeline.page.keyboard.type("van")
    expect(timeline.bar("sport")).to_have_count(0)
    expect(timeline.page.get_by_text("Van 1")).to_be_visible()
    timeline.keys("Escape")
    expect(timeline.bar("sport")).to_be_visible()


def test_groups_fold(show: Callable[..., Timeline]) -> None:
    timeline = show()
    heading = timeline.page.get_by_role("button", name="Studios")

    heading.click()
    expect(timeline.bar("news")).to_have_count(0)
    expect(heading).to_have_attribute("aria-expanded", "false")
    heading.click()

    expect(timeline.bar("news")).to_be_visible()


def test_the_table_says_the_same(show: Callable[..., Timeline]) -> None:
    timeline = show([NEWS, SPORT | {"status": "Hold", "rank": 2}, REVIEW | {"conflict": "Aoife Byrne is on leave"}])

    timeline.page.get_by_role("button", name="Show as a table").click()
    lines = timeline.page.get_by_role("table").locator("tbody tr")

    assert [line.split("\t") for line in lines.all_inner_texts()] == [
        ["Studio A", "News", "Tue 24 Nov, 08:00 to 10:00", "Scheduled", ""],
        ["Studio A", "Sport", "Tue 24 Nov, 14:00 to 16:00", "Hold 2", ""],
        ["Studio B", "Review", "Tue 24 Nov, 11:00 to 12:00", "Scheduled, in conflict: Aoife Byrne is on leave", ""],
    ]
    timeline.page.get_by_role("button", name="Review").click()
    assert timeline.call("open") == "review"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(show: Callable[..., Timeline], scheme: str) -> None:
    statuses = ["Scheduled", "Confirmed", "Hold", "In Progress", "Completed", "Cancelled", "Conflict"]
    bars = [
        bar(f"bar {n}", "abc"[n % 3], f"2026-11-24T{6 + 2 * n:02}:00Z", f"2026-11-24T{8 + 2 * n:02}:00Z", status=status)
        for n, status in enumerate(statuses)
    ]
    timeline = show(bars, query=f"zoom=day&scheme={scheme}")

    found = Axe().run(
        timeline.page,
        options={
            "rules": {
                "landmark-one-main": {"enabled": False},
                "page-has-heading-one": {"enabled": False},
                "region": {"enabled": False},
            }
        },
    )

    problems = [
        (rule["id"], [node["html"][:160] + " " + node["failureSummary"] for node in rule["nodes"]])
        for rule in found.response["violations"]
    ]
    assert problems == []
